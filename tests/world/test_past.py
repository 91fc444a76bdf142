"""The past of a world: as it was before changes that the journal knows, and not to be changed."""

from dataclasses import replace

import pytest

from mockfapi.errors import ClerkError
from mockfapi.world import World
from mockfapi.world.past import PastError, covered, sealed
from mockfapi.world.records import Client, EmailAddress

NOON = 1_763_000_000_000
LATER = NOON + 1


def address(id: str, user_id: str, value: str) -> EmailAddress:
    return EmailAddress(id, user_id, value, NOON, NOON)


@pytest.fixture
def world():
    """Three addresses of two users."""
    made = World()
    made.clock.pin(NOON)
    for it in (address("a", "u", "a@x.test"), address("b", "u", "b@x.test"), address("c", "v", "c@x.test")):
        made.email_addresses.save(it)
    return made


@pytest.fixture
def past(world):
    """Since then one was added, one removed, one handed over."""
    rows = {it.id: it for it in world.email_addresses}
    world.email_addresses.save(address("d", "u", "d@x.test"))
    world.email_addresses.remove("b")
    world.email_addresses.save(replace(rows["c"], user_id="u"))
    before = {"d": None, "b": rows["b"], "c": rows["c"]}
    return covered(world, {"email_addresses": before}, at=LATER)


def test_rows_are_found_as_they_were(past):
    """By id: what was removed is there, what was added is not, what was changed is unchanged."""
    table = past.email_addresses

    assert ("b@x.test", "v", None) == (table["b"].email_address, table.find("c").user_id, table.find("d"))
    assert None is table.find(None)
    with pytest.raises(ClerkError, match="resource_not_found"):
        table["d"]


def test_indexes_are_as_they_were(past):
    """Owners of then, not of now."""
    table = past.email_addresses

    assert ["a", "b"] == [it.id for it in table.where(user_id="u")]
    assert ["c"] == [it.id for it in table.where(user_id="v")]
    assert (2, 1, 0) == (
        table.count(user_id="u"),
        table.count(email_address="b@x.test"),
        table.count(user_id="w"),
    )
    assert ("b", None) == (table.first(email_address="b@x.test").id, table.first(email_address="d@x.test"))


def test_counting_and_walking(past, world):
    """As many as there were, and as many as there are."""
    assert ({"a", "b", "c"}, 3) == ({it.id for it in past.email_addresses}, len(past.email_addresses))
    assert {"a", "c", "d"} == {it.id for it in world.email_addresses}


def test_its_clock_stands_at_its_moment(past, world):
    """Whatever the clock of the world does."""
    world.clock.advance(5_000)

    assert (LATER, NOON + 5_000) == (past.clock.now, world.clock.now)


def test_the_past_cannot_be_changed(past, world):
    """Neither by saving nor by removing, and the world hears nothing of the attempt."""
    number = world.journal.number
    with pytest.raises(TypeError):
        past.email_addresses.save(address("e", "u", "e@x.test"))
    with pytest.raises(TypeError):
        past.email_addresses.remove("a")

    assert (number, 3) == (world.journal.number, len(world.email_addresses))


def test_a_change_knows_its_turn_and_its_caller(world):
    """What one request changes has one turn; what another changes has another."""
    turns = []
    for _ in range(2):
        world.begin()
        world.caller = world.caller._replace(user_agent="Netscape/4")
        world.clients.save(Client("client_1", NOON, NOON, "rotates"))
        world.clients.remove("client_1")
        world.end()
        first, second = list(world.journal)[-2:]
        turns.append(first.turn)

        assert first.turn == second.turn
        assert "Netscape/4" == second.caller.user_agent

    assert turns[0] != turns[1]


def test_what_is_sorted_is_as_it_was(past, world):
    """Orders and texts leave out what came since and have what went; those of the world do not change."""
    then, now = past.email_addresses.order("email_address"), world.email_addresses.order("email_address")

    assert (["a", "b", "c"], ["a", "c", "d"]) == (list(then.walk()), list(now.walk()))
    assert then is past.email_addresses.order("email_address")


def test_a_sealed_world_goes_by_the_time_of_now(world):
    """Its rows are those of then, and what is under way is known there, too."""
    world.email_addresses.remove("a")
    world.operation = "getUser"
    twin = sealed(world, {"email_addresses": {"a": None, "b": None}})
    world.clock.advance(5)

    assert (["c"], LATER + 4, "getUser") == (
        [it.id for it in twin.email_addresses],
        twin.clock.now,
        twin.operation,
    )


@pytest.mark.parametrize("table", ["email_addresses", "clients", "users"])
def test_nothing_of_a_sealed_world_can_be_written(world, table):
    """Neither a table that was covered, nor one as it is, nor one that is not there yet."""
    world.clients.save(Client("client_1", NOON, NOON, "rotates"))
    twin = sealed(world, {"email_addresses": {"a": None}})
    number = world.journal.number
    with pytest.raises(PastError):
        getattr(twin, table).save(Client("client_2", NOON, NOON, "rotates"))

    assert (number, 1, 0) == (world.journal.number, len(world.clients), len(world.users))


def test_a_fork_tells_nothing_of_before_but_can_be_told_to_remember(world):
    """What was written after a moment, latest first; its own journal is empty all the same."""
    world.clock.advance(10)
    world.email_addresses.remove("a")
    twin = world.journal.fork(world.clock, NOON)
    forgetful = world.journal.fork(world.clock)

    assert [("a", None)] == [(it.id, it.after) for it in twin.later_than(NOON)]
    assert ([], [], []) == (list(twin), list(twin.later_than(NOON + 10)), list(forgetful.later_than(0)))
