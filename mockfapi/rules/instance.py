"""The founding of an instance in an empty world, and what it remembers of the app."""

from dataclasses import replace

from mockfapi.rules import organizations, role_sets
from mockfapi.world import World
from mockfapi.world.records import Instance
from mockfapi.world.records.settings import Settings


def found(world: World, settings: Settings | None = None) -> Instance:
    """Makes the single instance row, the default roles of an empty world and the set that they are in."""
    now = world.clock.now
    it = Instance(id=world.keys.instance_id, created_at=now, updated_at=now, settings=settings or Settings())
    world.instances.save(it)
    organizations.default_roles(world)
    role_sets.begin(world)
    return it


def settings(world: World) -> Settings:
    """The settings as they are now."""
    return world.instance.settings


def remember_origin(world: World, origin: str) -> Instance:
    """Keeps the origin of the app, as the environment's PATCH does. Saying it again changes nothing."""
    it = world.instance
    if it.home_origin == origin:
        return it
    return world.instances.save(replace(it, home_origin=origin, updated_at=world.clock.now))
