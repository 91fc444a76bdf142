"""Users as servers see them: with private metadata, without their memberships."""

from mockfapi.views.lens import Json, Lens
from mockfapi.views.user import user as own
from mockfapi.world.records import User


def user(lens: Lens, it: User) -> Json:
    face = own(lens, it)
    # Servers ask for memberships by themselves.
    del face["organization_memberships"]
    return face | {
        "passkeys": [_used(each) for each in face["passkeys"]],
        "private_metadata": dict(it.private_metadata),
    }


def _used(passkey: Json) -> Json:
    # Here the time is never null: making a passkey is the first use of it.
    return passkey | {"last_used_at": passkey["last_used_at"] or passkey["created_at"]}
