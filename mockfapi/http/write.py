"""From what a handler returned to a checked answer: view, envelope, cookies. A broken answer is our bug."""

import json
import logging
from typing import Any
from urllib.parse import quote

try:
    import orjson
except ImportError:  # no wheel of it on this platform: slower, the same answers
    orjson = None  # type: ignore[assignment]

from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.http.bind import Bound, Views
from mockfapi.http.call import DeviceCall, PublicCall
from mockfapi.http.results import Alone, Cookie, Document, Page, Picture, Redirect, Text
from mockfapi.http.wire import Answer, Request
from mockfapi.rules import tokens
from mockfapi.spec import Contract, Operation
from mockfapi.views.lens import Lens
from mockfapi.world.records import Client

TEN_YEARS = 315_360_000
NO_CONTENT = 204
KEPT_ANSWERS = 256
CLIENT = "schemas-Client.Client"
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)

log = logging.getLogger("mockfapi")


class BrokenAnswerError(Exception):
    """An answer of ours that the contract forbids; says operation, status, path, value, wish and view."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the answers of one door."""

    contract: Contract
    views: Views
    lenient: bool = False

    def write(self, bound: Bound, call: PublicCall, result: Any) -> Answer:
        """The answer to a call that went well.

        The same read again, within the same second and with nothing changed, gets the same checked answer.
        """
        if bound.operation.method != "GET" or not _is_face(result):
            return self._checked(bound, call, result)
        kept, key = call.world.journal.kept, _identity(bound, call, result)
        if key not in kept:
            if len(kept) >= KEPT_ANSWERS:
                kept.clear()
            kept[key] = self._checked(bound, call, result)
        answer: Answer = kept[key]
        return Answer(answer.status, answer.body, answer.media_type)

    def _checked(self, bound: Bound, call: PublicCall, result: Any) -> Answer:
        answer, body = self._rendered(bound, call, result)
        self.check(bound.operation, answer.status, body, result)
        return answer

    def client(self, call: PublicCall) -> dict[str, Any] | None:
        """The piggybacked client of this call, as it is now."""
        client = call.world.clients.find(call.device.client_id) if isinstance(call, DeviceCall) else None
        return None if client is None else self.views[Client](lens_of(call), client)

    def refused_client(self, call: PublicCall, operation: Operation) -> dict[str, Any] | None:
        """The client that rides in a refusal: error schemas leave it open, the client's own does not."""
        client = self.client(call)
        if client is not None and (fault := self.contract.named(CLIENT).fault(client)) is not None:
            wish = f"{fault.path} is {fault.value}, but the contract wants: {fault.wanted}"
            self._broken(operation, f"refuses with a client in which {wish}", None)
        return client

    def _rendered(self, bound: Bound, call: PublicCall, result: Any) -> tuple[Answer, Any]:
        if isinstance(result, Redirect):
            return Answer(result.status, media_type=None, headers=[("Location", _location(result))]), None
        if isinstance(result, Picture):
            return Answer(200, result.body, result.media_type), None
        if isinstance(result, Text):
            body, media = result.body.encode("utf-8", "replace"), f"{result.media_type}; charset=utf-8"
            return Answer(200, body, media, list(result.headers)), None
        if isinstance(result, Document):
            return Answer(result.status, encoded(result.body), headers=list(result.headers)), result.body
        body = self._body(bound, call, result)
        status = next(it for it in bound.operation.success if it < 300)
        if status == NO_CONTENT:
            return Answer(status, media_type=None), None
        return Answer(status, encoded(body)), body

    def _body(self, bound: Bound, call: PublicCall, result: Any) -> Any:
        alone = isinstance(result, Alone)
        face = self._face(call, result.record if alone else result)
        if not bound.operation.enveloped:
            return face
        return {"response": face, "client": None if alone else self.client(call)}

    def _face(self, call: PublicCall, record: Any) -> Any:
        if record is None:
            return None
        if isinstance(record, list):
            return [self._face(call, it) for it in record]
        if isinstance(record, Page):
            rows = [self._face(call, it) for it in record.records]
            return {"data": rows, "total_count": record.total, **record.further}
        return self.views[type(record)](lens_of(call), record)

    def check(self, operation: Operation, status: int, body: Any, result: Any = None) -> None:
        """Holds an answer, good or bad, against the contract. What breaks it is our bug."""
        listed = operation.responses.get(status)
        if listed is None:
            self._broken(operation, f"answers {status}, which the contract does not list", result)
        elif body is not None and (schema := listed.schema) is not None:
            fault = self.contract.validator(schema).fault(body)
            if fault is not None:
                wish = f"{fault.path} is {fault.value}, but the contract wants: {fault.wanted}"
                self._broken(operation, f"answers {status} in which {wish}", result)

    def _broken(self, operation: Operation, what: str, result: Any) -> None:
        told = f"{operation.id} {what} ({_made_by(self.views, result)})"
        if not self.lenient:
            raise BrokenAnswerError(told)
        log.warning("%s", told)


def _is_face(result: Any) -> bool:
    """Whether an answer follows from a record alone."""
    record = result.record if isinstance(result, Alone) else result
    return record is None or hasattr(record, "id")


def _identity(bound: Bound, call: PublicCall, result: Any) -> tuple[Any, ...]:
    """All that an answer made of records depends on, besides the records."""
    record = result.record if isinstance(result, Alone) else result
    clock, device = call.world.clock, getattr(call, "device", None)
    return (
        bound.operation.id,
        None if record is None else record.id,
        None if device is None else device.client_id,
        call.origin,
        call.token_version,
        clock.process // 1000,
        clock.offset,
    )


def _made_by(views: Views, result: Any) -> str:
    if isinstance(result, ClerkError):
        return f"made by the error {result.code}"
    record = result.record if isinstance(result, Alone) else result
    view = views.get(type(record[0] if isinstance(record, list) and record else record))
    return f"made by the view {view.__module__}.{view.__qualname__}" if view else "made by the handler"


def _location(result: Redirect) -> str:
    """The address as a header can carry it: what is no part of a URL is percent-encoded, the rest stays."""
    return quote(result.location, safe="!#$%&'()*+,/:;=?@[]~")


def lens_of(call: PublicCall) -> Lens:
    return Lens(call.world, call.origin, call.token_version)


def encoded(body: Any) -> bytes:
    """The body as JSON. What the fast encoder refuses (lone surrogates, huge numbers) the slow one writes."""
    if orjson is not None:
        try:
            return orjson.dumps(body)
        except TypeError:
            pass
    return ENCODER.encode(body).encode("utf-8", "backslashreplace")


def identify(call: DeviceCall, answer: Answer, prefix: str) -> Answer:
    """Tells the browser or app its client token when it is new or was rotated."""
    client = call.world.clients.find(call.device.client_id)
    secure = is_secure(call.address)
    for cookie in call.cookies:
        answer.headers.append(("Set-Cookie", set_cookie(cookie, prefix, secure=secure)))
    if client is None or (call.device.dev_browser is not None and not call.device.native):
        return answer
    if call.device.token is not None and tokens.is_current(call.world, client, call.device.token):
        return answer
    token = tokens.client_token(call.world, client)
    if call.device.native:
        answer.headers.append(("Authorization", token))
    else:
        line = set_cookie(Cookie("__client", token, TEN_YEARS), prefix, secure=secure)
        answer.headers.append(("Set-Cookie", line))
    return answer


def forget(request: Request, answer: Answer, prefix: str, address: str) -> None:
    """Takes a client token that is good for nothing off the browser or app, so that it can start afresh."""
    if request.is_native:
        answer.headers.append(("Authorization", ""))
    else:
        cookie = set_cookie(Cookie("__client", "", 0), prefix, secure=is_secure(address))
        answer.headers.append(("Set-Cookie", cookie))


def is_secure(address: str) -> bool:
    """Whether a caller who used this base URL came by https."""
    return address.startswith("https:")


def set_cookie(cookie: Cookie, prefix: str, *, secure: bool = False) -> str:
    """The header value; the cookie stays within the path under which its world is served.

    A secure one comes back from pages of other sites, too: for browsers, http is another site than https.
    """
    crossing = "None; Secure" if secure else "Lax"
    hidden = "; HttpOnly" if cookie.http_only else ""
    path = "/" if cookie.whole_site else prefix or "/"
    domain = f"; Domain={cookie.domain}" if cookie.domain else ""
    kept = f"Path={path}; Max-Age={cookie.max_age}{domain}; SameSite={crossing}{hidden}"
    return f"{cookie.name}={cookie.value}; {kept}"
