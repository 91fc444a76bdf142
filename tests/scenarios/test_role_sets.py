"""Role sets in scenarios: what they make of a world, and what can be wrong with them."""

from __future__ import annotations

import pytest

from mockfapi import scenario
from mockfapi.rules import role_sets
from tests.scenarios.conftest import open_world
from tests.scenarios.test_faults import Refused

PLACES = """
instance: {organization_settings: {enabled: true}}
roles:
  org:editor: {permissions: ["org:sys_memberships:read"]}
users: {ada: {email_address: ada@acme.test}, bob: {}}
role_sets:
  role_set:press: {roles: [org:admin, org:editor], default_role: org:editor}
  role_set:default: {roles: [org:member, org:admin], name: Usual}
organizations:
  paper: {name: Paper, role_set: role_set:press, created_by: ada, members: {bob: org:editor}}
  club: {name: Club, created_by: ada, members: {bob: org:member}}
organization_invitations:
  late: {organization: paper, email_address: late@acme.test}
"""
BOTH = "{roles: [org:admin, org:member]}"
HEAD = """users: {ada: {}}
role_sets:
  role_set:press: {roles: [org:admin], default_role: org:admin}
organizations:
  paper:
    name: Paper
"""
FAULTS = [
    ("role_sets:\n  role_set:a:\n    roles:\n      - org:membr", 4, "no role 'org:membr'", "org:member"),
    ("role_sets:\n  role_set:a: {roles: [org:admin]}", 2, "has the default_role 'org:member'", None),
    (
        "role_sets:\n  role_set:a:\n    roles: [org:admin, org:member]\n    default_role: org:memebr",
        4,
        "has the default_role 'org:memebr', which is not among its roles",
        "org:member",
    ),
    (
        "role_sets:\n\n  role_set:a: {roles: [org:member], creator_role: org:member}",
        3,
        "organization_missing_creator_role_permissions",
        None,
    ),
    (
        "role_sets:\n  role_set:a: {roles: [org:admin, org:member], initial: true}\n"
        "  role_set:b:\n    roles: [org:admin, org:member]\n    initial: true",
        5,
        "role_set:a is the initial role set already",
        None,
    ),
    (
        f"role_sets:\n  role_set:a: {BOTH}\n  role_set:b: {BOTH}\n  role_set:c: {BOTH}",
        4,
        "organization_instance_role_sets_quota_exceeded",
        None,
    ),
    (f"{HEAD}    role_set: role_set:pres", 7, "no role set 'role_set:pres'", "role_set:press"),
    (
        f"{HEAD}    role_set: role_set:press\n    members:\n      ada: org:member",
        9,
        "the role 'org:member' is not in role_set:press; there are org:admin",
        None,
    ),
    (f"{HEAD}    role_set: role_set:press\n    members: {{ada: org:adnim}}", 8, "no role", "org:admin"),
    (
        f"{HEAD}    role_set: role_set:press\norganization_invitations:\n  it:\n    organization: paper\n"
        "    email_address: b@b.test\n    role: org:member",
        12,
        "the role 'org:member' is not in role_set:press",
        None,
    ),
]


def test_organizations_have_the_sets_that_are_written(written) -> None:
    """Founders, members, and who is invited without a role; role_set:default is narrowed."""
    world = open_world(scenario.load(str(written(PLACES))))
    press, usual = role_sets.named(world, "role_set:press"), role_sets.initial(world)
    sets = {it.name: it.role_set for it in world.organizations}

    assert {"Paper": "role_set:press", "Club": "role_set:default"} == sets
    assert (("org:admin", "org:editor"), "Press", "org:editor") == (
        press.roles,
        press.name,
        press.default_role,
    )
    assert (("org:member", "org:admin"), "Usual") == (usual.roles, usual.name)
    assert ["org:admin", "org:editor", "org:admin", "org:member"] == [it.role for it in world.memberships]
    assert ["org:editor"] == [it.role for it in world.organization_invitations]


def test_another_set_may_be_the_initial_one(written) -> None:
    """Organizations without a set of their own have it; the settings say what it promises."""
    text = PLACES.replace("default_role: org:editor}", "default_role: org:editor, initial: true}")
    world = open_world(scenario.load(str(written(text.replace("bob: org:member", "bob: org:editor")))))
    settings = world.instance.settings.organization_settings

    assert {"role_set:press"} == {it.role_set for it in world.organizations}
    assert ("role_set:press", "org:editor") == (role_sets.initial(world).key, settings.domains.default_role)


@pytest.mark.parametrize(("text", "line", "says", "meant"), FAULTS)
def test_what_is_wrong_names_its_line(
    refused: Refused, text: str, line: int, says: str, meant: str | None
) -> None:
    """And the nearest key, where one is near."""
    fault = refused(text)[0]

    assert (line, meant) == (fault.line, fault.nearest)
    assert says in fault.text
