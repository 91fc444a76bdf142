"""The page that servers of older apps show while the browser finds out who is signed in."""

from html import escape

from mockfapi import errors
from mockfapi.world import World

PAGE = """<!doctype html>
<html>
<head><meta charset="utf-8"><title>One moment</title></head>
<body>
<script async crossorigin="anonymous" {attributes}
  src="{script}"
  onload="window.Clerk.load({{isInterstitial: true}}).then(() => window.location.reload())"></script>
</body>
</html>
"""
SCRIPT = "/npm/@clerk/clerk-js@{version}/dist/clerk.browser.js"


def page(world: World, given: dict[str, str], *, script_from_domain: bool = False) -> str:
    """The page for this instance; a publishable key that is none, or another's, is refused."""
    key = given.get("publishable_key")
    if key is not None and not key.startswith(("pk_test_", "pk_live_")):
        raise errors.malformed_publishable_key()
    if key not in (None, world.keys.publishable_key):
        raise errors.malformed_request_parameters(reason="the publishable key belongs to another instance")
    attributes = {
        "data-clerk-publishable-key": key or world.keys.publishable_key,
        "data-clerk-proxy-url": given.get("proxy_url"),
        "data-clerk-domain": given.get("domain"),
        "data-clerk-sign-in-url": given.get("sign_in_url"),
    }
    shown = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    version = world.instance.settings.display_config.clerk_js_version or "6"
    host = given["domain"] if script_from_domain and given.get("domain") else world.keys.frontend_api
    source = given.get("proxy_url") or f"https://{host}"
    return PAGE.format(attributes=shown, script=escape(f"{source}{SCRIPT.format(version=version)}"))
