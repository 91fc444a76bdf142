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
    )


@operation("getSignIn")
def read(call: BrowserCall) -> SignIn:
    return sign_ins.readable(call.world, call.client, call.path["sign_in_id"])


@operation("prepareSignInFactorOne")
def prepare_first_factor(call: BrowserCall) -> SignIn:
    preparation = Preparation(
        strategy=call.params.required("strategy"),
        email_address_id=call.params.text("email_address_id") or None,
        phone_number_id=call.params.text("phone_number_id") or None,
        redirect_url=call.params.text("redirect_url") or None,
    )
    return sign_ins.prepare_first_factor(call.world, _own(call), preparation)


@operation("attemptSignInFactorOne")
def attempt_first_factor(call: BrowserCall) -> SignIn:
    strategy = call.params.required("strategy")
    return sign_ins.attempt_first_factor(call.world, _own(call), strategy, _proof(call.params))


@operation("resetPassword")
def reset_password(call: BrowserCall) -> SignIn:
    password, others = call.params.required("password"), call.params.flag("sign_out_of_other_sessions")
    return sign_ins.reset_password(call.world, _own(call), password, bool(others))
