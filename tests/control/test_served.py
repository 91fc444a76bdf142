"""The control API over a socket, as a test in any language uses it."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from mockfapi.app import App
from mockfapi.clerk.live import Live

Ask = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Sends JSON to a live server and reads JSON."""
    app = App(control="swordfish")
    app.open_world(scenario_name="one_user")
    live = Live(app)

    def exchange(method: str, path: str, body: Any = None, key: str | None = "swordfish"):
        headers = {"content-type": "application/json"} | ({} if key is None else {"x-mockfapi-key": key})
        sent = None if body is None else json.dumps(body).encode()
        request = Request(live.url + path, data=sent, headers=headers, method=method)
        try:
            with build_opener(ProxyHandler({})).open(request, timeout=10) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refusal:
            with refusal:
                return refusal.code, json.load(refusal)

    yield exchange
    live.stop()


def test_a_test_in_another_language_gets_a_world_of_its_own(ask):
    """Create, use by its address, look into its outbox, delete."""
    status, made = ask("POST", "/__mockfapi/worlds", {"scenario": "one_user"})
    control = made["prefix"] + "/__mockfapi"
    sign_in = made["prefix"] + "/v1/client/sign_ins?_is_native=1"
    health = ask("GET", control + "/health")
    attempt, _ = ask("POST", sign_in + "&identifier=ada%40engines.test")
    calls = ask("GET", control + "/calls")[1]["data"]

    assert (200, 200, made["name"]) == (status, health[0], health[1]["world"])
    assert [(attempt, "createSignIn")] == [(it["status"], it["operation_id"]) for it in calls]
    assert made["url"].startswith("http://127.0.0.1:")
    assert 200 == ask("DELETE", f"/__mockfapi/worlds/{made['name']}")[0]
    assert 404 == ask("GET", control + "/health")[0]


def test_the_key_is_asked_for_on_the_wire(ask):
    """Without it every control path is a 401 in Clerk's error shape."""
    status, body = ask("GET", "/__mockfapi/worlds", key=None)

    assert (401, "control_key_invalid") == (status, body["errors"][0]["code"])


def test_the_served_contract_lists_what_is_served(ask):
    """Every operation of the contract is modelled."""
    contract = ask("GET", "/__mockfapi/contract")[1]
    served = ask("GET", "/__mockfapi/operations?api=control")[1]["data"]
    listed = {
        it["operationId"] for item in contract["paths"].values() for it in item.values() if "responses" in it
    }

    assert listed == {it["id"] for it in served if it["modelled"]}
