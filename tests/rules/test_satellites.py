"""Satellites borrow the client of the primary domain, by a token that works once."""

from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mockfapi.rules import satellites
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client
from tests.rules.worlds import configure, refusals, refused_without_trace

FAPI = "clerk.other.test"
PAGE = "https://other.test/page"


@pytest.fixture(autouse=True)
def _known(world: World) -> None:
    configure(world, behaviour__satellite_domains=(FAPI,))


def token(location: str) -> str:
    return parse_qs(urlsplit(location).query)["__clerk_token"][0]


def test_a_sync_leads_to_the_satellites_link_and_back(world: World, client: Client) -> None:
    """The satellite's browser has the client of the primary one from now on."""
    location = satellites.sync(world, client, FAPI, PAGE)
    linked, back = satellites.link(world, token(location))

    assert location.startswith(f"https://{FAPI}/v1/client/link?")
    assert (client, PAGE) == (linked, back)


def test_a_browser_without_a_client_comes_back_without_one(world: World) -> None:
    """The satellite learns that nobody is signed in."""
    assert (None, PAGE) == satellites.link(world, token(satellites.sync(world, None, FAPI, PAGE)))


def test_a_token_links_once(world: World, client: Client) -> None:
    """A second time is 403, whoever comes."""
    found = token(satellites.sync(world, client, FAPI, PAGE))
    satellites.link(world, found)

    assert [(403, "sync_nonce_already_consumed", None)] == refused_without_trace(
        world, lambda: satellites.link(world, found)
    )


def test_a_token_that_is_old_forged_or_missing_links_nothing(world: World, client: Client) -> None:
    """400 each."""
    found = token(satellites.sync(world, client, FAPI, PAGE))
    world.clock.advance(world.instance.settings.behaviour.handshake_lifetime)
    other_kind = world.signer.seal({"kind": "link", "nonce": "x"})
    candidates: Any = (found, found + "x", other_kind, "", None)

    for it in candidates:
        assert [(400, "invalid_handshake", None)] == refusals(partial(satellites.link, world, it))


@pytest.mark.parametrize(
    ("domain", "url", "expected"),
    [
        (None, PAGE, (422, "form_param_missing", "link_domain")),
        ("clerk.evil.test", PAGE, (422, "redirect_url_not_associated_with_instance", "link_domain")),
        ("http://[", PAGE, (422, "redirect_url_not_associated_with_instance", "link_domain")),
        (FAPI, None, (422, "form_param_missing", "redirect_url")),
        (FAPI, "https://evil.test/", (422, "redirect_url_domain_mismatch", "redirect_url")),
        (FAPI, "https://notother.test/", (422, "redirect_url_domain_mismatch", "redirect_url")),
        (FAPI, "javascript:alert(1)", (422, "prohibited_redirect_url", "redirect_url")),
        (FAPI, "https://test/", (422, "redirect_url_domain_mismatch", "redirect_url")),
        (FAPI, "http://[::1", (422, "invalid_redirect_url", "redirect_url")),
        (FAPI, f"{PAGE}\r\nSet-Cookie: a=b", (422, "invalid_redirect_url", "redirect_url")),
    ],
)
def test_a_sync_to_somewhere_else_is_refused(world: World, client: Client, domain, url, expected) -> None:
    """Neither the link nor the page may be anybody's."""
    assert [expected] == refused_without_trace(world, lambda: satellites.sync(world, client, domain, url))


def test_a_satellite_syncs_nobody(world: World, client: Client) -> None:
    """Only the primary domain owns sessions."""
    world.caller = Caller(address=f"https://{FAPI}")

    assert [(403, "operation_not_allowed_on_satellite_domain", None)] == refused_without_trace(
        world, lambda: satellites.sync(world, client, FAPI, PAGE)
    )
