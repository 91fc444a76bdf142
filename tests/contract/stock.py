"""What a prepared world consists of: the world, its browsers, the requests that go well in it."""

import os
from dataclasses import dataclass, field
from typing import Any

import mockfapi
from mockfapi import spec
from mockfapi.clerk import Clerk
from mockfapi.http.transport import Caller

NOON = 1_763_000_000_000
VERA, OTTO, MINA = "vera@everything.test", "otto@everything.test", "mina@everything.test"
PASSWORD = "lantern-over-the-quay"
APP = "http://localhost:3000/"
SIGN_INS, SIGN_UPS, SESSIONS = "/v1/client/sign_ins", "/v1/client/sign_ups", "/v1/client/sessions"
CONFIG = {
    "seed": int(os.environ.get("MOCKFAPI_SEED", "1")),
    "generation": {"database": "none"},
    "analysis": {"constants": {"enabled": False}},
}


@dataclass
class Prepared:
    """The world, its browsers, and requests that go well, by operation id.

    `lent` says which operations make sense on another browser than the visitor's.
    """

    clerk: Clerk
    visitor: Caller
    lent: dict[str, Caller] = field(default_factory=dict)
    good: dict[str, dict[str, Any]] = field(default_factory=dict)

    def schema(self, api: str, browser: Caller | None = None, **options: Any) -> Any:
        """The modelled operations of an API against this world, in the same order of cases each time."""
        return mockfapi.schema(api, self.clerk, browser=browser, config=CONFIG, **options)

    def fits(self, operation_id: str, path: dict[str, str] | None = None, **parts: Any) -> None:
        """Notes a request that goes well: `query`, `body`, `headers` and the parameters of its path."""
        if spec.load("bapi").operations.get(operation_id) is not None:
            parts["headers"] = {"Authorization": f"Bearer {self.clerk.secret_key}"}
        self.good[operation_id] = {"path_parameters": path or {}, **parts}

    def made(self, path: str, /, **fields: Any) -> Any:
        """What a server was answered that had something made."""
        reply = self.clerk.backend().post(f"/v1/{path}", **fields)
        assert reply.status_code < 400, reply.text
        return reply.json()

    def user(self, email_address: str) -> str:
        """The id of somebody."""
        owner = self.clerk.world.email_addresses.first(email_address=email_address)
        assert owner is not None
        return owner.user_id

    def lend(self, browser: Caller, *operation_ids: str) -> Caller:
        """Has these operations sent by another browser."""
        self.lent |= dict.fromkeys(operation_ids, browser)
        return browser

    def borrowed(self, browser: Caller) -> list[str]:
        """The operations that a browser is for."""
        return [it for it, lent in self.lent.items() if lent is browser]
