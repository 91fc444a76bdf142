"""Tag Client: the browser or device itself. Its own operations answer it in `response`, never beside it."""

from mockfapi.http.call import DeviceCall, NavigationCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Alone, Cookie, Redirect
from mockfapi.rules import agent_tasks, captcha, clients, handshakes, redirects, tokens
from mockfapi.world.records import Client

TEN_YEARS = 315_360_000


@operation("getClient")
def read(call: DeviceCall) -> Alone[Client | None]:
    return Alone(call.client)


@operation("putClient")
@operation("postClient")
def create(call: DeviceCall) -> Alone[Client]:
    return Alone(call.client_or_new())


@operation("deleteClientSessions")
def delete(call: DeviceCall) -> Alone[Client | None]:
    if call.client is not None:
        clients.drop(call.world, call.client)
        call.cookies.append(Cookie("__client", "", 0))
    return Alone(None)


@operation("createAgentTask")
def open_agent_task(call: NavigationCall) -> Redirect:
    """Opens the session of a task on this client, and leads into the app with it."""
    task = agent_tasks.usable(call.world, call.query.required("ticket"))
    agent_tasks.open_session(call.world, task, call.client_or_new())
    return _back(call, handshakes.Asked(task.redirect_url, version=call.token_version, trusted=True))


@operation("handshakeClient")
def handshake(call: NavigationCall) -> Redirect:
    """Sends the browser back to the server that sent it, with the cookies of its session."""
    query = call.query
    asked = handshakes.Asked(
        redirect_url=query.text("redirect_url"),
        as_nonce=query.text("format") == "nonce",
        organization=query.text("organization_id"),
        suffixed=query.flag("suffixed_cookies") is not False,
        satellite=query.text("satellite_fapi"),
        version=call.token_version,
    )
    return _back(call, asked)


@operation("touchClient")
def touch(call: NavigationCall) -> Redirect:
    """Gives the browser its cookie anew on the way to another page."""
    url = redirects.require_allowed(call.world, call.query.text("redirect_url"))
    if call.client is not None and call.device.dev_browser is None:
        token = tokens.client_token(call.world, call.client)
        call.cookies.append(Cookie("__client", token, TEN_YEARS))
    return Redirect(url)


@operation("verifyClient")
def verify(call: DeviceCall) -> Client:
    return captcha.solved(call.world, call.client_or_new(), call.params.given())


def _back(call: DeviceCall, asked: handshakes.Asked) -> Redirect:
    outcome = handshakes.answer(call.world, call.client, call.device.dev_browser, asked)
    if outcome.cookie is not None:
        name, value = outcome.cookie
        lifetime = call.world.instance.settings.behaviour.handshake_lifetime // 1000
        call.cookies.append(Cookie(name, value, lifetime, domain=outcome.domain, whole_site=True))
    return Redirect(outcome.location)
