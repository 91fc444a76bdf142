"""What real clients force on the wire: overrides, slashes, cross-origin headers, envelopes, cookies."""

import json

import pytest

from mockfapi.http.wire import Request

ORIGIN = "http://localhost:3000"


def ada(browser):
    """Signs the person of the scenario in and answers the reply."""
    return browser.post(
        "/v1/client/sign_ins",
        identifier="ada@engines.test",
        strategy="password",
        password="punched-cards-1843",
    )


@pytest.mark.parametrize("place", ["query", "form"])
def test_post_may_mean_another_method(browser, world, place):
    """Browsers send PATCH, PUT and DELETE as POST with `_method`, in the query or in the form."""
    reply = browser.request("POST", "/v1/client", **{place: {"_method": "PUT"}})

    assert 200 == reply.status_code
    assert 1 == len(world.clients)


def test_native_apps_read_the_client_by_post(browser, world):
    """`_method=GET` in a form body reads and creates nothing."""
    reply = browser.request("POST", "/v1/client", form={"_method": "GET", "rotating_token_nonce": "x"})

    assert {"response": None, "client": None} == reply.json()
    assert 0 == len(world.clients)


@pytest.mark.parametrize("path", ["/v1/client/", "//v1/client", "/v1//client", "/v1/client"])
def test_both_slash_forms_are_served_without_a_redirect(browser, path):
    """Trailing and doubled slashes reach the same operation."""
    assert 200 == browser.get(path).status_code


@pytest.mark.parametrize("path", ["/v1/client", "/v1/nothing", "/v1/me", "/v1/account_portal"])
def test_every_answer_can_be_read_across_origins(browser, path):
    """Origin echoed, credentials allowed, headers exposed, on errors too."""
    headers = browser.get(path).headers

    assert ORIGIN == headers["access-control-allow-origin"]
    assert "true" == headers["access-control-allow-credentials"]
    assert "Origin" == headers["vary"]
    assert {"Authorization", "Clerk-Db-Jwt", "Retry-After", "X-Country"} <= set(
        headers["access-control-expose-headers"].split(", ")
    )


def test_a_preflight_is_answered(browser):
    """The methods of the path, the headers asked for, no body."""
    asked = {
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization, content-type",
    }
    reply = browser.request("OPTIONS", "/v1/me", headers=asked)

    assert 204 == reply.status_code
    assert "GET, HEAD, PATCH, DELETE" == reply.headers["access-control-allow-methods"]
    assert "authorization, content-type" == reply.headers["access-control-allow-headers"]
    assert "true" == reply.headers["access-control-allow-credentials"]


def test_json_goes_out_as_bare_application_json(browser):
    """Server SDKs compare the content type to the letter."""
    assert "application/json" == browser.get("/v1/client").headers["content-type"]
    assert "application/json" == browser.get("/v1/nothing").headers["content-type"]


def test_errors_carry_a_trace_id(browser):
    """The same 32 hexadecimal digits in body and header; equal requests at one time give equal ids."""
    first, second = browser.get("/v1/nothing"), browser.get("/v1/nothing")

    assert first.json()["clerk_trace_id"] == first.headers["x-clerk-trace-id"]
    assert 32 == len(first.json()["clerk_trace_id"])
    assert first.answer.body == second.answer.body


def test_the_client_rides_along(browser):
    """Wrapped operations answer `{response, client}`; those of the client itself leave `client` empty."""
    created = browser.put("/v1/client").json()
    sign_in = browser.post("/v1/client/sign_ins").json()

    assert None is created["client"]
    assert created["response"]["id"] == sign_in["client"]["id"]
    assert sign_in["response"] == sign_in["client"]["sign_in"]


def test_a_refused_attempt_rides_along_with_the_error(browser):
    """A wrong password keeps the attempt and shows it in `meta.client`."""
    reply = browser.post(
        "/v1/client/sign_ins", identifier="ada@engines.test", strategy="password", password="wrong"
    )

    assert (422, "form_password_incorrect") == (reply.status_code, reply.errors[0]["code"])
    assert "needs_first_factor" == reply.json()["meta"]["client"]["sign_in"]["status"]


def test_a_dev_browser_in_the_query_is_the_client(house, world):
    """Two browsers with tokens of their own have clients of their own, and no cookie is set."""
    tokens = [house.browser(world).post("/v1/dev_browser").json()["id"] for _ in range(2)]
    replies = [
        house.browser(world).request("PUT", "/v1/client", query={"__clerk_db_jwt": it}) for it in tokens
    ]
    again = house.browser(world).get("/v1/client", __clerk_db_jwt=tokens[0])

    assert replies[0].response["id"] != replies[1].response["id"]
    assert replies[0].response["id"] == again.response["id"]
    assert "set-cookie" not in replies[0].headers


def test_the_default_world_adopts_dev_browsers_of_an_earlier_run(house, world):
    """A restart does not break open tabs: a well-formed unknown token starts afresh."""
    token = "dvb_" + "3" * 27
    reply = house.browser(world).get("/v1/client", __clerk_db_jwt=token)

    assert (200, None) == (reply.status_code, reply.response)
    assert 401 == house.browser(world).get("/v1/client", __clerk_db_jwt="nonsense").status_code


def test_without_a_dev_browser_the_cookie_is_the_client(browser):
    """The cookie is HttpOnly, lives long, and finds the client again."""
    created = browser.put("/v1/client")

    assert created.headers["set-cookie"].startswith("__client=")
    assert "; Path=/; Max-Age=315360000; SameSite=Lax; HttpOnly" in created.headers["set-cookie"]
    assert created.response["id"] == browser.get("/v1/client").response["id"]
    assert "set-cookie" not in browser.get("/v1/client").headers


def test_native_apps_carry_their_token_in_a_header(house, world):
    """`_is_native` uses no cookie; the token comes and goes in Authorization, with or without `Bearer`."""
    app = house.browser(world, origin=None)
    app.query["_is_native"] = "1"
    created = app.put("/v1/client")
    token = created.headers["authorization"]

    assert "set-cookie" not in created.headers
    for form in (token, f"Bearer {token}"):
        app.headers["authorization"] = form
        assert created.response["id"] == app.get("/v1/client").response["id"]


def test_deleting_the_client_removes_the_cookie(browser, world):
    """Nothing is left in the browser or the world."""
    browser.put("/v1/client")
    reply = browser.delete("/v1/client")

    assert {"response": None, "client": None} == reply.json()
    assert {} == browser.cookies
    assert 0 == len(world.clients)
    assert 200 == browser.delete("/v1/client").status_code


def test_the_acting_session_is_the_one_that_is_named(browser, house):
    """`_clerk_session_id` must be a live session of this client; without it the last active one acts."""
    session = ada(browser).response["created_session_id"]

    assert 200 == browser.get("/v1/me", _clerk_session_id=session).status_code
    assert 200 == browser.get("/v1/me").status_code
    assert 401 == browser.get("/v1/me", _clerk_session_id="sess_unknown").status_code
    assert 401 == house.browser().get("/v1/me").status_code


def test_head_is_get_everywhere(browser):
    """HEAD reaches the operation of GET; 405 never speaks of it."""
    assert 200 == browser.request("HEAD", "/v1/health").status_code


def test_a_204_has_no_body(house, open_world):
    """Neither bytes nor a media type: clients count what follows."""
    reply = house.backend(open_world()).patch("/v1/instance", support_email="help@acme.test")

    assert (204, b"", None) == (reply.status_code, reply.answer.body, reply.answer.media_type)


def test_a_body_that_is_required_is_not_taken_for_an_empty_one(house, open_world):
    """Where the contract asks for JSON, nothing at all is refused, an empty object is not."""
    backend = house.backend(open_world())
    user = backend.post("/v1/users", email_address=["ada@acme.test"], password="punched-cards-1843").json()
    path = f"/v1/users/{user['id']}"
    nothing = backend.request("PATCH", path)

    assert (400, "request_body_invalid") == (nothing.status_code, nothing.errors[0]["code"])
    assert 200 == backend.request("PATCH", path, json={}).status_code


def test_only_forms_carry_what_is_meant_for_the_door(house, open_world):
    """A field that begins with an underscore is taken from a form and is unknown in JSON."""
    world = open_world()
    by_form = house.browser(world).post("/v1/client/sign_ins", identifier="ada@acme.test", _anything="1")
    by_json = house.backend(world).post("/v1/jwt_templates", name="desk", claims={}, _anything=1)

    assert "form_identifier_not_found" == by_form.errors[0]["code"]
    assert "form_param_unknown" == by_json.errors[0]["code"]


def test_a_caller_in_process_may_say_that_the_backend_api_is_meant(house, open_world):
    """Without credentials, a path of both APIs is the Frontend API's otherwise."""
    world = open_world()
    path = f"/w/{world.name}/v1/organizations"
    meant, unsaid = (Request("GET", path, for_backend=said) for said in (True, False))

    assert (401, 405) == tuple(house.reception.answer(it).status for it in (meant, unsaid))


def test_worlds_are_found_by_prefix_key_and_host(house, open_world):
    """The prefix first, then what the request carries, then the host of the key, then the default world."""
    default, acme = open_world(), open_world(name="acme")

    def world_of(path="/__mockfapi/health", **headers):
        request = Request("GET", path, "", [(key.replace("_", "-"), it) for key, it in headers.items()])
        return json.loads(house.reception.answer(request).body)["world"]

    assert "default" == world_of()
    assert "acme" == world_of("/w/acme/__mockfapi/health")
    assert "acme" == world_of(authorization=f"Bearer {acme.keys.secret_key}")
    assert "acme" == world_of(host=f"{acme.keys.frontend_api}:4010")
    assert "acme" == world_of(x_forwarded_host=acme.keys.frontend_api, host="127.0.0.1:4010")
    assert default.keys.secret_key != acme.keys.secret_key


def test_a_cookie_of_a_prefixed_world_stays_below_its_prefix(house, open_world):
    """Two worlds on one host do not overwrite each other's cookie."""
    acme = open_world(name="acme")

    assert "; Path=/w/acme;" in house.browser(acme).put("/v1/client").headers["set-cookie"]


def test_a_named_world_is_reached_without_a_prefix(house, open_world):
    """Whoever passes requests on chooses the world: the browser behind it knows of no prefix, nor of keys."""
    open_world()
    acme = open_world(name="acme")
    headers = [("host", "elsewhere.clerk.accounts.dev"), ("x-forwarded-proto", "https")]
    answers = [
        house.reception.answer(Request(method, path, headers=headers, world="acme"))
        for method, path in (("PUT", "/v1/client"), ("GET", "/.well-known/openid-configuration"))
    ]

    assert 1 == len(acme.clients)
    assert "; Path=/;" in answers[0].header("Set-Cookie")
    assert json.loads(answers[1].body)["jwks_uri"].startswith("https://elsewhere.clerk.accounts.dev/.well")
