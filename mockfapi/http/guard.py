"""Who may control the mock: no strangers, holders of the key if it asks for one, nobody if it is off."""

from base64 import b64decode
from hmac import compare_digest

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.http import cors
from mockfapi.http.admit import bearer
from mockfapi.http.wire import Request
from mockfapi.world.worlds import Worlds

KEY_HEADER = "x-mockfapi-key"
# Makes a browser ask its user for the key, and send it from then on.
CHALLENGE = ("WWW-Authenticate", 'Basic realm="mockfapi: the control key is the password", charset="UTF-8"')


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before the control API. Without a `key` it lets in whoever is no stranger."""

    is_open: bool = True
    key: str | None = None

    def admit(self, worlds: Worlds, request: Request) -> None:
        """Refuses a request that may not control these worlds."""
        if not self.is_open:
            raise errors.path_not_found(path=request.path, nearest=" The control API is switched off.")
        if not _is_own_page(request):
            refuse_foreign_pages(request)
        # A page of a name that was made to point here is of one origin with us, and sends none.
        host = request.own_host or ""
        if not cors.is_ours(host) and worlds.of_host(host) is None:
            raise errors.authorization_invalid(
                reason="reach the mock by localhost, an address or a local name to control it"
            )
        # Browsers ask before they send, and leave their credentials out.
        if self.key is not None and not cors.is_preflight(request):
            self._check(self.key, request)

    def _check(self, key: str, request: Request) -> None:
        given = [bearer(request), request.header(KEY_HEADER), _password(request)]
        if not any(
            compare_digest(key.encode(), it.encode("utf-8", "surrogatepass"))
            for it in given
            if it is not None
        ):
            raise errors.control_key_invalid()


def challenge(request: Request, error: ClerkError) -> list[tuple[str, str]]:
    """What a person who opens a control page in a browser is asked for when the key is missing."""
    wants_page = "text/html" in (request.header("accept") or "")
    return [CHALLENGE] if wants_page and error.code == errors.control_key_invalid.code else []


def _password(request: Request) -> str | None:
    """What a browser's user typed when asked for the key; the name beside it is nobody's."""
    scheme, _, given = (request.header("authorization") or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return b64decode(given.strip(), validate=True).decode().partition(":")[2]
    except ValueError:
        return None


def _is_own_page(request: Request) -> bool:
    """Whether a page of the control API itself asks, by whatever name it was reached."""
    host = request.header("host")
    return bool(host) and request.header_values("origin") in ([f"http://{host}"], [f"https://{host}"])


def refuse_foreign_pages(request: Request) -> None:
    """The secret keys are public knowledge: no page of the internet may use them on somebody's local mock."""
    if not all(cors.is_loopback(it) for it in request.header_values("origin")):
        raise errors.authorization_invalid(reason="pages of other machines are not let in")
