"""A world in the middle of things: somebody signed in; a sign-in, a sign-up, a password reset under way."""

import os
from dataclasses import dataclass, field
from typing import Any

import mockfapi
from mockfapi.clerk import Clerk
from mockfapi.http.transport import Caller

NOON = 1_763_000_000_000
VERA, OTTO = "vera@everything.test", "otto@everything.test"
PASSWORD = "lantern-over-the-quay"
NEWCOMER = "newcomer@everything.test"
SIGN_INS, SIGN_UPS = "/v1/client/sign_ins", "/v1/client/sign_ups"
# Only the browser that proved a reset code may set a password.
RESET = "resetPassword"
CONFIG = {
    "seed": int(os.environ.get("MOCKFAPI_SEED", "1")),
    "generation": {"database": "none"},
    "analysis": {"constants": {"enabled": False}},
}


@dataclass
class Prepared:
    """The world, its two browsers, and requests that go well, by operation id."""

    clerk: Clerk
    visitor: Caller
    forgetful: Caller
    good: dict[str, dict[str, Any]] = field(default_factory=dict)

    def schema(self, api: str, browser: Caller | None = None, **options: Any) -> Any:
        """The modelled operations of an API against this world, in the same order of cases each time."""
        return mockfapi.schema(api, self.clerk, browser=browser, config=CONFIG, **options)


def prepared(clerk: Clerk | None = None) -> Prepared:
    """Walks the world of the scenario `everything` to where most operations have something to do."""
    clerk = clerk or mockfapi.world("everything", seed=1, clock=NOON)
    it = Prepared(clerk, clerk.browser(), clerk.browser())
    it.visitor.post(SIGN_INS, identifier=VERA, strategy="password", password=PASSWORD)
    _begin_sign_in(it)
    _begin_sign_up(it)
    _prove_reset(it)
    clerk.snapshot("half_way")
    it.good["createAgentTicket"] = {"body": {"user": OTTO, "redirect_url": "http://localhost:3000"}}
    it.good["createImpersonationTicket"] = {"body": {"user": OTTO, "actor": VERA}}
    it.good["createInvitationTicket"] = {"body": {"email_address": NEWCOMER}}
    it.good["getDevBrowserInit"] = {"query": {"origin": "http://localhost:3000"}}
    return it


def _begin_sign_in(it: Prepared) -> None:
    reply = it.visitor.post(SIGN_INS, identifier=OTTO, strategy="email_code")
    factors = reply.response["supported_first_factors"]
    address = next(each["email_address_id"] for each in factors if each["strategy"] == "email_code")
    path = {"sign_in_id": reply.response["id"]}
    code = {"strategy": "email_code", "code": it.clerk.outbox.last(to=OTTO).code}
    it.good["attemptSignInFactorOne"] = {"path_parameters": path, "body": code}
    resend = {"strategy": "email_code", "email_address_id": address}
    it.good["prepareSignInFactorOne"] = {"path_parameters": path, "body": resend}


def _begin_sign_up(it: Prepared) -> None:
    reply = it.visitor.post(SIGN_UPS, email_address=NEWCOMER, password="first-day-at-the-press")
    path = {"sign_up_id": reply.response["id"]}
    it.visitor.post(f"{SIGN_UPS}/{path['sign_up_id']}/prepare_verification", strategy="email_code")
    code = {"strategy": "email_code", "code": it.clerk.outbox.last(to=NEWCOMER).code}
    it.good["attemptSignUpsVerification"] = {"path_parameters": path, "body": code}
    it.good["prepareSignUpsVerification"] = {"path_parameters": path, "body": {"strategy": "email_code"}}


def _prove_reset(it: Prepared) -> None:
    strategy = "reset_password_email_code"
    reply = it.forgetful.post(SIGN_INS, identifier=VERA, strategy=strategy)
    path = {"sign_in_id": reply.response["id"]}
    code = it.clerk.outbox.last(to=VERA).code
    it.forgetful.post(f"{SIGN_INS}/{path['sign_in_id']}/attempt_first_factor", strategy=strategy, code=code)
    it.good[RESET] = {"path_parameters": path, "body": {"password": "another-lantern-on-the-quay"}}
