"""Tag OAuth2 Callbacks: the ways back from providers, and the page on which our own provider asks."""

from mockfapi.errors import ClerkError
from mockfapi.http.call import NavigationCall, PublicCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Redirect, Text
from mockfapi.rules import oauth_callbacks, oauth_states, provider_consent, redirects
from mockfapi.views.provider_page import provider_page

NAMES = ("first_name", "last_name")
PARTS = ("code", "state", "error", "scope")


@operation("getOauthCallback")
def come_back(call: NavigationCall) -> Redirect:
    given = {name: call.query.text(name) or None for name in ("code", "error")}
    return Redirect(oauth_callbacks.landed(call.world, call.query.text("state"), **given), 303)


@operation("postOauthCallback")
def come_back_by_form(call: PublicCall) -> Redirect:
    """Providers that send a form are sent on to where the others come back."""
    given = {name: call.params.text(name) for name in PARTS}
    return Redirect(redirects.with_query(call.address + oauth_states.CALLBACK, **given), 303)


@operation("showProvider")
def show_provider(call: PublicCall) -> Redirect | Text:
    """The page that asks who somebody is, unless that is known."""
    query = call.query
    found = provider_consent.asked(
        call.world, query.required("state"), query.text("login_hint"), query.text("prompt")
    )
    return Redirect(found, 303) if isinstance(found, str) else Text(provider_page(found))


@operation("answerProvider")
def answer_provider(call: PublicCall) -> Redirect | Text:
    """What somebody chose or typed; the page asks again when that is no address."""
    form, token = call.params, call.params.required("state")
    if form.text("decision") == "deny":
        return Redirect(provider_consent.denied(call.world, token), 303)
    address = form.text("email_address") or ""
    known: dict[str, str | bool] = {name: form.text(name) or "" for name in NAMES if form.text(name)}
    if form.text("unverified"):
        known["email_address_verified"] = False
    try:
        return Redirect(provider_consent.allowed(call.world, token, address, **known), 303)
    except ClerkError as refusal:
        fault = refusal.entries[0].long_message
        return Text(provider_page(provider_consent.question(call.world, token, address, fault)))
