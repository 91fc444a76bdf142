"""Ready-made weather: faults as they come together in the wild. Data and one function."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from mockfapi import errors
from mockfapi.rules import faults
from mockfapi.world import World
from mockfapi.world.records import Fault

HOUR = 3_600_000
KEYS = ("Jwks_getJsonWebKeySet",)


def _quotas(servers: int) -> tuple[Mapping[str, Any], ...]:
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
PRESETS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
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
}


def add(world: World, name: str) -> list[Fault]:
    """The faults of a preset, from now on."""
    if name not in PRESETS:
        close = get_close_matches(name, PRESETS, n=1) or sorted(PRESETS)
        raise errors.form_param_value_invalid("name", reason=f"is no preset; there is {', '.join(close)}")
    return [faults.add(world, **wishes) for wishes in PRESETS[name]]
