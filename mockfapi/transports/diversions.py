"""The methods of HTTP libraries that are replaced while a world is in force, and put back afterwards."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(slots=True)
class Method:
    """A method that is there: where, the one that was found, and what stands in for it."""

    owner: type
    spot: Spot
    original: Any
    ours: Any

    def divert(self, find: Find) -> None:
        """Puts ours in the place of whatever is there now."""
        found = vars(self.owner)[self.spot.method]
        if found is not self.original and found is not self.ours:
            self.original, self.ours = found, self.spot.diverted(found, find)
        setattr(self.owner, self.spot.method, self.ours)

    def put_back(self) -> None:
        """What others have put on top of ours stays, and goes straight through it."""
        if vars(self.owner)[self.spot.method] is self.ours:
            setattr(self.owner, self.spot.method, self.original)


class Diversions:
    """Puts replacements into libraries that are there, and into those that arrive later."""

    def __init__(self, find: Find, kept: KeptKeys) -> None:
        self._find = find
        self._spots = (*SPOTS, Spot("jwt.jwks_client", "PyJWKClient", "fetch_data", kept.watched))
        self._modules: dict[str, object] = dict.fromkeys(it.module for it in self._spots)
        self._arrivals, self._is_on = Arrivals(self._modules.keys(), self._arrive), False
        self._methods: list[Method] = []

    def begin(self) -> None:
        """From now on, calls ask for a landing first."""
        self._is_on = True
        for it in self._methods:
            it.divert(self._find)
        for name, known in self._modules.items():
            # Whoever runs tests in tests may import a library twice.
            if sys.modules.get(name) is not known:
                self._arrive(name)
        self._arrivals.watch()

    def end(self) -> None:
        """Libraries are as they were."""
        self._is_on = False
        self._arrivals.leave()
        for it in self._methods:
            it.put_back()

    def _arrive(self, module: str) -> None:
        if not self._is_on or module not in sys.modules:
            return
        self._modules[module] = sys.modules[module]
        for spot in self._spots:
            owner = getattr(sys.modules[module], spot.kind, None) if spot.module == module else None
            if isinstance(owner, type) and spot.method in vars(owner):
                original = vars(owner)[spot.method]
                self._methods.append(Method(owner, spot, original, spot.diverted(original, self._find)))
                self._methods[-1].divert(self._find)
