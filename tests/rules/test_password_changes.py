"""A new password by the signed-in user, or none: who must name the current one, and what is refused."""

from functools import partial

import pytest

from mockfapi.rules import password_changes, sessions
from mockfapi.world import World
from mockfapi.world.records import Client, Session
from tests.rules.factoring import by_mail
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    a_client,
    a_user,
    attribute,
    configure,
    refusals,
    refused_without_trace,
    several_sessions,
    signed_in,
)

NEW = "kettle and lantern by the quay"


@pytest.fixture(autouse=True)
def _plain(world: World) -> None:
    configure(world, auth_config__reverification=False)
    several_sessions(world)


@pytest.fixture
def session(world: World, client: Client) -> Session:
    """Of a user with a password, in an instance without reverification."""
    a_user(world)
    return signed_in(world, client)


def test_a_new_password_takes_the_place_of_the_old_one(world: World, session: Session) -> None:
    """With the current one; other sessions stay unless they are told to go."""
    other = signed_in(world, a_client(world))
    world.clock.advance(1)
    user = password_changes.change(world, session, NEW, current_password=PASSWORD)

    assert world.clock.now == user.password_last_updated_at == user.updated_at
    assert sessions.is_live(world, world.sessions[other.id])

    password_changes.change(world, session, PASSWORD, current_password=NEW, sign_out_of_other_sessions=True)

    assert "revoked" == sessions.status(world, world.sessions[other.id])
    assert "active" == sessions.status(world, world.sessions[session.id])


def test_a_wrong_current_password_counts(world: World, session: Session) -> None:
    """Who finds an open page cannot guess on; a right one makes up for it."""
    wrong = partial(password_changes.change, world, session, NEW, current_password="nope")

    assert [(422, "form_password_validation_failed", "current_password")] == refusals(wrong)
    assert 1 == world.users[session.user_id].failed_attempts

    password_changes.change(world, session, NEW, current_password=PASSWORD)

    assert 0 == world.users[session.user_id].failed_attempts


def test_guessing_the_current_password_locks(world: World, session: Session) -> None:
    """After ten wrong ones the right one is refused too."""
    for _ in range(10):
        refusals(lambda: password_changes.change(world, session, NEW, current_password="nope"))

    assert [(403, "user_locked", None)] == refused_without_trace(
        world, lambda: password_changes.change(world, session, NEW, current_password=PASSWORD)
    )


def test_the_current_password_may_be_missing_only_where_somebody_vouches(
    world: World, session: Session
) -> None:
    """Reverification does, and so does the task; nothing else."""
    bare = partial(password_changes.change, world, session, NEW)

    assert [(422, "form_conditional_param_missing", "current_password")] == refused_without_trace(world, bare)

    configure(world, auth_config__reverification=True)

    assert bare().password_digest is not None


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        (PASSWORD, ["form_new_password_matches_current"]),
        ("", ["form_param_nil"]),
        ("short", ["form_password_length_too_short"]),
        (ADA, ["form_password_matches_identifier"]),
        ("password1", ["form_password_not_strong_enough"]),
    ],
)
def test_the_new_password_keeps_the_rules(
    world: World, session: Session, password: str, codes: list[str]
) -> None:
    """All of them name the new password."""
    found = refused_without_trace(
        world, lambda: password_changes.change(world, session, password, current_password=PASSWORD)
    )

    assert [(422, code, "new_password") for code in codes] == found


def test_who_has_no_password_sets_the_first_one(world: World, client: Client) -> None:
    """Without a current one; where passwords are off nobody does."""
    user = a_user(world, password=None)
    session = by_mail(world, client)
    configure(world, user_settings__attributes__password__enabled=False)

    assert [(422, "form_param_unknown", "new_password")] == refused_without_trace(
        world, lambda: password_changes.change(world, session, NEW)
    )

    configure(world, user_settings__attributes__password__enabled=True)

    assert user.password_digest is None
    assert password_changes.change(world, session, NEW).password_digest is not None


def test_a_password_is_removed_where_something_else_lets_in(world: World, session: Session) -> None:
    """With the current one; the user is told by mail, and sessions stay."""
    attribute(world, "password", required=False)
    remove = partial(password_changes.remove, world, session, PASSWORD)

    assert [(422, "form_password_validation_failed", "current_password")] == refusals(
        lambda: password_changes.remove(world, session, "nope")
    )

    world.clock.advance(1)
    user = remove()

    assert (None, None, world.clock.now) == (
        user.password_digest,
        user.password_last_updated_at,
        user.updated_at,
    )
    assert ("password_removed", None) == ((mail := world.messages.where(to=ADA)[-1]).kind, mail.code)
    assert sessions.is_live(world, session)
    assert [(400, "no_password_set", None)] == refused_without_trace(world, remove)


def test_a_password_that_must_stay(world: World, session: Session) -> None:
    """Where the instance requires one, and where nothing else lets its user in."""
    remove = partial(password_changes.remove, world, session, PASSWORD)
    required = [(400, "password_required", None)]

    assert required == refused_without_trace(world, remove)

    attribute(world, "password", required=False)
    attribute(world, "email_address", first_factors=())

    assert required == refused_without_trace(world, remove)
