"""What the schema cannot see: names that must exist, ids that must be unique, dates of the calendar."""

from collections.abc import Iterable, Iterator
from typing import Any

from mockfapi.scenario import moments
from mockfapi.scenario.fault import ScenarioFault, nearest
from mockfapi.scenario.record import Scenario
from mockfapi.scenario.tree import Node

DEFAULT_ROLES = ("org:admin", "org:member")


def faults(scenario: Scenario) -> list[ScenarioFault]:
    """Everything that is wrong between the parts of a checked scenario."""
    return [
        *_times(scenario),
        *_members(scenario),
        *_pinned_twice(scenario),
    ]


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
    behaviour = scenario.document.get("instance", {}).get("behaviour", {})
    for name, value in behaviour.items():
        if isinstance(value, str):
            yield from _time(scenario.tree, ("instance", "behaviour", name), f"in {value}")


def _time(tree: Node, path: tuple[str, ...], text: str | int) -> Iterator[ScenarioFault]:
    try:
        moments.moment(text, moments.LONGEST)
    except ValueError as broken:
        yield _fault(tree, path, str(broken))


def _members(scenario: Scenario) -> Iterator[ScenarioFault]:
    users = scenario.users
    people = [name for name, entry in users.items() if not isinstance(entry, int)]
    roles = [*DEFAULT_ROLES, *scenario.document.get("roles", {})]
    for name, organization in scenario.document.get("organizations", {}).items():
        path = ("organizations", name)
        if "created_by" in organization:
            founder = organization["created_by"]
            yield from _known(scenario.tree, (*path, "created_by"), founder, people, "user")
            yield from _founder(scenario, path, founder, organization.get("members", {}))
        for member, role in organization.get("members", {}).items():
            yield from _known(scenario.tree, (*path, "members", member), member, users, "user")
            yield from _known(scenario.tree, (*path, "members", member), role, roles, "role")


def _founder(
    scenario: Scenario, path: tuple[str, ...], founder: str, members: dict[str, str]
) -> Iterator[ScenarioFault]:
    role = scenario.settings.organization_settings.creator_role
    if members.get(founder, role) != role:
        text = f"{founder!r} created the organization and therefore is {role}"
        yield _fault(scenario.tree, (*path, "members", founder), text)


def _known(
    tree: Node, path: tuple[str, ...], name: str, known: Iterable[str], noun: str
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


def _fault(tree: Node, path: tuple[str, ...], text: str, meant: str | None = None) -> ScenarioFault:
    node = tree.at(*path)
    return ScenarioFault(node.file, node.line, ".".join(path), text, meant)
