"""Sign-ups as JSON."""

from mockfapi.rules import sign_ups, strategies
from mockfapi.views.lens import Json, Lens
from mockfapi.views.verification import verification
from mockfapi.world.records import SignUp

NEXT_ACTIONS = {"verified": "", "unverified": "needs_attempt"}


def sign_up(lens: Lens, it: SignUp) -> Json:
    """The password is never told, only that there is one."""
    return {
        "object": "sign_up_attempt",
        "id": it.id,
        "status": sign_ups.status(lens.world, it),
        "required_fields": sign_ups.required_fields(lens.world, it),
        "optional_fields": sign_ups.optional_fields(lens.world, it),
        "missing_fields": sign_ups.missing_fields(lens.world, it),
        "unverified_fields": sign_ups.unverified_fields(lens.world, it),
        "verifications": _verifications(lens, it),
        **_values(it),
        "custom_action": it.custom_action,
        "created_session_id": it.created_session_id,
        "created_user_id": it.created_user_id,
        "abandon_at": it.abandon_at,
        "locale": None,
    }


def _values(it: SignUp) -> Json:
    return {
        "username": it.username,
        "email_address": it.email_address,
        "phone_number": it.phone_number,
        "web3_wallet": it.web3_wallet,
        "first_name": it.first_name,
        "last_name": it.last_name,
        "password_enabled": it.password_digest is not None,
        "has_password": it.password_digest is not None,
        "unsafe_metadata": dict(it.unsafe_metadata),
        "public_metadata": dict(it.public_metadata),
        "external_id": it.external_id,
        "legal_accepted_at": it.legal_accepted_at,
        "external_account_strategy": it.external_verification and it.external_verification.strategy,
    }


def _verifications(lens: Lens, it: SignUp) -> Json:
    return {
        "email_address": _verification(lens, it, "email_address"),
        "phone_number": _verification(lens, it, "phone_number"),
        "web3_wallet": _verification(lens, it, "web3_wallet"),
        "external_account": verification(lens, it.external_verification),
    }


def _verification(lens: Lens, it: SignUp, kind: str) -> Json | None:
    """None before a prepare: a client that sees more skips preparing."""
    face = verification(lens, sign_ups.verification(it, kind))
    if face is None:
        return None
    settings = lens.world.instance.settings
    serving = [
        each.name
        for each in strategies.STRATEGIES.values()
        if each.kind == kind and each.serves_sign_up(settings)
    ]
    next_action = NEXT_ACTIONS.get(face["status"], "needs_prepare")
    return face | {"next_action": next_action, "supported_strategies": serving}
