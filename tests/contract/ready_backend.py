"""What servers ask for about people: users, their addresses and numbers, their sessions."""

from io import BytesIO

from mockfapi.rules import handshakes, totps
from mockfapi.rules.tokens import client_token
from tests.contract.stock import APP, MINA, NOON, OTTO, PASSWORD, VERA, Prepared

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ORIGIN = APP.rstrip("/")


def picture() -> bytes:
    """A PNG."""
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (2, 2), "teal").save(file, "PNG")
    return file.getvalue()


def walk(it: Prepared) -> None:
    """Most requests go well by themselves; codes were sent, a picture is there, a session has grown old."""
    _note_users(it)
    _note_sign_ups(it)
    _note_factors(it)
    _note_addresses(it)
    _note_numbers(it)
    _note_sessions(it)


def _note_users(it: Prepared) -> None:
    otto = {"user_id": it.user(OTTO)}
    person = {"email_address": ["ines@elsewhere.test"], "password": "double-entry-since-1494"}
    it.fits("Users_createNewUser", body=person)
    it.fits("Users_updateUserAttributes", otto, body={"first_name": "Ottokar"})
    it.fits("Users_banSeveral", body={"user_ids": [otto["user_id"]]})
    it.fits("Users_unbanSeveral", body={"user_ids": [otto["user_id"]]})
    it.fits("Users_replaceEmailAddress", otto, body={"email_address": "otto@elsewhere.test"})
    it.fits("Users_replacePhoneNumber", otto, body={"phone_number": "+12025557143"})
    path = f"/v1/users/{otto['user_id']}/profile_image"
    it.clerk.backend().request("POST", path, files={"file": ("me.png", picture(), "image/png")})
    it.fits("Users_deleteProfileImage", otto)
    it.fits("readImage", {"image_id": next(iter(it.clerk.world.images)).id})
    it.fits("Users_setProfileImage", otto, body={"file": picture()}, media_type="multipart/form-data")


def _note_sign_ups(it: Prepared) -> None:
    path = {"id": next(iter(it.clerk.world.sign_ups)).id}
    it.fits("Signups_getSignUp", path)
    it.fits("Signups_updateSignUpById", path, body={"external_id": "guest-7"})


def _note_factors(it: Prepared) -> None:
    vera, mina = {"user_id": it.user(VERA)}, {"user_id": it.user(MINA)}
    it.fits("Users_verifyPassword", vera, body={"password": PASSWORD})
    it.fits("Users_verifyTotp", mina, body={"code": totps.code(SECRET, NOON // totps.STEP)})
    for name in ("deleteTotp", "deleteBackupCodes", "disableMfa"):
        it.fits(f"Users_{name}", mina)
    passkey = it.clerk.world.passkeys.where(user_id=vera["user_id"])[0].id
    wallet = it.clerk.world.web3_wallets.where(user_id=vera["user_id"])[0].id
    it.fits("Users_deletePasskey", vera | {"passkey_id": passkey})
    it.fits("Users_deleteWeb3Wallet", vera | {"web3_wallet_id": wallet})


def _note_addresses(it: Prepared) -> None:
    otto = {"user_id": it.user(OTTO)}
    mail = "otto.at.work@everything.test"
    id = it.made("email_addresses", **otto, email_address=mail, verified=False)["id"]
    address = {"email_address_id": id}
    proof = {"verification_id": it.made(f"email_addresses/{id}/prepare_verification")["id"]}
    proof["code"] = it.clerk.outbox.last(to=mail).code or ""
    it.fits("EmailAddresses_createNewAddress", body=otto | {"email_address": "third@everything.test"})
    it.fits("EmailAddresses_deleteById", address)
    it.fits("EmailAddresses_attemptVerification", address, body=proof)


def _note_numbers(it: Prepared) -> None:
    otto, number = {"user_id": it.user(OTTO)}, "+12025557144"
    id = it.made("phone_numbers", **otto, phone_number=number, verified=False)["id"]
    proof = {"verification_id": it.made(f"phone_numbers/{id}/prepare_verification")["id"]}
    proof["code"] = it.clerk.outbox.last(to=number).code or ""
    it.fits("PhoneNumbers_createNewPhoneNumber", body=otto | {"phone_number": "+12025557145"})
    it.fits("PhoneNumbers_attemptVerification", {"phone_number_id": id}, body=proof)


def _note_sessions(it: Prepared) -> None:
    world, otto = it.clerk.world, it.user(OTTO)
    it.fits("Sessions_createSession", body={"user_id": otto})
    session = world.sessions[it.made("sessions", user_id=otto)["id"]]
    path = {"session_id": session.id}
    it.fits("Sessions_verifySession", path, body={"token": it.made(f"sessions/{session.id}/tokens")["jwt"]})
    then = NOON // 1000 - 120
    claims = {"sid": session.id, "sub": otto, "azp": ORIGIN, "iat": then, "nbf": then, "exp": then + 60}
    expired = {"expired_token": world.signer.sign(claims), "request_origin": ORIGIN}
    it.fits(
        "Sessions_refreshSession",
        path,
        body=expired | {"refresh_token": handshakes.refresh_token(world, session)},
    )
    token = client_token(world, world.clients[session.client_id])
    it.fits("Clients_verifyClientToken", body={"token": token})
