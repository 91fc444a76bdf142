"""A server and a browser in the world of organizations."""

import pytest


@pytest.fixture
def b2b(open_world):
    """Three organizations of three people, and one who is in none."""
    return open_world("b2b")


@pytest.fixture
def server(house, b2b):
    return house.backend(b2b)


@pytest.fixture
def visitor(house, b2b):
    return house.browser(b2b)
