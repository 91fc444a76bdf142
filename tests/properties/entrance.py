"""People at the doors of one world: what they do to get in, and what they have shown so far."""

from dataclasses import dataclass, field, fields
from typing import Any

import pyotp

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from mockfapi.world.journal import Change
from tests.people import SESSIONS, SIGN_INS, SIGN_UPS

# What a refusal may leave behind: attempts that were counted, and an attempt that was begun and kept.
COUNTERS = {
    "users": {"failed_attempts", "locked_at"},
    "sign_ins": {"first_factor", "second_factor"},
    "sign_ups": {"email_verification", "phone_verification", "web3_verification"},
    "sessions": {"reverification"},
    "clients": {"sign_in_id", "sign_up_id", "updated_at", "captcha_bypass"},
}


@dataclass
class Person:
    """One browser, the sessions that it was given, and what it has proven of the attempt in progress."""

    world: World
    browser: Caller
    sessions: set[str] = field(default_factory=set)
    first: str | None = None
    proven: set[str] = field(default_factory=set)

    def begin(self, identifier: str) -> Reply:
        self.first, self.proven = identifier, set()
        return self.browser.post(SIGN_INS, identifier=identifier)

    def attempt(self, **proof: str) -> Reply:
        return self.browser.post(f"{SIGN_INS}/{self.sign_in}/attempt_first_factor", **proof)

    def second(self, **proof: str) -> Reply:
        return self.browser.post(f"{SIGN_INS}/{self.sign_in}/attempt_second_factor", **proof)

    def prepare(self, strategy: str) -> Reply:
        return self.browser.post(f"{SIGN_INS}/{self.sign_in}/prepare_first_factor", strategy=strategy)

    def join(self, **form: str) -> Reply:
        return self.browser.post(SIGN_UPS, **form)

    def verify(self, code: str) -> Reply:
        path = f"{SIGN_UPS}/{self.sign_up}/attempt_verification"
        return self.browser.post(path, strategy="email_code", code=code)

    def leave(self, session: str, how: str) -> Reply:
        return self.browser.post(f"{SESSIONS}/{session}/{how}")

    @property
    def client(self) -> Any:
        return self.browser.get("/v1/client").response or {}

    @property
    def sign_in(self) -> str:
        return str((self.client.get("sign_in") or {}).get("id", "sia_none"))

    @property
    def sign_up(self) -> str:
        return str((self.client.get("sign_up") or {}).get("id", "sua_none"))


def app_code(world: World, secret: str, drift: int = 0) -> str:
    """What the authenticator app shows, some steps of 30 seconds away."""
    return pyotp.TOTP(secret).at(world.clock.now // 1000 + 30 * drift)


def sent_code(world: World, to: str) -> str:
    """The newest code, or one that was never sent. Notices have none."""
    return next((it.code for it in reversed(world.messages.where(to=to)) if it.code), "000000")


def beyond_counters(changes: list[Change]) -> list[str]:
    """What a refusal changed that is no counter."""
    found = []
    for change in changes:
        allowed = COUNTERS.get(change.table, set())
        if change.before is None or change.after is None:
            kept = change.before is None and change.table in (
                "clients",
                "sign_ins",
                "dev_browsers",
                "messages",
            )
            found += [] if kept else [f"{change.table} {change.kind}"]
            continue
        row: Any = change.after
        names = [it.name for it in fields(row)]
        found += [
            f"{change.table}.{name}"
            for name in names
            if name not in allowed and getattr(change.before, name) != getattr(change.after, name)
        ]
    return found
