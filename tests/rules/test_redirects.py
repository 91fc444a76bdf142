"""Where browsers may be sent, and where nobody is."""

import pytest

from mockfapi.rules import redirects
from mockfapi.world import World
from mockfapi.world.journal import Caller
from tests.rules.worlds import configure, refused_without_trace


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:3000/sign-in#/verify",
        "https://localhost",
        "http://app.localhost:3000/",
        "http://127.0.0.1:8080/a?b=c",
        "http://[::1]:3000/",
        "https://app.acme.dev/welcome",
        "acme://callback",
        "acme://callback?from=mail",
    ],
)
def test_addresses_of_the_app_are_allowed(world: World, url: str) -> None:
    """This machine, and the origins that the instance lists."""
    configure(world, behaviour__redirect_origins=("https://app.acme.dev", "acme://callback"))

    assert url == redirects.require_allowed(world, f" {url} ")


def test_the_page_that_asks_and_the_home_are_allowed(world: World) -> None:
    """An app on its own domain needs no list to get its people back."""
    world.caller = Caller(origin="https://app.acme.dev")

    assert "https://app.acme.dev/a" == redirects.require_allowed(world, "https://app.acme.dev/a")


@pytest.mark.parametrize(
    ("code", "url"),
    [
        ("form_param_missing", None),
        ("form_param_missing", " "),
        ("invalid_redirect_url", "/sign-in"),
        ("invalid_redirect_url", "//evil.test/"),
        ("invalid_redirect_url", "http:///evil.test"),
        ("invalid_redirect_url", "http:evil.test"),
        ("invalid_redirect_url", "http://localhost:99999/"),
        ("invalid_redirect_url", "http://[::1/"),
        ("invalid_redirect_url", "http://evil.test\\@localhost/"),
        ("invalid_redirect_url", "http://ada@localhost/"),
        ("invalid_redirect_url", "http://evil.test%23.localhost/"),
        ("invalid_redirect_url", "http://local\nhost/"),
        ("invalid_redirect_url", "http://localhost/\ud800"),
        ("prohibited_redirect_url", "javascript:alert(1)"),
        ("prohibited_redirect_url", "DATA:text/html,hello"),
        ("redirect_url_domain_mismatch", "https://evil.test/"),
        ("redirect_url_domain_mismatch", "http://localhost@evil.test/".replace("localhost@", "localhost.")),
        ("redirect_url_domain_mismatch", "https://localhost.evil.test/"),
        ("redirect_url_domain_mismatch", "https://evillocalhost/"),
    ],
)
def test_open_redirects_are_refused(world: World, code: str, url: str | None) -> None:
    """Each for its own reason, and by the name of its parameter."""
    found = refused_without_trace(world, lambda: redirects.require_allowed(world, url, "redirect_url"))

    assert [(422, code, "redirect_url")] == found


@pytest.mark.parametrize("url", ["acme://elsewhere", "mailto:ada@acme.dev", "intent://x#Intent;end"])
def test_schemes_of_unlisted_apps_are_refused(world: World, url: str) -> None:
    """With the code that native clients know, in its own spelling."""
    configure(world, behaviour__redirect_origins=("acme://callback",))
    found = refused_without_trace(world, lambda: redirects.require_allowed(world, url))

    assert [(400, "resource_missmatch", "redirect_url")] == found


def test_a_query_is_kept_and_its_own_names_are_replaced() -> None:
    """The fragment stays where it was: routers of pages live there."""
    url = redirects.with_query(
        "http://localhost/a?x=%2F&__clerk_status=old#/verify", __clerk_status="new", y=None
    )

    assert "http://localhost/a?x=%2F&__clerk_status=new#/verify" == url
