"""Nonces of handshakes and satellites: kept while they are good, then gone."""

from functools import partial

from mockfapi.world import World
from mockfapi.world.records import HandshakePayload


def keep(world: World, it: HandshakePayload) -> HandshakePayload:
    """Saves it until it expires; the clock takes it out."""
    world.clock.schedule(it.expire_at, partial(_forget, it.id))
    return world.handshakes.save(it)


def resume(world: World) -> None:
    """Gives the clock of a world that was put together what is to be taken out."""
    for it in world.handshakes:
        world.clock.schedule(it.expire_at, partial(_forget, it.id))


def _forget(id: str, world: World) -> None:
    if world.handshakes.find(id) is not None:
        world.handshakes.remove(id)
