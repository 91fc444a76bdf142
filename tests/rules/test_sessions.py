"""Sessions: statuses, opening, touching, ending, organizations."""

from dataclasses import replace

import pytest

from mockfapi.rules import organizations, sessions
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import (
    DAY,
    MINUTE,
    a_client,
    a_user,
    configure,
    now,
    refusals,
    refused_without_trace,
    several_sessions,
    signed_in,
)


def with_organizations(world: World, *names: str) -> list[str]:
    """Makes the only user a member of new organizations; answers their ids, oldest first."""
    configure(world, organization_settings__enabled=True)
    (user,) = world.users
    return [organizations.create(world, name, created_by=user.id).id for name in names]


def test_a_sign_in_makes_its_session_the_last_active_one(world: World, client: Client) -> None:
    """Completion itself sets it, before any touch, and rotates the client's token."""
    a_user(world)
    session = signed_in(world, client)
    after = now(world, client)

    assert session.id == after.last_active_session_id
    assert "password" == after.last_authentication_strategy
    assert after.rotating_token != client.rotating_token == after.previous_rotating_token
    assert world.clock.now == world.users[session.user_id].last_sign_in_at


@pytest.mark.parametrize(
    ("lifetime", "abandon", "passed", "status"),
    [
        (7 * DAY, 30 * DAY, 0, "active"),
        (7 * DAY, 30 * DAY, 7 * DAY - 1, "active"),
        (7 * DAY, 30 * DAY, 7 * DAY, "expired"),
        (30 * DAY, 7 * DAY, 7 * DAY, "abandoned"),
    ],
)
def test_the_clock_ends_a_session(
    world: World, client: Client, lifetime: int, abandon: int, passed: int, status: str
) -> None:
    """A session is over from the very millisecond on."""
    configure(world, behaviour__session_lifetime=lifetime, behaviour__session_abandon=abandon)
    a_user(world)
    session = signed_in(world, client)

    world.clock.advance(passed)

    assert status == sessions.status(world, session)


@pytest.mark.parametrize(("verb", "status"), [(sessions.end, "ended"), (sessions.remove, "removed")])
def test_ending_twice_is_refused(world: World, client: Client, verb, status: str) -> None:
    """The first call ends the session under its own name; a second finds nothing to end."""
    a_user(world)
    session = signed_in(world, client)
    over = verb(world, session)

    assert status == sessions.status(world, over)
    assert now(world, client).last_active_session_id is None
    found = refused_without_trace(world, lambda: verb(world, over))
    assert [(400, "invalid_action_for_session", None)] == found


def test_the_client_falls_back_to_another_live_session(world: World, client: Client) -> None:
    """When the last active session ends, the newest other one takes its place."""
    several_sessions(world)
    people = [f"{name}@acme.dev" for name in ("ada", "bob", "cy")]
    for email in people:
        a_user(world, email)
    first, second, third = (signed_in(world, now(world, client), email) for email in people)

    sessions.remove(world, third)
    after_third = now(world, client).last_active_session_id
    sessions.end(world, world.sessions[first.id])

    assert second.id == after_third
    assert second.id == now(world, client).last_active_session_id


def test_a_session_of_another_client_is_unknown(world: World, client: Client) -> None:
    """Ids of other browsers tell nothing."""
    a_user(world)
    session = signed_in(world, client)

    stranger = a_client(world)

    assert [(404, "resource_not_found", None)] == refusals(
        lambda: sessions.of_client(world, stranger, session.id)
    )
    assert session.id == sessions.of_client(world, client, session.id).id


def test_a_dead_session_cannot_be_touched(world: World, client: Client) -> None:
    """Touching an expired session is a matter of authentication."""
    a_user(world)
    session = signed_in(world, client)
    world.clock.advance(7 * DAY)

    found = refused_without_trace(
        world, lambda: sessions.touch(world, session, active_organization=None, intent="focus")
    )

    assert [(401, "authentication_invalid", None)] == found


def test_a_session_of_a_banned_user_is_refused(world: World, client: Client) -> None:
    """The code makes browsers sign out."""
    a_user(world)
    session = signed_in(world, client)
    world.users.save(replace(world.users[session.user_id], banned=True))

    assert [(403, "user_banned", None)] == refusals(lambda: sessions.require_live(world, session))


def test_touching_moves_the_last_active_session_and_extends_nothing(world: World, client: Client) -> None:
    """The absolute lifetime stays, whatever is touched."""
    several_sessions(world)
    a_user(world)
    a_user(world, "bob@acme.dev")
    first, _ = signed_in(world, client), signed_in(world, client, "bob@acme.dev")
    world.clock.advance(MINUTE)

    touched = sessions.touch(world, first, active_organization=None, intent="select_session")

    assert first.id == now(world, client).last_active_session_id
    assert first.expire_at == touched.expire_at
    assert first.last_active_at + MINUTE == touched.last_active_at


@pytest.mark.parametrize("asked", ["beta", None, ""])
def test_a_touch_chooses_the_organization(world: World, client: Client, asked: str | None) -> None:
    """A slug chooses, nothing keeps, empty text is the personal account."""
    a_user(world)
    acme, beta = with_organizations(world, "Acme", "Beta")
    session = signed_in(world, client)
    session = sessions.touch(world, session, active_organization=acme, intent=None)

    touched = sessions.touch(world, session, active_organization=asked, intent="select_org")

    assert {"beta": beta, None: acme, "": None}[asked] == touched.last_active_organization_id


@pytest.mark.parametrize("asked", ["org_nowhere", "closed"])
def test_outsiders_learn_nothing_of_an_organization(world: World, client: Client, asked: str) -> None:
    """An unknown organization and one of others are refused alike."""
    a_user(world)
    with_organizations(world, "Acme")
    organizations.create(world, "Closed")
    session = signed_in(world, client)

    found = refused_without_trace(
        world, lambda: sessions.touch(world, session, active_organization=asked, intent=None)
    )

    assert [(404, "organization_not_found_or_unauthorized", None)] == found


def test_a_new_session_begins_with_the_newest_organization_then_with_the_last_chosen(
    world: World, client: Client
) -> None:
    """Nobody chose yet: the newest membership. Afterwards: what was active last."""
    a_user(world)
    acme, beta = with_organizations(world, "Acme", "Beta")
    first = signed_in(world, client)
    world.clock.advance(MINUTE)
    sessions.end(world, sessions.touch(world, first, active_organization=acme, intent=None))

    second = signed_in(world, now(world, client))

    assert beta == first.last_active_organization_id
    assert acme == second.last_active_organization_id


def test_organizations_that_are_off_are_never_active(world: World, client: Client) -> None:
    """A membership left over from before plays no part."""
    a_user(world)
    with_organizations(world, "Acme")
    configure(world, organization_settings__enabled=False)

    assert signed_in(world, client).last_active_organization_id is None


def test_required_membership_makes_a_session_pending_until_one_is_chosen(
    world: World, client: Client
) -> None:
    """The task is to choose; choosing makes the session active, and the personal account is not offered."""
    configure(
        world, organization_settings__enabled=True, organization_settings__force_organization_selection=True
    )
    user = a_user(world)
    session = signed_in(world, client)
    before = sessions.status(world, session)
    acme = organizations.create(world, "Acme", created_by=user.id)

    chosen = sessions.touch(world, session, active_organization=acme.id, intent="select_org")
    kept = sessions.touch(world, chosen, active_organization="", intent="select_org")

    assert "pending" == before
    assert "active" == sessions.status(world, chosen)
    assert acme.id == kept.last_active_organization_id


def test_factor_ages_are_whole_minutes(world: World, client: Client) -> None:
    """A second factor that never was is -1."""
    a_user(world)
    session = signed_in(world, client)

    world.clock.advance(3 * MINUTE + 59_999)

    assert (3, -1) == sessions.factor_ages(world, session)
