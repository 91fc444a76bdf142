"""An ASGI app that shows one world to a fuzzer: the same scene for every request, if asked."""

from typing import TYPE_CHECKING

from mockfapi.clerk.facade import Clerk
from mockfapi.http.asgi import BACKEND
from mockfapi.http.transport import Caller
from mockfapi.world import World

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


class Stage:
    """Passes requests on to an app; `fresh` sets the scene anew before each one and tidies up after it.

    A request that brings no cookies gets those of the browser. When the test of the world is over, a request
    is a RuntimeError.
    """

    def __init__(self, clerk: Clerk, browser: Caller | None, fresh: bool, api: str) -> None:
        app, world = clerk._engine.app, clerk.world
        self._said: dict[str, dict[str, str]] = {BACKEND: {}} if api == "bapi" else {}
        self._clerk, self._app, self._asgi, self._fresh = clerk, app, app.asgi, fresh
        self._scene, self._record = world.fork(), app.record(world)
        self._scenario = app.scenarios.get(world.name)
        self._snapshots = dict(app.worlds.snapshots(world))
        cookies = {} if browser is None else browser.cookies
        self._cookies = "; ".join(f"{name}={value}" for name, value in cookies.items()).encode("latin-1")

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "http":
            return await self._asgi(scope, receive, send)
        # Without credentials, paths that both APIs have would be those of the Frontend API.
        scope = {**scope, "extensions": {**(scope.get("extensions") or {}), **self._said}}
        if self._cookies and all(name != b"cookie" for name, _ in scope["headers"]):
            scope = {**scope, "headers": [*scope["headers"], (b"cookie", self._cookies)]}
        with self._clerk._lease as world:
            if not self._fresh:
                return await self._asgi(scope, receive, send)
            world.restore(self._scene)
            before = {it.name for it in self._app.worlds}
            try:
                await self._asgi(scope, receive, send)
            finally:
                self._tidy(world, before)

    def _tidy(self, world: World, before: set[str]) -> None:
        """Takes back what a request did beside its world: worlds opened or closed, snapshots."""
        worlds = self._app.worlds
        for name in {it.name for it in worlds} - before:
            self._app.close_world(name)
        if not worlds.is_open(world):
            worlds.add(world)
            self._app.reception.records[world.name] = self._record
            if self._scenario is not None:
                self._app.scenarios[world.name] = self._scenario
        snapshots = worlds.snapshots(world)
        snapshots.clear()
        snapshots.update(self._snapshots)
