"""Entries of the allow- and the blocklist."""

from mockfapi.rules import restrictions
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import AllowlistIdentifier, BlocklistIdentifier


def allowlist_identifier(lens: Lens, it: AllowlistIdentifier) -> Json:
    face = {"object": "allowlist_identifier", **_entry(lens, it)}
    return face if it.invitation_id is None else face | {"invitation_id": it.invitation_id}


def blocklist_identifier(lens: Lens, it: BlocklistIdentifier) -> Json:
    return {"object": "blocklist_identifier", **_entry(lens, it)}


def _entry(lens: Lens, it: AllowlistIdentifier | BlocklistIdentifier) -> Json:
    return {
        "id": it.id,
        "identifier": it.identifier,
        "identifier_type": restrictions.kind_of(it.identifier),
        "instance_id": lens.world.instance.id,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
