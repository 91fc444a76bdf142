"""`mockfapi env`: the variables of apps, in a form that shells and .env readers read alike."""

from mockfapi import scenario
from mockfapi.cli import address, console
from mockfapi.ports.signer import public_pem
from mockfapi.world.keys import Keys

# What the build tools of front ends want before a name to let it into the page.
PUBLIC_PREFIXES = ("NEXT_PUBLIC_", "VITE_")


def run(host: str, port: int, scenario_name: str) -> None:
    """Prints one line a variable."""
    keys = scenario.load(scenario_name).keys("default")
    for name, value in variables(keys, address.base_url(host, port)).items():
        console.say(f"{name}='{value}'")


def variables(keys: Keys, base: str) -> dict[str, str]:
    """The variables of a world that is served at a base URL."""
    shared = {"CLERK_PUBLISHABLE_KEY": keys.publishable_key, "CLERK_PROXY_URL": base}
    found = {
        **shared,
        "CLERK_SECRET_KEY": keys.secret_key,
        "CLERK_API_URL": base,
        "CLERK_FAPI_URL": base,
        "CLERK_JWT_KEY": "".join(public_pem().split("\n")),
        "CLERK_WEBHOOK_SIGNING_SECRET": keys.webhook_secret,
        "CLERK_TELEMETRY_DISABLED": "1",
        "NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED": "1",
    }
    for prefix in PUBLIC_PREFIXES:
        found.update({f"{prefix}{name}": value for name, value in shared.items()})
    return found
