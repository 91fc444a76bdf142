"""Authenticator apps as JSON: the secret until it is set up, never after."""

from mockfapi.rules import users
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import EnrolledTotp


def totp(lens: Lens, it: EnrolledTotp) -> Json:
    own, verified = it.totp, it.totp.verified_at is not None
    face: Json = {
        "object": "totp",
        "id": own.id,
        "secret": None if verified else own.secret,
        "uri": None if verified else _uri(lens, it),
        "verified": verified,
        "created_at": own.created_at,
        "updated_at": own.updated_at,
    }
    if it.backup_codes is not None:
        face["backup_codes"] = list(it.backup_codes)
    return face


def _uri(lens: Lens, it: EnrolledTotp) -> str:
    """What an app reads from a QR code: the secret, whose it is and where."""
    import pyotp

    world = lens.world
    label = users.primary_identifier(world, world.users[it.totp.user_id]) or it.totp.user_id
    issuer = world.instance.settings.display_config.application_name
    return pyotp.TOTP(it.totp.secret).provisioning_uri(name=label, issuer_name=issuer or None)
