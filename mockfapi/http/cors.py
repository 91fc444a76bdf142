"""Cross-origin headers: on every answer, errors included, or a page never sees the answer."""

import re

from mockfapi.http.wire import Answer, Request

EXPOSED = "Authorization, Clerk-Db-Jwt, Retry-After, X-Clerk-Trace-Id, X-Country"
LOOPBACK = re.compile(r"https?://(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?")

# Hosts that no stranger can own: addresses, names without a dot, and suffixes that are never delegated.
OURS = re.compile(
    r"[0-9.]+|\[[0-9a-f:.%]+\]|[^.]*\.?|.*\.(localhost|local|internal|test|svc|lan|home\.arpa)\.?"
)


def allow(request: Request, answer: Answer) -> Answer:
    """Lets the page of this origin read the answer, with its credentials."""
    answer.headers.append(("Vary", "Origin"))
    if (origin := request.header("origin")) is not None:
        answer.headers += [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Allow-Credentials", "true"),
            ("Access-Control-Expose-Headers", EXPOSED),
        ]
    return answer


def is_preflight(request: Request) -> bool:
    return request.method == "OPTIONS" and request.header("access-control-request-method") is not None


def preflight(request: Request, methods: list[str]) -> Answer:
    """The answer to a browser that asks before it sends."""
    answer = Answer(204, media_type=None)
    answer.headers = [("Access-Control-Allow-Methods", ", ".join(methods)), ("Access-Control-Max-Age", "600")]
    if asked := request.header("access-control-request-headers"):
        answer.headers.append(("Access-Control-Allow-Headers", asked))
    return answer


def is_loopback(origin: str) -> bool:
    return LOOPBACK.fullmatch(origin) is not None


def is_ours(host: str) -> bool:
    """Whether only this machine or its network can have given the host its name.

    A page of a public host whose name was made to point here is of one origin with the mock, and sends none.
    """
    return OURS.fullmatch(host) is not None
