"""The instance as its apps see it: the environment, derived from the settings."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from mockfapi.rules import attributes, providers, strategies
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Instance
from mockfapi.world.records.settings import Attribute, AuthConfig, Settings

SWITCHED = ("first_name", "last_name", "email_address", "phone_number", "username", "password")


def environment(lens: Lens, it: Instance) -> Json:
    del lens
    settings = it.settings
    return {
        "auth_config": _auth_config(it),
        "display_config": _display_config(it),
        "user_settings": _user_settings(settings),
        "organization_settings": plain(settings.organization_settings),
        "fraud_settings": {"object": "fraud_settings", "native": {"device_attestation_mode": "disabled"}},
        "commerce_settings": {"billing": _billing()},
        "api_keys_settings": plain(settings.api_keys_settings),
        "protect_config": {"loaders": []},
        "client_debug_mode": settings.client_debug_mode,
        "partitioned_cookies": False,
        "maintenance_mode": settings.maintenance_mode,
    }


def _user_settings(settings: Settings) -> Json:
    names = settings.user_settings.social
    face: Json = plain(settings.user_settings)
    return face | {"social": {it: providers.told(settings, it) for it in names}}


def plain(value: Any) -> Any:
    """Settings as JSON: records become objects, tuples become lists."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, (tuple, list)) else value


def _auth_config(it: Instance) -> Json:
    settings, own = it.settings, it.settings.auth_config
    strategies_of = _identification_strategies(settings)
    return {
        "object": "auth_config",
        "id": it.id.replace("ins_", "aac_", 1),
        **{name: _switch(name, attributes.attribute(settings, name)) for name in SWITCHED},
        "identification_requirements": [strategies_of, []],
        "identification_strategies": strategies_of,
        "first_factors": _first_factors(settings),
        "second_factors": sorted(
            {name for _, each in attributes.enabled(settings) for name in each.second_factors}
        ),
        "email_address_verification_strategies": sorted(
            attributes.attribute(settings, "email_address").verifications
        ),
        "cookieless_dev": _syncs_by_addresses(settings),
        "url_based_session_syncing": _syncs_by_addresses(settings),
        **{field.name: getattr(own, field.name) for field in fields(AuthConfig)},
    }


def _switch(name: str, it: Attribute) -> str:
    """Recorded instances call an identifier on, never required: there are other ways in."""
    if not it.enabled:
        return "off"
    return "required" if it.required and name not in attributes.IDENTIFIERS else "on"


def _syncs_by_addresses(settings: Settings) -> bool:
    development = settings.display_config.instance_environment_type != "production"
    return development and settings.behaviour.url_based_session_syncing


def _identification_strategies(settings: Settings) -> list[str]:
    return sorted({*attributes.first_factor_identifiers(settings), *attributes.social(settings)})


def _first_factors(settings: Settings) -> list[str]:
    """What a person may begin with: the strategies of the attributes, those we know to serve, and tickets."""
    found = {
        factor
        for name, each in attributes.enabled(settings)
        for factor in each.first_factors
        if each.used_for_first_factor or name not in attributes.IDENTIFIERS
    }
    found |= {it.name for it in strategies.STRATEGIES.values() if it.serves_sign_in(settings)}
    found |= {name for name in ("ticket", "passkey") if attributes.attribute(settings, name).enabled}
    if settings.user_settings.enterprise_sso.enabled:
        found.add("enterprise_sso")
    return sorted(found | set(attributes.social(settings)))


def _display_config(it: Instance) -> Json:
    own = it.settings.display_config
    return {
        "object": "display_config",
        "id": it.id.replace("ins_", "display_config_", 1),
        **plain(own),
        "home_url": own.home_url or it.home_origin or "",
        "logo_url": own.logo_image_url,
        "favicon_url": own.favicon_image_url,
        "logo_image": None,
        "favicon_image": None,
    }


def _billing() -> Json:
    """Billing is not modelled yet: off for users and organizations."""
    off = {"enabled": False, "has_paid_plans": False}
    return {
        "stripe_publishable_key": None,
        "free_trial_requires_payment_method": True,
        "user": off,
        "organization": dict(off),
    }
