"""Public keys that libraries keep between calls: what they learned of one world is no use in the next."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

from mockfapi.transports.landing import Landing

Find = Callable[[str], Landing | None]
# Clerk's own library has one store for all: by secret key and key id, for five minutes.
CLERK, STORE = "clerk_backend_api.security.verifytoken", "__jwkcache"


class KeptKeys:
    """Knows who has keys of a world, and makes them ask again."""

    def __init__(self) -> None:
        self._clients: WeakSet[Any] = WeakSet()
        self._are_there = False

    def watched(self, original: Callable[[Any], Any], find: Find) -> Callable[[Any], Any]:
        """`fetch_data` of PyJWT's client of key sets, which also looks out for clients of worlds.

        They keep a key set for five minutes, and for half a minute they believe that it has no other key.
        """

        @wraps(original)
        def fetch_data(client: Any) -> Any:
            if find(urlsplit(client.uri).hostname or "") is not None:
                self._clients.add(client)
                self._are_there = True
            return original(client)

        return fetch_data

    def forget(self) -> None:
        """They ask again."""
        if CLERK in sys.modules and (store := vars(sys.modules[CLERK]).get(STORE)) is not None:
            store.cache.clear()
        # Asking the set whether it is empty costs more than all that.
        if self._are_there:
            self._are_there = False
            while self._clients:
                _emptied(self._clients.pop())


def _emptied(client: Any) -> None:
    if client.jwk_set_cache is not None:
        client.jwk_set_cache.put(None)
    client._last_successful_fetch = None
    if (by_id := vars(client).get("get_signing_key")) is not None:
        by_id.cache_clear()
