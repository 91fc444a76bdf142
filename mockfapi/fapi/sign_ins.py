"""Tag Sign Ins: signing in, step by step."""

from mockfapi.http.call import BrowserCall, DeviceCall
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.rules import sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world.records import SignIn


def _own(call: BrowserCall) -> SignIn:
    return sign_ins.of_client(call.world, call.client, call.path["sign_in_id"])


def _proof(params: Params) -> Proof:
    return Proof(
        password=params.text("password"),
        code=params.text("code"),
        token=params.text("token"),
        ticket=params.text("ticket"),
        signature=params.text("signature"),
        public_key_credential=params.text("public_key_credential"),
    )


def _preparation(params: Params, strategy: str) -> Preparation:
    """What is asked to be sent, and to which identification; fields that a form does not know are absent."""
    return Preparation(
        strategy=strategy,
        email_address_id=params.text("email_address_id") or None,
        phone_number_id=params.text("phone_number_id") or None,
        web3_wallet_id=params.text("web3_wallet_id") or None,
        passkey_id=params.text("passkey_id") or None,
        redirect_url=params.text("redirect_url") or None,
        channel=params.text("channel") or None,
    )


@operation("createSignIn")
def create(call: DeviceCall) -> SignIn:
    return sign_ins.create(
        call.world,
        call.client_or_new(),
        strategy=call.params.text("strategy") or None,
        identifier=call.params.text("identifier") or None,
        proof=_proof(call.params),
        transfer=bool(call.params.flag("transfer")),
        redirect_url=call.params.text("redirect_url") or None,
    )


@operation("getSignIn")
def read(call: BrowserCall) -> SignIn:
    return sign_ins.readable(call.world, call.client, call.path["sign_in_id"])


@operation("prepareSignInFactorOne")
def prepare_first_factor(call: BrowserCall) -> SignIn:
    asked = _preparation(call.params, call.params.required("strategy"))
    return sign_ins.prepare_first_factor(call.world, _own(call), asked)


@operation("attemptSignInFactorOne")
def attempt_first_factor(call: BrowserCall) -> SignIn:
    strategy = call.params.required("strategy")
    return sign_ins.attempt_first_factor(call.world, _own(call), strategy, _proof(call.params))


@operation("prepareSignInFactorTwo")
def prepare_second_factor(call: BrowserCall) -> SignIn:
    asked = _preparation(call.params, call.params.required("strategy"))
    return sign_ins.prepare_second_factor(call.world, _own(call), asked)


@operation("attemptSignInFactorTwo")
def attempt_second_factor(call: BrowserCall) -> SignIn:
    strategy = call.params.required("strategy")
    return sign_ins.attempt_second_factor(call.world, _own(call), strategy, _proof(call.params))


@operation("resetPassword")
def reset_password(call: BrowserCall) -> SignIn:
    password, others = call.params.required("password"), call.params.flag("sign_out_of_other_sessions")
    return sign_ins.reset_password(call.world, _own(call), password, bool(others))
