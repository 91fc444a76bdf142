"""Enterprise connections: identity providers of companies, what makes them complete, and trials of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.world import World
from mockfapi.world.records import ConnectionTestRun, EnterpriseConnection

PLAIN = (
    "name",
    "active",
    "sync_user_attributes",
    "disable_additional_identifications",
    "allow_organization_account_linking",
    "authenticatable",
    "disable_jit_provisioning",
)
# What a connection that speaks a language needs before it can be used: one of these sets.
COMPLETE: Mapping[str, Sequence[Sequence[str]]] = {
    "saml": (
        ("idp_entity_id", "idp_sso_url", "idp_certificate"),
        ("idp_metadata_url",),
        ("idp_metadata",),
    ),
    "oidc": (
        ("client_id", "client_secret", "discovery_url"),
        ("client_id", "client_secret", "auth_url", "token_url"),
    ),
}


def language(it: EnterpriseConnection) -> str:
    """`saml` or `oidc`."""
    return it.provider.partition("_")[0]


def create(
    world: World, name: str, provider: str, domains: Sequence[str], given: Mapping[str, Any]
) -> EnterpriseConnection:
    """A new connection. PLAIN, `organization_id`, `custom_attributes`, `saml`, `oidc` may be given."""
    now = world.clock.now
    draft = EnterpriseConnection("", name, provider, _domains(world, domains, None), now, now)
    it = _filled(world, draft, given)
    return world.enterprise_connections.save(replace(it, id=world.chance.id("entconn")))


def update(world: World, it: EnterpriseConnection, changes: Mapping[str, Any]) -> EnterpriseConnection:
    """The connection with other values; null leaves one as it is, but takes the organization away."""
    values: dict[str, Any] = {"updated_at": world.clock.now}
    if changes.get("domains") is not None:
        values["domains"] = _domains(world, changes["domains"], it)
    if (provider := changes.get("provider")) is not None:
        values["provider"] = provider
        if provider.partition("_")[0] != language(it):
            values |= {"saml": {}, "oidc": {}}
    return world.enterprise_connections.save(_filled(world, replace(it, **values), changes))


def delete(world: World, it: EnterpriseConnection) -> EnterpriseConnection:
    """Ends the connection and its trials."""
    for run in world.enterprise_test_runs.where(connection_id=it.id):
        world.enterprise_test_runs.remove(run.id)
    return world.enterprise_connections.remove(it.id)


def release(world: World, organization_id: str) -> None:
    """The connections of an organization that is about to go belong to nobody in particular."""
    for it in world.enterprise_connections.where(organization_id=organization_id):
        world.enterprise_connections.save(replace(it, organization_id=None, updated_at=world.clock.now))


def found(world: World, organization_id: str | None, active: bool | None) -> list[EnterpriseConnection]:
    """The connections of an organization, or all of them; the newest first."""
    table = world.enterprise_connections
    rows: Iterable[EnterpriseConnection] = (
        table if organization_id is None else table.where(organization_id=organization_id)
    )
    return [it for it in rows if active is None or it.active == active][::-1]


def covers(world: World, address: str) -> bool:
    """Whether an address signs in through an active connection."""
    if not len(world.enterprise_connections):
        return False
    domain = address.rpartition("@")[2]
    return any(it.active and _takes(it, domain) for it in world.enterprise_connections)


def begin_test_run(world: World, it: EnterpriseConnection) -> ConnectionTestRun:
    """A trial that waits for somebody to sign in."""
    id = world.chance.id("entcontr")
    return world.enterprise_test_runs.save(ConnectionTestRun(id, it.id, world.clock.now))


def test_runs(
    world: World, it: EnterpriseConnection, statuses: Sequence[str] | None
) -> list[ConnectionTestRun]:
    """The trials of a connection, the newest first. Nobody has signed in yet: they are all pending."""
    runs = world.enterprise_test_runs.where(connection_id=it.id)[::-1]
    return runs if not statuses or "pending" in statuses else []


def _filled(world: World, draft: EnterpriseConnection, given: Mapping[str, Any]) -> EnterpriseConnection:
    values = {name: given[name] for name in PLAIN if given.get(name) is not None}
    if "organization_id" in given:
        values["organization_id"] = _organization(world, draft, given["organization_id"])
    if given.get("custom_attributes") is not None:
        values["custom_attributes"] = _attributes(given["custom_attributes"])
    for name in COMPLETE:
        if given.get(name) is None:
            continue
        if name != language(draft):
            raise errors.form_param_value_invalid(name, reason=f"is nothing for {draft.provider}")
        told = {key: value for key, value in given[name].items() if value is not None}
        values[name] = {**getattr(draft, name), **told}
    it = replace(draft, **values)
    if it.active:
        _require_complete(it)
    return it


def _require_complete(it: EnterpriseConnection) -> None:
    told: Mapping[str, Any] = getattr(it, language(it))
    ways = COMPLETE[language(it)]
    if not any(all(told.get(name) for name in way) for way in ways):
        missing = " or ".join(", ".join(way) for way in ways)
        raise errors.saml_connection_cant_be_activated(missing=missing)


def _organization(world: World, draft: EnterpriseConnection, id: str | None) -> str | None:
    if id is None:
        return None
    others = world.enterprise_connections.where(organization_id=world.organizations[id].id)
    if any(it.id != draft.id for it in others):
        raise errors.organization_already_has_sso_connection("organization_id")
    return id


def _domains(world: World, given: Sequence[str], own: EnterpriseConnection | None) -> tuple[str, ...]:
    written = tuple(dict.fromkeys(it.lower() for it in given))
    for it in world.enterprise_connections:
        if (own is None or it.id != own.id) and set(written) & set(it.domains):
            raise errors.form_already_exists("domains")
    return written


def _attributes(given: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    keys = [it["key"] for it in given]
    if len(set(keys)) < len(keys):
        raise errors.form_param_duplicate("custom_attributes")
    return tuple(given)


def _takes(it: EnterpriseConnection, domain: str) -> bool:
    below = it.saml.get("allow_subdomains", False)
    return any(domain == own or (below and domain.endswith(f".{own}")) for own in it.domains)
