"""Tag Sign Ins: signing in, step by step."""

from mockfapi.http import needed
from mockfapi.http.call import BrowserCall, DeviceCall, NavigationCall
from mockfapi.http.operation import operation
from mockfapi.http.params import Params
from mockfapi.http.results import Redirect, Text
from mockfapi.rules import link_openings, sign_ins, ticket_links
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world.records import SignIn

NO_APP = """<!doctype html>
<meta charset="utf-8">
<title>Ticket</title>
<p>This ticket is good, but no app has been seen here yet. Open a page of it once, or say where the link shall
lead, then follow the link again. The app will be told: {status}.</p>
"""
LINK_PAGE = """<!doctype html>
<meta charset="utf-8">
<title>{status}</title>
<p>{words}</p>
"""
LINK_WORDS = {
    "verified": "Done: you can go back to where you asked for this link.",
    "expired": "This link has expired. Ask for a new one.",
    "failed": "This link could not be used. Ask for a new one.",
    "client_mismatch": "Open this link in the browser in which you asked for it.",
    "transferable": "Done: you can go back to where you asked for this link.",
}


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
        complete_url=params.text("action_complete_redirect_url") or None,
        login_hint=params.text("oidc_login_hint") or None,
        prompt=params.text("oidc_prompt") or None,
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
        complete_url=call.params.text("action_complete_redirect_url") or None,
        login_hint=call.params.text("oidc_login_hint") or None,
        prompt=call.params.text("oidc_prompt") or None,
        channel=call.params.text("channel") or None,
        sign_up_if_missing=bool(call.params.flag("sign_up_if_missing")),
        captcha_token=call.params.text("captcha_token") or None,
        captcha_error=call.params.text("captcha_error") or None,
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
    asked = Preparation(
        needed.text(call.params, "strategy"),
        email_address_id=call.params.text("email_address_id") or None,
        phone_number_id=call.params.text("phone_number_id") or None,
        redirect_url=call.params.text("redirect_url") or None,
        channel=call.params.text("channel") or None,
    )
    return sign_ins.prepare_second_factor(call.world, _own(call), asked)


@operation("attemptSignInFactorTwo")
def attempt_second_factor(call: BrowserCall) -> SignIn:
    strategy, proof = needed.text(call.params, "strategy"), Proof(code=call.params.text("code"))
    return sign_ins.attempt_second_factor(call.world, _own(call), strategy, proof)


@operation("resetPassword")
def reset_password(call: BrowserCall) -> SignIn:
    password, others = call.params.required("password"), call.params.flag("sign_out_of_other_sessions")
    return sign_ins.reset_password(call.world, _own(call), password, bool(others))


@operation("acceptTicket")
def accept_ticket(call: NavigationCall) -> Redirect | Text:
    """Leads from the link of a mail into the app; says so where nobody knows yet where the app is."""
    way = ticket_links.accept(call.world, call.client, call.query.required("ticket"))
    if way.url is None:
        return Text(NO_APP.format(status=way.status))
    return Redirect(way.url, 303)


@operation("verify")
def verify(call: NavigationCall) -> Redirect | Text:
    """What a click on an e-mail link leads to: the page that was named, or a plain one where none was."""
    it = link_openings.opened(call.world, call.query.required("token"), call.device.client_id)
    if it.redirect_url is None:
        return Text(LINK_PAGE.format(status=it.status, words=LINK_WORDS[it.status]))
    return Redirect(it.redirect_url, 303)
