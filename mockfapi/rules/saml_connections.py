"""SAML connections: making, changing, activating and deleting them. Nobody signs in by one yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import filters, saml_metadata
from mockfapi.rules.domains import NAME
from mockfapi.world import World
from mockfapi.world.records import SamlConnection

MAPPING = {
    "saml_custom": {
        "user_id": "id",
        "email_address": "mail",
        "first_name": "firstName",
        "last_name": "lastName",
    },
    "saml_microsoft": {
        "user_id": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier",
        "email_address": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
        "first_name": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname",
        "last_name": "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname",
    },
}
NEEDED = ("idp_entity_id", "idp_sso_url", "idp_certificate")
PLAIN = (
    "name",
    "provider",
    "idp_entity_id",
    "idp_sso_url",
    "idp_metadata_url",
    "active",
    "sync_user_attributes",
    "allow_subdomains",
    "allow_idp_initiated",
    "disable_additional_identifications",
    "allow_organization_account_linking",
    "force_authn",
    "login_hint",
)
ORDERS = {
    "created_at": lambda it: it.created_at,
    "updated_at": lambda it: it.updated_at,
    "name": lambda it: it.name,
    "provider": lambda it: it.provider,
}


def found(
    world: World, query: str | None, order_by: str | None, organizations: Sequence[str] | None
) -> list[SamlConnection]:
    """The connections of some organizations, or all; by name, domain or id; the newest first."""
    belongs = filters.chosen(organizations, "organization_id")
    rows = [
        it
        for it in world.saml_connections
        if belongs(it.organization_id) and (query == it.id or filters.mentions(query, [it.name, *it.domains]))
    ]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def create(world: World, fields: Mapping[str, Any]) -> SamlConnection:
    """A new connection, not active yet."""
    now, given = world.clock.now, {name: it for name, it in fields.items() if it is not None}
    if not {"domain", "domains"} & given.keys():
        raise errors.form_param_missing("domains")
    mapping = MAPPING.get(given["provider"], MAPPING["saml_custom"])
    blank = SamlConnection("", "", "", now, now, attribute_mapping=mapping, login_hint={"mode": "off"})
    it = _changed(world, blank, given)
    return world.saml_connections.save(replace(it, id=world.chance.id("samlc")))


def update(world: World, it: SamlConnection, changes: Mapping[str, Any]) -> SamlConnection:
    """The connection with these fields changed; it is active only while it has all that it needs.

    Null takes an address, a certificate or the organization away and leaves the rest as it is.
    """
    clearable = (*NEEDED, "idp_metadata", "idp_metadata_url", "organization_id")
    given = {name: value for name, value in changes.items() if value is not None or name in clearable}
    changed = replace(_changed(world, it, given), updated_at=world.clock.now)
    if changed.active and (missing := [name for name in NEEDED if not getattr(changed, name)]):
        raise errors.saml_connection_cant_be_activated("active", missing=", ".join(missing))
    return world.saml_connections.save(changed)


def _changed(world: World, it: SamlConnection, given: Mapping[str, Any]) -> SamlConnection:
    if given.get("idp_metadata"):
        given = {**saml_metadata.said(given["idp_metadata"]), **given}
    values = {name: given[name] for name in (*PLAIN, "idp_metadata") if name in given}
    domains = _domains(given)
    if domains is not None:
        values["domains"] = domains
    if faults := list(_faults(world, it, values)):
        raise errors.several(faults)
    if "attribute_mapping" in given:
        values["attribute_mapping"] = {**it.attribute_mapping, **given["attribute_mapping"]}
    if "idp_certificate" in given:
        values |= _certificate(given["idp_certificate"])
    if "organization_id" in given:
        values["organization_id"] = _organization(world, it, given["organization_id"])
    return replace(it, **values)


def _domains(given: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The domains of both spellings, the older of which knows one only; None where none is said."""
    if "domain" not in given and "domains" not in given:
        return None
    named = [*given.get("domains", ()), *([given["domain"]] if "domain" in given else [])]
    return tuple(dict.fromkeys(it.strip().lower() for it in named))


def _faults(world: World, it: SamlConnection, values: Mapping[str, Any]) -> Iterator[Refusal]:
    if "name" in values and not values["name"].strip():
        yield errors.form_param_nil.entry("name")
    for domain in values.get("domains", ()):
        if not NAME.fullmatch(domain):
            yield errors.form_param_format_invalid.entry("domains", reason="must be domains")
        elif any(domain in other.domains and other.id != it.id for other in world.saml_connections):
            yield errors.form_already_exists.entry("domains")
    for name in ("idp_sso_url", "idp_metadata_url"):
        url = values.get(name)
        if url and not url.startswith(("https://", "http://")):
            yield errors.form_param_format_invalid.entry(name, reason="must be an address of the web")


def _certificate(text: str | None) -> dict[str, Any]:
    if not text:
        empty = ("idp_certificate", "idp_certificate_issued_at", "idp_certificate_expires_at")
        return dict.fromkeys(empty)
    issued, expires = saml_metadata.lifetime(text)
    return {
        "idp_certificate": saml_metadata.bare(text),
        "idp_certificate_issued_at": issued,
        "idp_certificate_expires_at": expires,
    }


def _organization(world: World, it: SamlConnection, id: str | None) -> str | None:
    """The organization that the connection is for: one that is there and has no other."""
    if id is None:
        return None
    place = world.organizations[id]
    if any(other.id != it.id for other in world.saml_connections.where(organization_id=place.id)):
        raise errors.organization_already_has_sso_connection("organization_id")
    return place.id
