"""Group Users: servers create, find, change, bar and delete users."""

from typing import Any

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import bare, either, page
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.http.results import Document, Page
from mockfapi.http.times import moment
from mockfapi.rules import (
    external_accounts,
    identifications,
    user_changes,
    user_checks,
    user_credentials,
    user_imports,
    user_lists,
    user_organizations,
)
from mockfapi.rules.identifications import Standing
from mockfapi.world.records import (
    Deleted,
    EmailAddress,
    Membership,
    OrganizationInvitation,
    PhoneNumber,
    ProviderToken,
    User,
)

FILTERS = (
    "email_address",
    "phone_number",
    "external_id",
    "username",
    "web3_wallet",
    "user_id",
    "organization_id",
    "query",
    "last_active_at_since",
    "email_address_query",
    "phone_number_query",
    "username_query",
    "name_query",
    "banned",
    "provider",
    "provider_user_id",
    *(f"{name}_{side}" for name in user_lists.TIMES for side in ("before", "after")),
)
TIMES = ("created_at", "legal_accepted_at")


def _user(call: BackendCall) -> User:
    return call.world.users[call.path["user_id"]]


def _fields(params: Params) -> dict[str, Any]:
    """What was given, times in milliseconds."""
    given = params.given()
    return given | {name: moment(params, name) for name in TIMES if name in given}


def _wanted(call: BackendCall) -> dict[str, Any]:
    given = call.query.given()
    return {name: given[name] for name in FILTERS if name in given}


@operation("Users_listSortedByCreationDate")
def list_users(call: BackendCall) -> list[User]:
    order_by = call.query.text("order_by")
    after = call.query.text("starting_after")
    return bare(call, user_lists.found(call.world, _wanted(call), order_by, after))


@operation("Users_getTotalCount")
def count(call: BackendCall) -> Document:
    found = user_lists.found(call.world, _wanted(call), None)
    return Document({"object": "total_count", "total_count": len(found)})


@operation("Users_createNewUser")
def create(call: BackendCall) -> User:
    return user_imports.create(call.world, _fields(call.params))


@operation("Users_getUserDetails")
def read(call: BackendCall) -> User:
    return _user(call)


@operation("Users_updateUserAttributes")
def update(call: BackendCall) -> User:
    return user_changes.update(call.world, _user(call), _fields(call.params))


@operation("Users_deleteUserById")
def delete(call: BackendCall) -> Document:
    gone = user_changes.delete(call.world, _user(call))
    return Document({"object": "user", "id": gone.id, "deleted": True, "external_id": gone.external_id})


@operation("Users_mergeUserMetadataAttributes")
def merge_metadata(call: BackendCall) -> User:
    return user_changes.merge_metadata(call.world, _user(call), call.params.given())


@operation("Users_markBanned")
def ban(call: BackendCall) -> User:
    return user_changes.ban(call.world, _user(call))


@operation("Users_removeBanFromUser")
def unban(call: BackendCall) -> User:
    return user_changes.unban(call.world, _user(call))


@operation("Users_lockUser")
def lock(call: BackendCall) -> User:
    return user_changes.lock(call.world, _user(call))


@operation("Users_removeLock")
def unlock(call: BackendCall) -> User:
    return user_changes.unlock(call.world, _user(call))


@operation("Users_disableMfa")
def disable_mfa(call: BackendCall) -> Document:
    return Document({"user_id": user_changes.disable_mfa(call.world, _user(call)).id})


@operation("Users_verifyPassword")
def verify_password(call: BackendCall) -> Document:
    user_checks.verify_password(call.world, _user(call), call.params.required("password"))
    return Document({"verified": True})


@operation("Users_verifyTotp")
def verify_totp(call: BackendCall) -> Document:
    kind = user_checks.verify_totp(call.world, _user(call), call.params.required("code"))
    return Document({"verified": True, "code_type": kind})


@operation("Users_getOrganizationMemberships")
def list_memberships(call: BackendCall) -> Page[Membership]:
    return page(call, user_organizations.memberships_told(call.world, _user(call)))


@operation("Users_getOAuthAccessToken")
def list_oauth_access_tokens(call: BackendCall) -> Page[ProviderToken] | list[ProviderToken]:
    name = user_checks.require_provider(call.world, call.path["provider"])
    return either(call, external_accounts.tokens_of(call.world, _user(call), name))


@operation("Users_getOrganizationInvitations")
def list_organization_invitations(call: BackendCall) -> Page[OrganizationInvitation]:
    status = call.query.text("status")
    statuses = [status] if status else []
    return page(call, user_organizations.invitations_of(call.world, _user(call), statuses))


@operation("Users_banSeveral")
def ban_several(call: BackendCall) -> list[User]:
    return user_changes.ban_all(call.world, call.params.given()["user_ids"])


@operation("Users_unbanSeveral")
def unban_several(call: BackendCall) -> list[User]:
    return user_changes.unban_all(call.world, call.params.given()["user_ids"])


@operation("Users_replaceMetadata")
def replace_metadata(call: BackendCall) -> User:
    return user_changes.replace_metadata(call.world, _user(call), call.params.given())


@operation("Users_replaceEmailAddress")
def replace_email_address(call: BackendCall) -> EmailAddress:
    address, standing = call.params.required("email_address"), Standing.replacing(call.params.given())
    return identifications.replace_emails(call.world, _user(call), address, standing)


@operation("Users_replacePhoneNumber")
def replace_phone_number(call: BackendCall) -> PhoneNumber:
    number, standing = call.params.required("phone_number"), Standing.replacing(call.params.given())
    return identifications.replace_phones(call.world, _user(call), number, standing)


@operation("Users_setProfileImage")
def set_profile_image(call: BackendCall) -> User:
    return user_credentials.set_image(call.world, _user(call), call.params.file("file"))


@operation("Users_deleteProfileImage")
def delete_profile_image(call: BackendCall) -> User:
    return user_credentials.delete_image(call.world, _user(call))


@operation("Users_removePassword")
def remove_password(call: BackendCall) -> User:
    sign_out = bool(call.params.flag("sign_out_of_other_sessions"))
    return user_credentials.remove_password(call.world, _user(call), sign_out=sign_out)


@operation("Users_setPasswordCompromised")
def set_password_compromised(call: BackendCall) -> User:
    revoke = bool(call.params.flag("revoke_all_sessions"))
    return user_credentials.set_compromised(call.world, _user(call), revoke_all_sessions=revoke)


@operation("Users_unsetPasswordCompromised")
def unset_password_compromised(call: BackendCall) -> User:
    return user_credentials.unset_compromised(call.world, _user(call))


@operation("Users_deleteTotp")
def delete_totp(call: BackendCall) -> Document:
    return Document({"user_id": user_credentials.delete_totp(call.world, _user(call)).id})


@operation("Users_deleteBackupCodes")
def delete_backup_codes(call: BackendCall) -> Document:
    return Document({"user_id": user_credentials.delete_backup_codes(call.world, _user(call)).id})


@operation("Users_deletePasskey")
def delete_passkey(call: BackendCall) -> Deleted:
    return user_credentials.delete_passkey(call.world, _user(call), call.path["passkey_id"])


@operation("Users_deleteWeb3Wallet")
def delete_web3_wallet(call: BackendCall) -> Deleted:
    return user_credentials.delete_wallet(call.world, _user(call), call.path["web3_wallet_id"])


@operation("Users_deleteExternalAccount")
def delete_external_account(call: BackendCall) -> Deleted:
    id = call.path["external_account_id"]
    return user_credentials.delete_external_account(call.world, _user(call), id)
