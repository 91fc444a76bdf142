"""Tag User: the signed-in person."""

from mockfapi.http import needed
from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import password_changes
from mockfapi.world.records import User


@operation("getUser")
def read(call: SessionCall) -> User:
    return call.user


@operation("changePassword", sensitive=True)
def change_password(call: SessionCall) -> User:
    return password_changes.change(
        call.world,
        call.session,
        needed.text(call.params, "new_password"),
        current_password=call.params.text("current_password"),
        sign_out_of_other_sessions=bool(call.params.flag("sign_out_of_other_sessions")),
    )
