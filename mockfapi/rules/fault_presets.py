"""Ready-made weather: faults as they come together in the wild. Data and one function."""

from collections.abc import Callable, Mapping
from typing import Any

from mockfapi import errors
from mockfapi.rules import faults, spans
from mockfapi.world import World
from mockfapi.world.records import Fault

Faults = tuple[Mapping[str, Any], ...]
HOUR = 3_600_000
MOST = 10**9
KEYS = ("Jwks_getJsonWebKeySet",)


def _quotas(servers: int) -> Faults:
    """Clerk's limits: one for all that a secret key asks for, and those of single operations."""
    browsers = {"api": "fapi", "per": "address"}
    return (
        {"api": "bapi", "quota": servers, "except_for": KEYS},
        {"operations": UPDATES, "quota": 10, "per": "path"},
        {"operations": ["Invitations_createNewInvitation"], "quota": 100, "window": HOUR},
        {"operations": ["Invitations_createBulk"], "quota": 25, "window": HOUR},
        {"operations": ["OrganizationInvitations_createAndSend"], "quota": 250, "window": HOUR},
        {"operations": ["OrganizationInvitations_bulkCreateAndSend"], "quota": 50, "window": HOUR},
        {**browsers, "operations": ["createSignIn"], "quota": 5},
        {**browsers, "operations": ["createSignUps"], "quota": 5},
        {**browsers, "operations": ["attemptSignInFactorOne", "attemptSignInFactorTwo"], "quota": 3},
        {**browsers, "operations": ["attemptSignUpsVerification"], "quota": 3},
    )


UPDATES = (
    "Users_updateUserAttributes",
    "Organizations_updateOrganization",
    "OrganizationMemberships_updateMembershipProperties",
)
# Where people get roles, and where sets of roles change.
ASSIGNMENTS = (
    *("CreateOrganizationMembership", "UpdateOrganizationMembership"),
    *("createOrganizationInvitations", "bulkCreateOrganizationInvitations"),
    "OrganizationMemberships_addUserToOrganization",
    "OrganizationMemberships_updateMembershipProperties",
    *("OrganizationInvitations_createAndSend", "OrganizationInvitations_bulkCreateAndSend"),
    *("RoleSets_update", "RoleSets_addRoles", "RoleSets_replaceRole", "RoleSets_replace"),
)
PRESETS: Mapping[str, Faults] = {
    "development_quota": _quotas(100),
    "production_quota": _quotas(1_000),
    "partial_outage": ({"status": 503, "rate": 0.3},),
    "user_cap_reached": (
        {"operations": ["createSignUps", "Users_createNewUser"], "code": "user_quota_exceeded"},
    ),
    "stale_testing_token": (
        {"operations": ["createSignUps"], "testing_token": True, "code": "captcha_missing_token"},
    ),
    "role_migration": ({"operations": ASSIGNMENTS, "code": "role_migration_in_progress"},),
    "slow_network": ({"latency": 400, "jitter": 800},),
    "replica_lag": ({"lag": 2_000},),
}


def _rate(text: str) -> float:
    rate = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 <= rate <= 1:
        raise ValueError
    return rate


def _count(text: str) -> int:
    if not 1 <= (count := int(text)) <= MOST:
        raise ValueError
    return count


def _span(text: str) -> int:
    if not 1 <= (span := spans.milliseconds(int(text) if text.isdecimal() else text)) <= faults.LONGEST:
        raise ValueError
    return span


def _slow(span: int) -> Mapping[str, Any]:
    return {"latency": span, "jitter": min(2 * span, faults.LONGEST)}


# What a value means: how it is read, what it makes of the faults, and how people are told of it.
Reading = tuple[Callable[[str], Any], Callable[[Any], Faults], str]
VALUES: Mapping[str, Reading] = {
    "development_quota": (_count, _quotas, "requests in 10 seconds, such as 20"),
    "production_quota": (_count, _quotas, "requests in 10 seconds, such as 500"),
    "partial_outage": (_rate, lambda rate: ({"status": 503, "rate": rate},), "a rate, such as 0.5 or 50%"),
    "slow_network": (_span, lambda span: (_slow(span),), "a span, such as 1s"),
    "replica_lag": (_span, lambda span: ({"lag": span},), "a span, such as 5s"),
}


def wanted(said: str) -> Faults:
    """What the faults of a preset are; `said` is its name, or NAME=VALUE. Refused: what is none."""
    name, equals, value = said.partition("=")
    if name not in PRESETS:
        raise errors.form_param_value_invalid("name", reason=f"is no preset; there are {', '.join(PRESETS)}")
    if not equals:
        return PRESETS[name]
    if name not in VALUES:
        raise errors.form_param_value_invalid("name", reason=f"takes no value: say {name} alone")
    read, made_of, example = VALUES[name]
    try:
        return made_of(read(value))
    except ValueError:
        reason = f"has no such value: after {name}= comes {example}"
        raise errors.form_param_value_invalid("name", reason=reason) from None


def add(world: World, said: str) -> list[Fault]:
    """The faults of a preset, from now on; `said` is its name, or NAME=VALUE."""
    return [faults.add(world, **wishes) for wishes in wanted(said)]
