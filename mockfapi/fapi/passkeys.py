"""Tag Passkeys: the passkeys of the signed-in person."""

from mockfapi.http.call import SessionCall
from mockfapi.http.operation import operation
from mockfapi.rules import own_passkeys, passkeys
from mockfapi.world.records import Deleted, Passkey


def _own(call: SessionCall) -> Passkey:
    return passkeys.of_user(call.world, call.user, call.path["passkey_id"])


@operation("postPasskey", sensitive=True)
def create(call: SessionCall) -> Passkey:
    return own_passkeys.create(call.world, call.user)


@operation("readPasskey")
def read(call: SessionCall) -> Passkey:
    return _own(call)


@operation("patchPasskey")
def rename(call: SessionCall) -> Passkey:
    return own_passkeys.rename(call.world, _own(call), call.params.text("name"))


@operation("deletePasskey", sensitive=True)
def delete(call: SessionCall) -> Deleted:
    return own_passkeys.delete(call.world, _own(call))


@operation("attemptPasskeyVerification")
def attempt_verification(call: SessionCall) -> Passkey:
    strategy, credential = call.params.text("strategy"), call.params.text("public_key_credential")
    return own_passkeys.attempt_verification(call.world, _own(call), strategy, credential)
