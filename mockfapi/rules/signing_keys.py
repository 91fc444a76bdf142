"""The keys that sign tokens: which one does, which ones are published, and taking the next."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi.ports.signer import public_pem
from mockfapi.world import World
from mockfapi.world.records import Instance


def sign(world: World, claims: Mapping[str, Any], category: str | None = None) -> str:
    """A JWT of the world, by the key that signs now."""
    return world.signer.sign(claims, category, world.instance.key_number)


def verified(world: World, token: str) -> dict[str, Any] | None:
    """The claims of a JWT that a published key of the world signed, whatever its time; None for any other."""
    return world.signer.verified(token, _published(world))


def key_set(world: World) -> list[dict[str, str]]:
    """The published keys as JWKs; the one that signs comes last."""
    return [world.signer.jwk(number) for number in _published(world)]


def pem(world: World) -> str:
    """The public half of the key that signs, as PEM text."""
    return public_pem(world.instance.key_number)


def rotate(world: World) -> Instance:
    """Tokens are signed by a new key from now on; earlier keys stay published."""
    it = world.instance
    return world.instances.save(replace(it, key_number=it.key_number + 1))


def retire(world: World) -> Instance:
    """Earlier keys are published no longer: what they signed does not verify any more."""
    it = world.instance
    return world.instances.save(replace(it, oldest_key=it.key_number))


def _published(world: World) -> range:
    return range(world.instance.oldest_key, world.instance.key_number + 1)
