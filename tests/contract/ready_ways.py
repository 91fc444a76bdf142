"""Ways around the app: satellites, handshakes, links in mails, a proxy."""

from urllib.parse import parse_qs, urlsplit

from mockfapi.http.transport import Reply
from tests.contract.stock import APP, OTTO, SIGN_INS, Prepared
from tests.rules.worlds import configure

SATELLITE = "clerk.other.test"


def walk(it: Prepared) -> None:
    """The instance has a satellite; a browser is on its way there, another one waits for a click."""
    configure(it.clerk.world, behaviour__satellite_domains=(SATELLITE,))
    there = {"link_domain": SATELLITE, "redirect_url": "https://other.test/"}
    it.fits("syncClient", query=there)
    token = _told(it.visitor.get("/v1/client/sync", **there))["__clerk_token"]
    it.fits("linkClient", query={"__clerk_token": token})
    it.fits("touchClient", query={"redirect_url": APP})
    it.fits("handshakeClient", query={"redirect_url": APP})
    nonce = _told(it.visitor.get("/v1/client/handshake", redirect_url=APP, format="nonce"))
    it.fits("Clients_getHandshakePayload", query={"nonce": nonce["__clerk_handshake_nonce"]})
    it.fits("getDevBrowserInit", query={"origin": "http://localhost:3000"})
    _note_proxy(it)
    _wait_for_click(it)


def _told(reply: Reply) -> dict[str, str]:
    """What a redirect tells the page that it leads to."""
    found = parse_qs(urlsplit(reply.headers["location"]).query)
    return {name: values[0] for name, values in found.items()}


def _note_proxy(it: Prepared) -> None:
    headers = {
        "Clerk-Proxy-Url": "http://localhost:3000/__clerk",
        "Clerk-Secret-Key": it.clerk.secret_key,
        "X-Forwarded-For": "192.0.2.7",
    }
    it.fits("getProxyHealth", query={"domain_id": "dmn_1"}, headers=headers)


def _wait_for_click(it: Prepared) -> None:
    asked = {"identifier": OTTO, "strategy": "email_link", "redirect_url": APP}
    it.lend(it.clerk.browser(), "verify").post(SIGN_INS, **asked)
    link = it.clerk.outbox.last(to=OTTO).link
    it.fits("verify", query={"token": parse_qs(urlsplit(link).query)["token"][0]})
