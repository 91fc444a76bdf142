"""The pages of a world: real browsers of Playwright that are attached to it. How: the package `browsing`."""

import time
from collections.abc import Awaitable, Callable
from os import PathLike
from typing import TYPE_CHECKING, Any, TypedDict, Union, Unpack, overload
from urllib.parse import urlsplit

from mockfapi.clerk.lease import Lease
from mockfapi.clerk.near import nearest
from mockfapi.http.dispatch import Reception

if TYPE_CHECKING:
    from playwright import async_api, sync_api

    from mockfapi.clerk.browsing.attaching import Attachment

AnyPage = Union["sync_api.Page", "async_api.Page"]
Target = Union[AnyPage, "sync_api.BrowserContext", "async_api.BrowserContext"]
# The attachment of every browser context: one at a time.
Attached = dict[Any, "Attachment"]


class How(TypedDict, total=False):
    """How pages are attached."""

    scripts: str | PathLike[str] | None
    frontend_api: str | None


class Pages:
    """Attaches pages to one world. With Playwright's async API, everything here is to be awaited."""

    def __init__(self, lease: Lease, reception: Reception, attached: Attached) -> None:
        self._lease, self._reception, self._attached = lease, reception, attached
        self._base = ""

    @property
    def base(self) -> str:
        """Where every attached page finds the world; empty as long as none is attached."""
        return self._base

    @property
    def headers(self) -> dict[str, str]:
        """What callers in process say, so that the links they cause can be opened by attached pages."""
        host = urlsplit(self._base).netloc
        return {"host": host, "x-forwarded-proto": "https"} if host else {}

    def pause(self, seconds: float) -> None:
        """Waits, and lets pages of Playwright's sync API go on meanwhile: their requests would wait, too."""
        for it in list(self._attached.values()):
            if it.answers.lease is self._lease and it.pause(seconds):
                return
        time.sleep(seconds)

    def attach(self, page: Target, how: "How") -> "Attachment | Awaitable[Attachment]":
        """Attaches the browser context of a page, or a context."""
        from mockfapi.clerk.browsing.driving import started

        self._lease.check()
        context = _context_of(page)
        self._check(context)
        for name in how:
            if name not in How.__annotations__:
                raise TypeError(f"attach takes no {name!r}; {nearest(name, How.__annotations__)}")
        return started(context, self._attach(context, how))

    def sign_in(
        self, page: AnyPage, user_id: str, org: str | None, took: Callable[[str], None]
    ) -> Awaitable[None] | None:
        """Signs a user in on a page, which is attached if need be; `took` is told the id of the session."""
        from mockfapi.clerk.browsing import entering
        from mockfapi.clerk.browsing.driving import started

        self._lease.check()
        context = _context_of(page, wants_page=True)
        self._check(context)

        async def work() -> None:
            found = self._mine(context) or await self._attach(context, {})
            took(await entering.sign_in(page, found, user_id, org))

        return started(context, work())

    def sign_out(self, page: AnyPage, user_id: str, email: str) -> Awaitable[None] | None:
        """Signs a user out on a page."""
        from mockfapi.clerk.browsing import entering
        from mockfapi.clerk.browsing.driving import started

        self._lease.check()
        context = _context_of(page, wants_page=True)
        self._check(context)
        found = self._mine(context)
        if found is None:
            raise ValueError(f"{email} is not signed in on this page: it is attached to no world yet")
        return started(context, entering.sign_out(page, found, user_id, email))

    async def _attach(self, context: Any, how: "How") -> "Attachment":
        from mockfapi.clerk.browsing.answering import Answers
        from mockfapi.clerk.browsing.attaching import Attachment

        before = self._attached.get(context)
        scripts, front = how.get("scripts"), how.get("frontend_api")
        if before is not None and scripts is front is None and before is self._mine(context):
            return before
        answers = Answers(self._reception, self._lease, scripts, front)
        if before is not None:
            if before is self._mine(context):
                answers.client_id = before.answers.client_id
            await before.end()
        made = Attachment(context, answers, self._attached)
        self._base = self._lease.world.issuer
        return await made.begin()

    def _mine(self, context: Any) -> "Attachment | None":
        found = self._attached.get(context)
        return found if found is not None and found.answers.lease is self._lease else None

    def _check(self, context: Any) -> None:
        """Refuses a browser that is in another world."""
        other = self._attached.get(context)
        if other is not None and other.is_open and self._mine(context) is None:
            raise ValueError(
                f"this browser context is attached to the world {other.answers.lease.name!r}. Pages of a "
                "context share their cookies, so they are one browser: make a context for each world"
            )


class Attachable:
    """What has pages of its own."""

    _pages: Pages

    @overload
    def attach(self, page: "sync_api.Page | sync_api.BrowserContext", **how: Unpack[How]) -> "Attachment": ...
    @overload
    def attach(
        self, page: "async_api.Page | async_api.BrowserContext", **how: Unpack[How]
    ) -> "Awaitable[Attachment]": ...
    def attach(self, page: Target, **how: Unpack[How]) -> "Attachment | Awaitable[Attachment]":
        """From now on this world answers whatever the browser of a Playwright page asks of Clerk.

        `scripts` is the folder where clerk-js is installed, else the `node_modules` here or above.
        `frontend_api` is where the app's key leads, if that is no development host of Clerk's: a host, a
        publishable key or the URL of the app's proxy. With the async API this is awaited.
        """
        return self._pages.attach(page, how)


def _context_of(page: Any, *, wants_page: bool = False) -> Any:
    """The browser context of a page; what is neither is a TypeError."""
    context = getattr(page, "context", None) or page
    if not hasattr(context, "new_cdp_session") or not hasattr(context, "route"):
        raise TypeError(f"{page!r} is no page of Playwright, nor one of its browser contexts")
    if wants_page and context is page:
        raise TypeError("somebody signs in on a page: give a page, not its context")
    return context
