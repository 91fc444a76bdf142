"""Tag User: the signed-in person."""

from mockfapi import errors
from mockfapi.http import needed
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import password_changes, profiles, service_tokens
from mockfapi.world.records import Deleted, Image, User


@operation("getUser")
def read(call: SessionCall) -> User:
    return call.user


@operation("patchUser")
def update(call: SessionCall) -> User:
    return profiles.update(call.world, call.session, call.params.given())


@operation("deleteUser", sensitive=True)
def delete(call: SessionCall) -> Deleted:
    return profiles.delete(call.world, call.user)


@operation("patchUserMetadata")
def merge_metadata(call: SessionCall) -> User:
    return profiles.merge_metadata(call.world, call.user, call.params.required("unsafe_metadata"))


@operation("createServiceToken")
def create_service_token(call: SessionCall) -> Document:
    service = needed.text(call.params, "service")
    jwt = service_tokens.create(call.world, call.session, service, origin=call.origin)
    return Document({"object": "token", "jwt": jwt})


@operation("updateProfileImage")
def set_profile_image(call: SessionCall) -> Image:
    file = call.params.upload("file")
    if file is None:
        raise errors.file_missing("file")
    return profiles.set_image(call.world, call.user, file.content, file.name)


@operation("deleteProfileImage")
def delete_profile_image(call: SessionCall) -> Deleted:
    return profiles.delete_image(call.world, call.user)


@operation("removePassword", sensitive=True)
def remove_password(call: SessionCall) -> User:
    return password_changes.remove(call.world, call.session, needed.text(call.params, "current_password"))


@operation("changePassword", sensitive=True)
def change_password(call: SessionCall) -> User:
    return password_changes.change(
        call.world,
        call.session,
        needed.text(call.params, "new_password"),
        current_password=call.params.text("current_password"),
        sign_out_of_other_sessions=bool(call.params.flag("sign_out_of_other_sessions")),
    )
