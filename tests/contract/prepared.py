"""A world in the middle of things: somebody signed in; sign-ins, a sign-up, a password reset under way."""

import mockfapi
from mockfapi.clerk import Clerk
from tests.contract import (
    ready_accounts,
    ready_backend,
    ready_connections,
    ready_enrollment,
    ready_factors,
    ready_instance,
    ready_machines,
    ready_organizations,
    ready_profile,
    ready_user,
    ready_ways,
    ready_weather,
)
from tests.contract.stock import MINA, NOON, OTTO, PASSWORD, SIGN_INS, SIGN_UPS, VERA, Prepared
from tests.rules.worlds import configure

PARTS = (
    ready_accounts,
    ready_profile,
    ready_user,
    ready_connections,
    ready_factors,
    ready_ways,
    ready_backend,
    ready_machines,
    ready_organizations,
    ready_enrollment,
    ready_instance,
    ready_weather,
)
NEWCOMER = "newcomer@everything.test"


def prepared(clerk: Clerk | None = None) -> Prepared:
    """Walks the world of the scenario `everything` to where every operation has something to do."""
    clerk = clerk or mockfapi.world("everything", seed=1, clock=NOON)
    it = Prepared(clerk, clerk.browser())
    it.visitor.post(SIGN_INS, identifier=VERA, strategy="password", password=PASSWORD)
    _begin_sign_in(it)
    _begin_sign_up(it)
    _prove_reset(it)
    for part in PARTS:
        part.walk(it)
    _note_tickets(it)
    clerk.snapshot("half_way")
    return it


def waiting() -> Prepared:
    """A world whose instance lets nobody sign up: its visitor may ask to be let in."""
    clerk = mockfapi.world("waitlist", seed=1, clock=NOON)
    it = Prepared(clerk, clerk.browser())
    it.fits("joinWaitlist", body={"email_address": NEWCOMER})
    return it


def live() -> Prepared:
    """A production instance with a social provider and without Svix, whose users need no password."""
    clerk = mockfapi.world("one_user", seed=1, clock=NOON)
    it = Prepared(clerk, clerk.browser())
    configure(
        clerk.world,
        display_config__instance_environment_type="production",
        user_settings__social={"oauth_google": {"enabled": True, "strategy": "oauth_google"}},
        user_settings__attributes__password__required=False,
    )
    home = {"home_url": "https://everything.test"}
    it.fits("BetaFeatures_changeDomain", body=home)
    it.fits("BetaFeatures_updateInstanceDomain", body=home)
    it.fits("BetaFeatures_updateProductionInstanceDomain", body=home)
    ada = {"user_id": next(iter(clerk.world.users)).id}
    it.fits("Users_getOAuthAccessToken", ada | {"provider": "google"})
    it.fits("Users_removePassword", ada, body={})
    it.fits("Webhooks_createSvixApp")
    return it


def _begin_sign_in(it: Prepared) -> None:
    reply = it.visitor.post(SIGN_INS, identifier=OTTO, strategy="email_code")
    factors = reply.response["supported_first_factors"]
    address = next(each["email_address_id"] for each in factors if each["strategy"] == "email_code")
    path = {"sign_in_id": reply.response["id"]}
    code = {"strategy": "email_code", "code": it.clerk.outbox.last(to=OTTO).code}
    it.fits("attemptSignInFactorOne", path, body=code)
    it.fits("prepareSignInFactorOne", path, body={"strategy": "email_code", "email_address_id": address})


def _begin_sign_up(it: Prepared) -> None:
    reply = it.visitor.post(SIGN_UPS, email_address=NEWCOMER, password="first-day-at-the-press")
    path = {"sign_up_id": reply.response["id"]}
    it.visitor.post(f"{SIGN_UPS}/{path['sign_up_id']}/prepare_verification", strategy="email_code")
    code = {"strategy": "email_code", "code": it.clerk.outbox.last(to=NEWCOMER).code}
    it.fits("attemptSignUpsVerification", path, body=code)
    it.fits("prepareSignUpsVerification", path, body={"strategy": "email_code"})


def _prove_reset(it: Prepared) -> None:
    """Only the browser that proved a reset code may set a password."""
    strategy = "reset_password_email_code"
    browser = it.lend(it.clerk.browser(), "resetPassword")
    reply = browser.post(SIGN_INS, identifier=VERA, strategy=strategy)
    path = {"sign_in_id": reply.response["id"]}
    code = it.clerk.outbox.last(to=VERA).code
    browser.post(f"{SIGN_INS}/{path['sign_in_id']}/attempt_first_factor", strategy=strategy, code=code)
    it.fits("resetPassword", path, body={"password": "another-lantern-on-the-quay"})


def _note_tickets(it: Prepared) -> None:
    it.fits("createAgentTicket", body={"user": OTTO, "redirect_url": "http://localhost:3000"})
    it.fits("createImpersonationTicket", body={"user": OTTO, "actor": VERA})
    it.fits("createInvitationTicket", body={"email_address": NEWCOMER})
    task = it.clerk.tickets.agent(MINA, "http://localhost:3000/agent")
    it.fits("createAgentTask", query={"ticket": task.ticket})
