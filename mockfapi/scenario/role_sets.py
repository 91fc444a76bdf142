"""Role sets of a scenario: the schema, what they mean before there is a world, and how they come to be."""

from typing import Any

from mockfapi.rules import role_set_changes
from mockfapi.rules import role_sets as rules
from mockfapi.scenario.grammar import ROLE, SWITCH, TEXT
from mockfapi.scenario.grammar import entry as _object
from mockfapi.scenario.placing import placed
from mockfapi.scenario.record import Scenario
from mockfapi.world import World

INITIAL = rules.INITIAL
DEFAULT_ROLES = ("org:admin", "org:member")
ROLE_SET = _object(
    {
        "name": TEXT,
        "description": TEXT,
        "roles": {"type": "array", "items": ROLE, "description": "At most ten roles by their keys."},
        "default_role": {**ROLE, "description": "The role of those who join by a domain; else org:member."},
        "creator_role": {**ROLE, "description": "The role of founders; else that of the instance."},
        "initial": {
            **SWITCH,
            "description": "New organizations get this set, in place of role_set:default.",
        },
    },
    "A set of roles. Organizations offer and assign the roles of their set only.",
    ("roles",),
)


def roles_of(scenario: Scenario) -> dict[str, list[str]]:
    """The keys of all sets with those of their roles; what the scenario leaves out has all roles."""
    own = scenario.document.get("roles", {})
    known = {INITIAL: list(DEFAULT_ROLES)}
    if scenario.is_export:
        known = {row["key"]: row["roles"] for row in _rows(scenario, "role_sets")}
    first = _first(scenario)
    known[first] = list(dict.fromkeys((*known.get(first, ()), *own)))
    written = scenario.document.get("role_sets", {}).items()
    return known | {key: entry["roles"] for key, entry in written}


def every_role(scenario: Scenario) -> list[str]:
    """The keys of all roles that the instance has."""
    first = [row["key"] for row in _rows(scenario, "roles")] if scenario.is_export else DEFAULT_ROLES
    return [*first, *scenario.document.get("roles", {})]


def initial(scenario: Scenario) -> str:
    """The key of the set of new organizations."""
    entries = scenario.document.get("role_sets", {}).items()
    return next((key for key, entry in entries if entry.get("initial")), _first(scenario))


def _first(scenario: Scenario) -> str:
    """The key of the set that is the initial one before the scenario names another."""
    return next(iter(initials(scenario)), INITIAL)


def initials(scenario: Scenario) -> list[str]:
    """The keys of the sets that are the initial one in an exported world; there should be one."""
    return [row["key"] for row in _rows(scenario, "role_sets") if row.get("creator_role") is None]


def _rows(scenario: Scenario, table: str) -> list[dict[str, Any]]:
    """What an exported world has in a table."""
    found: list[dict[str, Any]] = scenario.document.get("tables", {}).get(table, [])
    return found


def promised(scenario: Scenario, key: str) -> dict[str, str]:
    """What founders and newcomers get in organizations with a set."""
    settings = scenario.settings.organization_settings
    instance = {
        "default_role": settings.domains.default_role or rules.MEMBER,
        "creator_role": settings.creator_role,
    }
    exported = next((row for row in _rows(scenario, "role_sets") if row["key"] == key), {})
    entry = scenario.document.get("role_sets", {}).get(key, exported)
    return {name: entry.get(name) or role for name, role in instance.items()}


def add(world: World, scenario: Scenario) -> None:
    """Makes the sets in the order of the file; role_set:default, if it is there, is that of the instance."""
    for key, entry in scenario.document.get("role_sets", {}).items():
        name = entry.get("name") or key.removeprefix(rules.PREFIX).replace("_", " ").title()
        more = {f"{role}_key": value for role, value in promised(scenario, key).items()}
        said: dict[str, Any] = {"key": key, **entry, "name": name, **more}
        known = world.role_sets.first(key=key)
        with placed(scenario, "role_sets", key):
            if known is not None:
                role_set_changes.redefine(world, known, said)
            else:
                kind = "initial" if entry.get("initial") else "custom"
                role_set_changes.create(world, said | {"type": kind})
