"""Applications of others that sign people in by this instance: making and changing them. No flows yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import filters, redirects
from mockfapi.world import World
from mockfapi.world.records import OAuthApplication, OAuthApplicationWithSecret

SCOPES = (
    "email",
    "offline_access",
    "openid",
    "private_metadata",
    "profile",
    "public_metadata",
    "user:org:read",
)
DEFAULT_SCOPES = "profile email"
NAME_LIMIT, ADDRESS_LIMIT = 256, 1024
SECRET_LENGTH = 32
ORDERS = {
    "created_at": lambda it: it.created_at,
    "name": lambda it: it.name,
}
FLAGS = ("public", "consent_screen_enabled", "pkce_required")


def found(world: World, query: str | None, order_by: str | None) -> list[OAuthApplication]:
    """All applications, or those whose id, client id or name the query says; the newest first."""
    rows = [
        it
        for it in world.oauth_applications
        if query in (it.id, it.client_id) or filters.mentions(query, [it.name])
    ]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def create(world: World, fields: Mapping[str, Any]) -> OAuthApplicationWithSecret:
    """A new application, beside its secret unless it is public."""
    now = world.clock.now
    blank = OAuthApplication("", "", "", now, now)
    it = _changed(blank, {"name": "", "scopes": DEFAULT_SCOPES, **_given(fields)})
    it = replace(it, id=world.chance.id("oauthapp"), client_id=world.chance.token("oauth client", 16))
    if not it.public:
        it = replace(it, client_secret=_secret(world))
    return OAuthApplicationWithSecret(world.oauth_applications.save(it))


def update(world: World, it: OAuthApplication, changes: Mapping[str, Any]) -> OAuthApplication:
    """The application with these fields changed; null leaves a field as it is.

    One that becomes public loses its secret; one that is no longer so gets one.
    """
    changed = replace(_changed(it, _given(changes)), updated_at=world.clock.now)
    if changed.public:
        changed = replace(changed, client_secret=None)
    elif changed.client_secret is None:
        changed = replace(changed, client_secret=_secret(world))
    return world.oauth_applications.save(changed)


def rotate_secret(world: World, it: OAuthApplication) -> OAuthApplicationWithSecret:
    """Another secret in place of the old one; public applications have none."""
    if it.public:
        raise errors.authorization_invalid(reason="a public application has no secret")
    it = replace(it, client_secret=_secret(world), updated_at=world.clock.now)
    return OAuthApplicationWithSecret(world.oauth_applications.save(it))


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _secret(world: World) -> str:
    return world.chance.token("oauth secret", SECRET_LENGTH)


def _changed(it: OAuthApplication, given: Mapping[str, Any]) -> OAuthApplication:
    values = {name: given[name] for name in ("name", *FLAGS) if name in given}
    if "scopes" in given:
        values["scopes"] = " ".join(dict.fromkeys(given["scopes"].split())) or DEFAULT_SCOPES
    uris = _redirect_uris(given)
    if uris is not None:
        values["redirect_uris"] = tuple(uris)
    if faults := list(_faults(values)):
        raise errors.several(faults)
    changed = replace(it, **values)
    if changed.public and not changed.consent_screen_enabled:
        raise errors.oauth_application_consent_screen_cannot_be_disabled("consent_screen_enabled")
    return changed


def _redirect_uris(given: Mapping[str, Any]) -> list[str] | None:
    """The addresses of both spellings, the older of which knows one only; None where none is said."""
    if "redirect_uris" not in given and "callback_url" not in given:
        return None
    uris = [*given.get("redirect_uris", ()), *([url] if (url := given.get("callback_url")) else [])]
    checked = [redirects.require_absolute(it, "redirect_uris") for it in uris]
    if len(set(given.get("redirect_uris", ()))) < len(given.get("redirect_uris", ())):
        raise errors.record_exists("redirect_uris", kind="redirect URI")
    return list(dict.fromkeys(checked))


def _faults(values: Mapping[str, Any]) -> Iterator[Refusal]:
    name = values.get("name")
    if name is not None and not name.strip():
        yield errors.form_param_nil.entry("name")
    if name is not None and len(name) > NAME_LIMIT:
        yield errors.form_param_max_length_exceeded.entry("name", limit=NAME_LIMIT)
    if any(len(it) > ADDRESS_LIMIT for it in values.get("redirect_uris", ())):
        yield errors.form_param_max_length_exceeded.entry("redirect_uris", limit=ADDRESS_LIMIT)
    unknown = [it for it in values.get("scopes", "").split() if it not in SCOPES]
    if unknown:
        reason = f"has {unknown[0]}, which is none of {', '.join(SCOPES)}"
        yield errors.form_param_value_invalid.entry("scopes", reason=reason)
