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
WALLETS, PROVIDERS, CAME_WITH = "web3_", "oauth_", "from_oauth_"
PREFIXED = {
    WALLETS: "verification_web3",
    PROVIDERS: "verification_oauth",
    CAME_WITH: "verification_from_oauth",
}
# Opening a link is no attempt, and passkeys show none: whatever was tried.
UNCOUNTED = ("email_link", "passkey")


def verification(lens: Lens, it: Verification | None) -> Json | None:
    """None until something was prepared or attempted."""
    if it is None:
        return None
    prefix = next((each for each in PREFIXED if it.strategy.startswith(each)), "")
    face: Json = {
        "object": PREFIXED.get(prefix) or OBJECTS.get(it.strategy, "verification_otp"),
        "status": verifications.status(lens.world, it),
        "strategy": it.strategy,
        "attempts": None if it.strategy in UNCOUNTED else it.attempts,
        "expire_at": it.expire_at,
        "verified_at_client": it.verified_at_client,
    }
    if it.channel is not None:
        face["channel"] = it.channel
    if prefix == PROVIDERS:
        face["error"] = None if it.error is None else dict(it.error)
        if it.external_url is not None:
            face["external_verification_redirect_url"] = it.external_url
    if prefix == WALLETS:
        face |= {"nonce": it.nonce, "message": it.message}
    elif it.nonce is not None:
        face["nonce"] = it.nonce
    return face
