"""E-mail addresses as JSON."""

from mockfapi.rules import enterprise_connections, providers
from mockfapi.views.lens import Json, Lens
from mockfapi.views.verification import verification
from mockfapi.world.records import EmailAddress


def email_address(lens: Lens, it: EmailAddress) -> Json:
    return {
        "id": it.id,
        "object": "email_address",
        "email_address": it.email_address,
        "reserved": it.reserved,
        "verification": verification(lens, it.verification),
        "linked_to": [
            {"type": each.provider, "id": each.identification_id}
            for each in providers.linked_to(lens.world, it)
        ],
        "matches_sso_connection": enterprise_connections.covers(lens.world, it.email_address),
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
