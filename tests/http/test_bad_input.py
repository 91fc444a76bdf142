"""Bad input gets Clerk's code and status, changes nothing and is never a 500."""

import json

import pytest

from mockfapi.http.wire import Request

SIGN_INS = "/v1/client/sign_ins"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def opened(browser):
    """A browser with a client, and a function that tells whether its world has changed since."""
    browser.put("/v1/client")
    return browser


def codes(reply):
    return [(it["code"], it.get("meta", {}).get("param_name")) for it in reply.errors]


def test_an_unknown_path_names_the_nearest(browser):
    """404 in Clerk's shape; the message helps with a typo."""
    reply = browser.get("/v1/client/sign_in")

    assert 404 == reply.status_code
    assert [("resource_not_found", None)] == codes(reply)
    assert "/v1/client/sign_ins" in reply.errors[0]["long_message"]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", SIGN_INS, "POST"),
        ("PATCH", "/v1/client", "GET, HEAD, POST, PUT, DELETE"),
        ("QUERY", "/v1/me", "GET, HEAD, PATCH, DELETE"),
        ("GET", "/v1/me/billing/payment_methods/initialize", "POST, DELETE"),
    ],
)
def test_a_wrong_method_is_told_all_methods_of_the_path(browser, method, path, allowed):
    """405 with the full Allow list, also where a fixed path shadows a parameter."""
    reply = browser.request(method, path)

    assert 405 == reply.status_code
    assert allowed == reply.headers["allow"]
    assert [("method_not_allowed", None)] == codes(reply)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"width": 0}, "The query parameter width must be at least 1."),
        ({"width": "x"}, "The query parameter width must be an integer."),
    ],
)
def test_what_is_wanted_is_said_in_a_sentence(browser, query, said):
    """A field and what it must be."""
    reply = browser.get("/v1/images/img_1", **query)

    assert said == reply.errors[0]["long_message"]


@pytest.mark.parametrize(
    ("path", "form", "expected"),
    [
        (
            SIGN_INS,
            {"identifer": "x", "pasword": "y"},
            [("form_param_unknown", "identifer"), ("form_param_unknown", "pasword")],
        ),
        (SIGN_INS, {"identifier": ["a", "b"]}, [("form_param_duplicate", "identifier")]),
        (SIGN_INS, {"transfer": "maybe"}, [("form_param_type_invalid", "transfer")]),
        ("/v1/client/sign_ups", {"legal_accepted": "1"}, [("form_param_type_invalid", "legal_accepted")]),
    ],
)
def test_a_bad_field_is_named(opened, world, path, form, expected):
    """422 for each bad field, and nothing is written."""
    before = world.digest()
    reply = opened.post(path, **form)

    assert (422, expected) == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_a_missing_field_is_named(opened):
    """A required field that is absent is 422 `form_param_missing`."""
    sign_in = opened.post(SIGN_INS, identifier="").response
    reply = opened.post(f"{SIGN_INS}/{sign_in['id']}/attempt_first_factor", code="1")

    assert (422, [("form_param_missing", "strategy")]) == (reply.status_code, codes(reply))


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b"identifier=%ff", 422, [("form_param_value_invalid", "identifier")]),
        (b"identifier=\xff\xfe", 422, [("form_param_value_invalid", "identifier")]),
        (b"%ff=x", 400, [("malformed_request_parameters", None)]),
        (b"identifier=" + b"x" * 1_000_001, 413, [("request_body_too_large", None)]),
    ],
)
def test_bytes_that_cannot_be_read_are_refused(opened, world, body, status, expected):
    """Undecodable and oversized bodies."""
    before = world.digest()
    reply = opened.request("POST", SIGN_INS, body=body, headers=FORM)

    assert (status, expected) == (reply.status_code, codes(reply))
    assert before == world.digest()


@pytest.mark.parametrize("media", ["application/json", "text/plain", "multipart/form-data; boundary=x", None])
def test_a_wrong_content_type_is_refused(opened, media):
    """415 for a body that is not a form, or says nothing about itself."""
    reply = opened.request("POST", SIGN_INS, body=b'{"identifier":"x"}', headers={"content-type": media})

    assert (415, [("unsupported_content_type", None)]) == (reply.status_code, codes(reply))


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b"{", 400, [("request_body_invalid", None)]),
        (b"[1]", 400, [("request_body_invalid", None)]),
        (b"\xff", 400, [("request_body_invalid", None)]),
        (b"[" * 100_000, 400, [("request_body_invalid", None)]),
        (b'{"advance":1,"advance":2}', 422, [("form_param_duplicate", "advance")]),
        (b'{"advance":"soon"}', 422, [("form_param_type_invalid", "advance")]),
        (b'{"advance":-1}', 422, [("form_param_value_invalid", "advance")]),
        (b'{"back":1}', 422, [("form_param_unknown", "back")]),
        (b'{"pin":NaN}', 400, [("request_body_invalid", None)]),
    ],
)
def test_broken_json_is_refused(browser, body, status, expected):
    """JSON operations say what is wrong with the JSON."""
    reply = browser.request(
        "POST", "/__mockfapi/clock", body=body, headers={"content-type": "application/json"}
    )

    assert (status, expected) == (reply.status_code, codes(reply))


@pytest.mark.parametrize("query", ["a=%ff", "identifier=%C0%80"])
def test_a_query_that_is_not_utf8_is_refused(browser, house, query):
    """400, whatever the operation."""
    answer = house.reception.answer(Request("GET", "/v1/client", query))

    assert 400 == answer.status
    assert "malformed_request_parameters" == json.loads(answer.body)["errors"][0]["code"]


def test_an_unknown_dev_browser_of_a_named_world_is_refused(house, open_world):
    """401 `dev_browser_unauthenticated`, on which the real client asks for a new one."""
    other = open_world(name="other")
    reply = house.browser(other).get("/v1/client", __clerk_db_jwt="dvb_" + "x" * 27)

    assert (401, [("dev_browser_unauthenticated", None)]) == (reply.status_code, codes(reply))


def test_a_token_of_another_world_is_refused(house, open_world):
    """Neither a dev browser nor a client cookie of one world opens another."""
    ours, other = open_world(name="ours"), open_world(name="other")
    browser = house.browser(ours)
    dev_browser = browser.post("/v1/dev_browser").json()["id"]
    browser.put("/v1/client")
    stranger = house.browser(other)
    before = other.digest()
    by_query = stranger.get("/v1/client", __clerk_db_jwt=dev_browser)
    stranger.cookies = dict(browser.cookies)
    by_cookie = stranger.get("/v1/client")

    assert (401, [("dev_browser_unauthenticated", None)]) == (by_query.status_code, codes(by_query))
    assert (400, [("cookie_invalid", None)]) == (by_cookie.status_code, codes(by_cookie))
    assert before == other.digest()


@pytest.mark.parametrize("forge", [lambda it: it[:-3] + "abc", lambda _: "x", lambda _: "a.b.c"])
def test_a_forged_cookie_is_refused(opened, world, forge):
    """400 `cookie_invalid`, and nothing is written."""
    before = world.digest()
    opened.cookies["__client"] = forge(opened.cookies["__client"])
    reply = opened.get("/v1/client")

    assert (400, [("cookie_invalid", None)]) == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_an_expired_cookie_is_refused(opened, world):
    """A client token does not outlive its expiry."""
    world.clock.advance(11 * 365 * 24 * 3_600_000)
    reply = opened.get("/v1/client")

    assert (400, [("cookie_invalid", None)]) == (reply.status_code, codes(reply))


@pytest.mark.parametrize("verb", ["", "/touch", "/end", "/remove", "/tokens"])
def test_an_unknown_session_is_not_found(opened, world, verb):
    """404 for an id that nobody has."""
    before = world.digest()
    reply = opened.request("POST" if verb else "GET", f"/v1/client/sessions/sess_unknown{verb}")

    assert (404, [("resource_not_found", None)]) == (reply.status_code, codes(reply))
    assert before == world.digest()


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 401, "authorization_header_format_invalid"),
        ({"authorization": "Bearer sk_test_unknown"}, 401, "clerk_key_invalid"),
        ({"authorization": "Bearer sk_live_unknown"}, 401, "clerk_key_invalid"),
        ({"authorization": "Basic sk_test"}, 401, "authorization_header_format_invalid"),
    ],
)
def test_the_backend_api_wants_the_secret_key(browser, headers, status, code):
    """A path that only the Backend API knows asks for its key."""
    reply = browser.request("GET", "/v1/users", headers={"origin": None, **headers})

    assert (status, [(code, None)]) == (reply.status_code, codes(reply))


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ({"__clerk_api_version": "yesterday"}, {}),
        ({"__clerk_api_version": "2025-13-40"}, {}),
        ({"__clerk_api_version": "2025-11-10"}, {"clerk-api-version": "2025-11-10"}),
    ],
)
def test_a_malformed_or_doubled_version_is_refused(browser, query, headers):
    """400 `api_version_invalid`; any well-formed date is fine."""
    reply = browser.request("GET", "/v1/environment", query=query, headers=headers)

    assert (400, [("api_version_invalid", None)]) == (reply.status_code, codes(reply))
    assert 200 == browser.get("/v1/environment", __clerk_api_version="2031-01-01").status_code


def test_origin_and_authorization_together_are_refused(browser):
    """Browsers send the one, native apps the other."""
    reply = browser.request("GET", "/v1/client", headers={"authorization": "abc"})

    assert (400, [("origin_authorization_headers_conflict", None)]) == (reply.status_code, codes(reply))


def test_several_origins_are_refused(house, world):
    """One Origin header only."""
    headers = [("origin", "http://a.test"), ("origin", "http://b.test")]
    answer = house.reception.answer(Request("GET", "/v1/client", "", headers))

    assert "multiple_origin_header_values_forbidden" == json.loads(answer.body)["errors"][0]["code"]


def test_the_environment_patch_needs_an_origin(browser):
    """The contract requires the header: 400 `origin_missing`."""
    reply = browser.request("PATCH", "/v1/environment", headers={"origin": None})

    assert (400, [("origin_missing", None)]) == (reply.status_code, codes(reply))


def test_an_unknown_world_is_not_found(browser):
    """A prefix that names no open world."""
    reply = browser.get("/w/nowhere/v1/client")

    assert (404, [("resource_not_found", None)]) == (reply.status_code, codes(reply))


def test_an_operation_that_is_not_modelled_says_so_and_is_counted(browser, house):
    """501 in Clerk's shape with the operation id."""
    before = house.reception.unmodelled["GetBillingPlanList"]
    reply = browser.get("/v1/billing/plans")

    assert (501, [("operation_not_modelled", None)]) == (reply.status_code, codes(reply))
    assert "GetBillingPlanList" == reply.errors[0]["meta"]["operation_id"]
    assert before + 1 == house.reception.unmodelled["GetBillingPlanList"]
