"""The real profile card: name, image and password change, other devices are out, the account is deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from . import pages
from .conftest import visit
from .server import Mock
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Locator

NEW = "kettle-lantern-quay"
DELETION = "Delete account"


def picture() -> FilePayload:
    from PIL import Image

    made = BytesIO()
    Image.new("RGB", (64, 48), "crimson").save(made, "PNG")
    return {"name": "ada.png", "mimeType": "image/png", "buffer": made.getvalue()}


def section(visitor: Visitor, name: str) -> Locator:
    return visitor.page.locator(f".cl-profileSection__{name}")


def enter(visitor: Visitor, ada: Persona) -> None:
    """Signed in without the card, which other tests are about."""
    visitor.open()
    fields = json.dumps({"identifier": ada.email, "password": ada.password, "strategy": "password"})
    active = "Clerk.setActive({ session: it.createdSessionId })"
    visitor.run(f"Clerk.client.signIn.create({fields}).then((it) => {active})")


def press(visitor: Visitor, name: str) -> None:
    """Presses the button that opens the form of a section, and waits until an earlier one has faded away."""
    visitor.page.locator(f".cl-profileSectionPrimaryButton__{name}").click()
    visitor.page.wait_for_function("document.querySelectorAll('.cl-formButtonPrimary').length < 2")


def submit(visitor: Visitor) -> None:
    """Presses the main button of the open form and waits until the form is gone."""
    button = visitor.page.locator(".cl-formButtonPrimary")
    button.click()
    button.wait_for(state="detached")


def pixels(visitor: Visitor) -> list[int]:
    """How wide and high the user's image is once the page has loaded it."""
    script = """new Promise((done) => {
      const it = new Image();
      it.onload = () => done([it.naturalWidth, it.naturalHeight]);
      it.onerror = () => done([0, 0]);
      it.src = Clerk.user.imageUrl;
    })"""
    found: list[int] = visitor.run(script)
    return found


def test_name_and_image_are_changed(visitor: Visitor, ada: Persona) -> None:
    """A picture in place of the letters and off again; the name; what the app keeps of the user."""
    enter(visitor, ada)
    visitor.open("profile")
    press(visitor, "profile")

    assert 0 == visitor.page.locator(".cl-avatarImageActionsRemove").count()

    visitor.page.locator("input[type=file]").set_input_files([picture()])
    visitor.page.wait_for_function("Clerk.user.hasImage")

    assert [64, 48] == pixels(visitor)

    press(visitor, "profile")
    visitor.page.locator("input[name=firstName]").fill("Augusta")
    visitor.page.locator("input[name=lastName]").fill("")
    submit(visitor)

    assert ["Augusta", None] == visitor.run("[Clerk.user.firstName, Clerk.user.lastName]")
    assert "Augusta" == section(visitor, "profile").locator(".cl-userPreviewMainIdentifier").inner_text()

    # The lines do this by different operations.
    for metadata in ({"hat": 7, "band": 1}, {"hat": 8}):
        script = f"Clerk.user.update({{ unsafeMetadata: {json.dumps(metadata)} }})"

        assert metadata == visitor.run(f"{script}.then((it) => it.unsafeMetadata)")

    press(visitor, "profile")
    visitor.page.locator(".cl-avatarImageActionsRemove").click()
    visitor.page.wait_for_function("!Clerk.user.hasImage")

    assert [80, 80] == pixels(visitor)


def test_the_account_ends(
    visitor: Visitor, chromium: Browser, scripts: Mapping[str, Path], mock: Mock, line: str, ada: Persona
) -> None:
    """A new password signs the other device out; then the account goes, and the page is a stranger's."""
    site = pages.Site(mock.publishable_key, mock.origin, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as other:
        enter(other, ada)
        enter(visitor, ada)
        visitor.open("profile/security")
        press(visitor, "password")
        for name in ("newPassword", "confirmPassword"):
            visitor.page.locator(f"input[name={name}]").fill(NEW)
        submit(visitor)
        other.open()

        assert ("signed out", ada.email) == (other.who, visitor.who)

    press(visitor, "danger")
    visitor.page.locator("input[name=deleteConfirmation]").fill(DELETION)
    visitor.page.locator(".cl-formButtonPrimary").click()
    visitor.page.locator("#who").filter(has_text="signed out").wait_for()
    visitor.open("sign-in")
    visitor.enter(identifier=ada.email)

    assert "Couldn't find your account." == visitor.field_error("identifier")
