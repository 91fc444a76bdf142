"""One call of each kind: in process, by the transports, through an ASGI transport, over a socket."""

import asyncio
from collections.abc import Callable

import httpx
import requests

import mockfapi
from benchmarks.stopwatch import claim, side_by_side, table
from mockfapi.clerk import Clerk, engine

TIMES, ROUNDS = 50, 20
PATH = "/v1/users"
URL = f"https://api.clerk.com{PATH}"
IN_PROCESS, ASGI = "clerk.backend()", "httpx.ASGITransport"


def through_asgi(clerk: Clerk, loop: asyncio.AbstractEventLoop) -> Callable[[], object]:
    """A round of calls in one run of the loop, as an async test would make them."""
    transport = httpx.ASGITransport(app=engine().app.asgi)
    headers = {"authorization": f"Bearer {clerk.secret_key}"}
    client = httpx.AsyncClient(transport=transport, base_url="http://mock.test", headers=headers)

    async def ask() -> None:
        for _ in range(TIMES):
            (await client.get(PATH)).raise_for_status()

    return lambda: loop.run_until_complete(ask())


def repeated(act: Callable[[], object]) -> Callable[[], object]:
    """As many calls as a round has."""

    def acts() -> None:
        for _ in range(TIMES):
            act()

    return acts


def main() -> None:
    loop = asyncio.new_event_loop()
    with mockfapi.world("one_user", intercept=True) as clerk:
        key = {"authorization": "Bearer sk_test_any"}
        backend, own = clerk.backend(), httpx.Client(transport=clerk.httpx_transport(), headers=key)
        diverted, session = httpx.Client(headers=key), requests.Session()
        session.headers.update(key)
        live = httpx.Client(headers={"authorization": f"Bearer {clerk.secret_key}"})
        address = clerk.url + PATH
        acts = {
            IN_PROCESS: repeated(lambda: backend.get(PATH)),
            "httpx, transport": repeated(lambda: own.get(URL)),
            "httpx, intercepted": repeated(lambda: diverted.get(URL)),
            "requests, intercepted": repeated(lambda: session.get(URL, timeout=5)),
            ASGI: through_asgi(clerk, loop),
            "httpx, live server": repeated(lambda: live.get(address)),
        }
        found = {name: it / TIMES for name, it in side_by_side(acts, 1, ROUNDS).items()}
        for client in (own, diverted, live, session):
            client.close()
    loop.close()
    rows = {name: (it, found[ASGI] / it) for name, it in found.items()}
    table(f"GET {PATH}", ("microseconds", "x faster"), rows)
    ratio = found[ASGI] / found[IN_PROCESS]
    claim("in process, x faster than an ASGI transport", ratio, 2.5, at_least=True)


if __name__ == "__main__":
    main()
