"""Second factors: a sign-in that waits for one, a session that proves its factors anew."""

from mockfapi.http.transport import Caller
from tests.contract.ready_accounts import session_of
from tests.contract.stock import MINA, PASSWORD, SESSIONS, SIGN_INS, Prepared

OWN = ("acceptOrganizationInvitation", "createBackupCodes", "deleteTOTP", "UpdatePhoneNumber")


def walk(it: Prepared) -> None:
    """Mina is half-way in on one browser; on another she is in, and reverifies; Vera does the same."""
    _stop_half_way(it)
    _reverify_first(it)
    browser = it.lend(it.clerk.browser(), *OWN)
    sign_in = _give_password(browser)
    path = f"{SIGN_INS}/{sign_in}/attempt_second_factor"
    session = browser.post(path, strategy="backup_code", code="mina1111").response["created_session_id"]
    _reverify_second(it, browser, session)
    number = it.clerk.world.phone_numbers.where(user_id=it.user(MINA))[0].id
    it.fits("UpdatePhoneNumber", {"phone_number_id": number}, body={"reserved_for_second_factor": "true"})
    invited = it.clerk.tickets.invite(MINA, organization="novak-press")
    it.fits("acceptOrganizationInvitation", {"invitation_id": invited.id})


def _give_password(browser: Caller) -> str:
    form = {"identifier": MINA, "strategy": "password", "password": "two-keys-for-one-lock"}
    id: str = browser.post(SIGN_INS, **form).response["id"]
    return id


def _stop_half_way(it: Prepared) -> None:
    browser = it.lend(it.clerk.browser(), "prepareSignInFactorTwo", "attemptSignInFactorTwo")
    path = {"sign_in_id": _give_password(browser)}
    it.fits("prepareSignInFactorTwo", path, body={"strategy": "phone_code"})
    it.fits("attemptSignInFactorTwo", path, body={"strategy": "backup_code", "code": "mina2222"})


def _reverify_first(it: Prepared) -> None:
    path = {"session_id": session_of(it)}
    url = f"{SESSIONS}/{path['session_id']}/verify"
    factors = it.visitor.post(url, level="first_factor").response["supported_first_factors"]
    address = next(each["email_address_id"] for each in factors if each["strategy"] == "email_code")
    asked = {"strategy": "email_code", "email_address_id": address}
    it.fits("prepareSessionReverificationFirstFactor", path, body=asked)
    proof = {"strategy": "password", "password": PASSWORD}
    it.fits("attemptSessionReverificationFirstFactor", path, body=proof)


def _reverify_second(it: Prepared, browser: Caller, session: str) -> None:
    prepare, attempt = (f"{word}SessionReverificationSecondFactor" for word in ("prepare", "attempt"))
    it.lend(browser, prepare, attempt)
    browser.post(f"{SESSIONS}/{session}/verify", level="second_factor")
    it.fits(prepare, {"session_id": session}, body={"strategy": "phone_code"})
    it.fits(attempt, {"session_id": session}, body={"strategy": "backup_code", "code": "mina3333"})
