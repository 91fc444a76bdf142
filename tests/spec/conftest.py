"""Both contracts, each read once."""

import pytest

from mockfapi.spec import Contract, load


@pytest.fixture(scope="session")
def fapi() -> Contract:
    return load("fapi")


@pytest.fixture(scope="session")
def bapi() -> Contract:
    return load("bapi")
