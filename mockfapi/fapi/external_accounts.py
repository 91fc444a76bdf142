"""Tag External Accounts: connections of the signed-in person with accounts at other providers."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import external_accounts
from mockfapi.rules.strategy import Target
from mockfapi.world.records import Deleted, ExternalAccount, User


def _own(call: SessionCall) -> ExternalAccount:
    return external_accounts.own(call.world, call.user, call.path["external_account_id"])


def _target(call: SessionCall, scopes: str) -> Target:
    return Target(
        "",
        client_id=call.client.id,
        redirect_url=call.params.text("redirect_url") or None,
        complete_url=call.params.text("action_complete_redirect_url") or None,
        login_hint=call.params.text("oidc_login_hint") or None,
        prompt=call.params.text("oidc_prompt") or None,
        scopes=scopes,
    )


@operation("postOAuthAccounts", sensitive=True)
def create(call: SessionCall) -> ExternalAccount:
    strategy, target = call.params.text("strategy"), _target(call, call.params.text("additional_scope") or "")
    return external_accounts.create(call.world, call.user, strategy, target)


@operation("reauthorizeExternalAccount")
def reauthorize(call: SessionCall) -> ExternalAccount:
    scopes = call.params.given().get("additional_scope") or []
    return external_accounts.reauthorize(call.world, _own(call), _target(call, " ".join(scopes)))


@operation("deleteExternalAccount", sensitive=True)
def delete(call: SessionCall) -> Deleted:
    return external_accounts.delete(call.world, call.user, _own(call))


@operation("revokeExternalAccountTokens")
def revoke_tokens(call: SessionCall) -> User:
    return external_accounts.revoke_tokens(call.world, call.user, _own(call))
