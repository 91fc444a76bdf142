"""What servers may set of an instance: itself, restrictions, organizations, where messages go."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import identifiers, jwt_templates, permissions, redirects, role_sets, roles
from mockfapi.world import World
from mockfapi.world.records import Instance, Role
from mockfapi.world.records.settings import OrganizationDomains, OrganizationSettings, Settings
from mockfapi.world.records.user_settings import Restrictions, Switch

MODES = ("manual_invitation", "automatic_invitation", "automatic_suggestion")
COUNTRY = re.compile(r"[A-Z]{2}")
MOST_COUNTRIES = 250
LOCAL_PART = re.compile(r"[A-Za-z0-9._+-]{1,64}")
SYNCING = ("cookieless_dev", "url_based_session_syncing")
Changes = Mapping[str, Any]


def update(world: World, changes: Changes) -> Instance:
    """The instance with other switches and addresses; null leaves a field as it is."""
    given = _given(changes)
    it, settings = world.instance, world.instance.settings
    settings = replace(
        settings,
        auth_config=_replaced(settings.auth_config, given, "test_mode", "enhanced_email_deliverability"),
        display_config=_display(settings, given),
        behaviour=_behaviour(settings, given),
    )
    if "hibp" in given:
        settings = _with_users(settings, password_settings={"disable_hibp": not given["hibp"]})
    home = it.home_origin
    if "development_origin" in given:
        home = redirects.require_absolute(given["development_origin"], "development_origin").rstrip("/")
    return _saved(world, replace(it, settings=settings, home_origin=home))


def restrict(world: World, changes: Changes) -> Restrictions:
    """Turns the given restrictions on or off."""
    settings, given = world.instance.settings, _given(changes)
    switches = {name: Switch(enabled=value) for name, value in given.items()}
    settings = _with_users(settings, restrictions=switches)
    return _saved(world, replace(world.instance, settings=settings)).settings.user_settings.restrictions


def update_organizations(world: World, changes: Changes) -> OrganizationSettings:
    """The settings of organizations with these changes; roles are named by their ids."""
    settings, given = world.instance.settings, _given(changes)
    own = settings.organization_settings
    if given.get("enabled") is False and own.enabled and len(world.organizations):
        raise errors.organizations_disable_not_allowed()
    if given.get("max_allowed_memberships", 0) < 0:
        raise errors.form_param_value_invalid("max_allowed_memberships", reason="must be 0 or more")
    own = replace(_replaced(own, given, "enabled", "max_allowed_memberships"), domains=_domains(world, given))
    if "admin_delete_enabled" in given:
        own = replace(own, actions=replace(own.actions, admin_delete=given["admin_delete_enabled"]))
    if "slug_disabled" in given:
        own = replace(own, slug=replace(own.slug, disabled=given["slug_disabled"]))
    if "creator_role_id" in given:
        own = replace(own, creator_role=_creator_role(world, given["creator_role_id"]))
    settings = replace(settings, organization_settings=own)
    return _saved(world, replace(world.instance, settings=settings)).settings.organization_settings


def update_beta(world: World, changes: Changes) -> Instance:
    """The instance with other sign-up rules, sender and session token template."""
    given, settings = _given(changes), world.instance.settings
    sender = given.get("from_email_address")
    if sender is not None and not LOCAL_PART.fullmatch(sender):
        reason = "is what stands before the @ of an address"
        raise errors.form_param_format_invalid("from_email_address", reason=reason)
    behaviour = _replaced(settings.behaviour, given, "from_email_address")
    if "session_token_template" in given:
        template = _session_template(world, given["session_token_template"])
        behaviour = replace(behaviour, session_token_template=template)
    auth = _replaced(settings.auth_config, given, "test_mode", "enhanced_email_deliverability")
    settings = replace(settings, behaviour=behaviour, auth_config=auth)
    if "progressive_sign_up" in given:
        settings = _with_users(settings, sign_up={"progressive": given["progressive_sign_up"]})
    if "restricted_to_allowlist" in given:
        switch = Switch(enabled=given["restricted_to_allowlist"])
        settings = _with_users(settings, restrictions={"allowlist": switch})
    return _saved(world, replace(world.instance, settings=settings))


def block_countries(world: World, codes: list[str] | None) -> Instance:
    """From now on no SMS goes to these countries; null leaves them as they are."""
    it = world.instance
    if codes is None:
        return it
    for code in codes:
        if not COUNTRY.fullmatch(code):
            reason = "must be countries in two capital letters"
            raise errors.form_param_format_invalid("blocked_country_codes", reason=reason)
    if len(codes) > MOST_COUNTRIES or len(set(codes)) < len(codes):
        reason = f"takes at most {MOST_COUNTRIES} countries, each once"
        raise errors.form_param_array_size_exceeded("blocked_country_codes", reason=reason)
    behaviour = replace(it.settings.behaviour, blocked_country_codes=tuple(sorted(codes)))
    return _saved(world, replace(it, settings=replace(it.settings, behaviour=behaviour)))


def _given(changes: Changes) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if value is not None}


def _saved(world: World, it: Instance) -> Instance:
    return world.instances.save(replace(it, updated_at=world.clock.now))


def _replaced(record: Any, given: Changes, *names: str) -> Any:
    """The record with those of these fields that are given."""
    return replace(record, **{name: given[name] for name in names if name in given})


def _with_users(settings: Settings, **parts: Changes) -> Settings:
    """The settings with fields of parts of the user settings replaced."""
    own = settings.user_settings
    changed = {name: replace(getattr(own, name), **fields) for name, fields in parts.items()}
    return replace(settings, user_settings=replace(own, **changed))


def _display(settings: Settings, given: Changes) -> Any:
    if given.get("support_email"):
        identifiers.email_address(given["support_email"], "support_email")
    values: dict[str, Any] = {
        name: given[name] or None for name in ("support_email", "clerk_js_version") if name in given
    }
    if preferred := given.get("preferred_sign_in_strategy_when_password_required"):
        values["preferred_sign_in_strategy"] = preferred
    return replace(settings.display_config, **values)


def _behaviour(settings: Settings, given: Changes) -> Any:
    values: dict[str, Any] = {}
    if "allowed_origins" in given:
        origins = [redirects.require_absolute(it, "allowed_origins") for it in given["allowed_origins"]]
        values["allowed_origins"] = tuple(dict.fromkeys(origins))
    for name in SYNCING:
        if name in given:
            values["url_based_session_syncing"] = given[name]
    return replace(settings.behaviour, **values)


def _domains(world: World, given: Changes) -> OrganizationDomains:
    own = world.instance.settings.organization_settings.domains
    modes = tuple(dict.fromkeys(given.get("domains_enrollment_modes", own.enrollment_modes)))
    if unknown := [it for it in modes if it not in MODES]:
        reason = f"has {unknown[0]}, which is none of {', '.join(MODES)}"
        raise errors.form_param_value_invalid("domains_enrollment_modes", reason=reason)
    role = own.default_role
    if "domains_default_role_id" in given:
        role = _of_new_organizations(world, given["domains_default_role_id"], "domains_default_role_id").key
    enabled = given.get("domains_enabled", own.enabled)
    return replace(own, enabled=enabled, enrollment_modes=modes, default_role=role)


def _creator_role(world: World, id: str) -> str:
    it = _of_new_organizations(world, id, "creator_role_id")
    if not roles.may_create(it):
        raise errors.organization_missing_creator_role_permissions(
            "creator_role_id", permissions=", ".join(permissions.LEAST)
        )
    return it.key


def _of_new_organizations(world: World, id: str, param: str) -> Role:
    """A role by its id, which the initial set must have."""
    it = world.roles[id]
    if it.key not in role_sets.initial(world).roles:
        raise errors.form_param_value_invalid(param, reason="must be a role of the initial role set")
    return it


def _session_template(world: World, name: str) -> str:
    """The id of the template that is named so; empty text takes it away."""
    if not name:
        return ""
    found = world.jwt_templates.first(name=name)
    if found is None:
        raise errors.form_param_value_invalid("session_token_template", reason="names no JWT template")
    jwt_templates.require_claims(found.claims)
    return found.id
