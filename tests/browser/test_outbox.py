"""The page of the outbox in a real browser: it follows, leads on, and lets no message do anything."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from mockfapi.app import App
from mockfapi.clerk.live import Live
from mockfapi.world import World
from tests.rules.worlds import configure

from .server import Mock
from .test_links import ask_to_sign_in, ask_to_sign_up
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KEY = "swordfish-42"
NEW = "grace@new.test"
PAGE = "/__mockfapi/outbox.html"
HOSTILE = "\"'><script>owned=1</script><img src=x onerror=owned=2>"
MAIL = """<p>Hello</p><script>top.owned = 3; parent.owned = 4</script><img src=x onerror="parent.owned = 5">
<img src="{trap}/pixel.png"><meta http-equiv="refresh" content="0;url={trap}/">
<style>@import "{trap}/style.css"; p { background: url({trap}/a.png) }</style>
<form action="{trap}/"><button>Send</button></form><iframe src="{trap}/"></iframe>
<a href="javascript:parent.owned=6">Script</a>
<a href="javascript:parent.owned=7" target="_top">Top script</a>
<a href="{trap}/away" target="_top">Away</a></body></html>"""


@pytest.fixture(scope="module")
def linking() -> Iterator[Mock]:
    """A mock whose people sign in by links."""
    mock = Mock("email_links")
    mock.start()
    yield mock
    mock.stop()


@pytest.fixture
def mock(linking: Mock) -> Mock:
    """In place of the mock that the other tests share."""
    linking.reset()
    return linking


class Desk:
    """A mock in this process, and somebody who reads its outbox."""

    def __init__(self, chromium: Browser, stack: ExitStack, control: bool | str = True) -> None:
        self.app = App(control=control)
        self.world: World = self.app.open_world(scenario_name="one_user")
        self.live = Live(self.app)
        stack.callback(self.live.stop)
        self._chromium, self._stack = chromium, stack
        self.dialogs: list[str] = []

    def send(self, **fields: Any) -> None:
        """A mail that the app wrote."""
        mail = {"to": {"address": "ada@engines.test"}, "from": {"address": "shop@engines.test"}}
        self.ask("/v1/email", **mail | fields)

    def ask(self, path: str, **fields: Any) -> None:
        """Something that the app's server asks for."""
        headers = {"host": self.live.url.removeprefix("http://")}
        reply = self.app.backend(self.world).request("POST", path, json=fields, headers=headers)
        assert reply.status_code < 300, reply.json()

    def read(self, query: str = "", **context: Any) -> Page:
        page = self._stack.enter_context(self._chromium.new_context(**context)).new_page()
        page.set_default_timeout(10_000)
        page.on("dialog", lambda it: self.dialogs.append(it.message))
        page.goto(f"{self.live.url}{PAGE}{query}")
        return page


@pytest.fixture
def desk_of(chromium: Browser) -> Iterator[Callable[..., Desk]]:
    """Sets up desks with this `control`."""
    with ExitStack() as stack:
        yield lambda control=True: Desk(chromium, stack, control)


@pytest.fixture
def desk(desk_of: Callable[..., Desk]) -> Desk:
    return desk_of()


@pytest.mark.parametrize("place", ["page", "mail"])
def test_a_link_in_the_outbox_signs_in(visitor: Visitor, mock: Mock, ada: Persona, place: str) -> None:
    """The page shows the message by itself; its link, or the button of the mail, signs the browser in."""
    outbox = visitor.context.new_page()
    outbox.goto(f"{mock.origin}{PAGE}")
    outbox.get_by_text("Nothing was sent yet").wait_for()
    ask_to_sign_in(visitor, ada)
    waiting = visitor.page
    with outbox.expect_popup() as opened:
        if place == "page":
            outbox.get_by_role("link", name="Open link").click()
        else:
            outbox.frame_locator("iframe").get_by_role("link", name="Sign in").click()
    visitor.page = opened.value

    assert ada.email == visitor.arrive_home()
    waiting.get_by_text("Signed in on other tab").wait_for()
    visitor.page = waiting
    visitor.open()
    assert ada.email == visitor.arrive_home()
    assert [] == visitor.complaints


def test_a_link_in_the_outbox_signs_up(visitor: Visitor, mock: Mock) -> None:
    """The same for a new user."""
    ask_to_sign_up(visitor)
    outbox = visitor.context.new_page()
    outbox.goto(f"{mock.origin}{PAGE}?to={NEW}")
    with outbox.expect_popup() as opened:
        outbox.get_by_role("link", name="Open link").click()
    visitor.page = opened.value

    assert NEW == visitor.arrive_home()


@pytest.fixture
def trap() -> Iterator[socket.socket]:
    """A place that nobody should ever connect to."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


def test_no_message_does_anything(desk: Desk, trap: socket.socket) -> None:
    """Hostile names, subjects and mails are shown: nothing of them runs, loads, or moves the page."""
    configure(desk.world, display_config__application_name=HOSTILE)
    desk.ask("/v1/invitations", email_address="new@engines.test", redirect_url="http://localhost:3000/")
    desk.send(subject=HOSTILE, html=MAIL.replace("{trap}", f"http://127.0.0.1:{trap.getsockname()[1]}"))
    desk.send(subject=HOSTILE, text=HOSTILE)
    page = desk.read()
    for row in range(3):
        page.locator("nav a").nth(row).click()
        page.frame_locator("iframe").locator("body").wait_for()
        page.wait_for_timeout(300)
    page.locator("nav a").nth(1).click()
    frame = page.frame_locator("iframe")
    for name in ("Script", "Top script", "Away"):
        frame.get_by_role("link", name=name, exact=True).click()
        page.wait_for_timeout(200)
    frame.get_by_role("button", name="Send").click()
    page.wait_for_timeout(2_000)
    tabs = page.context.pages

    assert (HOSTILE, f"{desk.live.url}{PAGE}") == (
        page.locator("h2").inner_text(),
        page.url.partition("?")[0],
    )
    assert ["undefined"] * len(tabs) == [it.evaluate("typeof owned") for it in tabs]
    assert [] == desk.dialogs
    with pytest.raises(BlockingIOError):
        trap.accept()


def test_the_page_follows_what_is_sent(desk: Desk) -> None:
    """A new message comes on top; one that was chosen stays, until it is cleared elsewhere."""
    desk.send(subject="First", text="One")
    newest, chosen = desk.read(), desk.read()
    chosen.locator("nav a").click()
    desk.send(subject="Second", text="Two")
    newest.get_by_role("heading", name="Second").wait_for()
    chosen.locator("nav a").nth(1).wait_for()

    assert "First" == chosen.locator("h2").inner_text()
    assert "(2) Outbox of default" == newest.title()
    newest.get_by_role("button", name="Clear").click()
    newest.get_by_text("Nothing was sent yet").wait_for()
    chosen.get_by_text("This message is gone").wait_for()
    desk.live.stop()
    newest.get_by_text("The mock does not answer.").wait_for()


def test_filters_and_copies(desk: Desk) -> None:
    """Choosing is enough to filter; the button copies the code."""
    browser = desk.app.browser(desk.world)
    browser.post("/v1/client/sign_ins", identifier="ada@engines.test", strategy="email_code")
    desk.send(subject="Receipt", text="One")
    page = desk.read(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Kind").select_option("verification_code")
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()

    assert "kind=verification_code" in page.url
    assert desk.world.messages.where(to="ada@engines.test")[0].code == page.evaluate(
        "navigator.clipboard.readText()"
    )


def test_it_works_without_scripts(desk: Desk) -> None:
    """Reading, choosing, filtering by a button, clearing."""
    desk.send(subject="First", text="One")
    desk.send(subject="Second", text="Two", to={"address": "lin@engines.test"})
    page = desk.read(java_script_enabled=False)
    page.locator("nav a").nth(1).click()
    first = page.locator("h2").inner_text()
    page.get_by_label("Recipient").select_option("lin@engines.test")
    page.get_by_role("button", name="Show").click()

    assert ("First", "Second") == (first, page.locator("h2").inner_text())
    assert page.frame_locator("iframe").get_by_text("Two").is_visible()
    assert not page.get_by_role("button", name="Copy").is_visible()
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("Nothing was sent yet").wait_for()
    assert 0 == len(desk.world.messages)


def test_the_browser_gives_the_key(desk_of: Callable[..., Desk]) -> None:
    """It asks its user for the password once; the page goes on by itself and clears with it."""
    desk = desk_of(KEY)
    desk.send(subject="First", text="One")
    page = desk.read(http_credentials={"username": "", "password": KEY})
    refused = desk.read(http_credentials={"username": "", "password": "guessed"})
    desk.send(subject="Second", text="Two")
    page.get_by_role("heading", name="Second").wait_for()
    page.get_by_role("button", name="Clear").click()
    page.get_by_text("Nothing was sent yet").wait_for()

    assert "control_key_invalid" in refused.content()
    assert "First" not in refused.content()


def test_a_narrow_window_shows_one_thing_at_a_time(desk: Desk) -> None:
    """The list, then the message, and back; nothing is wider than the window."""
    desk.send(subject="First " + "x" * 200, text="One", to={"address": f"{'long-' * 12}one@engines.test"})
    page = desk.read(viewport={"width": 360, "height": 640})
    seen = [page.locator("nav").is_visible(), page.locator("article").is_visible()]
    page.locator("nav a").click()
    seen += [page.locator("nav").is_visible(), page.locator("article").is_visible()]
    width = page.evaluate("document.documentElement.scrollWidth")
    page.get_by_role("link", name="All messages").click()

    assert [True, False, False, True] == seen
    assert (360, True) == (width, page.locator("nav").is_visible())
