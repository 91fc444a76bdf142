"""The tickets of a scenario, made by the rules that requests call. No mail is sent: nobody asked for one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi.rules import (
    actor_tokens,
    agent_tasks,
    invitations,
    organization_invitations,
    sign_in_tokens,
    tickets,
)
from mockfapi.rules.organizations import default_role
from mockfapi.rules.tickets import Ticketed
from mockfapi.scenario import moments
from mockfapi.scenario.placing import placed
from mockfapi.scenario.record import Scenario
from mockfapi.world import World
from mockfapi.world.records import Organization, User

Entry = dict[str, Any]
People = Mapping[str, list[User]]
INVITED = ("redirect_url", "public_metadata", "private_metadata")


def add(world: World, scenario: Scenario, people: People, organizations: Mapping[str, Organization]) -> None:
    """Makes them in the order of the file, section by section; a refusal names its place."""
    for section in tickets.KINDS.values():
        for name, entry in scenario.document.get(section.table, {}).items():
            with placed(scenario, section.table, name):
                it = _made(world, section.name, entry, (people, organizations))
                _stamp(world, it, entry)


def _made(
    world: World, kind: str, entry: Entry, names: tuple[People, Mapping[str, Organization]]
) -> Ticketed:
    people, organizations = names
    more = {key: entry[key] for key in INVITED if key in entry}
    if kind == "invitation":
        return invitations.create(world, entry["email_address"], notify=False, **more)
    if kind == "organization_invitation":
        place = organizations[entry["organization"]]
        role = entry.get("role") or default_role(world, place)
        inviter = people[entry["inviter"]][0].id if "inviter" in entry else None
        return organization_invitations.create(
            world, place, entry["email_address"], role, notify=False, inviter_user_id=inviter, **more
        )
    user = people[entry["user"]][0].id
    if kind == "sign_in_token":
        return sign_in_tokens.create(world, user)
    if kind == "agent_task":
        return agent_tasks.create(world, user, entry["redirect_url"])
    actor = entry["actor"]
    claim = {"sub": people[actor][0].id} if isinstance(actor, str) else actor
    return actor_tokens.create(world, user, claim)


def _stamp(world: World, it: Ticketed, entry: Entry) -> None:
    """Times and state as the entry tells them; a time in the past may have let it expire."""
    now, facts = world.clock.now, dict[str, Any]()
    if "created_at" in entry:
        facts["created_at"] = facts["updated_at"] = moments.moment(entry["created_at"], now)
        if it.expire_at is not None:
            facts["expire_at"] = facts["created_at"] + it.expire_at - it.created_at
    if "expires_at" in entry:
        facts["expire_at"] = moments.moment(entry["expires_at"], now)
    if "session_max_duration" in entry:
        facts["session_max_duration"] = moments.duration(entry["session_max_duration"])
    status = entry.get("status", "pending")
    if status == "revoked":
        facts["revoked_at"] = now
    elif status == "accepted":
        facts["used_at" if hasattr(it, "used_at") else "accepted_at"] = now
    getattr(world, tickets.kind_of(it).table).save(replace(it, **facts))
