"""`mockfapi env`: the variables of apps, in a form that shells and .env readers read alike."""

from pathlib import Path

from mockfapi import scenario
from mockfapi.cli import address, clients, console, frameworks
from mockfapi.frozen import dataclass
from mockfapi.ports.signer import public_pem
from mockfapi.world.keys import Keys


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: whose variables, for a mock that is, or will be, served like this."""

    host: str
    port: int
    scenario: str
    framework: str
    https: bool = False
    npm: Path | None = None


def run(order: Order) -> None:
    """Prints one line a variable."""
    keys = scenario.load(order.scenario).keys("default")
    base = address.base_url(order.host, order.port, "https" if order.https else "http")
    found = variables(keys, base)
    if order.npm is not None:
        scripts = clients.scripts_in(order.npm)
        found |= clients.urls(clients.client_of(order.npm, scripts), base)
    framework = frameworks.chosen(order.framework, Path.cwd())
    for name, value in frameworks.names_for(framework, found).items():
        console.say(f"{name}='{value}'")


def variables(keys: Keys, base: str) -> dict[str, str]:
    """The variables of a world that is served at a base URL, as Clerk's server libraries name them."""
    return {
        "CLERK_PUBLISHABLE_KEY": keys.publishable_key,
        "CLERK_PROXY_URL": base,
        "CLERK_SECRET_KEY": keys.secret_key,
        "CLERK_API_URL": base,
        "CLERK_FAPI_URL": base,
        "CLERK_JWT_KEY": "".join(public_pem().split("\n")),
        "CLERK_WEBHOOK_SIGNING_SECRET": keys.webhook_secret,
        # Words, not digits: some frameworks check that it is a boolean.
        "CLERK_TELEMETRY_DISABLED": "true",
        # Without a key, some SDKs would make an instance of their own. There is one.
        "CLERK_KEYLESS_DISABLED": "true",
    }
