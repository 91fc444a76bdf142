"""What every test may use: an app without worlds, and browsers of worlds by scenario."""

from collections.abc import Callable, Iterator

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.world import World

NOON = 1_763_000_000_000


@pytest.fixture(scope="session")
def house() -> App:
    """One app for all tests: contracts read and operations bound once. It keeps no world of its own."""
    return App()


@pytest.fixture
def open_world(house: App) -> Iterator[Callable[..., World]]:
    """Opens worlds with a pinned clock; they are closed after the test."""
    opened = []

    def opener(scenario: str = "empty", name: str = "default", seed: str = "0") -> World:
        world = house.open_world(name, scenario_name=scenario, seed=seed)
        world.clock.pin(NOON)
        opened.append(name)
        return world

    yield opener
    for name in opened:
        house.close_world(name)


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    """The default world of the scenario `one_user`."""
    return open_world("one_user")


@pytest.fixture
def browser(house: App, world: World) -> Caller:
    """A browser that keeps its cookies, in that world."""
    return house.browser(world)
