"""The machines, API keys, access tokens and plans of a scenario, made by the rules that requests call."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi.rules import api_keys, machines, oauth_access_tokens, plans
from mockfapi.scenario import moments
from mockfapi.scenario.placing import placed
from mockfapi.scenario.record import Scenario
from mockfapi.world import World
from mockfapi.world.records import Machine, Organization, User

People = Mapping[str, list[User]]
Entry = Mapping[str, Any]
GIVEN = ("description", "scopes", "claims")


def add(world: World, scenario: Scenario, people: People, organizations: Mapping[str, Organization]) -> None:
    """Makes them section by section, in the order of the file; a refusal names its place."""
    made = _add_machines(world, scenario)
    for name, entry in scenario.document.get("api_keys", {}).items():
        with placed(scenario, "api_keys", name):
            subject = _subject(entry, people, organizations, made)
            key = api_keys.create(world, name, subject, {it: entry[it] for it in GIVEN if it in entry})
            world.api_keys.save(replace(key, **_facts(world, entry)))
    for name, entry in scenario.document.get("oauth_access_tokens", {}).items():
        with placed(scenario, "oauth_access_tokens", name):
            user, scopes = people[entry["user"]][0].id, entry.get("scopes", ())
            token = oauth_access_tokens.create(world, user, entry["client_id"], scopes)
            world.oauth_access_tokens.save(replace(token, **_facts(world, entry)))
    for slug, entry in scenario.document.get("plans", {}).items():
        fields = {"payer_type": "user"} | entry
        if "features" in fields:
            fields["features"] = tuple(fields["features"])
        with placed(scenario, "plans", slug):
            plans.create(world, slug, **fields)


def _add_machines(world: World, scenario: Scenario) -> Mapping[str, Machine]:
    """All of them first: they may reach each other."""
    entries: Mapping[str, Entry] = scenario.document.get("machines", {})
    made = {}
    for name, entry in entries.items():
        made[name] = machines.create(world, name, default_token_ttl=entry.get("default_token_ttl", 3600))
    for name, entry in entries.items():
        for other in dict.fromkeys(entry.get("reaches", ())):
            with placed(scenario, "machines", name, "reaches"):
                machines.create_scope(world, made[name], made[other].id)
    return made


def _subject(
    entry: Entry,
    people: People,
    organizations: Mapping[str, Organization],
    known: Mapping[str, Machine],
) -> str:
    if "organization" in entry:
        return organizations[entry["organization"]].id
    return known[entry["machine"]].id if "machine" in entry else people[entry["user"]][0].id


def _facts(world: World, entry: Entry) -> dict[str, Any]:
    """When it ends and ended; a time in the past has let it expire."""
    now, facts = world.clock.now, dict[str, Any]()
    if "expires_at" in entry:
        facts["expire_at"] = moments.moment(entry["expires_at"], now)
    if entry.get("status") == "revoked":
        facts["revoked_at"] = now
    return facts
