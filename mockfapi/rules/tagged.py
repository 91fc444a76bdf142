"""Secrets that end in the tag of their world; kept without it, so that a twin has secrets of its own."""

from mockfapi.world import World


def shown(world: World, kept: str) -> str:
    """The secret as people hold it."""
    return kept + world.chance.tag


def kept(world: World, shown: str) -> str | None:
    """What is kept of a secret; None when it is of another world."""
    stem = shown.removesuffix(world.chance.tag)
    return None if stem == shown else stem
