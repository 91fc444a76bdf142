"""A person at a browser tab: what they do on the site under test, and what their browser did for it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

PATIENCE_MS = 40_000
TRIES = 3
PAUSE_MS = 50
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
LOCAL_SCHEMES = {"about", "blob", "data"}


@dataclass(frozen=True)
class Persona:
    """Somebody whom a scenario knows, with what they type into a card."""

    email: str
    password: str


class Visitor:
    """One tab in a browser context of its own, on the pages of one client line."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.context = context
        self.requests: list[str] = []
        self.outside: list[str] = []
        self.complaints: list[str] = []
        context.set_default_timeout(PATIENCE_MS)
        # Watched, not routed: an interceptor would not see redirects and would answer preflights itself.
        context.on("request", self._note_request)
        context.on("response", self._tell_response)
        self.page = context.new_page()
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self._complain(str(error)))

    # what they do

    def open(self, card: str = "") -> None:
        """Go to the home page, or to `sign-in` or `sign-up`, and wait until the client has settled."""
        for last in (False, False, True):
            try:
                self.page.goto(f"{self.home}/{card}")
                break
            except Exception as reason:
                # A page that goes somewhere by itself at that moment cancels the visit.
                if last or not re.search("ERR_ABORTED|interrupted by another navigation", str(reason)):
                    raise
                self.page.wait_for_load_state()
        self._wait_until_loaded()

    def pause_until(self, is_so: Callable[[], bool]) -> None:
        """Let the page go on until something has happened elsewhere, or patience ends: the test will tell."""
        for _ in range(PATIENCE_MS // PAUSE_MS):
            if is_so():
                return
            self.page.wait_for_timeout(PAUSE_MS)

    def reload(self) -> None:
        """Press reload, and wait until the client has settled."""
        self.page.reload()
        self._wait_until_loaded()

    def enter(self, **fields: str) -> None:
        """Fill in fields of the card by their names and press its main button."""
        inputs = {name: self.page.locator(f"input[name={name}]:visible") for name in fields}
        # A card that has just come may draw itself anew, and forget what was typed meanwhile.
        for _ in range(TRIES):
            for name, text in fields.items():
                inputs[name].fill(text)
            if all(inputs[name].input_value() == text for name, text in fields.items()):
                break
        self.page.locator(".cl-formButtonPrimary").click()

    def identify(self, email: str) -> None:
        """Give an e-mail address on the sign-in card, and wait until it asks for the password."""
        self.enter(identifier=email)
        self.page.locator(".cl-card.cl-signIn-password").wait_for()

    def pick(self, text: str) -> None:
        """Follow the link or press the button with this text."""
        self.page.locator("#card").get_by_text(text).last.click()

    def request_code_by(self, **fields: str) -> None:
        """Fill in a card whose main button makes the client ask for a code; return once it was sent."""
        with self.page.expect_response(_asks_for_a_code):
            self.enter(**fields)

    def request_code_with(self, text: str) -> None:
        """Press the button with this text, which makes the client ask for a code; return once it was sent."""
        with self.page.expect_response(_asks_for_a_code):
            self.pick(text)

    def type_code(self, code: str) -> None:
        """Type a code into the card, digit by digit; the last one sends it."""
        self.page.locator("input[autocomplete=one-time-code]").press_sequentially(code)

    def follow(self, link: str) -> None:
        """Open the link of a message in a new tab, and look at that tab from now on."""
        self.page = self.context.new_page()
        self.page.goto(link)
        self._wait_until_loaded()

    def sign_in(self, email: str, password: str) -> None:
        """The whole way through the sign-in card with a password."""
        self.open("sign-in")
        self.identify(email)
        self.enter(password=password)

    def sign_out(self) -> None:
        """Sign out by the menu of the user button."""
        self.page.locator(".cl-userButtonTrigger").click()
        with self.page.expect_event("load"):
            self.page.locator("button.cl-userButtonPopoverActionButton__signOut").click()
        self._wait_until_loaded()

    # what they see

    @property
    def who(self) -> str:
        """Whom the page greets: an e-mail address, or `signed out`."""
        return self.page.locator("#who").inner_text()

    def arrive_home(self) -> str:
        """Wait for the signed-in home page; whom it greets."""
        self.page.locator(".cl-userButtonTrigger").wait_for()
        return self.who

    def field_error(self, name: str) -> str:
        """Wait for the message below a field; its text."""
        return self.page.locator(f".cl-formFieldErrorText__{name}").inner_text()

    def code_error(self) -> str:
        """Wait for the message below the digits of a code; its text."""
        return self.page.locator(".cl-otpCodeFieldErrorText").inner_text()

    def run(self, script: str) -> Any:
        """The value of a script expression in the page, promises awaited."""
        return self.page.evaluate(script)

    def cookies(self) -> dict[str, Any]:
        """All cookies of this browser by name."""
        return {cookie["name"]: cookie for cookie in self.context.cookies()}

    # what the browser did

    def _wait_until_loaded(self) -> None:
        self.page.locator("#who").filter(has_not_text=re.compile("^loading$")).wait_for()

        assert not self.who.startswith("load failed"), self.who

    def _note_request(self, request: Request) -> None:
        url = urlsplit(request.url)
        self.requests.append(request.url)
        if url.scheme not in LOCAL_SCHEMES and url.hostname not in LOOPBACK:
            self.outside.append(request.url)

    def _tell_response(self, response: Response) -> None:
        # Shown by pytest when the test fails.
        url = urlsplit(response.url)
        if not url.path.startswith("/scripts/") and url.scheme not in LOCAL_SCHEMES:
            sys.stdout.write(f"{response.status} {response.request.method} {url.path}?{url.query}\n")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(message.text)

    def _complain(self, text: str) -> None:
        self.complaints.append(text)
        sys.stdout.write(f"complaint: {text}\n")


def _asks_for_a_code(response: Response) -> bool:
    return "/prepare_" in urlsplit(response.url).path and response.ok
