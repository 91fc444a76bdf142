"""`GET /v1/client` of about 10 KB: over HTTP beside bare Starlette, with and without checks, in process."""

import json
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode

from starlette.types import Message

from benchmarks.floor import application as floor_application
from benchmarks.load import Load, load
from benchmarks.servers import Running, bare, mock, running
from benchmarks.stopwatch import claim, side_by_side, table
from mockfapi.app import App
from mockfapi.http.transport import Caller

ROUNDS = 4
SECONDS = 1
CONNECTIONS = (1, 32)
SCENARIO = "everything"
VERA = {"identifier": "vera@everything.test", "strategy": "password", "password": "lantern-over-the-quay"}
SIGN_INS = "/v1/client/sign_ins"
JSON_FLOOR, ORJSON_FLOOR = "bare, JSONResponse", "bare, orjson"
MOCK, BLIND = "mockfapi", "mockfapi, no checks"


def signed_in_here() -> Caller:
    """A browser in process that has signed in."""
    app = App()
    browser = app.browser(app.open_world(scenario_name=SCENARIO))
    browser.post(SIGN_INS, **VERA)
    return browser


def in_process(browser: Caller, body: str) -> None:
    """Without sockets and event loops: ours beside the bare app, called as a server calls it."""
    floor = floor_application("orjson" if find_spec("orjson") else "json", body)
    scope = {"type": "http", "method": "GET", "path": "/v1/client", "query_string": b"", "headers": []}

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(_message: Message) -> None:
        return None

    def bare() -> None:
        with suppress(StopIteration):
            floor(dict(scope), receive, send).__await__().__next__()

    acts = {"bare starlette": bare, "mockfapi": lambda: browser.get("/v1/client")}
    # Many short rounds: the best one fell into a moment in which nobody else used the machine.
    found = side_by_side(acts, 30, rounds=100)
    ratio = found["mockfapi"] / found["bare starlette"]
    table(
        "in process",
        ("microseconds", "x floor"),
        {name: (it, it / found["bare starlette"]) for name, it in found.items()},
    )
    claim("in process, microseconds", found["mockfapi"], 120.0)
    claim("in process, x bare starlette", ratio, 4.0)


def signed_in(server: Running) -> Mapping[str, str]:
    """The headers of a browser that has signed in."""
    connection = HTTPConnection("127.0.0.1", server.port)
    form = {"content-type": "application/x-www-form-urlencoded"}
    connection.request("POST", SIGN_INS, urlencode(VERA), form)
    cookie = connection.getresponse().getheader("set-cookie")
    connection.close()
    if cookie is None:
        raise SystemExit("nobody was signed in")
    return {"cookie": cookie.partition(";")[0], "origin": "http://localhost:3000"}


def contenders(body: str) -> Mapping[str, Sequence[str]]:
    floors = {JSON_FLOOR: bare("json", body)}
    if find_spec("orjson") is not None:
        floors[ORJSON_FLOOR] = bare("orjson", body)
    return {**floors, MOCK: mock(SCENARIO), BLIND: mock(SCENARIO, checked=False)}


def over_http(body: str) -> dict[str, dict[int, list[Load]]]:
    """The loads of each contender by number of connections. They take turns."""
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(running(command, pinned=True))
            for name, command in contenders(body).items()
        }
        asked = {name: signed_in(it) if name in (MOCK, BLIND) else {} for name, it in servers.items()}
        found: dict[str, dict[int, list[Load]]] = {name: {it: [] for it in CONNECTIONS} for name in servers}
        for _ in range(ROUNDS):
            for connections in CONNECTIONS:
                for name, server in servers.items():
                    url = f"http://127.0.0.1:{server.port}/v1/client"
                    found[name][connections].append(load(url, connections, SECONDS, asked[name]))
    return found


def show(found: Mapping[str, Mapping[int, Sequence[Load]]]) -> None:
    """Best rates, and the median of the ratios that were measured in the same round."""

    def ratio(name: str, floor: str, connections: int) -> float:
        pairs = zip(found[name][connections], found[floor][connections], strict=True)
        return statistics.median(mine.rate / theirs.rate for mine, theirs in pairs)

    floors = [it for it in (JSON_FLOOR, ORJSON_FLOOR) if it in found]
    for connections in CONNECTIONS:
        rows = {}
        for name, loads in found.items():
            tail = min((it.p99 for it in loads[connections] if it.p99 is not None), default=None)
            best = max(it.rate for it in loads[connections])
            rows[name] = (best, tail, *(ratio(name, floor, connections) for floor in floors))
        columns = ("requests/s", "p99 ms", *(f"x {it.removeprefix('bare, ')}" for it in floors))
        table(f"{connections} connection(s)", columns, rows)
    for connections, bound in zip(CONNECTIONS, (0.7, 0.6), strict=True):
        for floor in floors:
            figure = ratio(MOCK, floor, connections)
            claim(f"{connections} connection(s), x {floor}", figure, bound, at_least=True)
        figure = ratio(MOCK, BLIND, connections)
        claim(f"{connections} connection(s), x without checks", figure, 0.7, at_least=True)


def main() -> None:
    browser = signed_in_here()
    body = browser.get("/v1/client").answer.body
    print(f"the body has {len(body):,} bytes\n")
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "client.json"
        kept.write_text(json.dumps(json.loads(body)), "utf-8")
        in_process(browser, str(kept))
        show(over_http(str(kept)))


if __name__ == "__main__":
    main()
