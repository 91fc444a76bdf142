"""The methods of HTTP libraries that are replaced while a world is in force, and put back afterwards."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

from mockfapi.transports import over_httpx, over_sockets
from mockfapi.transports.arrivals import Arrivals
from mockfapi.transports.kept_keys import KeptKeys
from mockfapi.transports.landing import Landing

Find = Callable[[str], Landing | None]


class Spot(NamedTuple):
    """A method of a library, and what makes its replacement of it."""

    module: str
    kind: str
    method: str
    diverted: Callable[[Any, Find], Any]


SPOTS = (
    *(Spot(it, "HTTPTransport", "handle_request", over_httpx.diverted) for it in over_httpx.LIBRARIES),
    *(
        Spot(it, "AsyncHTTPTransport", "handle_async_request", over_httpx.diverted_async)
        for it in over_httpx.LIBRARIES
    ),
    *(
        Spot(module, kind, "connect", over_sockets.diverted)
        for module in ("http.client", "urllib3.connection")
        for kind in ("HTTPConnection", "HTTPSConnection")
    ),
)


class Diversions:
    """Puts replacements into libraries that are there, and into those that arrive later."""

    def __init__(self, find: Find, kept: KeptKeys) -> None:
        self._find = find
        self._spots = (*SPOTS, Spot("jwt.jwks_client", "PyJWKClient", "fetch_data", kept.watched))
        self._modules = tuple(dict.fromkeys(it.module for it in self._spots))
        self._arrivals, self._is_on = Arrivals(self._modules, self._divert), False
        # Who was replaced, where, and by what.
        self._placed: list[tuple[type, str, Any, Any]] = []

    def begin(self) -> None:
        """From now on, calls ask for a landing first."""
        self._is_on = True
        for module in self._modules:
            self._divert(module)
        if any(it not in sys.modules for it in self._modules):
            self._arrivals.watch()

    def end(self) -> None:
        """Libraries are as they were. What others put on top of ours stays, and goes straight through it."""
        self._is_on = False
        self._arrivals.leave()
        while self._placed:
            owner, method, original, ours = self._placed.pop()
            if vars(owner).get(method) is ours:
                setattr(owner, method, original)

    def _divert(self, module: str) -> None:
        if not self._is_on or module not in sys.modules:
            return
        for spot in self._spots:
            owner = getattr(sys.modules[module], spot.kind, None) if spot.module == module else None
            if isinstance(owner, type) and spot.method in vars(owner):
                original = vars(owner)[spot.method]
                ours = spot.diverted(original, self._find)
                setattr(owner, spot.method, ours)
                self._placed.append((owner, spot.method, original, ours))
