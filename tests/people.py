"""The people of the shipped scenarios, and the first steps that tests share."""

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World

ADA = "ada@engines.test"
GRACE = "grace@engines.test"
PASSWORDS = {
    ADA: "punched-cards-1843",
    GRACE: "moth-in-relay-seventy",
    "olga@workshop.test": "lathe-and-plane-21",
    "ines@ledger.test": "double-entry-since-1494",
}
SIGN_INS = "/v1/client/sign_ins"
SIGN_UPS = "/v1/client/sign_ups"
SESSIONS = "/v1/client/sessions"


def sign_in(browser: Caller, email: str = ADA) -> Reply:
    """Signs somebody in by password."""
    return browser.post(SIGN_INS, identifier=email, strategy="password", password=PASSWORDS[email])


def session_of(reply: Reply) -> str:
    """The id of the session that a finished sign-in or sign-up opened."""
    created: str = reply.response["created_session_id"]
    return created


def last_code(world: World, to: str) -> str:
    """The code of the newest message to an address or number."""
    code = world.messages.where(to=to)[-1].code
    assert code is not None
    return code


def codes(reply: Reply) -> list[tuple[str, str | None]]:
    """Code and parameter of each error."""
    return [(it["code"], it.get("meta", {}).get("param_name")) for it in reply.errors]
