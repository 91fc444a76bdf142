"""People who are signed in on a page without typing anything, and out again. No HTTP."""

import re
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from mockfapi.clerk.browsing.answering import Cookies
from mockfapi.clerk.browsing.attaching import Attachment
from mockfapi.clerk.browsing.driving import settled
from mockfapi.rules import clients, dev_browsers, handshakes, lockout, sessions
from mockfapi.world import World
from mockfapi.world.journal import NOBODY
from mockfapi.world.records import Client, DevBrowser, Session

ANYWHERE = re.compile("^https?://")
OWN_COOKIES = re.compile("^__(session|client_uat|refresh)")
LIVE = "pk_live_"
# Whether a page has clerk-js, or is about to.
HAS_CLERK = """() => Boolean(window.Clerk || document.querySelector(
  'script[data-clerk-publishable-key], script[data-clerk-js-script], script[src*="/@clerk/clerk-js@"]'))"""
IS_LOADED = "() => Boolean(window.Clerk && window.Clerk.loaded)"
KEY = "() => window.Clerk.publishableKey"
ENTER = """async ({ session, organization }) => {
  await window.Clerk.client.reload();
  await window.Clerk.setActive(organization === null ? { session } : { session, organization });
}"""
LEAVE = "async (sessionId) => { await window.Clerk.signOut(() => {}, { sessionId }); }"


async def sign_in(page: Any, attachment: Attachment, user_id: str, org: str | None) -> str:
    """Signs a user in on a page and in its browser; the id of the session.

    A page that runs clerk-js takes the session at once, without a reload. Another one is loaded again, with
    the cookies by which servers know the session. Before there is any page, the first one to come has them.
    """
    jar = [*(await _cookies_of(page)), *(await settled(page.context.cookies()))]
    session = _open(attachment, user_id, org, jar)
    if not _is_open(page):
        await _await_first_page(page.context, attachment)
    elif await _has_clerk(page):
        told = {"session": session.id, "organization": session.last_active_organization_id if org else None}
        await settled(page.evaluate(ENTER, told))
    else:
        await _keep(page.context, attachment, page.url)
        await settled(page.reload())
    return session.id


async def sign_out(page: Any, attachment: Attachment, user_id: str, email: str) -> None:
    """Signs a user out on a page and in its browser. Who is not signed in there is a ValueError."""
    jar = [*(await _cookies_of(page)), *(await settled(page.context.cookies()))]
    answers = attachment.answers
    with answers.lease as world:
        client = answers.home(world, jar)
        live = clients.live_sessions(world, client) if client else []
        session = next((it for it in live if it.user_id == user_id), None)
    if session is None:
        raise ValueError(f"{email} is not signed in on this page")
    if _is_open(page) and await _has_clerk(page):
        await settled(page.evaluate(LEAVE, session.id))
        return
    with answers.lease as world:
        sessions.remove(world, session)
    await settled(page.context.clear_cookies(name=OWN_COOKIES))
    if _is_open(page):
        await _keep(page.context, attachment, page.url)
        await settled(page.reload())


def _is_open(page: Any) -> bool:
    """Whether the page shows anything of the web."""
    return ANYWHERE.match(page.url) is not None


async def _has_clerk(page: Any) -> bool:
    """Whether clerk-js runs on the page, in which case it is ready now."""
    if not await settled(page.evaluate(HAS_CLERK)):
        return False
    await settled(page.wait_for_function(IS_LOADED))
    if str(await settled(page.evaluate(KEY))).startswith(LIVE):
        raise ValueError("this page was built with a key of production (pk_live_): give it a pk_test_ key")
    return True


async def _cookies_of(page: Any) -> Cookies:
    """The cookies that the page itself sees: of several origins its own dev browser counts."""
    found: Cookies = await settled(page.context.cookies(page.url)) if _is_open(page) else []
    return found


def _open(attachment: Attachment, user_id: str, org: str | None, jar: Cookies) -> Session:
    """A session on the browser's client; nothing has happened if the rules refuse."""
    answers = attachment.answers
    with answers.lease as world:
        undo = world.begin()
        world.caller = NOBODY._replace(address=answers.hosts.base)
        try:
            lockout.require_not_barred(world.users[user_id])
            client = answers.home(world, jar) or clients.create(world)
            live = clients.live_sessions(world, client)
            session = next((it for it in live if it.user_id == user_id), None)
            if session is None:
                entry = sessions.Entry(strategy="password", first_factor_at=world.clock.now)
                session = sessions.open(world, client, world.users[user_id], entry)
            session = sessions.touch(world, session, active_organization=org, intent=None)
            answers.settle(world, jar, client)
        except BaseException:
            undo.restore()
            raise
        finally:
            world.end()
        return session


async def _await_first_page(context: Any, attachment: Attachment) -> None:
    """Gives the cookies of the session to the first page that the browser opens."""

    async def opened(route: Any) -> None:
        request = route.request
        try:
            if request.is_navigation_request() and attachment.answers.hosts.place(request.url) is None:
                await attachment.unroute(made[0])
                if not attachment.answers.lease.over:
                    await _keep(context, attachment, request.url)
        finally:
            await settled(route.fallback())

    made = [await attachment.route(ANYWHERE, opened)]


async def _keep(context: Any, attachment: Attachment, url: str) -> None:
    """Puts the cookies into the browser by which the app at this address knows who is signed in."""
    answers, jar = attachment.answers, await settled(context.cookies())
    with answers.lease as world:
        world.begin()
        world.caller = NOBODY._replace(address=answers.hosts.base)
        try:
            client = answers.home(world, jar)
            known = _dev_browser(world, client)
            lines = handshakes.directives(world, client, known, handshakes.Asked(url))
        finally:
            world.end()
    await settled(context.add_cookies([it for line in lines for it in _cookies(line, url)]))


def _dev_browser(world: World, client: Client | None) -> DevBrowser | None:
    if client is None or not dev_browsers.are_in_use(world):
        return None
    return dev_browsers.of_client(world, client)


def _cookies(line: str, url: str) -> list[dict[str, Any]]:
    """A Set-Cookie line as Playwright takes it; one that removes something sets nothing."""
    parts = urlsplit(url)
    return [
        {
            "name": name,
            "value": morsel.value,
            "domain": parts.hostname,
            "path": "/",
            "secure": bool(morsel["secure"]),
            "httpOnly": bool(morsel["httponly"]),
            "sameSite": "Lax",
        }
        for name, morsel in SimpleCookie(line).items()
        if morsel["max-age"] != "0"
    ]
