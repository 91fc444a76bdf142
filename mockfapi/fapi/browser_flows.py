"""Operations without a tag: what browsers are led through."""

import json

from mockfapi import errors
from mockfapi.http.call import ORIGIN, DeviceCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Cookie, Document, Text

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
