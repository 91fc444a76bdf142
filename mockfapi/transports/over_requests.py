"""requests: an adapter whose connections end in a world. Imports the library, so it is imported late."""

from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from mockfapi.transports.landing import Landing
from mockfapi.transports.over_sockets import connected


class WorldAdapter(HTTPAdapter):
    """For `Session.mount`. Takes what every adapter takes, `max_retries` among it."""

    def __init__(self, landing: Landing, **options: Any) -> None:
        super().__init__(**options)
        self.poolmanager.pool_classes_by_scheme = _pools(landing)

    def send(self, request: Any, *args: Any, **options: Any) -> Any:
        """The response; no proxy is asked for it, whatever the environment says."""
        return super().send(request, *args, **{**options, "proxies": None})


def _pools(landing: Landing) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            connected(self, landing, self.host)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            connected(self, landing, self.host)

    plain = type("WorldPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})
    secure = type("WorldSecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure})
    return {"http": plain, "https": secure}
