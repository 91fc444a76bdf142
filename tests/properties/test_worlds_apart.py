"""Nothing leaks from one world to another, whatever is asked of either."""

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi.http.transport import Caller
from mockfapi.world import World
from tests.properties.steps import Step, house, opened, play, state, steps


class Move(NamedTuple):
    """A step in the first or the second world; `borrowed` sends it with the cookies of the other one."""

    step: Step
    second: bool
    borrowed: bool


MOVES = st.lists(
    st.builds(Move, steps(), st.booleans(), st.integers(0, 3).map(lambda it: it == 0)), max_size=12
)


def with_cookies_of(world: World, other: Caller) -> Caller:
    caller = house().browser(world)
    caller.cookies = dict(other.cookies)
    return caller


def secrets_of(world: World) -> set[bytes]:
    """What only this world may ever answer: its tag stands in every id that it makes."""
    return {world.chance.tag.encode(), world.keys.secret_key.encode(), world.keys.frontend_api.encode()}


@settings(max_examples=40, deadline=None)
@given(MOVES)
def test_a_request_changes_its_own_world_only(moves):
    """Twins of one seed: what is asked of one leaves the other as it is and tells nothing about it."""
    with opened("castor") as castor, opened("pollux") as pollux:
        for move in moves:
            (world, browser), (other, stranger) = (pollux, castor) if move.second else (castor, pollux)
            before = state(other)
            said = play(world, with_cookies_of(world, stranger) if move.borrowed else browser, move.step)

            assert before == state(other)
            assert set() == {secret for secret in secrets_of(other) if secret in said}


@settings(max_examples=25, deadline=None)
@given(st.lists(steps(), max_size=8))
def test_a_fork_and_its_origin_part_ways(moves):
    """What happens to a world is not seen in the fork that was taken before, nor in the one it began with."""
    with opened("castor") as (world, browser):
        fork, before = world.fork(), state(world)
        for step in moves:
            play(world, browser, step)

        assert before == state(fork)
        world.restore(fork)
        assert before == state(world)


def test_the_property_would_notice():
    """A row that wanders over changes the state of the other world."""
    with opened("castor") as (castor, _), opened("pollux") as (pollux, _):
        before = state(pollux)
        pollux.sessions.save(next(iter(castor.sessions)))

        assert before != state(pollux)
        assert castor.chance.tag != pollux.chance.tag
