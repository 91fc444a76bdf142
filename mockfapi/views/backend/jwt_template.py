"""JWT templates as servers see them. The key that signs is never shown."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import JwtTemplate


def jwt_template(lens: Lens, it: JwtTemplate) -> Json:
    del lens
    return {
        "object": "jwt_template",
        "id": it.id,
        "name": it.name,
        "claims": dict(it.claims),
        "lifetime": it.lifetime,
        "allowed_clock_skew": it.allowed_clock_skew,
        "custom_signing_key": it.custom_signing_key is not None,
        "signing_algorithm": it.signing_algorithm,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
