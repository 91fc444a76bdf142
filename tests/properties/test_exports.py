"""An exported world loads back to an equal one, whatever has happened in it: equal rows, equal answers."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockfapi import scenario
from mockfapi.scenario import export
from mockfapi.scenario.tree import read
from mockfapi.scenario.writing import yaml_of
from tests.properties.steps import house, play, steps
from tests.properties.words import NOON

# The loaded world begins with the export, and says so.
OF_ITS_BEGINNING = ("resetWorld", "exportWorld")
MOVES = st.lists(steps(replayed=True).filter(lambda it: it.operation_id not in OF_ITS_BEGINNING), max_size=6)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text(st.characters()), inside, max_size=4)
    ),
    max_leaves=12,
)


def loaded(text):
    """A scenario of this text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "exported.yaml"
        path.write_text(text, "utf-8")
        return scenario.load(str(path))


@pytest.mark.parametrize("name", scenario.names())
@settings(max_examples=6, deadline=None)
@given(before=MOVES, moves=MOVES)
def test_a_loaded_export_goes_on_as_the_world_would(name, before, moves):
    """The same digest; then the same requests lead to the same answers and the same world."""
    world = house().open_world("castor", scenario_name=name, seed="3", clock=NOON)
    browser = house().browser(world)
    try:
        browser.post("/v1/client/sign_ups", email_address="newcomer@everything.test")
        for step in before:
            play(world, browser, step)
        text, digest, cookies = export.text(world, name), world.digest(), dict(browser.cookies)
        first, end = [play(world, browser, step) for step in moves], world.digest()
    finally:
        house().close_world("castor")
    world = house().open_world("castor", scenario_name=loaded(text))
    browser = house().browser(world)
    browser.cookies = cookies
    try:
        begun = world.digest()
        again = [play(world, browser, step) for step in moves]

        assert digest == begun
        assert first == again
        assert end == world.digest()
    finally:
        house().close_world("castor")


@settings(max_examples=500, deadline=None)
@given(PLAIN)
@example("08")
@example("1.5e3")
@example(" \n")
@example("a\u2028b\x85c\n d")
@example({"on": "no", "": [10**18, 1e300, "\ud800", float("inf")]})
@example("- a: b\n  # c\n\n")
def test_every_plain_value_survives_the_file(value):
    """Texts, numbers and nesting that YAML has its own ideas about come back to the letter."""
    written = yaml_of({"it": value}).encode()

    assert repr({"it": value}) == repr(read(written, "x.yaml").plain())
