"""The instance and its settings as servers see them. What browsers see of it is the environment."""

from dataclasses import fields

from mockfapi.rules import organization_domains, role_sets, roles
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Instance, InstanceCommunication, InstanceSettings
from mockfapi.world.records.settings import OrganizationSettings
from mockfapi.world.records.user_settings import Restrictions


def instance(lens: Lens, it: Instance) -> Json:
    del lens
    origins = it.settings.behaviour.allowed_origins
    return {
        "object": "instance",
        "id": it.id,
        "environment_type": it.settings.display_config.instance_environment_type,
        "allowed_origins": list(origins) or None,
        "workspace_id": None,
    }


def instance_settings(lens: Lens, it: InstanceSettings) -> Json:
    del lens
    settings = it.instance.settings
    return {
        "object": "instance_settings",
        "id": it.instance.id,
        "from_email_address": settings.behaviour.from_email_address,
        "progressive_sign_up": settings.user_settings.sign_up.progressive,
        "restricted_to_allowlist": settings.user_settings.restrictions.allowlist.enabled,
        "enhanced_email_deliverability": settings.auth_config.enhanced_email_deliverability,
    }


def instance_communication(lens: Lens, it: InstanceCommunication) -> Json:
    del lens
    blocked = it.instance.settings.behaviour.blocked_country_codes
    return {"object": "instance_communication", "blocked_country_codes": list(blocked)}


def restrictions(lens: Lens, it: Restrictions) -> Json:
    del lens
    switches = {field.name: getattr(it, field.name).enabled for field in fields(it)}
    return {"object": "instance_restrictions", **switches}


def organization_settings(lens: Lens, it: OrganizationSettings) -> Json:
    return {
        "object": "organization_settings",
        "enabled": it.enabled,
        "max_allowed_memberships": it.max_allowed_memberships,
        "max_allowed_roles": roles.MOST,
        "max_role_sets_allowed": role_sets.MOST,
        "max_allowed_domains": organization_domains.MOST,
        "max_allowed_permissions": 50,
        "creator_role": it.creator_role,
        "admin_delete_enabled": it.actions.admin_delete,
        "domains_enabled": it.domains.enabled,
        "slug_disabled": it.slug.disabled,
        "domains_enrollment_modes": list(it.domains.enrollment_modes),
        "domains_default_role": it.domains.default_role,
        "initial_role_set_key": role_sets.initial(lens.world).key,
    }
