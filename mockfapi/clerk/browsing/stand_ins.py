"""What stands in for hosts that are no API: pictures, telemetry, captchas, refusals, the account portal."""

import json
from hashlib import blake2b
from html import escape

from mockfapi.http.wire import JSON, Answer
from mockfapi.world.keys import Keys

SCRIPT, PAGE, SVG, TEXT = "text/javascript", "text/html; charset=utf-8", "image/svg+xml", "text/plain"
MISDIRECTED = 421

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
    '<rect width="64" height="64" rx="14" fill="hsl({hue},45%,50%)"/>'
    '<text x="32" y="33" fill="#fff" font-family="sans-serif" font-size="34" font-weight="600" '
    'text-anchor="middle" dominant-baseline="central">{letter}</text></svg>'
)

# The widget of Cloudflare, as far as clerk-js calls it. Everybody passes.
CAPTCHA = """
window.turnstile = {
  ready(then) { then(); },
  render(place, options) {
    const done = options.callback || window[options["data-callback"]];
    setTimeout(() => done && done(%s), 0);
    return "mockfapi";
  },
  execute() {}, reset() {}, remove() {}, getResponse() { return %s; }, isExpired() { return false; },
};
const loaded = new URL(document.currentScript.src).searchParams.get("onload");
if (loaded && window[loaded]) window[loaded]();
"""

HOP = """<!doctype html>
<meta charset="utf-8">
<title>On the way</title>
<meta http-equiv="refresh" content="0;url={url}">
<a href="{url}">Go on</a>
"""

PORTAL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Accounts</title>
<link rel="icon" href="data:,">
<style>body{{margin:0;min-height:100vh;display:grid;place-items:center;background:#f3f4f7}}</style>
{scripts}
</head>
<body>
<div id="card"></div>
<script>
const onward = new URL(location.href).searchParams.get("redirect_url");
const options = {{ signInUrl: "/sign-in", signUpUrl: "/sign-up", telemetry: false }};
if (onward) options.allowedRedirectOrigins = [new URL(onward, location.href).origin];
if (window.__internal_ClerkUICtor) options.ui = {{ ClerkUI: window.__internal_ClerkUICtor }};
Clerk.load(options).then(() => {{
  let page = {page}, path = {path};
  const isIn = Clerk.user && ["SignIn", "SignUp"].includes(page);
  if (isIn && onward) return Clerk.redirectWithAuth(onward);
  if (isIn) [page, path] = ["UserProfile", "/user"];
  Clerk["mount" + page](document.getElementById("card"), {{ routing: "path", path }});
}});
</script>
</body>
</html>
"""
CARDS = {
    "sign-in": "SignIn",
    "sign-up": "SignUp",
    "user": "UserProfile",
    "organization": "OrganizationProfile",
    "create-organization": "CreateOrganization",
    "waitlist": "Waitlist",
}


def picture(path: str) -> Answer:
    """An image for a host of images: a letter on a colour, the same one each time."""
    name = path.rpartition("/")[2]
    hue = int.from_bytes(blake2b(name.encode(), digest_size=2).digest()) % 360
    letter = name[:1].upper() if name[:1].isalnum() else "?"
    drawn = PICTURE.format(hue=hue, letter=escape(letter))
    return _open_to_all(Answer(200, drawn.encode(), SVG))


def telemetry() -> Answer:
    """What a page hears that tells how it is used: thank you. Nobody reads it."""
    return Answer(202, b'{"success":true}', JSON)


def captcha(token: str) -> Answer:
    """The captcha's script, in a version that whoever is asked solves with this token."""
    said = json.dumps(token)
    return _open_to_all(Answer(200, (CAPTCHA % (said, said)).encode(), SCRIPT))


def script(content: bytes, media_type: str) -> Answer:
    """A file of a package, which any page may load, whatever it asks of other origins."""
    return _open_to_all(Answer(200, content, media_type))


def refusal(reason: str, *, is_script: bool) -> Answer:
    """Says why there is nothing here, where people look for it: scripts throw it into the page's console."""
    told = f"mockfapi: {reason}"
    if is_script:
        return _open_to_all(Answer(200, f"throw new Error({json.dumps(told)});\n".encode(), SCRIPT))
    body = {"errors": [{"code": "host_invalid", "message": told, "long_message": told}]}
    return Answer(MISDIRECTED, json.dumps(body).encode(), JSON)


def nothing(reason: str) -> Answer:
    """A file that is not there."""
    return _open_to_all(Answer(404, f"mockfapi: {reason}\n".encode(), TEXT))


def hop(url: str) -> Answer:
    """A page that leads on at once, for browsers that cannot be redirected where Playwright stands in."""
    return Answer(200, HOP.format(url=escape(url)).encode(), PAGE)


def portal(keys: Keys, path: str, major: str) -> Answer:
    """A page of the account portal, made of the app's own copy of clerk-js."""
    name = path.strip("/").partition("/")[0] or "sign-in"
    card = CARDS.get(name)
    if card is None:
        return Answer(404, f"the account portal has {', '.join(f'/{it}' for it in CARDS)}".encode(), TEXT)
    base = f"https://{keys.frontend_api}/npm/@clerk"
    scripts = f'<script src="{base}/ui@1/dist/ui.browser.js"></script>\n' if major == "6" else ""
    scripts += (
        f'<script src="{base}/clerk-js@{major}/dist/clerk.browser.js" '
        f'data-clerk-publishable-key="{keys.publishable_key}"></script>'
    )
    told = {"scripts": scripts, "page": json.dumps(card), "path": json.dumps(f"/{name}")}
    return Answer(200, PORTAL.format(**told).encode(), PAGE)


def _open_to_all(answer: Answer) -> Answer:
    """Pages that are isolated from other origins may use it too; what has integrity is checked by them."""
    answer.headers += [("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin")]
    return answer
