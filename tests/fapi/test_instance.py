"""Environment, dev browsers, health, well-known documents and /v1/me, through the door."""

import jwt
import pytest

from tests.people import ADA, sign_in


def test_the_environment_is_complete_and_unwrapped(browser):
    """All eleven attributes are there; the settings decide the factors."""
    body = browser.get("/v1/environment").json()

    assert 11 == len(body["user_settings"]["attributes"])
    assert ["email_code", "password", "reset_password_email_code", "ticket"] == body["auth_config"][
        "first_factors"
    ]
    assert True is body["auth_config"]["single_session_mode"]
    assert False is body["user_settings"]["sign_up"]["captcha_enabled"]


def test_patching_the_environment_remembers_the_origin(browser, world):
    """What the real client sends at boot: POST with `_method=PATCH`."""
    reply = browser.request("POST", "/v1/environment", query={"_method": "PATCH"})

    assert reply.json() == browser.get("/v1/environment").json()
    assert "http://localhost:3000" == world.instance.home_origin


def test_settings_change_what_exists(house, open_world):
    """Phone and username on: identifiers and factors follow, in environment and sign-in alike."""
    browser = house.browser(open_world("everything"))
    body = browser.get("/v1/environment").json()
    sign_in = browser.post("/v1/client/sign_ins").response

    assert {"email_address", "phone_number", "username"} <= set(sign_in["supported_identifiers"])
    assert "phone_code" in body["auth_config"]["first_factors"]
    assert True is body["organization_settings"]["enabled"]


def test_a_dev_browser_names_itself(browser):
    """Clients read `id`, older ones `token`."""
    body = browser.post("/v1/dev_browser").json()

    assert body["id"].startswith("dvb_")
    assert body["id"] == body["token"]


def test_a_dev_browser_can_be_kept_as_a_cookie(browser):
    """The first-party cookie stands for the query parameter afterwards."""
    token = browser.post("/v1/dev_browser").json()["id"]
    made = browser.request("PUT", "/v1/client", query={"__clerk_db_jwt": token})
    kept = browser.request("POST", "/v1/dev_browser/set_first_party_cookie", query={"__clerk_db_jwt": token})

    assert token == kept.json()["id"] == browser.cookies["__clerk_db_jwt"]
    assert made.response["id"] == browser.get("/v1/client").response["id"]


def test_the_sync_page_tells_the_app_its_dev_browser(browser):
    """HTML for one origin; anything that is no origin is refused."""
    page = browser.get("/v1/dev_browser/init", origin="http://localhost:5173")
    bad = browser.get("/v1/dev_browser/init", origin='"><script>')

    assert page.headers["content-type"].startswith("text/html")
    assert '"http://localhost:5173"' in page.answer.body.decode()
    assert (400, "invalid_query_parameter_value") == (bad.status_code, bad.errors[0]["code"])


def test_health(browser):
    """The service is healthy."""
    assert {"status": "healthy"} == browser.get("/v1/health").json()


def test_both_apis_serve_the_same_public_key(browser, house, world):
    """One RSA key with the kid of the instance, without private members; it verifies session tokens."""
    public = browser.get("/.well-known/jwks.json").json()
    backend = house.backend(world).get("/v1/jwks").json()
    token = sign_in(browser).client["sessions"][0]["last_active_token"]["jwt"]
    key = jwt.PyJWKSet.from_dict(public)[jwt.get_unverified_header(token)["kid"]]

    assert public == backend
    assert {"use", "kty", "kid", "alg", "n", "e"} == set(public["keys"][0])
    assert (
        world.issuer
        == jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )["iss"]
    )


def test_openid_configuration(browser, world):
    """The issuer is that of the tokens; the endpoints are where the caller reached the mock."""
    body = browser.request(
        "GET", "/.well-known/openid-configuration", headers={"host": "127.0.0.1:4010"}
    ).json()

    assert world.issuer == body["issuer"]
    assert "http://127.0.0.1:4010/.well-known/jwks.json" == body["jwks_uri"]


@pytest.mark.parametrize("sign_out", ["/v1/client/sessions", "/v1/client"])
def test_me_is_the_signed_in_person(browser, sign_out):
    """The full user with the client beside it; 401 once signed out."""
    sign_in(browser)
    me = browser.get("/v1/me")
    browser.delete(sign_out)

    assert ADA == me.response["email_addresses"][0]["email_address"]
    assert me.response == me.client["sessions"][0]["user"]
    assert 401 == browser.get("/v1/me").status_code
