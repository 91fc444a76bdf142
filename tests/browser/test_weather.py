"""The real client in bad weather: what it bears by itself, and what it tells the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mockfapi import Clerk

from . import pages
from .conftest import visit
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.clerk(scenario="one_user")

# What an expression is refused with.
REFUSED = """(async () => {{
  try {{ await {call}; return null; }} catch (it) {{
    const {{status = null, retryAfter = null, errors}} = it;
    return {{status, retryAfter, code: errors?.[0]?.code ?? null}};
  }}
}})()"""
# How long each answer took, in milliseconds.
TIMES = """performance.getEntriesByType("resource").filter(it => it.name.includes("/v1/client"))
  .map(it => it.duration)"""


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test."""
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with ExitStack() as stack:
        origin = stack.enter_context(pages.serve(site, "localhost"))
        yield stack.enter_context(visit(chromium, f"{origin}/{line}"))


@pytest.fixture
def signed_in(visitor: Visitor, ada: Persona) -> Visitor:
    """One who has signed in while the weather was good."""
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    return visitor


def refused(visitor: Visitor, call: str) -> Any:
    """Status, seconds to wait and code of a call that the client's user makes; None when it went well."""
    return visitor.run(REFUSED.format(call=call))


def test_a_slow_network_is_borne(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """Somebody signs in all the same, and every answer takes its time."""
    clerk.faults.preset("slow_network=100ms")
    visitor.sign_in(ada.email, ada.password)

    assert ada.email == visitor.arrive_home()
    assert 100 <= min(visitor.run(TIMES))
    assert all(100 <= it.answer.weather.delay <= 300 for it in clerk.calls() if it.answer.weather)


def test_a_dropped_read_is_tried_again(clerk: Clerk, visitor: Visitor) -> None:
    """Twice the first look at the client is lost; the page does not notice, the mock does."""
    drop = clerk.faults.add("getClient", connection="drop", times=2)
    visitor.open()
    found = [it.fault for it in clerk.calls("getClient")]

    assert "signed out" == visitor.who
    assert [drop.id, drop.id, None] == found[:3]


def test_a_lost_answer_leaves_the_page_behind(clerk: Clerk, signed_in: Visitor) -> None:
    """What was written is not heard of; a reload shows it."""
    # Not once only: Chromium sends a request again by itself where the connection had been in use.
    clerk.faults.add("patchUser", connection="drop", after_write=True)
    told = refused(signed_in, 'Clerk.user.update({firstName: "Augusta"})') or {}
    before = signed_in.run("Clerk.user.firstName")
    clerk.faults.clear()
    signed_in.reload()

    assert (None, None) == (told.get("status"), told.get("code"))
    assert 1 <= len(clerk.calls("patchUser"))
    assert ("Ada", "Augusta") == (before, signed_in.run("Clerk.user.firstName"))


def test_too_many_requests_tell_how_long_to_wait(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """The sixth sign-in of an address within ten seconds: 429, with the seconds in the error's retryAfter."""
    clerk.clock.freeze()
    clerk.faults.preset("development_quota")
    visitor.open()
    call = f'Clerk.client.signIn.create({{identifier: "{ada.email}"}})'
    told = [refused(visitor, call) for _ in range(6)]
    clerk.clock.advance(seconds=10)

    assert [None] * 5 == told[:5]
    assert {"status": 429, "retryAfter": 10, "code": "too_many_requests"} == told[5]
    assert refused(visitor, call) is None


def test_the_card_shows_a_refusal(clerk: Clerk, visitor: Visitor, ada: Persona) -> None:
    """What the mock says of the limit stands on the card; a second try signs in."""
    clerk.faults.add("createSignIn", status=429, retry_after=7, times=1)
    visitor.open("sign-in")
    visitor.enter(identifier=ada.email)
    alert = visitor.page.locator(".cl-alertText, .cl-formFieldErrorText__identifier").first.inner_text()
    visitor.identify(ada.email)
    visitor.enter(password=ada.password)

    assert alert
    assert ada.email == visitor.arrive_home()


def test_a_token_is_fetched_in_spite_of_an_outage(clerk: Clerk, signed_in: Visitor) -> None:
    """Two answers of 503, and the client asks a third time by itself."""
    outage = clerk.faults.add("createSessionToken", status=503, times=2)
    before = len(clerk.calls("createSessionToken"))
    token = signed_in.run("Clerk.session.getToken({skipCache: true})")

    assert 3 == len(token.split("."))
    assert [outage.id, outage.id, None] == [
        it.fault for it in clerk.calls("createSessionToken")[before : before + 3]
    ]


def test_a_page_reads_its_own_change_late(clerk: Clerk, signed_in: Visitor) -> None:
    """The answer of the change is right, a look at the user is not yet, a reload of the page is."""
    clerk.clock.freeze()
    clerk.faults.preset("replica_lag")
    seen = [
        signed_in.run('Clerk.user.update({firstName: "Augusta"}).then(it => it.firstName)'),
        signed_in.run("Clerk.user.getOrganizationMemberships().then(() => Clerk.user.firstName)"),
        signed_in.run("Clerk.user.reload().then(it => it.firstName)"),
    ]
    signed_in.reload()
    seen.append(signed_in.run("Clerk.user.firstName"))
    clerk.clock.advance(seconds=2)
    seen.append(signed_in.run("Clerk.user.reload().then(it => it.firstName)"))

    assert ["Augusta", "Augusta", "Ada", "Augusta", "Augusta"] == seen
