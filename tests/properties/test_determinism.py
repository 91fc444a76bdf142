"""With a pinned clock, the same seed and the same requests give the same bytes."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.house.tree import ROOT
from tests.properties.replay import journey, transcript
from tests.properties.steps import opened, play, steps


@settings(max_examples=30, deadline=None)
@given(st.lists(steps(replayed=True), max_size=10))
def test_the_same_requests_give_the_same_bytes(moves):
    """A world that is opened anew answers what the first one answered."""
    assert transcript(moves) == transcript(moves)


@settings(max_examples=30, deadline=None)
@given(st.lists(steps(replayed=True), max_size=5), st.lists(steps(replayed=True), min_size=1, max_size=6))
def test_a_fork_replays_identically(before, moves):
    """From a fork taken anywhere on the way, the same requests lead to the same answers, the same world."""
    with opened("castor") as (world, browser):
        for step in before:
            play(world, browser, step)
        fork, cookies = world.fork(), dict(browser.cookies)
        first, end = [play(world, browser, step) for step in moves], world.digest()
        world.restore(fork)
        browser.cookies = cookies

        assert first == [play(world, browser, step) for step in moves]
        assert end == world.digest()


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_gives_the_same_bytes(hash_seed):
    """Neither the order of sets nor anything else of a process shows."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-m", "tests.properties.replay"]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)

    assert transcript(journey()) == run.stdout.strip()


def test_another_seed_gives_other_bytes():
    """The seed matters: equal transcripts are not equal because nothing random is in them."""
    assert transcript(journey(), seed="1") != transcript(journey(), seed="2")
