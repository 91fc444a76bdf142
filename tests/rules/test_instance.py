"""The founding of an instance, its dev browsers and clients."""

import pytest

from mockfapi.rules import clients, dev_browsers, instance, sessions
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import DAY, a_user, now, refused_without_trace, signed_in, started

WELL_FORMED = "dvb_" + "A1" * 13 + "z"


def test_a_founded_instance_has_the_id_of_its_keys_and_two_roles(world: World) -> None:
    """Token `kid`, instance id and settings belong together; two roles are there from the start."""
    found = [role.key for role in world.roles]

    assert world.signer.kid == world.instance.id
    assert ["org:admin", "org:member"] == found


def test_an_origin_is_remembered_once(world: World) -> None:
    """Saying the same origin again is no change."""
    instance.remember_origin(world, "http://localhost:3000")
    before = world.journal.number

    instance.remember_origin(world, "http://localhost:3000")

    assert "http://localhost:3000" == world.instance.home_origin
    assert before == world.journal.number


def test_a_new_dev_browser_is_one_that_would_be_adopted(world: World) -> None:
    """What the server hands out has the form that it accepts after a restart."""
    made = dev_browsers.create(world)

    assert dev_browsers.is_well_formed(made.id)


def test_a_well_formed_unknown_dev_browser_is_adopted_once(world: World) -> None:
    """Tabs stay usable over a restart, and always with the same record."""
    first = dev_browsers.adopt(world, WELL_FORMED)

    assert first is dev_browsers.adopt(world, WELL_FORMED)
    assert WELL_FORMED == first.id


@pytest.mark.parametrize(
    "id", ["", "dvb_", "dvb_short", WELL_FORMED + "x", "dvb_" + "-" * 27, WELL_FORMED + "\n"]
)
def test_a_malformed_dev_browser_is_refused(world: World, id: str) -> None:
    """Nobody can plant arbitrary ids."""
    found = refused_without_trace(world, lambda: dev_browsers.adopt(world, id))

    assert [(401, "dev_browser_unauthenticated", None)] == found


def test_a_new_client_is_empty(world: World, client: Client) -> None:
    """Nobody is signed in and nothing is in progress."""
    facts = (client.sign_in_id, client.last_active_session_id, client.last_authentication_strategy)

    assert (None, None, None) == facts
    assert [] == clients.live_sessions(world, client)


def test_ending_all_sessions_keeps_the_client(world: World, client: Client) -> None:
    """DELETE /client/sessions signs everybody out of a browser that stays known."""
    a_user(world)
    session = signed_in(world, client)

    after = clients.end_all(world, now(world, client))

    assert "removed" == sessions.status(world, world.sessions[session.id])
    assert client.id == after.id
    assert after.last_active_session_id is None


def test_dropping_a_client_ends_its_sessions_and_unbinds_its_dev_browser(
    world: World, client: Client
) -> None:
    """DELETE /client leaves a dev browser that stands for nothing, so the next call begins anew."""
    a_user(world)
    browser = dev_browsers.bind(world, dev_browsers.create(world), client)
    session = signed_in(world, client)

    clients.drop(world, now(world, client))

    assert "ended" == sessions.status(world, world.sessions[session.id])
    assert world.clients.find(client.id) is None
    assert world.dev_browsers[browser.id].client_id is None


def test_an_abandoned_sign_in_is_no_longer_current(world: World, client: Client) -> None:
    """After its lifetime the attempt is gone from the client."""
    a_user(world)
    started(world, client)

    assert clients.current_sign_in(world, now(world, client)) is not None
    world.clock.advance(DAY)
    assert clients.current_sign_in(world, now(world, client)) is None
