"""Domains of organizations in a scenario, and who has asked to join: the schema, and how they come to be."""

from typing import Any

from mockfapi.rules import organization_domains, organization_suggestions
from mockfapi.scenario.grammar import SWITCH, TEXT, Json
from mockfapi.scenario.grammar import entry as _object
from mockfapi.scenario.placing import placed
from mockfapi.scenario.record import Scenario
from mockfapi.world import World
from mockfapi.world.records import Organization, User

MODE: Json = {
    "type": "string",
    "enum": ["manual_invitation", "automatic_invitation", "automatic_suggestion", "enterprise_sso"],
}
DOMAINS: Json = {
    "type": "object",
    "description": "Domains, each with how people who have an address there enroll.",
    "propertyNames": {
        "type": "string",
        "pattern": "^[a-z0-9-]+(\\.[a-z0-9-]+)+$",
        "title": "a domain such as acme.test",
    },
    "additionalProperties": {
        "anyOf": [
            MODE,
            _object(
                {
                    "enrollment_mode": MODE,
                    "verified": {
                        **SWITCH,
                        "default": True,
                        "description": "Whether somebody has proven to have an address there.",
                    },
                },
                "A domain in full.",
            ),
        ]
    },
}
REQUESTS: Json = {
    "type": "array",
    "items": TEXT,
    "description": "Names of users of this scenario who have asked to join and wait for an answer.",
}


def add(world: World, scenario: Scenario, name: str, it: Organization, people: dict[str, list[User]]) -> None:
    """The domains of an organization, which enroll people without a mail, and the requests to join it."""
    entry = scenario.document["organizations"][name]
    for domain, said in entry.get("domains", {}).items():
        more: dict[str, Any] = said if isinstance(said, dict) else {"enrollment_mode": said}
        mode, verified = more.get("enrollment_mode"), more.get("verified", True)
        with placed(scenario, "organizations", name, "domains", domain):
            organization_domains.create(world, it, domain, mode, verified=verified, notify=False)
    for number, member in enumerate(entry.get("membership_requests", ())):
        with placed(scenario, "organizations", name, "membership_requests", number):
            for user in people[member]:
                organization_suggestions.ask(world, it.id, user)
