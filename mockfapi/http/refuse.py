"""From a refusal or a bug of ours to an answer in Clerk's error shape."""

import logging
from hashlib import blake2b
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.http.wire import Answer, Request
from mockfapi.http.write import BrokenAnswerError, encoded
from mockfapi.views.event import BrokenEventError
from mockfapi.world import World
from mockfapi.world.worlds import KeepingError

log = logging.getLogger("mockfapi")


def trace_id(world: World | None, request: Request) -> str:
    """32 hexadecimal digits that follow from the request, so that equal runs give equal bytes."""
    moment = f"{world.name}|{world.chance.seed}|{world.clock.now}" if world else ""
    words = f"{moment}|{request.method}|{request.path}|{request.query_string}|"
    return blake2b(words.encode("utf-8", "backslashreplace") + request.body, digest_size=16).hexdigest()


Json = dict[str, Any]


def refuse(error: ClerkError, world: World | None, request: Request, client: Json | None = None) -> Answer:
    """The answer to a request that is refused."""
    return answered(error, refusal(error, trace_id(world, request), client))


def answered(error: ClerkError, body: Json) -> Answer:
    answer = Answer(error.status, encoded(body))
    answer.headers.append(("X-Clerk-Trace-Id", body["clerk_trace_id"]))
    return answer


def refusal(error: ClerkError, trace: str, client: Json | None = None) -> Json:
    """The body of a refusal in Clerk's shape; the kept attempt rides along in `meta.client`."""
    entries = []
    for it in error.entries:
        entry: dict[str, Any] = {"message": it.message, "long_message": it.long_message, "code": it.code}
        entries.append(entry | ({"meta": dict(it.meta)} if it.meta else {}))
    body: dict[str, Any] = {"errors": entries, "clerk_trace_id": trace}
    if client is not None:
        body["meta"] = {"client": client}
    return body


def confess(bug: Exception, operation_id: str | None, world: World | None, request: Request) -> Answer:
    """The answer to a bug of ours: 500 with what is known, never a traceback. The log has the rest."""
    where = operation_id or f"{request.method} {request.path}"
    if isinstance(bug, BrokenAnswerError | BrokenEventError):
        reason = f"This is a bug of mockfapi: {bug}."
    elif isinstance(bug, KeepingError):
        reason = f"{bug}."
    else:
        reason = f"This is a bug of mockfapi: {where} failed with {type(bug).__name__}."
    log.error("%s", reason, exc_info=bug)
    return refuse(errors.internal_clerk_error(reason=reason, operation_id=operation_id), world, request)
