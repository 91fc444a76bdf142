"""Operations without a tag: what browsers are led through."""

import json

from mockfapi import errors
from mockfapi.http.call import ORIGIN, Device, DeviceCall, NavigationCall, PublicCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Cookie, Document, Redirect, Text
from mockfapi.rules import proxies, satellites
from mockfapi.world.records import AccountPortal

TEN_YEARS = 315_360_000
DEV_BROWSER = "__clerk_db_jwt"

SYNC_PAGE = """<!doctype html>
<meta charset="utf-8">
<title>Dev browser</title>
<script>parent.postMessage({{browserToken: {token}}}, {origin})</script>
"""


@operation("postDevBrowserInitSetCookie")
def set_first_party_cookie(call: DeviceCall) -> Document:
    """Keeps the dev browser as a cookie on this host, for requests that cannot name it in their query."""
    found = call.device.dev_browser
    if found is not None:
        call.cookies.append(Cookie(DEV_BROWSER, found.id, TEN_YEARS))
    return Document({"object": "dev_browser", "id": found.id if found else None})


@operation("getDevBrowserInit")
def init(call: DeviceCall) -> Text:
    """The page that tells the app its dev browser, for clients that still load it in a frame."""
    origin = call.query.text("origin") or call.origin
    if origin is None:
        raise errors.missing_query_parameter("origin")
    if ORIGIN.fullmatch(origin) is None:
        raise errors.invalid_query_parameter_value(
            "origin", reason="must be an origin such as https://app.test"
        )
    found = call.device.dev_browser
    token = json.dumps(found.id if found else None)
    return Text(SYNC_PAGE.format(token=token, origin=json.dumps(origin)))


@operation("syncClient")
def sync(call: NavigationCall) -> Redirect:
    """Where a satellite sends its browser: on to the satellite's link, with a token for its client."""
    link_domain, url = call.query.text("link_domain"), call.query.text("redirect_url")
    return Redirect(satellites.sync(call.world, call.client, link_domain, url))


@operation("linkClient")
def link(call: NavigationCall) -> Redirect:
    """Makes the browser on the satellite's host the one that the primary domain knows."""
    client, url = satellites.link(call.world, call.query.text("__clerk_token"))
    call.device = Device(client.id if client else None)
    return Redirect(satellites.linked(call.world, client, url))


@operation("clearSiteData")
def clear_site_data(call: PublicCall) -> Document:
    """Has the browser forget all that it keeps for this host. Its client stays, unknown to it."""
    del call
    return Document({"object": "site_data", "cleared": True}, headers=(("Clear-Site-Data", '"*"'),))


@operation("getAccountPortal")
def read_account_portal(call: PublicCall) -> AccountPortal:
    return AccountPortal(call.world.instance)


@operation("getProxyHealth")
def read_proxy_health(call: PublicCall) -> Document:
    """Admission has compared the secret key; what is left is whether the proxy's own address is one."""
    proxies.require_address(call.address)
    return Document({"status": "healthy", "x_forwarded_for": call.world.caller.ip_address or ""})
