"""Role sets of a scenario: the schema, what they mean before there is a world, and how they come to be."""

from typing import Any

from mockfapi.rules import role_set_changes
from mockfapi.rules import role_sets as rules
from mockfapi.scenario.grammar import ROLE, SWITCH, TEXT
from mockfapi.scenario.grammar import entry as _object
from mockfapi.scenario.placing import placed
from mockfapi.scenario.record import Scenario
from mockfapi.world import World

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
    every = [*DEFAULT_ROLES, *scenario.document.get("roles", {})]
    written = scenario.document.get("role_sets", {}).items()
    return {rules.INITIAL: list(dict.fromkeys(every)), **{key: entry["roles"] for key, entry in written}}


def initial(scenario: Scenario) -> str:
    """The key of the set of new organizations."""
    entries = scenario.document.get("role_sets", {}).items()
    return next((key for key, entry in entries if entry.get("initial")), rules.INITIAL)


def promised(scenario: Scenario, key: str) -> dict[str, str]:
    """What founders and newcomers get in organizations with a set."""
    settings = scenario.settings.organization_settings
    instance = {
        "default_role": settings.domains.default_role or rules.MEMBER,
        "creator_role": settings.creator_role,
    }
    entry = scenario.document.get("role_sets", {}).get(key, {})
    return {name: entry.get(name, role) for name, role in instance.items()}


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
