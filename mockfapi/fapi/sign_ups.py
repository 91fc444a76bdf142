"""Tag Sign Ups: making an account, step by step."""

from typing import Any

from mockfapi.http import needed
from mockfapi.http.call import BrowserCall, DeviceCall
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.rules import sign_ups
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world.records import SignUp


def _own(call: BrowserCall) -> SignUp:
    return sign_ups.of_client(call.world, call.client, call.path["sign_up_id"])


def _fields(params: Params) -> dict[str, Any]:
    """Forms of sign-up cards send every input: an empty one was not given."""
    return {name: value for name, value in params.given().items() if value not in ("", None)}


@operation("createSignUps")
def create(call: DeviceCall) -> SignUp:
    return sign_ups.create(call.world, call.client_or_new(), _fields(call.params))


@operation("getSignUps")
def read(call: BrowserCall) -> SignUp:
    return sign_ups.readable(call.world, call.client, call.path["sign_up_id"])


@operation("updateSignUps")
def update(call: BrowserCall) -> SignUp:
    return sign_ups.update(call.world, _own(call), _fields(call.params))


@operation("prepareSignUpsVerification")
def prepare_verification(call: BrowserCall) -> SignUp:
    preparation = Preparation(
        strategy=needed.text(call.params, "strategy"),
        redirect_url=call.params.text("redirect_url") or None,
        channel=call.params.text("channel") or None,
        complete_url=call.params.text("action_complete_redirect_url") or None,
        login_hint=call.params.text("oidc_login_hint") or None,
        prompt=call.params.text("oidc_prompt") or None,
    )
    return sign_ups.prepare_verification(call.world, _own(call), preparation)


@operation("attemptSignUpsVerification")
def attempt_verification(call: BrowserCall) -> SignUp:
    proof = Proof(
        code=call.params.text("code"),
        signature=call.params.text("signature"),
        token=call.params.text("token"),
    )
    return sign_ups.attempt_verification(call.world, _own(call), needed.text(call.params, "strategy"), proof)
