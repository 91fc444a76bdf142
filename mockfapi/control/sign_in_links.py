"""Signing in by a click, for people who look at an app in a browser."""

from mockfapi.http.call import ArrivalCall, Device
from mockfapi.http.operation import operation
from mockfapi.http.results import Cookie, Redirect, Text
from mockfapi.rules import sign_in_links

NO_APP = """<!doctype html>
<title>Where is the app?</title>
<p>Nobody knows yet where the app is. Open it once, so that it asks this mock, or add its address to this one:
<code>?redirect_url=http://localhost:3000</code></p>
"""


@operation("followSignInLink")
def follow(call: ArrivalCall) -> Redirect | Text:
    """Leads into the app with a new session, or says so where nobody knows where the app is."""
    url = sign_in_links.target(call.world, call.query.text("redirect_url"))
    if url is None:
        return Text(NO_APP)
    client, outcome = sign_in_links.follow(call.world, call.path["user"], url, call.token_version)
    # Whoever this browser was before: from now on it has the client of the link.
    call.device = Device(client.id)
    if outcome.cookie is not None:
        name, value = outcome.cookie
        lifetime = call.world.instance.settings.behaviour.handshake_lifetime // 1000
        call.cookies.append(Cookie(name, value, lifetime, domain=outcome.domain, whole_site=True))
    return Redirect(outcome.location, 303)
