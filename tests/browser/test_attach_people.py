"""People who are signed in on pages without a form: before there is a page, on one, on servers' pages."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import jwt
import pytest

from mockfapi import Clerk
from mockfapi.errors import ClerkError
from tests.sdk import packages as servers

from .conftest import FOREIGN
from .visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Attach = Callable[..., Visitor]
ADA, KIM = "ada@engines.test", "kim@engines.test"
OLGA = "olga@workshop.test"
APP = Path(__file__).parents[1] / "sdk/app.cjs"
WHO = "Clerk.user && Clerk.user.id"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of nobody, anywhere."""
    with chromium.new_context() as context:
        yield context.new_page()


@pytest.fixture
def greeter() -> Iterator[str]:
    """An app without scripts, whose server looks into the cookie of the session."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies = dict(it.split("=", 1) for it in (self.headers["cookie"] or "x=").split("; "))
            token = cookies.get("__session")
            claims = jwt.decode(token, options={"verify_signature": False}) if token else {}
            body = f"{claims.get('sub')} {claims.get('o', {}).get('slg')} {claims.get('azp')}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture
def express(clerk: Clerk) -> Iterator[str]:
    """Clerk's own middleware, with keys of another instance; from us it has what verifies tokens."""
    try:
        library = servers.installed()
    except servers.MissingError as reason:
        pytest.skip(str(reason))
    settings = {
        **os.environ,
        "NODE_PATH": str(library / "node_modules"),
        "CLERK_PUBLISHABLE_KEY": FOREIGN,
        "CLERK_SECRET_KEY": "sk_test_of_quick_finch",
        "CLERK_JWT_KEY": clerk.env["CLERK_JWT_KEY"],
    }
    process = subprocess.Popen(["node", str(APP)], env=settings, stdout=subprocess.PIPE, text=True)
    yield f"http://localhost:{int(process.stdout.readline())}"
    process.terminate()
    process.wait(10)
    process.stdout.close()


@pytest.mark.clerk(scenario="b2b")
def test_the_first_page_is_signed_in(clerk: Clerk, attached: Attach) -> None:
    """Without a page yet: the one that is opened then knows the person and the organization."""
    visitor, olga = attached(clerk), clerk.user(OLGA)
    olga.sign_in(visitor.page, org="brandt-workshop")
    visitor.open()

    assert OLGA == visitor.arrive_home()
    assert [olga.id, olga.session.id, "brandt-workshop"] == visitor.run(
        "[Clerk.user.id, Clerk.session.id, Clerk.organization.slug]"
    )


@pytest.mark.clerk(scenario="b2b")
def test_an_open_page_is_not_loaded_again(clerk: Clerk, attached: Attach) -> None:
    """Whoever is signed out, or somebody else, is somebody now; out again by the same way."""
    visitor, olga, milo = attached(clerk), clerk.user(OLGA), clerk.user("milo@workshop.test")
    visitor.open()
    visitor.run("window.stayed = true")
    seen = []
    for act in (olga.sign_in, milo.sign_in, milo.sign_out):
        act(visitor.page)
        seen.append(visitor.run(WHO))
    olga.sign_in(visitor.page, org="brandt-workshop")

    assert [olga.id, milo.id, None] == seen
    assert [olga.id, "brandt-workshop", True] == visitor.run(
        "[Clerk.user.id, Clerk.organization.slug, window.stayed]"
    )
    assert olga.session.id == visitor.run("Clerk.session.id")


@pytest.mark.clerk(scenario="b2b")
def test_organizations_are_switched(clerk: Clerk, attached: Attach) -> None:
    """By the page, as ever; the token says so, and the personal account is one of them."""
    visitor, olga = attached(clerk), clerk.user(OLGA, org="Second Bench")
    olga.sign_in(visitor.page, org="second-bench")
    visitor.open()
    switched = visitor.run("""(async () => {
        const slugs = [Clerk.organization.slug];
        await Clerk.setActive({ organization: "brandt-workshop" });
        const claims = JSON.parse(atob((await Clerk.session.getToken()).split(".")[1]));
        return [...slugs, Clerk.organization.slug, claims.o.slg];
    })()""")

    assert ["second-bench", "brandt-workshop", "brandt-workshop"] == switched


@pytest.mark.clerk(scenario="one_user")
def test_who_is_signed_in_stays_so_in_other_tabs(clerk: Clerk, attached: Attach) -> None:
    """Tabs of one browser are one client, before a page and after."""
    visitor, ada = attached(clerk), clerk.user(ADA)
    ada.sign_in(visitor.page)
    visitor.open()
    visitor.page = visitor.context.new_page()
    visitor.open()
    second = visitor.run(WHO)
    ada.sign_out(visitor.page)
    visitor.page = visitor.context.new_page()
    visitor.open()

    assert (ada.id, None) == (second, visitor.run(WHO))


@pytest.mark.clerk(scenario="b2b")
def test_servers_see_the_session_at_once(clerk: Clerk, page: Page, greeter: str) -> None:
    """An app without clerk-js: the first page has the cookie, later ones are loaded again."""
    olga, milo = clerk.user(OLGA), clerk.user("milo@workshop.test")
    olga.sign_in(page, org="brandt-workshop")
    page.goto(greeter)
    shown = [page.inner_text("body")]
    for act in (milo.sign_in, milo.sign_out):
        act(page)
        shown.append(page.inner_text("body"))

    assert f"{olga.id} brandt-workshop {greeter}" == shown[0]
    assert [milo.id, "None"] == [it.split()[0] for it in shown[1:]]


@pytest.mark.clerk(scenario="one_user")
def test_middleware_shakes_hands(clerk: Clerk, page: Page, express: str) -> None:
    """A server sends browsers to the host of its key: they come back as who they are, or as nobody."""
    clerk.attach(page)
    page.goto(f"{express}/who")
    nobody = page.inner_text("body")
    clerk.user(ADA).sign_in(page)
    page.goto(f"{express}/who")

    assert '"userId":null' in nobody
    assert f'"userId":"{clerk.user(ADA).id}"' in page.inner_text("body")
    clerk.assert_called("handshakeClient")


@pytest.mark.clerk(scenario="one_user")
def test_middleware_shakes_hands_with_who_is_signed_in(clerk: Clerk, page: Page, express: str) -> None:
    """The server knows no cookie of this browser; the world knows the browser."""
    ada = clerk.user(ADA)
    ada.sign_in(page)
    page.goto(f"{express}/who")
    first = page.inner_text("body")
    page.context.clear_cookies(name="__session")
    tab = page.context.new_page()
    tab.goto(f"{express}/who")

    assert f'"userId":"{ada.id}"' in first
    assert first == tab.inner_text("body")


@pytest.mark.clerk(scenario="b2b")
def test_what_the_rules_refuse_changes_nothing(clerk: Clerk, attached: Attach) -> None:
    """No such organization, a banned user, a browser where somebody is not."""
    visitor, olga = attached(clerk), clerk.user(OLGA)
    with pytest.raises(ValueError, match=f"^{OLGA} is not signed in on this page$"):
        olga.sign_out(visitor.page)
    visitor.open()
    before = len(clerk.journal)
    with pytest.raises(ClerkError, match="organization"):
        olga.sign_in(visitor.page, org="nowhere")
    clerk.backend().post(f"/v1/users/{olga.id}/ban")
    banned = len(clerk.journal)
    with pytest.raises(ClerkError, match="user_banned"):
        olga.sign_in(visitor.page)

    assert before < banned == len(clerk.journal)
    assert visitor.run(WHO) is None
