"""Group Users: servers create, find, change, bar and delete users."""

from typing import Any

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import bare, page
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.http.results import Document, Page
from mockfapi.http.times import moment
from mockfapi.rules import user_changes, user_checks, user_imports, user_lists
from mockfapi.world.records import Membership, User

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
    return bare(call, user_lists.found(call.world, _wanted(call), order_by))


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
    own = call.world.memberships.where(user_id=_user(call).id)
    return page(call, own[::-1])


@operation("Users_getOAuthAccessToken")
def list_oauth_access_tokens(call: BackendCall) -> Document | list[User]:
    """No provider account is connected yet, so there is no token of one."""
    user_checks.require_provider(call.world, _user(call), call.path["provider"])
    return []
