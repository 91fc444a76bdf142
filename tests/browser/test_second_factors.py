"""The second step of a sign-in, devices that are new, and the tasks of a session that is pending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mockfapi import Clerk
from mockfapi.rules import totps

from . import pages
from .conftest import visit
from .visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOBY, TOBYS = "toby@doublelock.test", "spare-key-under-stone"
SANA, SANAS = "sana@doublelock.test", "harbour-lights-blinking"
WREN, WRENS = "wren@doublelock.test", "seven-gates-and-a-moat"
MILO, MILOS = "milo@doublelock.test", "owl-on-a-weathervane"
LENA, LENAS = "lena@locksmith.test", "rusty-hinge-squeaking"
CLEO, CLEOS = "cleo@doorstep.test", "welcome-mat-and-lantern"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "ivory-kettle-42-lantern"


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test."""
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


def app_code(clerk: Clerk, secret: str = SECRET) -> str:
    """What an authenticator app shows now."""
    return totps.code(secret, clerk.world.clock.now // totps.STEP)


def sent_to(clerk: Clerk, to: str) -> str:
    """The code of the newest message to an address."""
    return clerk.outbox.last(to=to).code or ""


def settings(clerk: Clerk, **behaviour: Any) -> None:
    """Changes how the instance behaves."""
    own = clerk.world.instance
    changed = replace(own.settings, behaviour=replace(own.settings.behaviour, **behaviour))
    clerk.world.instances.save(replace(own, settings=changed))


@pytest.mark.clerk(scenario="mfa")
def test_an_app_is_the_second_step(clerk: Clerk, visitor: Visitor) -> None:
    """After the password the card asks for the code of the app, which signs in."""
    visitor.sign_in(TOBY, TOBYS)
    visitor.type_code(app_code(clerk))

    assert TOBY == visitor.arrive_home()
    assert [0, 0] == visitor.run("Clerk.session.factorVerificationAge")


@pytest.mark.clerk(scenario="mfa")
def test_a_wrong_code_of_an_app_is_explained(clerk: Clerk, visitor: Visitor) -> None:
    """Below the digits; a backup code still signs in, and is used up."""
    visitor.sign_in(TOBY, TOBYS)
    near = {totps.code(SECRET, clerk.world.clock.now // totps.STEP + step) for step in range(-2, 3)}
    visitor.type_code(next(it for it in ("000000", "111111", "222222", "333333", "444444") if it not in near))

    assert "Incorrect code" in visitor.code_error()

    visitor.pick("Use another method")
    visitor.pick("Use a backup code")
    visitor.enter(code="bbbb2222")

    assert TOBY == visitor.arrive_home()


@pytest.mark.clerk(scenario="mfa")
def test_a_code_to_a_phone_is_the_second_step(visitor: Visitor) -> None:
    """It is sent by itself; the test number takes the test code."""
    visitor.sign_in(SANA, SANAS)
    visitor.page.locator("input[autocomplete=one-time-code]").wait_for()
    visitor.type_code("424242")

    assert SANA == visitor.arrive_home()


@pytest.mark.clerk(scenario="client_trust")
def test_a_new_device_wants_a_code_once(clerk: Clerk, visitor: Visitor) -> None:
    """The password alone is not enough the first time; the second time it is."""
    if "/v5" in visitor.home:
        # The v5 client knows the older status only.
        settings(clerk, client_trust_status="needs_second_factor")
    visitor.open("sign-in")
    visitor.identify(CLEO)
    visitor.request_code_by(password=CLEOS)
    visitor.type_code(sent_to(clerk, CLEO))

    assert CLEO == visitor.arrive_home()

    visitor.sign_out()
    visitor.sign_in(CLEO, CLEOS)

    assert CLEO == visitor.arrive_home()


@pytest.mark.clerk(scenario="session_tasks_setup_mfa")
def test_a_mandatory_app_is_set_up(clerk: Clerk, visitor: Visitor) -> None:
    """The task leads through secret, code and backup codes to the home page."""
    visitor.sign_in(WREN, WRENS)
    with visitor.page.expect_response(re.compile("/me/totp")) as begun:
        visitor.pick("Authenticator application")
    secret = begun.value.json()["response"]["secret"]
    visitor.pick("Continue")
    visitor.type_code(app_code(clerk, secret))
    visitor.page.get_by_text("Backup codes").first.wait_for()
    visitor.pick("Continue")

    assert WREN == visitor.arrive_home()
    assert visitor.run("Clerk.user.totpEnabled && Clerk.session.status === 'active'")


@pytest.mark.clerk(scenario="session_tasks_reset_password")
def test_a_compromised_password_is_replaced(clerk: Clerk, visitor: Visitor) -> None:
    """Refused; a code by mail, a new password, an organization, and home."""
    # Routed by path: by hash the v6 client loses its way between two tasks.
    visitor.open("combined")
    visitor.identify(LENA)
    visitor.enter(password=LENAS)
    visitor.request_code_with("Email code to")
    visitor.type_code(sent_to(clerk, LENA))
    visitor.enter(newPassword=NEW, confirmPassword=NEW)
    visitor.page.locator("input[name=name]").fill("Lena's Locks")
    visitor.page.locator(".cl-formButtonPrimary").click()

    assert LENA == visitor.arrive_home()
    assert "active" == visitor.run("Clerk.session.status")


@pytest.mark.clerk(scenario="session_tasks_setup_mfa")
def test_a_number_that_is_there_is_picked(visitor: Visitor) -> None:
    """The task offers the verified number; the next sign-in asks for its code."""
    visitor.sign_in(MILO, MILOS)
    visitor.pick("SMS code")
    visitor.page.locator("#card").get_by_text("555-0140").first.click()
    visitor.page.get_by_text("Backup codes").first.wait_for()
    visitor.pick("Continue")

    assert MILO == visitor.arrive_home()

    visitor.sign_out()
    visitor.sign_in(MILO, MILOS)
    visitor.page.get_by_text("Check your phone").wait_for()
    visitor.type_code("424242")

    assert MILO == visitor.arrive_home()


@pytest.mark.clerk(scenario="whatsapp")
def test_a_code_comes_by_whatsapp(clerk: Clerk, visitor: Visitor) -> None:
    """The preferred channel of the country of the number; its code signs in."""
    visitor.open("sign-in")
    visitor.page.locator("input[name=identifier]").fill("2025557150")
    with visitor.page.expect_response(re.compile("/sign_ins")):
        visitor.page.locator(".cl-formButtonPrimary").click()
    visitor.page.get_by_text("Check your WhatsApp").wait_for()
    visitor.type_code(sent_to(clerk, "+12025557150"))
    visitor.page.locator(".cl-userButtonTrigger").wait_for()
    # The client takes the picture on its button from elsewhere, whatever an instance says.
    visitor.outside[:] = [url for url in visitor.outside if "/static/whatsapp.svg" not in url]

    assert "whatsapp" == clerk.outbox.last().channel
