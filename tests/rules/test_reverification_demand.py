"""When a sensitive operation asks for reverification."""

from dataclasses import replace

import pytest

from mockfapi.world import World
from mockfapi.world.records import Client, PhoneNumber, Session
from tests.rules.reverifying import a_second_factor, a_session, is_asked_for, now
from tests.rules.worlds import MINUTE, a_user, configure, signed_in


@pytest.fixture
def session(world: World, client: Client) -> Session:
    """Somebody with a password who signed in eleven minutes ago."""
    return a_session(world, client)


@pytest.fixture
def phone(world: World, session: Session) -> PhoneNumber:
    """A number of that person's that is a second factor."""
    return a_second_factor(world, session)


@pytest.mark.parametrize(("age", "asked"), [(0, False), (10 * MINUTE - 1, False), (10 * MINUTE, True)])
def test_a_proof_gets_old(world: World, client: Client, age: int, asked: bool) -> None:
    """After ten minutes, to the millisecond."""
    a_user(world)
    session = signed_in(world, client)
    world.clock.advance(age)

    assert asked == is_asked_for(world, session)


def test_the_window_is_a_setting(world: World, session: Session) -> None:
    """Longer for patient instances."""
    configure(world, behaviour__reverification_window=12 * MINUTE)

    assert not is_asked_for(world, session)


def test_an_instance_may_do_without(world: World, session: Session) -> None:
    """`auth_config.reverification` switches it off."""
    configure(world, auth_config__reverification=False)

    assert not is_asked_for(world, session)


def test_a_factor_that_was_never_proven_is_too_old(world: World, session: Session) -> None:
    """-1 minutes count as for ever."""
    world.sessions.save(replace(now(world, session), first_factor_at=None))

    assert is_asked_for(world, session)


def test_the_strongest_factor_of_the_user_counts(world: World, session: Session, phone: PhoneNumber) -> None:
    """Who has a second factor must have proven it; a fresh first one is not enough."""
    at = world.clock.now
    world.sessions.save(replace(now(world, session), first_factor_at=at))
    by_first = is_asked_for(world, session)
    world.sessions.save(replace(now(world, session), first_factor_at=None, second_factor_at=at))

    assert (True, False) == (by_first, is_asked_for(world, session))
