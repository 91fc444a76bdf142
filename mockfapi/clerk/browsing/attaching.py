"""The tie between a browser of Playwright and a world: what is routed, and how answers get there."""

import re
from base64 import b64decode, b64encode
from collections.abc import Awaitable
from contextlib import suppress
from threading import get_ident
from typing import Any

from mockfapi.clerk.browsing import stand_ins
from mockfapi.clerk.browsing.answering import Answers, Asked
from mockfapi.clerk.browsing.driving import Handler, handler, is_async, settled, started
from mockfapi.http.asgi import on_one_line
from mockfapi.http.wire import Answer, Weather

DROPPED, REDIRECTS = "connectionreset", (301, 302, 303, 307, 308)
DOCUMENTS = {"patterns": [{"urlPattern": "https://*", "resourceType": "Document"}]}


class Attachment:
    """A browser context whose every request to Clerk is answered by a world, as long as the world is open.

    Afterwards such requests are refused: none of them ever leaves the machine, until `detach`.
    """

    def __init__(self, context: Any, answers: Answers, known: dict[Any, "Attachment"]) -> None:
        self._context, self._answers, self._known = context, answers, known
        self._routes: list[tuple[re.Pattern[str], Handler]] = []
        self._sessions: list[Any] = []
        self._thread = get_ident()
        self._watch = handler(context, self._follow_redirects)
        self._forgetting = handler(context, self._forget)
        # Chromium alone lets somebody answer what a redirect asks for.
        self._follows = True

    @property
    def url(self) -> str:
        """Where pages find the world, without a slash at the end: `page.goto(attachment.url + path)`."""
        self._answers.lease.check()
        return self._answers.hosts.base

    @property
    def refused(self) -> list[str]:
        """What the pages asked for in vain: scripts that are not there, hosts of other instances."""
        return list(self._answers.refused)

    @property
    def is_open(self) -> bool:
        """Whether a world answers: not after the end of its test, nor after `detach`."""
        return bool(self._routes) and not self._answers.lease.over

    @property
    def answers(self) -> Answers:
        """Who answers."""
        return self._answers

    def pause(self, seconds: float) -> bool:
        """Lets the browser go on for a while, where it cannot do so by itself: whether that was so."""
        if is_async(self._context) or get_ident() != self._thread or not self._context.pages:
            return False
        self._context.pages[0].wait_for_timeout(1_000 * seconds)
        return True

    def detach(self) -> Awaitable[None] | None:
        """Routes nothing any more. With the async API this is awaited."""
        return started(self._context, self.end())

    async def begin(self) -> "Attachment":
        """Starts to route. A browser that closes is forgotten."""
        await self.route(self._answers.hosts.pattern, self._answer)
        self._known[self._context] = self
        for page in self._context.pages:
            await self._follow_redirects(page)
        self._context.on("page", self._watch)
        self._context.on("close", self._forgetting)
        return self

    async def end(self) -> None:
        """Ends what `begin` began."""
        from playwright.sync_api import Error

        await self._forget(self._context)
        self._context.remove_listener("page", self._watch)
        self._context.remove_listener("close", self._forgetting)
        routes, self._routes = self._routes, []
        for pattern, answering in routes:
            await settled(self._context.unroute(pattern, answering))
        self._follows = False
        for session in self._sessions:
            with suppress(Error):
                await settled(session.detach())

    async def _forget(self, context: Any) -> None:
        if self._known.get(context) is self:
            del self._known[context]

    async def route(self, pattern: re.Pattern[str], work: Any) -> Handler:
        """Routes more, until the end."""
        made = handler(self._context, work)
        self._routes.append((pattern, made))
        await settled(self._context.route(pattern, made))
        return made

    async def unroute(self, made: Handler) -> None:
        """Takes one route back."""
        for it in [it for it in self._routes if it[1] is made]:
            self._routes.remove(it)
            await settled(self._context.unroute(*it))

    async def _answer(self, route: Any) -> None:
        from playwright.sync_api import Error

        try:
            asked = await _asked(route.request)
            answer = await self._decided(asked)
            if answer is None:
                await settled(route.fallback())
            elif await self._endured(answer.weather, _page_of(route.request)):
                await self._written(route, asked, answer)
        except Error:
            # The page is gone meanwhile; one that is still there shall not wait for ever.
            with suppress(Error):
                await settled(route.abort())

    async def _decided(self, asked: Asked) -> Answer | None:
        cookies = await settled(self._context.cookies()) if asked.is_navigation else []
        return self._answers.to(asked, cookies)

    async def _endured(self, weather: Weather | None, page: Any) -> bool:
        """Waits as long as a fault wants; whether there is anything to tell then."""
        if weather is None:
            return True
        page = page or next(iter(self._context.pages), None)
        if weather.delay and page is not None:
            await settled(page.wait_for_timeout(weather.delay))
        # What hangs is never told, nor aborted: the page waits until it has had enough.
        return weather.connection != "hang"

    async def _written(self, route: Any, asked: Asked, answer: Answer) -> None:
        if answer.weather is not None and answer.weather.connection == "drop":
            await settled(route.abort(DROPPED))
            return
        location = answer.header("Location")
        if location and asked.is_navigation and answer.status in REDIRECTS and not self._redirects(location):
            headers = [it for it in answer.headers if it[0].lower() != "location"]
            answer = stand_ins.hop(location)
            answer.headers += headers
        body = b"" if asked.method == "HEAD" else answer.body
        await settled(route.fulfill(status=answer.status, headers=_joined(answer), body=body))

    def _redirects(self, location: str) -> bool:
        """Whether this browser can be redirected there by us."""
        if self._follows:
            return True
        kind = self._context.browser.browser_type.name if self._context.browser else ""
        return kind == "firefox" and self._answers.hosts.place(location) is None

    async def _follow_redirects(self, page: Any) -> None:
        """Answers a page that is redirected to Clerk: Playwright routes only the beginning of a chain."""
        from playwright.sync_api import Error

        if not self._follows:
            return
        try:
            session = await settled(self._context.new_cdp_session(page))
        except Error as reason:
            self._follows = "closed" in str(reason)
            return

        async def paused(event: dict[str, Any]) -> None:
            with suppress(Error):
                await self._redirected(page, session, event)

        self._sessions.append(session)
        session.on("Fetch.requestPaused", handler(self._context, paused))
        await settled(session.send("Fetch.enable", DOCUMENTS))

    async def _redirected(self, page: Any, session: Any, event: dict[str, Any]) -> None:
        id, request = {"requestId": event["requestId"]}, event["request"]
        answer = None
        if event.get("redirectedRequestId"):
            headers = {name.lower(): value for name, value in request["headers"].items()}
            body = b"".join(b64decode(it.get("bytes", "")) for it in request.get("postDataEntries", []))
            answer = await self._decided(Asked(request["method"], request["url"], headers, body, "document"))
        if answer is None:
            await settled(session.send("Fetch.continueRequest", id))
        elif await self._endured(answer.weather, page):
            if answer.weather is not None and answer.weather.connection == "drop":
                told = {**id, "errorReason": "ConnectionReset"}
                await settled(session.send("Fetch.failRequest", told))
                return
            told = {
                **id,
                "responseCode": answer.status,
                "responseHeaders": [{"name": name, "value": value} for name, value in _lines(answer)],
                "body": b64encode(answer.body).decode(),
            }
            await settled(session.send("Fetch.fulfillRequest", told))


async def _asked(request: Any) -> Asked:
    """A request as Playwright tells of it."""
    headers, body = await settled(request.all_headers()), request.post_data_buffer or b""
    return Asked(request.method, request.url, headers, body, request.resource_type)


def _page_of(request: Any) -> Any:
    """The page that asks; None for workers, and for a page that its first request is to make."""
    from playwright.sync_api import Error

    try:
        return request.frame.page
    except Error:
        return None


def _lines(answer: Answer) -> list[tuple[str, str]]:
    """Every header by itself."""
    lines = [(name.lower(), on_one_line(value)) for name, value in answer.headers]
    if answer.media_type is not None:
        lines.append(("content-type", answer.media_type))
    return [*lines, ("cache-control", "no-store")]


def _joined(answer: Answer) -> dict[str, str]:
    """One value for each name, as Playwright wants it: cookies stand in lines of their own."""
    joined: dict[str, str] = {}
    for name, value in _lines(answer):
        between = "\n" if name == "set-cookie" else ", "
        joined[name] = f"{joined[name]}{between}{value}" if name in joined else value
    return joined
