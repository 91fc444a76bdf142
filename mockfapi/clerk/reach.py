"""How the calls of an app in this process get to the world: all of them, or those of one client."""

from typing import TYPE_CHECKING, Any

from mockfapi.clerk.lease import Lease
from mockfapi.transports.landing import Landing
from mockfapi.transports.switchboard import Interception

if TYPE_CHECKING:
    import httpx

    from mockfapi.clerk.opening import Engine
    from mockfapi.transports.over_requests import WorldAdapter

MODES = ("on", "strict", "off")


def mode_of(said: Any) -> str:
    """How calls to Clerk's hosts are taken: one of `MODES`; True is as good as on, False as off.

    Anything else is a ValueError.
    """
    mode = {True: "on", False: "off"}[said] if isinstance(said, bool) else said
    if mode not in MODES:
        raise ValueError(f"intercept is one of {', '.join(MODES)}, not {said!r}")
    return str(mode)


class Reach:
    """The part of `Clerk` that HTTP libraries see."""

    _engine: "Engine"
    _lease: Lease
    _interceptions: list[Interception]

    def intercept(self, *, strict: bool = False) -> Interception:
        """From now on, what this process sends to Clerk's hosts by httpx, requests or urllib lands here.

        It ends with the world, with `stop()`, or with a `with` block. The innermost world wins; a call that
        shows a key or a token of another open world goes there. Any `sk_test_` key is taken for this world's
        own; `strict` refuses those that no open world has.
        """
        made = Interception(self._engine.board, lambda: self._lease.world, strict=strict)
        self._interceptions.append(made)
        return made

    def httpx_transport(self, library: str = "httpx", *, strict: bool = False) -> "httpx.HTTPTransport | Any":
        """For `httpx.Client(transport=...)` and `AsyncClient`: whatever the host, this world answers."""
        from mockfapi.transports import over_httpx

        return over_httpx.transport(self._landing(strict), library)

    def requests_adapter(self, *, strict: bool = False, **options: Any) -> "WorldAdapter":
        """For `Session.mount` of requests; `options` are those of an `HTTPAdapter`, such as `max_retries`."""
        from mockfapi.transports.over_requests import WorldAdapter

        return WorldAdapter(self._landing(strict), **options)

    def _stop_intercepting(self) -> None:
        """Ends what `intercept` began."""
        while self._interceptions:
            self._interceptions.pop().stop()

    def _landing(self, strict: bool) -> Landing:
        self._lease.check()
        return Landing(self._engine.app.reception, lambda: self._lease.world, strict=strict)
