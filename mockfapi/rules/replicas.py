"""Replica lag: which reads do not see at once what was written, and what they do not see yet.

People, organizations and lists are read from replicas. Whatever says who somebody is (clients, sessions,
sign-ins, sign-ups, tokens, keys, the instance) is read from the primary: signing in never lags.
"""

from collections.abc import Mapping

from mockfapi.world import World
from mockfapi.world.past import Rows
from mockfapi.world.records import Fault

# The groups of operations whose reads may lag.
TAGS: Mapping[str, frozenset[str]] = {
    "fapi": frozenset(
        {
            "domains",
            "email_addresses",
            "invitations",
            "members",
            "membership_requests",
            "organization",
            "organization_creation_defaults",
            "organizations_memberships",
            "passkeys",
            "phone_numbers",
            "roles",
            "user",
            "web3_wallets",
        }
    ),
    "bapi": frozenset(
        {
            "allowlist_blocklist",
            "billing",
            "email_addresses",
            "enterprise_connections",
            "invitations",
            "oauth_applications",
            "organization_domains",
            "organization_invitations",
            "organization_memberships",
            "organization_permissions",
            "organization_roles",
            "organizations",
            "phone_numbers",
            "redirect_urls",
            "role_sets",
            "saml_connections_beta",
            "users",
            "waitlist_entries",
        }
    ),
}
# A token for another service, though it is asked of the user.
PRIMARY = frozenset({"Users_getOAuthAccessToken"})
TABLES = frozenset(
    {
        "allowlist",
        "blocklist",
        "email_addresses",
        "enterprise_connections",
        "enterprise_test_runs",
        "external_accounts",
        "invitations",
        "membership_requests",
        "memberships",
        "oauth_applications",
        "organization_domains",
        "organization_invitations",
        "organization_suggestions",
        "organizations",
        "passkeys",
        "permissions",
        "phone_numbers",
        "plans",
        "redirect_urls",
        "role_sets",
        "roles",
        "saml_connections",
        "totps",
        "users",
        "waitlist",
        "web3_wallets",
    }
)


def may_lag(api: str, tag: str, operation: str, method: str) -> bool:
    """Whether requests of an operation are reads that replicas answer."""
    return method == "GET" and tag in TAGS.get(api, ()) and operation not in PRIMARY


def unseen(world: World, it: Fault) -> dict[str, Rows]:
    """What the rows were that were written within the lag, but after the fault was set; by table and id."""
    rows: dict[str, Rows] = {}
    for change in world.journal.later_than(world.clock.now - it.lag):
        if change.id == it.id and change.before is None:
            break
        if change.table in TABLES:
            # Latest first: what stays is what there was before all of them.
            rows.setdefault(change.table, {})[change.id] = change.before
    return rows
