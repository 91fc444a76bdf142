"""The faults of a scenario: what they become, and what is wrong with them."""

from __future__ import annotations

import pytest

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.scenario import ScenarioError
from tests.scenarios.conftest import Written


def test_presets_and_faults_in_the_order_of_the_file(house: App, written: Written) -> None:
    """Both are set when the world opens, and again after a reset."""
    text = "faults:\n  - slow_network\n  - { operations: [createSignIn], status: 503, times: 1 }\n"
    world = house.open_world("windy", scenario_name=scenario.load(str(written(text))))
    world.faults.remove(next(iter(world.faults)).id)
    house.worlds.reset(world)
    found = [(it.operations, it.latency, it.status) for it in world.faults]
    house.close_world("windy")

    assert [((), 400, None), (("createSignIn",), 0, 503)] == found


def test_spans_and_values_of_presets(house: App, written: Written) -> None:
    """As text, or as milliseconds."""
    text = "faults:\n  - replica_lag=5s\n  - { lag: 2s, latency: 400 ms, jitter: 30 }\n"
    world = house.open_world("windy", scenario_name=scenario.load(str(written(text))))
    found = [(it.lag, it.latency, it.jitter) for it in world.faults]
    house.close_world("windy")

    assert [(5_000, 0, 0), (2_000, 400, 30)] == found


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("faults:\n  - hail", 2, "faults.0"),
        ("faults:\n  - { latency: 5 }\n  - { status: 200 }", 3, "faults.1"),
        ("faults:\n  - slow_network=fast", 2, "after slow_network= comes a span"),
        ("faults:\n  - hail=2", 2, "is not a preset, such as slow_network"),
        ("faults:\n  - lag: soon", 2, "faults.0.lag: 'soon' is not a span"),
        ("faults:\n  - { lag: 2s, operations: [getClient] }", 2, "which the primary answers"),
        ("faults:\n  - code: nobody_knows", 2, "faults.0.code: form_param_value_invalid"),
        ("faults:\n  - status: 503\n    operations: [signIn]", 3, "faults.0.operations"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    house: App, written: Written, text: str, line: int, says: str
) -> None:
    """Keys by the schema, codes by the rules, operations by the contracts."""
    with pytest.raises(ScenarioError) as broken:
        house.open_world("windy", scenario_name=scenario.load(str(written(text))))

    assert line == broken.value.faults[0].line
    assert says in str(broken.value)
