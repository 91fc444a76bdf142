"""The JWT templates of a scenario, and the claims that it adds to session tokens, held against the rules."""

from mockfapi.rules import jwt_templates, tokens
from mockfapi.rules.jwt_templates import TemplateFields
from mockfapi.scenario.placing import placed
from mockfapi.scenario.record import Scenario
from mockfapi.world import World

PLAIN = ("id", "lifetime", "allowed_clock_skew", "signing_algorithm")


def add(world: World, scenario: Scenario) -> None:
    """Makes them in the order of the file."""
    with placed(scenario, "instance", "behaviour", "session_claims"):
        jwt_templates.require_claims(world.instance.settings.behaviour.session_claims, tokens.RESERVED)
    for name, entry in scenario.document.get("jwt_templates", {}).items():
        fields = TemplateFields(name=name, claims=entry.get("claims", {}))
        for field in PLAIN:
            if field in entry:
                fields[field] = entry[field]  # type: ignore[literal-required] # one of its own names
        if "signing_key" in entry:
            fields["custom_signing_key"] = entry["signing_key"]
        with placed(scenario, "jwt_templates", name):
            jwt_templates.create(world, **fields)
