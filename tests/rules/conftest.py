"""The world of these tests: default settings, nobody in it, the clock stopped."""

import pytest

from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import a_client, a_world


@pytest.fixture
def world() -> World:
    """A founded instance, stopped at noon."""
    return a_world()


@pytest.fixture
def client(world: World) -> Client:
    """A browser of that world."""
    return a_client(world)
