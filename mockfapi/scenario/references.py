"""What the schema cannot see: names that must exist, ids that must be unique, dates of the calendar."""

from collections.abc import Iterable, Iterator
from typing import Any

from mockfapi.scenario import moments, role_sets
from mockfapi.scenario.fault import ScenarioFault, nearest
from mockfapi.scenario.record import Scenario
from mockfapi.scenario.tree import Node
from mockfapi.world.records.settings import Behaviour

TICKETS = ("sign_in_tokens", "actor_tokens", "agent_tasks", "invitations", "organization_invitations")


def faults(scenario: Scenario) -> list[ScenarioFault]:
    """Everything that is wrong between the parts of a checked scenario."""
    return [
        *_halves(scenario),
        *_exported_sets(scenario),
        *_times(scenario),
        *_role_sets(scenario),
        *_members(scenario),
        *_tickets(scenario),
        *_machines(scenario),
        *_pinned_twice(scenario),
    ]


def _halves(scenario: Scenario) -> Iterator[ScenarioFault]:
    """`world` and `tables` belong together, and a world has one instance."""
    document = scenario.document
    for name, other in (("world", "tables"), ("tables", "world")):
        if name in document and other not in document:
            yield _fault(scenario.tree, (name,), f"needs {other!r} beside it: an export writes both")
    if "tables" in document and len(document["tables"].get("instances", ())) != 1:
        yield _fault(scenario.tree, ("tables", "instances"), "must have exactly one row")


def _exported_sets(scenario: Scenario) -> Iterator[ScenarioFault]:
    """An exported world has one set for new organizations, and a set for each that it has."""
    if scenario.is_export and len(first := role_sets.initials(scenario)) != 1:
        named = f", not {', '.join(first)}" if first else ""
        text = f"must have exactly one row without creator_role, the set of new organizations{named}"
        yield _fault(scenario.tree, ("tables", "role_sets"), text)
    sets = role_sets.roles_of(scenario)
    for number, row in enumerate(scenario.document.get("tables", {}).get("organizations", ())):
        place = ("tables", "organizations", number, "role_set")
        yield from _known(scenario.tree, place, row.get("role_set", role_sets.INITIAL), sets, "role set")


def _times(scenario: Scenario) -> Iterator[ScenarioFault]:
    clock = scenario.document.get("clock")
    if clock is not None:
        yield from _time(scenario.tree, ("clock",), clock)
        if not moments.absolute(clock):
            text = "must be a date: the clock cannot stop at a time relative to itself"
            yield _fault(scenario.tree, ("clock",), text)
    for section in ("users", "organizations"):
        entries = scenario.users if section == "users" else scenario.document.get(section, {})
        for name, entry in entries.items():
            if isinstance(entry, dict) and "created_at" in entry:
                yield from _time(scenario.tree, (section, name, "created_at"), entry["created_at"])
    yield from _passkeys(scenario)
    yield from _settings_and_lists(scenario)


def _settings_and_lists(scenario: Scenario) -> Iterator[ScenarioFault]:
    behaviour = scenario.document.get("instance", {}).get("behaviour", {})
    for name, value in behaviour.items():
        if isinstance(value, str) and isinstance(getattr(Behaviour(), name), int):
            yield from _time(scenario.tree, ("instance", "behaviour", name), f"in {value}")
    for number, entry in enumerate(scenario.document.get("waitlist", ())):
        if "created_at" in entry and not isinstance(entry, str):
            yield from _time(scenario.tree, ("waitlist", number, "created_at"), entry["created_at"])


def _time(tree: Node, path: tuple[str | int, ...], text: str | int) -> Iterator[ScenarioFault]:
    try:
        moments.moment(text, moments.LONGEST)
    except ValueError as broken:
        yield _fault(tree, path, str(broken))


def _passkeys(scenario: Scenario) -> Iterator[ScenarioFault]:
    for name, entry in scenario.users.items():
        for place, passkey in enumerate(entry.get("passkeys", ()) if isinstance(entry, dict) else ()):
            for key in ("created_at", "last_used_at"):
                if isinstance(passkey, dict) and key in passkey:
                    path = ("users", name, "passkeys", place, key)
                    yield from _time(scenario.tree, path, passkey[key])


def _role_sets(scenario: Scenario) -> Iterator[ScenarioFault]:
    every = role_sets.every_role(scenario)
    first = role_sets.initial(scenario)
    for key, entry in scenario.document.get("role_sets", {}).items():
        path = ("role_sets", key)
        for number, role in enumerate(entry["roles"]):
            yield from _known(scenario.tree, (*path, "roles", number), role, every, "role")
        for name, role in role_sets.promised(scenario, key).items():
            if role not in entry["roles"]:
                place = (*path, name) if name in entry else path
                text = f"has the {name} {role!r}, which is not among its roles"
                yield _fault(scenario.tree, place, text, nearest(role, entry["roles"]))
        if entry.get("initial") and key != first:
            yield _fault(scenario.tree, (*path, "initial"), f"{first} is the initial role set already")


def _members(scenario: Scenario) -> Iterator[ScenarioFault]:
    users = scenario.users
    people = [name for name, entry in users.items() if not isinstance(entry, int)]
    for name, organization in scenario.document.get("organizations", {}).items():
        path = ("organizations", name)
        yield from _role_set(scenario, name)
        if "created_by" in organization:
            founder = organization["created_by"]
            yield from _known(scenario.tree, (*path, "created_by"), founder, people, "user")
            yield from _founder(scenario, path, founder, organization)
        for member, role in organization.get("members", {}).items():
            yield from _known(scenario.tree, (*path, "members", member), member, users, "user")
            yield from _role(scenario, (*path, "members", member), role, name)
        for number, asking in enumerate(organization.get("membership_requests", ())):
            place = (*path, "membership_requests", number)
            yield from _known(scenario.tree, place, asking, users, "user")


def _tickets(scenario: Scenario) -> Iterator[ScenarioFault]:
    people = [name for name, entry in scenario.users.items() if not isinstance(entry, int)]
    known = {
        "user": (people, "user"),
        "actor": (people, "user"),
        "inviter": (people, "user"),
        "organization": (scenario.document.get("organizations", {}), "organization"),
    }
    for section in TICKETS:
        for name, entry in scenario.document.get(section, {}).items():
            for key, (names, noun) in known.items():
                if isinstance(entry.get(key), str):
                    yield from _known(scenario.tree, (section, name, key), entry[key], names, noun)
            if "role" in entry:
                place = (section, name, "role")
                yield from _role(scenario, place, entry["role"], entry["organization"])
            for key in ("created_at", "expires_at"):
                if key in entry:
                    yield from _time(scenario.tree, (section, name, key), entry[key])


def _machines(scenario: Scenario) -> Iterator[ScenarioFault]:
    people = [name for name, entry in scenario.users.items() if not isinstance(entry, int)]
    machines = scenario.document.get("machines", {})
    known = {
        "user": (people, "user"),
        "organization": (scenario.document.get("organizations", {}), "organization"),
        "machine": (machines, "machine"),
    }
    for name, machine in machines.items():
        for number, other in enumerate(machine.get("reaches", ())):
            path = ("machines", name, "reaches", number)
            yield from _known(scenario.tree, path, other, machines, "machine")
    for section in ("api_keys", "oauth_access_tokens"):
        for name, entry in scenario.document.get(section, {}).items():
            owners = [key for key in known if key in entry]
            if len(owners) != 1:
                yield _fault(scenario.tree, (section, name), f"needs one of {', '.join(known)}")
            for key in owners:
                names, noun = known[key]
                yield from _known(scenario.tree, (section, name, key), entry[key], names, noun)
            if "expires_at" in entry:
                yield from _time(scenario.tree, (section, name, "expires_at"), entry["expires_at"])


def _set_of(scenario: Scenario, organization: str) -> str:
    """The key of the role set of an organization, which may be unknown."""
    entry = scenario.document.get("organizations", {}).get(organization, {})
    found: str = entry.get("role_set", role_sets.initial(scenario))
    return found


def _role_set(scenario: Scenario, organization: str) -> Iterator[ScenarioFault]:
    known = role_sets.roles_of(scenario)
    path = ("organizations", organization, "role_set")
    yield from _known(scenario.tree, path, _set_of(scenario, organization), known, "role set")


def _role(
    scenario: Scenario, path: tuple[str | int, ...], role: str, organization: str
) -> Iterator[ScenarioFault]:
    """A role must be one of the organization's set; of an unknown set nothing is said twice."""
    every, key = role_sets.roles_of(scenario), _set_of(scenario, organization)
    known = every.get(key, [role])
    elsewhere = role not in known and any(role in roles for roles in every.values())
    if elsewhere:
        yield _fault(scenario.tree, path, f"the role {role!r} is not in {key}; there are {', '.join(known)}")
    else:
        yield from _known(scenario.tree, path, role, known, "role")


def _founder(
    scenario: Scenario, path: tuple[str | int, ...], founder: str, organization: dict[str, Any]
) -> Iterator[ScenarioFault]:
    key, members = organization.get("role_set", role_sets.initial(scenario)), organization.get("members", {})
    role = role_sets.promised(scenario, key)["creator_role"]
    if members.get(founder, role) != role:
        text = f"{founder!r} created the organization and therefore is {role}"
        yield _fault(scenario.tree, (*path, "members", founder), text)


def _known(
    tree: Node, path: tuple[str | int, ...], name: str, known: Iterable[str], noun: str
) -> Iterator[ScenarioFault]:
    names = list(dict.fromkeys(known))
    if name in names:
        return
    meant = nearest(name, names)
    hint = "" if meant else f"; there {'are ' + ', '.join(names) if names else 'is none'}"
    yield _fault(tree, path, f"this scenario has no {noun} {name!r}{hint}", meant)


def _pinned_twice(scenario: Scenario) -> Iterator[ScenarioFault]:
    for section in ("users", "organizations"):
        seen: dict[str, str] = {}
        entries: dict[str, Any] = scenario.users if section == "users" else scenario.document.get(section, {})
        for name, entry in entries.items():
            pinned = entry.get("id") if isinstance(entry, dict) else None
            if pinned in seen:
                text = f"the id {pinned!r} is taken by {section}.{seen[pinned]}"
                yield _fault(scenario.tree, (section, name, "id"), text)
            elif pinned is not None:
                seen[pinned] = name


def _fault(tree: Node, path: tuple[str | int, ...], text: str, meant: str | None = None) -> ScenarioFault:
    node = tree.at(*path)
    return ScenarioFault(node.file, node.line, ".".join(map(str, path)), text, meant)
