"""Cookies as browsers really send them: several of a name, junk of other apps, tokens of another life."""

import pytest

from mockfapi.http.wire import Request


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["a=1; b=2", "c=3"], {"a": "1", "b": "2", "c": "3"}),
        (['a="1"; b= 2 ;c=x=y'], {"a": "1", "b": "2", "c": "x=y"}),
        (["a=1; a=2"], {"a": "1"}),
        (['junk; ;=;{"x":1}; [y]={"z":[2]}; a=1'], {"": "", "[y]": '{"z":[2]}', "a": "1"}),
        (["a=\xff\x80; b=é"], {"a": "\xff\x80", "b": "é"}),
    ],
)
def test_cookies_are_read_leniently(lines, expected):
    """The first of a name counts; what another app of the host left there never hides ours."""
    assert expected == Request("GET", "/", headers=[("cookie", line) for line in lines]).cookies


def test_a_cookie_of_the_world_goes_before_that_of_the_host(house, open_world):
    """Below a prefix the browser sends both, that of the longer path first."""
    default, acme = open_world(), open_world(name="acme")
    outer, inner = house.browser(default), house.browser(acme)
    outer.put("/v1/client")
    created = inner.put("/v1/client").response["id"]
    both = f"__client={inner.cookies['__client']}; __client={outer.cookies['__client']}"
    reply = house.browser(acme).request("GET", "/v1/client", headers={"cookie": both})

    assert (200, created) == (reply.status_code, reply.response["id"])


@pytest.mark.parametrize("cookie", ["x", "a.b.c", "\xff", "." * 5000])
def test_a_token_that_is_good_for_nothing_is_taken_away(browser, world, cookie):
    """The browser starts afresh with its next request instead of being refused for ever."""
    browser.cookies["__client"] = cookie
    refused = browser.get("/v1/client")

    assert (400, "cookie_invalid") == (refused.status_code, refused.errors[0]["code"])
    assert refused.headers["set-cookie"].startswith("__client=; Path=/; Max-Age=0")
    assert (200, None) == ((again := browser.get("/v1/client")).status_code, again.response)


def test_the_cookie_of_a_prefixed_world_is_taken_away_where_it_is(house, open_world):
    """Only the cookie of the path that was asked goes."""
    acme = house.browser(open_world(name="acme"))
    acme.cookies["__client"] = "x"

    assert "; Path=/w/acme;" in acme.get("/v1/client").headers["set-cookie"]


def test_a_native_app_is_told_to_drop_its_token(house, world):
    """An empty Authorization header; no cookie, for apps have none."""
    app = house.browser(world, origin=None)
    refused = app.request("GET", "/v1/client", query={"_is_native": "1"}, headers={"authorization": "x"})

    assert (400, "") == (refused.status_code, refused.headers["authorization"])
    assert "set-cookie" not in refused.headers
