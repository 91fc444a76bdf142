"""Group Signups: what servers see and say of a sign-up in progress."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import server_sign_ups
from mockfapi.world.records import SignUp


def _sign_up(call: BackendCall) -> SignUp:
    return call.world.sign_ups[call.path["id"]]


@operation("Signups_getSignUp")
def read(call: BackendCall) -> SignUp:
    return _sign_up(call)


@operation("Signups_updateSignUpById")
def update(call: BackendCall) -> SignUp:
    action, external_id = call.params.flag("custom_action"), call.params.text("external_id")
    return server_sign_ups.update(call.world, _sign_up(call), action, external_id)
