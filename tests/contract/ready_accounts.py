"""An account in the middle of changes: a passkey and an app under way, a second browser, a template."""

from mockfapi.rules import totps
from tests.authenticator import Authenticator
from tests.contract.stock import NOON, PASSWORD, SIGN_INS, VERA, Prepared

PASSKEYS = "/v1/me/passkeys"


def walk(it: Prepared) -> None:
    """Vera does all this; she is signed in on two browsers."""
    _begin_passkey(it)
    secret = it.visitor.post("/v1/me/totp").response["secret"]
    it.fits("verifyTOTP", body={"code": totps.code(secret, NOON // totps.STEP)})
    form = {"current_password": PASSWORD, "new_password": "another-lantern-on-the-quay"}
    it.fits("changePassword", body=form)
    other = it.clerk.browser().post(SIGN_INS, identifier=VERA, strategy="password", password=PASSWORD)
    it.fits("revokeSession", {"session_id": other.response["created_session_id"]})
    it.clerk.backend().post("/v1/jwt_templates", name="press", claims={"desk": "front"})
    it.fits("createSessionTokenWithTemplate", {"session_id": session_of(it), "template_name": "press"})


def session_of(it: Prepared) -> str:
    """The session that the visitor is in."""
    found: str = it.visitor.get("/v1/client").response["last_active_session_id"]
    return found


def _begin_passkey(it: Prepared) -> None:
    begun = it.visitor.post(PASSKEYS).response
    made = Authenticator().register(begun["verification"]["nonce"])
    path = {"passkey_id": begun["id"]}
    form = {"strategy": "passkey", "public_key_credential": made}
    it.fits("attemptPasskeyVerification", path, body=form)
    it.fits("patchPasskey", path, body={"name": "Lamp post"})
