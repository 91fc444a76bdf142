"""A scenario into an empty world, through the rules of requests. A refusal names the place in the file."""

from dataclasses import replace
from functools import partial
from typing import Any

from mockfapi.rules import identifiers, instance, organizations, permissions, users
from mockfapi.rules.users import UserFields
from mockfapi.scenario import (
    admission,
    connections,
    enrollment,
    factors,
    jwt_templates,
    keys,
    machines,
    moments,
    role_sets,
    standing,
    tickets,
    weather,
    webhooks,
)
from mockfapi.scenario.crowd import strangers
from mockfapi.scenario.placing import placed
from mockfapi.scenario.record import PLURALS, Scenario, addresses
from mockfapi.world import World
from mockfapi.world.records import Organization, User, Verification

COPIED = ("id", "external_id", "first_name", "last_name", "username", "password")
STANDINGS = ("banned", "deactivated", "deprovisioned")
SAID = ("id", "max_allowed_memberships", "role_set")
METADATA = ("public_metadata", "private_metadata", "unsafe_metadata")

People = dict[str, list[User]]


def apply(world: World, scenario: Scenario) -> None:
    """Founds the instance, or takes over an exported one, and fills it.

    ScenarioError when a rule refuses; the world is then half full.
    """
    if (stop := scenario.document.get("clock")) is not None:
        world.clock.pin(moments.moment(stop, 0))
    if scenario.is_export:
        standing.restore(world, scenario)
    else:
        instance.found(world, scenario.settings)
    _add_roles(world, scenario)
    role_sets.add(world, scenario)
    people = _add_users(world, scenario)
    places = _add_organizations(world, scenario, people)
    tickets.add(world, scenario, people, places)
    machines.add(world, scenario, people, places)
    jwt_templates.add(world, scenario)
    admission.add(world, scenario.document, partial(placed, scenario))
    webhooks.add(world, scenario.document, partial(placed, scenario))
    weather.add(world, scenario.document, partial(placed, scenario))


def _add_roles(world: World, scenario: Scenario) -> None:
    for key, entry in scenario.document.get("roles", {}).items():
        allowed = tuple(entry.get("permissions", ()))
        known = world.roles.first(key=key)
        if known is not None:
            gained = tuple(dict.fromkeys((*known.permissions, *allowed)))
            texts = {name: entry[name] for name in ("name", "description") if name in entry}
            permissions.ensure(world, allowed)
            world.roles.save(replace(known, permissions=gained, **texts))
            continue
        name = entry.get("name") or key.removeprefix("org:").replace("_", " ").title()
        with placed(scenario, "roles", key):
            organizations.create_role(world, key, name, entry.get("description", ""), allowed)


def _add_users(world: World, scenario: Scenario) -> People:
    people: People = {}
    for name, entry in scenario.users.items():
        if isinstance(entry, int):
            people[name] = _add_crowd(world, scenario, name, entry)
        else:
            with placed(scenario, "users", name):
                people[name] = [_add_user(world, entry, scenario.proven)]
    return people


def _add_user(world: World, entry: dict[str, Any], proven: bool) -> User:
    more: dict[str, Any] = {name: entry[name] for name in (*COPIED, *METADATA) if name in entry}
    if "created_at" in entry:
        more["created_at"] = moments.moment(entry["created_at"], world.clock.now)
    owned = {kind: addresses(entry, kind) for kind in PLURALS}
    fields = UserFields(
        email_addresses=tuple(owned["email_address"]),
        phone_numbers=tuple(owned["phone_number"]),
        web3_wallets=tuple(owned["web3_wallet"]),
        # Weighing a password costs more than all the rest of starting a world.
        skip_password_checks=proven,
        may_be_pwned=True,
        verified=False,
        verifications=_proofs(world, more.get("created_at", world.clock.now), owned),
        **more,
    )
    user = users.create(world, fields)
    keys.add(world, user, entry.get("passkeys", []))
    user = connections.add(world, user, entry.get("external_accounts", []))
    standing: dict[str, Any] = {name: True for name in STANDINGS if entry.get(name)}
    if standing:
        user = world.users.save(replace(user, **standing))
    if entry.get("locked"):
        user = world.users.save(replace(user, locked_for_good=True))
    return factors.add(world, user, entry)


def _proofs(world: World, at: int, owned: dict[str, dict[str, bool]]) -> dict[str, Verification]:
    """What vouches for the addresses, numbers and wallets that the scenario calls verified."""
    return {
        identifiers.normalised(world, kind, value): Verification("admin", attempts=None, verified_at=at)
        for kind, values in owned.items()
        for value, verified in values.items()
        if verified
    }


def _add_crowd(world: World, scenario: Scenario, group: str, count: int) -> list[User]:
    seed = int(world.chance.digits(f"crowd_{group}", 12))
    now = world.clock.now
    crowd = []
    with placed(scenario, "users", group):
        for it in strangers(count, group, seed):
            fields = UserFields(
                email_addresses=(it.email_address,),
                first_name=it.first_name,
                last_name=it.last_name,
                created_at=now - it.age,
            )
            crowd.append(users.create(world, fields))
    return crowd


def _add_organizations(world: World, scenario: Scenario, people: People) -> dict[str, Organization]:
    found: dict[str, Organization] = {}
    for name, entry in scenario.document.get("organizations", {}).items():
        more = {key: entry[key] for key in (*SAID, *METADATA[:2]) if key in entry}
        if "created_at" in entry:
            more["created_at"] = moments.moment(entry["created_at"], world.clock.now)
        founder = people[entry["created_by"]][0].id if "created_by" in entry else None
        with placed(scenario, "organizations", name):
            it = organizations.create(world, entry["name"], entry.get("slug"), founder, **more)
        found[name] = it
        for member, role in entry.get("members", {}).items():
            with placed(scenario, "organizations", name, "members", member):
                for user in people[member]:
                    # The founder is a member already.
                    if user.id != founder:
                        organizations.add_member(world, it, user, role)
        enrollment.add(world, scenario, name, it, people)
    return found
