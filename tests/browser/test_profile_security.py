"""The security page of the real profile card: a passkey, an authenticator app, backup codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockfapi import Clerk
from tests.rules.worlds import attribute

from . import pages
from .conftest import visit
from .test_identifications import choose, section
from .test_passkeys import PLATFORM
from .test_second_factors import app_code
from .visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

NINA, NINAS = "nina@doublelock.test", "paper-boat-river-bend"
# A code of an app is good once.
# Of three buttons without names: download, print, copy.
DOWNLOAD = "preceding::button[3]"
NEXT_CODE = 31


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test, where passkeys are on."""
    attribute(clerk.world, "passkey", enabled=True, used_for_first_factor=True, first_factors=("passkey",))
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


def press(place: Locator, name: str) -> None:
    place.get_by_role("button", name=name).first.click()


@pytest.mark.clerk(scenario="mfa")
def test_a_second_lock_is_put_in(clerk: Clerk, visitor: Visitor) -> None:
    """A passkey gets a name; an app and backup codes are set up, and sign in one after the other."""
    visitor.sign_in(NINA, NINAS)
    visitor.arrive_home()
    visitor.open("profile/security")
    add_a_passkey(visitor)
    secret, codes = set_an_app_up(clerk, visitor)

    assert ["Lighthouse", True, True] == visitor.run(
        "[Clerk.user.passkeys[0].name, Clerk.user.totpEnabled, Clerk.user.backupCodeEnabled]"
    )

    come_again(visitor)
    clerk.clock.advance(seconds=NEXT_CODE)
    visitor.type_code(app_code(clerk, secret))

    assert NINA == visitor.arrive_home()

    come_again(visitor)
    visitor.pick("Use another method")
    visitor.pick("Use a backup code")
    visitor.enter(code=codes[0])

    assert NINA == visitor.arrive_home()
    assert 9 == len(codes[1:])
    assert set(codes[1:]) == set(clerk.user(NINA).record.backup_codes)


def add_a_passkey(visitor: Visitor) -> None:
    """With an authenticator that is unplugged again, or the sign-in card would use it by itself."""
    device = visitor.context.new_cdp_session(visitor.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM})
    press(section(visitor, "passkeys"), "Add a passkey")
    choose(visitor, "passkeys", "Passkey", "Rename")
    visitor.enter(passkeyName="Lighthouse")
    section(visitor, "passkeys").get_by_text("Lighthouse").wait_for()
    device.detach()


def set_an_app_up(clerk: Clerk, visitor: Visitor) -> tuple[str, list[str]]:
    """The secret that the card has shown, and the backup codes as the downloaded file has them."""
    mfa = section(visitor, "mfa")
    press(mfa, "Add two-step verification")
    with visitor.page.expect_response(re.compile("/me/totp")) as begun:
        visitor.page.get_by_role("menuitem", name="Authenticator application").click()
    secret: str = begun.value.json()["response"]["secret"]
    press(mfa, "Continue")
    visitor.type_code(app_code(clerk, secret))
    with visitor.page.expect_download() as saved:
        mfa.locator(f"xpath=.//button[contains(., 'Finish')]/{DOWNLOAD}").click()
    press(mfa, "Finish")
    written = saved.value.path().read_text(encoding="utf-8")
    return secret, re.findall(r"^\s*([0-9a-z]{8})\s*$", written, re.MULTILINE)


def come_again(visitor: Visitor) -> None:
    """Out, and in with the password, up to the second step. The card offers the passkey first."""
    visitor.open()
    visitor.sign_out()
    visitor.open("sign-in")
    visitor.enter(identifier=NINA)
    visitor.pick("Use another method")
    visitor.pick("Sign in with your password")
    visitor.enter(password=NINAS)
