"""Verifications as JSON, each kind with its own object name."""

from mockfapi.rules import verifications
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Verification

OBJECTS = {
    "admin": "verification_admin",
    "backup_code": "verification_backup_code",
    "email_link": "verification_email_link",
    "passkey": "verification_passkey",
    "password": "verification_password",
    "ticket": "verification_ticket",
    "totp": "verification_totp",
}
WALLETS = "web3_"
# Opening a link is no attempt, and passkeys show none: whatever was tried.
UNCOUNTED = ("email_link", "passkey")


def verification(lens: Lens, it: Verification | None) -> Json | None:
    """None until something was prepared or attempted."""
    if it is None:
        return None
    signed = it.strategy.startswith(WALLETS)
    face: Json = {
        "object": "verification_web3" if signed else OBJECTS.get(it.strategy, "verification_otp"),
        "status": verifications.status(lens.world, it),
        "strategy": it.strategy,
        "attempts": None if it.strategy in UNCOUNTED else it.attempts,
        "expire_at": it.expire_at,
        "verified_at_client": it.verified_at_client,
    }
    if it.channel is not None:
        face["channel"] = it.channel
    if signed:
        face |= {"nonce": it.nonce, "message": it.message}
    elif it.nonce is not None:
        face["nonce"] = it.nonce
    return face
