"""Testing tokens: what automated tests show to be spared captchas. Who gives them out: elsewhere."""

from dataclasses import replace
from hmac import compare_digest, digest

from mockfapi.world import World
from mockfapi.world.records import Client

LIFETIME = 60 * 60_000
MARK = "-c_"


def create(world: World) -> str:
    """A new token: the second of its making and a seal that only this world can set."""
    made = world.clock.now // 1000
    return f"{made}{MARK}{_seal(world, made)}"


def expire_at(token: str) -> int:
    """When a token of `create` stops to work, in milliseconds."""
    return int(token.partition(MARK)[0]) * 1000 + LIFETIME


def is_valid(world: World, token: str | None) -> bool:
    """Whether the token is of this world and not stale."""
    made, mark, seal = (token or "").partition(MARK)
    if not mark or not made.isascii() or not made.isdecimal() or len(made) > 12:
        return False
    genuine = compare_digest(seal.encode("utf-8", "replace"), _seal(world, int(made)).encode())
    return genuine and world.clock.now < int(made) * 1000 + LIFETIME


def remember(world: World, client: Client) -> Client:
    """Spares the client captchas from now on if the request shows a valid token; others are ignored."""
    if client.captcha_bypass or not is_valid(world, world.caller.testing_token):
        return client
    return world.clients.save(replace(client, captcha_bypass=True))


def _seal(world: World, made: int) -> str:
    return digest(world.keys.seal.encode(), f"testing token of {made}".encode(), "sha256").hex()[:27]
