"""Every refusal that an operation can reach answers with a status that its contract or an overlay lists."""

import pytest

from mockfapi import errors
from mockfapi.app import App
from mockfapi.errors import ErrorRow
from mockfapi.http.bind import Bound
from mockfapi.http.call import DeviceCall, SessionCall, TokenCall
from tests.house.reach import Place, reachable

ADMIT, READ = "mockfapi.http.admit", "mockfapi.http.read"
BOUND = {it.operation.id: it for it in App().operations if it.modelled}

# Rows that the code names on the way of an operation, but that it cannot raise there.
ONLY_ASKED = "reading asks the strategy that a sign-in has been using whether it resets passwords, no more"
CURRENT = "reading takes the client's current attempt only; what is no longer current is not found"
LEFT = "removing a password asks which strategies would let the user in, and tries none of them"
IMPOSSIBLE: dict[tuple[str, str], str] = {
    ("getSignIn", "form_code_incorrect"): ONLY_ASKED,
    ("getSignIn", "form_param_value_invalid"): ONLY_ASKED,
    ("getSignIn", "form_password_incorrect"): ONLY_ASKED,
    ("getSignIn", "form_password_compromised"): ONLY_ASKED,
    ("getSignIn", "form_password_pwned"): ONLY_ASKED,
    ("getSignIn", "password_reset_required"): ONLY_ASKED,
    ("getSignIn", "unsupported_country_code"): ONLY_ASKED,
    ("getSignIn", "form_incorrect_signature"): ONLY_ASKED,
    ("getSignIn", "passkey_invalid_public_key_credential"): ONLY_ASKED,
    ("getSignIn", "form_param_missing"): ONLY_ASKED,
    ("getSignIn", "invalid_redirect_url"): ONLY_ASKED,
    ("getSignIn", "prohibited_redirect_url"): ONLY_ASKED,
    ("getSignIn", "redirect_url_domain_mismatch"): ONLY_ASKED,
    ("getSignIn", "sign_in_email_link_not_same_client"): ONLY_ASKED,
    ("getSignIn", "sign_up_email_link_not_same_client"): ONLY_ASKED,
    ("getSignIn", "resource_forbidden"): CURRENT,
    ("getSignUps", "resource_forbidden"): CURRENT,
    ("removePassword", "organization_invitation_not_found"): LEFT,
    ("removePassword", "passkey_not_registered"): LEFT,
    ("removePassword", "resource_not_found"): LEFT,
}
# What stands in the way of a link that somebody opens, or of coming back from a provider, is caught, and told
# to the page that it leads to.
TOLD_TO_THE_PAGE = (
    "external_account_not_found",
    "form_email_address_blocked",
    "not_allowed_access",
    "oauth_connection_blocked_by_immutable_attribute",
    "organization_invitation_not_found",
    "organization_invitation_not_pending",
    "organization_membership_quota_exceeded",
    "organization_not_enabled_in_instance",
    "passkey_not_registered",
    "resource_not_found",
    "session_creation_not_allowed",
    "sign_in_email_link_not_same_client",
    "sign_up_email_link_not_same_client",
    "unsupported_country_code",
    "user_banned",
    "user_deactivated",
    "user_locked",
    "user_quota_exceeded",
)


def entrances(bound: Bound) -> list[Place]:
    """Where a request for this operation walks through, from admission to its rule."""
    assert bound.handler is not None
    operation = bound.operation
    found = [(ADMIT, "token_version"), (ADMIT, "origin")]
    found.append((bound.handler.__module__, bound.handler.__name__))
    if operation.security and operation.api == "bapi":
        found.append((ADMIT, "backend"))
    if issubclass(bound.kind, DeviceCall):
        found += [(ADMIT, "device"), (ADMIT, "check")]
    if issubclass(bound.kind, SessionCall | TokenCall):
        found.append((ADMIT, "sign_in"))
    if bound.sensitive:
        found.append((ADMIT, "recent"))
    if operation.bodies:
        found.append((READ, "Reader"))
    return found


@pytest.mark.parametrize("operation_id", BOUND)
def test_refusals_have_a_listed_status(operation_id: str):
    """Otherwise the refusal would be a 500 that confesses a bug."""
    bound = BOUND[operation_id]
    rows = {name: getattr(errors, name, None) for name in reachable(entrances(bound))}
    unlisted = {
        name: row.status
        for name, row in rows.items()
        if isinstance(row, ErrorRow) and row.status not in bound.operation.responses
    }

    told = TOLD_TO_THE_PAGE if operation_id in ("getOauthCallback", "verify") else ()
    assert {} == {
        name: it
        for name, it in unlisted.items()
        if (operation_id, name) not in IMPOSSIBLE and name not in told
    }


def test_impossible_rows_are_still_in_sight():
    """An exception that the walk does not meet any more is taken out."""
    met = {(it, row) for it in {it for it, _ in IMPOSSIBLE} for row in reachable(entrances(BOUND[it]))}

    assert set() == IMPOSSIBLE.keys() - met


def test_the_walk_arrives():
    """The law above sees refusals deep inside rules, behind lists of strategies and at the door."""
    found = reachable(entrances(BOUND["attemptSignInFactorOne"]))

    assert {"form_code_incorrect", "user_locked", "client_not_found", "form_param_unknown"} <= found
    assert "user_settings_invalid" not in reachable(entrances(BOUND["getClient"]))
