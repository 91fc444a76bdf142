"""The floor: a bare Starlette app that knows its answer and checks nothing. Run by `servers`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Answer = Callable[[Any], bytes]


def with_orjson() -> Answer:
    import orjson  # type: ignore[import-not-found, unused-ignore]

    answer: Answer = orjson.dumps
    return answer


def with_json() -> Answer:
    return lambda body: JSONResponse(body).body  # type: ignore[return-value]


def ready_made() -> Answer:
    kept: dict[int, bytes] = {}
    return lambda body: kept.get(id(body)) or kept.setdefault(id(body), json.dumps(body).encode())


KINDS: dict[str, Callable[[], Answer]] = {
    "health": ready_made,
    "bytes": ready_made,
    "orjson": with_orjson,
    "json": with_json,
}


def application(kind: str, body: str) -> Starlette:
    """Answers `/v1/health`, `/v1/client` with the JSON of a file, and a POST of `/__mockfapi/reset`."""
    encode = KINDS[kind]()
    client = json.loads(Path(body).read_text("utf-8")) if body else {}

    async def health(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def read(_request: Request) -> Response:
        return Response(encode(client), media_type="application/json")

    routes = [
        Route("/v1/health", health),
        Route("/v1/client", read),
        Route("/__mockfapi/reset", health, methods=["POST"]),
    ]
    return Starlette(routes=routes)


def main() -> None:
    port, kind, body = (*sys.argv[1:], "", "")[:3]
    uvicorn.run(application(kind, body), port=int(port), log_level="error", access_log=False)


if __name__ == "__main__":
    main()
