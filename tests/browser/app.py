"""An app as UI developers have one: its page takes keys, addresses and scripts from the environment.

Started by `mockfapi run`; prints its port and waits.
"""

import html
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SCRIPT = '<script src="{}"></script>'
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>An app</title>
<link rel="icon" href="data:,">
{ui}
<script src="{js}" data-clerk-publishable-key="{key}" data-clerk-proxy-url="{proxy}"></script>
</head>
<body>
<p id="who">loading</p>
<div id="card"></div>
<script>
const options = {{ telemetry: false }};
if (window.__internal_ClerkUICtor) options.ui = {{ ClerkUI: window.__internal_ClerkUICtor }};
Clerk.load(options).then(() => {{
  const card = document.getElementById("card");
  Clerk.user ? Clerk.mountUserButton(card) : Clerk.mountSignIn(card);
  document.getElementById("who").textContent = Clerk.user?.primaryEmailAddress.emailAddress ?? "signed out";
}});
</script>
</body>
</html>
"""


def page() -> bytes:
    names = {"js": "CLERK_JS_URL", "key": "CLERK_PUBLISHABLE_KEY", "proxy": "CLERK_PROXY_URL"}
    values = {key: html.escape(os.environ[name]) for key, name in names.items()}
    ui = os.environ.get("CLERK_UI_URL")
    return PAGE.format(ui=SCRIPT.format(html.escape(ui)) if ui else "", **values).encode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = page()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
