"""Who may sign up, at the cards: consent, restricted mode, the waitlist, strangers at the combined card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockfapi import Clerk
from mockfapi.rules import testing_tokens

from . import pages
from .conftest import visit
from .visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GRACE, PASSWORD = "grace@new.test", "copper-harbour-19-violin"


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test."""
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


def sees(visitor: Visitor, text: str) -> None:
    """Waits until the card says something."""
    visitor.page.locator("#card").get_by_text(text).first.wait_for()


@pytest.mark.clerk(scenario="legal_consent")
def test_consent_is_given_with_the_form(clerk: Clerk, visitor: Visitor) -> None:
    """The box is asked for; with it and the code the sign-up completes, and the user has consented."""
    visitor.open("sign-up")
    visitor.page.locator("input[name=legalAccepted]").check()
    visitor.request_code_by(emailAddress=GRACE, password=PASSWORD)
    visitor.type_code(clerk.outbox.last(to=GRACE).code or "")

    assert GRACE == visitor.arrive_home()
    assert visitor.run("Clerk.user.legalAcceptedAt !== null")


@pytest.mark.clerk(scenario="restricted")
def test_nobody_signs_up_where_only_guests_may(visitor: Visitor) -> None:
    """The card says so by itself; at the sign-in card a stranger is no account."""
    visitor.open("sign-up")
    sees(visitor, "Access restricted")

    visitor.open("sign-in")
    visitor.enter(identifier=GRACE)

    assert "Couldn't find your account" in visitor.field_error("identifier")


@pytest.mark.clerk(scenario="waitlist")
def test_a_stranger_joins_the_waitlist(clerk: Clerk, visitor: Visitor) -> None:
    """A bad address is refused under the name of its field, a good one confirmed on the card and by mail."""
    visitor.open("sign-up")
    sees(visitor, "Access restricted")
    visitor.open("waitlist")
    join = "Clerk.joinWaitlist({ emailAddress: 'invalid-email@com' })"
    refused = visitor.run(f"{join}.catch((error) => error.errors[0].meta.paramName)")
    visitor.enter(emailAddress=GRACE)
    sees(visitor, "Thanks for joining the waitlist")

    assert "email_address" == refused
    assert "waitlist_confirmation" == clerk.outbox.last(to=GRACE).kind


@pytest.mark.clerk(scenario="one_user")
def test_a_stranger_at_the_combined_card_signs_up(clerk: Clerk, visitor: Visitor) -> None:
    """The unknown address leads to the sign-up half of the same card."""
    visitor.open("combined")
    visitor.enter(identifier=GRACE)
    visitor.enter(emailAddress=GRACE, password=PASSWORD)
    # The page loads anew between the two cards, and version 5 asks for a code on both sides of that.
    visitor.page.wait_for_url("**/create/verify-email-address*")
    wanted = 2 if visitor.home.endswith("v5") else 1
    visitor.pause_until(lambda: wanted <= len(clerk.outbox.all(to=GRACE)))
    visitor.page.wait_for_load_state("networkidle")
    visitor.type_code(clerk.outbox.last(to=GRACE).code or "")

    assert GRACE == visitor.arrive_home()
    assert ["form_identifier_not_found"] == [it.code for it in clerk.calls("createSignIn")]


@pytest.mark.clerk(scenario="protected")
@pytest.mark.parametrize("line", ["v6"])
def test_a_stranger_of_a_strict_instance_signs_up_by_a_code(clerk: Clerk, visitor: Visitor) -> None:
    """The card cannot tell a stranger from a user before the code; then it goes on as a sign-up."""
    token = testing_tokens.create(clerk.world)
    visitor.open("combined")
    visitor.run(
        "Clerk.__internal_onBeforeRequest((request) => {"
        f" request.url.searchParams.set('__clerk_testing_token', '{token}'); }})"
    )
    visitor.identify(GRACE)
    visitor.pick("Use another method")
    visitor.request_code_with("Email code to")
    visitor.type_code(clerk.outbox.last(to=GRACE).code or "")
    visitor.page.locator("input[name=password]:visible").wait_for()
    visitor.enter(password=PASSWORD)

    assert GRACE == visitor.arrive_home()
