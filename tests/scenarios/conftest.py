"""What the tests of scenarios share: writing a file, and reading what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from mockfapi import scenario
from mockfapi.scenario import Scenario, ScenarioError, ScenarioFault
from mockfapi.world import World

NOON = 1_763_000_000_000

Written = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Writes a scenario file into the current folder, which is the test's own."""
    monkeypatch.chdir(tmp_path)

    def write(text: str | bytes, name: str = "mine.yaml") -> Path:
        path = tmp_path / name
        content = text if isinstance(text, bytes) else dedent(text).encode()
        path.write_bytes(content)
        return path

    return write


@pytest.fixture
def refused(written: Written) -> Callable[[str | bytes], list[ScenarioFault]]:
    """The faults of a scenario that must not load, or that the rules must refuse."""

    def faults(text: str | bytes) -> list[ScenarioFault]:
        path = written(text)
        with pytest.raises(ScenarioError) as caught:
            open_world(scenario.load(str(path)))
        return list(caught.value.faults)

    return faults


def open_world(loaded: Scenario, seed: str = "0", at: int | None = NOON) -> World:
    """A world that starts from a scenario, its clock stopped."""
    world = World(seed=seed, keys=loaded.keys("default"))
    world.clock.pin(at)
    scenario.apply(world, loaded)
    return world
