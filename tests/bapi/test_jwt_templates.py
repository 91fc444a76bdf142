"""Group JwtTemplates: what servers say of tokens, browsers get."""

import jwt
import pytest

from tests.people import SESSIONS, codes, sign_in

PATH = "/v1/jwt_templates"


@pytest.fixture
def server(house, world):
    return house.backend(world)


def test_a_template_is_made_and_shown_without_its_key(server, world):
    """Everything but the key comes back; what is left out or null is as usual."""
    body = {
        "name": "shop",
        "claims": {"aud": "shop"},
        "lifetime": 120,
        "allowed_clock_skew": None,
        "custom_signing_key": True,
        "signing_algorithm": "HS256",
        "signing_key": "a secret of at least thirty-two characters",
    }
    made = server.request("POST", PATH, json=body).json()

    assert ("shop", {"aud": "shop"}, 120, 5, True, "HS256") == tuple(
        made[name]
        for name in (
            "name",
            "claims",
            "lifetime",
            "allowed_clock_skew",
            "custom_signing_key",
            "signing_algorithm",
        )
    )
    assert "signing_key" not in made
    assert made["id"] == world.jwt_templates.first(name="shop").id


@pytest.mark.parametrize(
    ("body", "code", "param"),
    [
        ({"claims": {}}, "form_param_missing", "name"),
        ({"name": "t"}, "form_param_missing", "claims"),
        ({"name": "t", "claims": {}, "custom_signing_key": True}, "form_param_missing", "signing_key"),
        ({"name": "a b", "claims": {}}, "form_param_format_invalid", "name"),
    ],
)
def test_a_template_that_is_not_whole_is_refused(server, world, body, code, param):
    """422 that names the field; nothing is made."""
    reply = server.request("POST", PATH, json=body)

    assert (422, code, param) == (
        reply.status_code,
        reply.errors[0]["code"],
        reply.errors[0]["meta"]["param_name"],
    )
    assert 0 == len(world.jwt_templates)


def made(server, **fields):
    return server.request("POST", PATH, json={"name": "shop", "claims": {"aud": "shop"}} | fields).json()


def claims_of(server, browser, name="shop"):
    """The claims of a token of a template, in the browser's session."""
    session = sign_in(browser).client["sessions"][0]["id"]
    token = browser.post(f"{SESSIONS}/{session}/tokens/{name}").json()["jwt"]
    return jwt.decode(token, options={"verify_signature": False})


def test_a_template_is_changed(server, browser):
    """What is given; tokens follow at once."""
    path = f"{PATH}/{made(server)['id']}"
    told = server.patch(path, claims={"aud": "store"}, lifetime=90, name="store").json()
    claims = claims_of(server, browser, "store")

    assert ("store", {"aud": "store"}, 90, 5) == tuple(
        told[name] for name in ("name", "claims", "lifetime", "allowed_clock_skew")
    )
    assert ("store", 90) == (claims["aud"], claims["exp"] - claims["iat"])
    assert told == server.get(path).json()


def test_a_key_of_its_own_comes_and_goes(server):
    """With the switch that says so."""
    path = f"{PATH}/{made(server)['id']}"
    key = {"signing_algorithm": "HS256", "signing_key": "a secret of at least thirty-two characters"}

    assert server.patch(path, custom_signing_key=True, **key).json()["custom_signing_key"]
    assert server.patch(path, lifetime=90).json()["custom_signing_key"]
    assert not server.patch(path, custom_signing_key=False, signing_algorithm="RS256").json()[
        "custom_signing_key"
    ]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": "other"}, (422, [("form_already_exists", "name")])),
        ({"claims": {"sub": "me"}}, (400, [("jwt_template_reserved_claim", "claims")])),
        ({"lifetime": 29}, (422, [("form_param_value_invalid", "lifetime")])),
        ({"allowed_clock_skew": 301}, (422, [("form_param_value_too_large", "allowed_clock_skew")])),
        ({"custom_signing_key": True}, (422, [("form_param_missing", "signing_key")])),
        ({"unheard_of": 1}, (422, [("form_param_unknown", "unheard_of")])),
    ],
)
def test_a_change_that_cannot_be_is_refused(server, world, fields, refusal):
    """Nothing is changed."""
    made(server, name="other")
    path = f"{PATH}/{made(server)['id']}"
    before = world.digest()
    reply = server.patch(path, **fields)

    assert refusal == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_templates_are_listed(server):
    """Bare or as a page, the newest first."""
    all_of_them = [made(server, name=name) for name in "ab"]
    page = server.get(PATH, paginated=True, limit=1).json()

    assert all_of_them[::-1] == server.get(PATH).json()
    assert ([all_of_them[1]], 2) == (page["data"], page["total_count"])


def test_a_deleted_template_gives_no_tokens(server, browser):
    """It is 404 for servers and browsers."""
    it = made(server)
    path = f"{PATH}/{it['id']}"
    gone = server.delete(path).json()
    session = sign_in(browser).client["sessions"][0]["id"]

    assert {"object": "jwt_template", "id": it["id"], "deleted": True} == gone
    assert 404 == browser.post(f"{SESSIONS}/{session}/tokens/shop").status_code
    assert [404] * 3 == [
        reply.status_code
        for reply in (server.get(path), server.patch(path, lifetime=60), server.delete(path))
    ]


def test_session_tokens_carry_the_claims_of_their_template(server, browser):
    """Once the instance says so; that template stays until another one is chosen."""
    it = made(server, claims={"plan": "{{user.first_name}}"})
    server.patch("/v1/beta_features/instance_settings", session_token_template="shop")
    client = sign_in(browser).client
    claims = jwt.decode(
        client["sessions"][0]["last_active_token"]["jwt"], options={"verify_signature": False}
    )
    kept = server.delete(f"{PATH}/{it['id']}")
    server.patch("/v1/beta_features/instance_settings", session_token_template="")

    assert "Ada" == claims["plan"]
    assert (403, [("session_token_jwt_template", None)]) == (kept.status_code, codes(kept))
    assert 200 == server.delete(f"{PATH}/{it['id']}").status_code
