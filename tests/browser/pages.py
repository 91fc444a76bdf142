"""The site under test: a loopback server with small pages that mount the client's own components.

`/v5/...` uses the v5 client, `/v6/...` the v6 client with its own UI package. Below each name that `mount`
knows stands a card, elsewhere the home page.
"""

from __future__ import annotations

import html
import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from threading import Thread
from urllib.parse import urlsplit

PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Site under test</title>
<link rel="icon" href="data:,">
$ui_script
<script src="$client_script"
 data-clerk-publishable-key="$publishable_key" $proxy></script>
</head>
<body>
<p id="who">loading</p>
<div id="card"></div>
<script>
const home = "/$line/", card = document.getElementById("card"), who = document.getElementById("who");
const options = {
  telemetry: false, signInUrl: home + "sign-in", signUpUrl: home + "sign-up", afterSignOutUrl: home,
  waitlistUrl: home + "waitlist",
  signInFallbackRedirectUrl: home, signUpFallbackRedirectUrl: home,
};
if (window.__internal_ClerkUICtor) options.ui = { ClerkUI: window.__internal_ClerkUICtor };
function show() {
  const it = Clerk.user;
  const name = it && (it.primaryEmailAddress?.emailAddress ?? it.primaryWeb3Wallet?.web3Wallet ?? it.id);
  who.textContent = name ?? "signed out";
}
function mount() {
  if (location.pathname.startsWith(home + "sign-in")) Clerk.mountSignIn(card);
  else if (location.pathname.startsWith(home + "sign-up")) Clerk.mountSignUp(card);
  else if (location.pathname.startsWith(home + "combined"))
    Clerk.mountSignIn(card, { routing: "path", path: home + "combined", withSignUp: true });
  else if (location.pathname.startsWith(home + "waitlist")) Clerk.mountWaitlist(card);
  else if (location.pathname.startsWith(home + "organizations")) Clerk.mountOrganizationList(card);
  else if (location.pathname.startsWith(home + "organization"))
    Clerk.mountOrganizationProfile(card, { routing: "path", path: home + "organization" });
  else if (location.pathname.startsWith(home + "found"))
    Clerk.mountCreateOrganization(card, { routing: "path", path: home + "found" });
  else if (location.pathname.startsWith(home + "switcher")) Clerk.mountOrganizationSwitcher(card);
  else if (location.pathname.startsWith(home + "profile"))
    Clerk.mountUserProfile(card, { routing: "path", path: home + "profile" });
  else if (Clerk.user) Clerk.mountUserButton(card);
}
Clerk.load(options).then(
  () => { show(); mount(); Clerk.addListener(show); },
  (reason) => { who.textContent = "load failed: " + reason; },
);
</script>
</body>
</html>
""")


@dataclass(frozen=True)
class Site:
    """What the pages need to know: which mock to talk to, with which key, and the scripts of each line.

    Without a `proxy_url` they are pages as apps have them: scripts and calls go to the host of the key.
    """

    publishable_key: str
    proxy_url: str | None
    scripts: Mapping[str, Path]

    def page(self, line: str) -> str:
        """The one page of a client line; its script looks at the path to choose the component."""
        client, ui = f"/scripts/{line}/clerk.browser.js", "/scripts/ui/ui.browser.js"
        proxy = "" if self.proxy_url is None else f'data-clerk-proxy-url="{html.escape(self.proxy_url)}"'
        if self.proxy_url is None:
            shelf = f"https://{self.host}/npm/@clerk"
            client, ui = (
                f"{shelf}/clerk-js@{line[1]}/dist/clerk.browser.js",
                f"{shelf}/ui@1/dist/ui.browser.js",
            )
        return PAGE.substitute(
            line=line,
            publishable_key=html.escape(self.publishable_key),
            proxy=proxy,
            client_script=client,
            ui_script=f'<script src="{ui}"></script>' if line == "v6" else "",
        )

    @property
    def host(self) -> str:
        """The host that the key names."""
        return b64decode(self.publishable_key.split("_")[2] + "==").decode().removesuffix("$")

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Status, content type and body for a path."""
        match path.strip("/").split("/"):
            case ["scripts", folder, name] if folder in self.scripts:
                script = self.scripts[folder] / name
                if script.is_file():
                    return HTTPStatus.OK, "text/javascript; charset=utf-8", script.read_bytes()
            case [("v5" | "v6") as line, *_]:
                return HTTPStatus.OK, "text/html; charset=utf-8", self.page(line).encode()
        return HTTPStatus.NOT_FOUND, "application/json", json.dumps({"path": path}).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    site: Site


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, content_type, body = self.server.site.answer(urlsplit(self.path).path)
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        # Scripts never change below one name; pages do, from one site to the next on a reused port.
        self.send_header("Cache-Control", "max-age=3600" if "javascript" in content_type else "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test report is the place for news."""


@contextmanager
def serve(site: Site, host: str) -> Iterator[str]:
    """Serve a site on a free loopback port; yields its origin under the host name given."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site = site
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
