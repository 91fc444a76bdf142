"""A hostile page in the developer's own browser gets nothing out of the mock and moves nothing in it."""

import pytest

from mockfapi.http.results import Redirect
from mockfapi.http.wire import Request

EVIL = "https://evil.example"
RESET = "/__mockfapi/reset"


@pytest.mark.parametrize(
    "origin", [EVIL, "null", "", "http://localhost.evil.example", "http://127.0.0.1.evil"]
)
@pytest.mark.parametrize("path", [RESET, "/w/default" + RESET, "//%5f%5fmockfapi//reset/"])
def test_pages_of_other_machines_cannot_control_the_mock(browser, world, origin, path):
    """However the path is written, a page of the internet may not reset somebody's local mock."""
    browser.put("/v1/client")
    before = world.digest()
    reply = browser.request("POST", path, headers={"origin": origin})

    assert (403, "authorization_invalid") == (reply.status_code, reply.errors[0]["code"])
    assert before == world.digest()


def test_a_second_origin_does_not_open_the_control_api(house, world):
    """Every Origin header counts."""
    headers = [("origin", "http://localhost:3000"), ("origin", EVIL)]

    assert 403 == house.reception.answer(Request("POST", RESET, "", headers)).status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("rebound.evil.example:4010", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost:4010", 200),
        ("app.localhost", 200),
        ("127.0.0.1:4010", 200),
        ("192.168.1.20:4010", 200),
        ("[::1]:4010", 200),
        ("mockfapi:4010", 200),
        ("mockfapi.default.svc.cluster.local", 200),
        ("host.docker.internal:4010", 200),
        ("", 200),
    ],
)
def test_a_public_name_that_points_here_does_not_open_the_control_api(house, world, host, status):
    """Such a page is of one origin with the mock and sends no Origin; a forwarded host does not help it."""
    for extra in ([], [("x-forwarded-host", "localhost")]):
        request = Request("GET", "/__mockfapi/outbox", "", [("host", host), *extra])

        assert status == house.reception.answer(request).status


def test_the_host_of_a_world_is_ours(house, world):
    """A publishable key may name a host that the developer made to point here."""
    request = Request("GET", "/__mockfapi/health", "", [("host", world.keys.frontend_api)])

    assert 200 == house.reception.answer(request).status


@pytest.mark.parametrize(("origin", "status"), [(EVIL, 403), ("http://localhost:3000", 200), (None, 200)])
def test_the_secret_key_is_not_for_pages_of_other_machines(house, world, origin, status):
    """Every mock of the world has the same key, so it must not be enough."""
    headers = {"origin": origin} if origin else {}
    reply = house.backend(world).request("GET", "/v1/jwks", headers=headers)

    assert status == reply.status_code


@pytest.mark.parametrize(
    "origin", ["null", "javascript:alert(1)", "http://a.test, http://b.test", "x" * 9999]
)
def test_an_origin_that_is_no_address_is_not_remembered(browser, origin):
    """The home URL of the environment is a link in people's pages."""
    browser.patch("/v1/environment")
    reply = browser.request("PATCH", "/v1/environment", headers={"origin": origin})

    assert (200, "http://localhost:3000") == (reply.status_code, reply.json()["display_config"]["home_url"])


@pytest.mark.parametrize(
    ("location", "sent"),
    [
        ("https://a.test/b?c=%20d&e=[1]#f", "https://a.test/b?c=%20d&e=[1]#f"),
        ("myapp://callback/it's;ok", "myapp://callback/it's;ok"),
        ("https://a.test/\r\nSet-Cookie: a=b", "https://a.test/%0D%0ASet-Cookie:%20a=b"),
        ("https://a.test/ž\0", "https://a.test/%C5%BE%00"),
    ],
)
def test_a_redirect_stays_one_header(house, location, sent):
    """A redirect URL comes from a form: nothing of it becomes a header of its own; URLs stay as given."""
    bound = next(it for it in house.operations if 307 in it.operation.success)
    answer = house.reception.fapi.writer.write(bound, None, Redirect(location))

    assert (307, sent) == (answer.status, answer.header("location"))
