"""What is suggested to founders of organizations as JSON."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import CreationDefaults


def creation_defaults(lens: Lens, it: CreationDefaults) -> Json:
    """Clients read `code`, `severity` and `meta` of the advice; type and message are the contract's."""
    del lens
    form = {"name": it.name, "slug": it.slug, "logo": None, "blur_hash": None}
    return {"form": None if it.name is None else form, "advisory": _advisory(it)}


def _advisory(it: CreationDefaults) -> Json | None:
    if it.taken_by is None:
        return None
    return {
        "type": "warning",
        "message": f"{it.taken_by} has the domain {it.domain} already.",
        "code": "organization_already_exists",
        "severity": "warning",
        "meta": {"organization_name": it.taken_by, "organization_domain": it.domain},
    }
