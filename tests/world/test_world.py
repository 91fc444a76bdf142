"""Worlds: forks, restore, undo, digests, keys and ports."""

import base64
import gc
from collections.abc import Callable

import jwt
import pytest
from freezegun import freeze_time

from mockfapi.ports import Chance, Clock
from mockfapi.rules import instance
from mockfapi.world import World
from mockfapi.world.keys import Keys
from mockfapi.world.records import Client
from mockfapi.world.worlds import Worlds


def a_client(id: str = "client_1") -> Client:
    return Client(id=id, created_at=1, updated_at=1, rotating_token="t")


def test_a_fork_starts_equal_and_goes_its_own_way():
    """A fork has the digest of its parent; writing to one leaves the other alone."""
    parent = World()
    parent.clients.save(a_client())
    twin = parent.fork()

    assert parent.digest() == twin.digest()
    twin.clients.save(a_client("client_2"))
    assert 1 == len(parent.clients)
    assert parent.digest() != twin.digest()


def test_a_fork_draws_the_same_ids():
    """Ports are part of the world: a fork replays identically."""
    parent = World()
    parent.chance.id("user")
    twin = parent.fork()

    assert parent.chance.id("user") == twin.chance.id("user")


def test_restore_goes_back_to_a_snapshot():
    """Rows and counters are those of the snapshot, which stays usable."""
    world = World()
    snapshot = world.fork()
    world.clients.save(a_client())
    world.chance.id("user")
    world.restore(snapshot)

    assert snapshot.digest() == world.digest()
    world.clients.save(a_client())
    assert 0 == len(snapshot.clients)


def test_undo_takes_back_rows_counters_and_journal():
    """What a failed request wrote leaves no trace."""
    world = World()
    kept = world.clients.save(a_client())
    before, number = world.digest(), world.journal.number
    undo = world.begin()
    world.clients.remove(kept.id)
    world.clients.save(a_client("client_2"))
    world.chance.id("user")
    undo.restore()
    world.end()

    assert before == world.digest()
    assert number == world.journal.number
    assert [kept] == list(world.clients)


def test_the_journal_tells_what_changed():
    """Each write is numbered, with the row before and after."""
    world = World()
    world.clients.save(a_client())
    world.clients.remove("client_1")

    assert [(1, "created"), (2, "removed")] == [(it.number, it.kind) for it in world.journal]


def test_the_journal_answers_what_came_after_a_number():
    """Only the newer changes, in their order."""
    world = World()
    for id in ("client_1", "client_2", "client_3"):
        world.clients.save(a_client(id))

    assert ["client_2", "client_3"] == [it.id for it in world.journal.since(1)]
    assert [] == world.journal.since(3)


def test_a_world_that_nobody_holds_is_gone_at_once():
    """Nothing in it points back at it: thousands of closed worlds wait for no garbage collector."""

    def worlds() -> int:
        return sum(type(it) is World for it in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = worlds()
        world = World()
        twin = world.fork()
        twin.clients.save(a_client())
        world.restore(twin)
        held = worlds()
        del world, twin
        left = worlds()
    finally:
        gc.enable()

    assert (before + 2, before) == (held, left)


def test_ids_sort_by_age_and_streams_do_not_disturb_each_other():
    """The n-th id of a prefix depends on seed, prefix and n only."""
    quiet, busy = Chance("7"), Chance("7")
    busy.digits("email_code", 6)
    ids = [quiet.id("user") for _ in range(200)]

    assert sorted(ids) == ids
    assert ids == [busy.id("user") for _ in range(200)]
    assert {len("user_") + 27} == {len(id) for id in ids}


def test_the_clock_only_moves_forward():
    """Advancing by a negative time is refused."""
    clock = Clock(pinned_at=1_000)

    assert 1_500 == clock.advance(500)
    assert 1_000 == clock.process
    with pytest.raises(ValueError, match="forward"):
        clock.advance(-1)


def test_keys_name_a_host_that_no_resolver_asks_for():
    """The default host ends in a development suffix and has a label that is too long for DNS."""
    keys = Keys.of("default")
    host = base64.b64decode(keys.publishable_key.removeprefix("pk_test_") + "==").decode()

    assert f"{keys.frontend_api}$" == host
    assert host.endswith(".clerk.accounts.dev$")
    assert max(len(label) for label in keys.frontend_api.split(".")) > 63
    assert keys == Keys.of("default")


def test_tokens_of_two_worlds_name_different_keys():
    """Each world has its own kid; sealed tokens of one mean nothing to the other."""
    ours, other = World("ours"), World("other")
    token = ours.signer.seal({"id": "client_1"})

    assert {"id": "client_1"} == ours.signer.unseal(token)
    assert None is other.signer.unseal(token)
    assert ours.signer.kid == jwt.get_unverified_header(ours.signer.sign({"sub": "x"}))["kid"]
    assert ours.signer.kid != other.signer.kid


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "eyJhbGciOiJub25lIn0.e30."])
def test_hostile_tokens_are_not_unsealed(token):
    """Garbage and unsigned tokens give nothing, and never an exception."""
    assert None is World().signer.unseal(token)


def test_worlds_are_found_by_all_their_keys_and_gone_when_removed():
    """Name, secret key, host, credential tag and key id lead to a world until it is closed."""
    worlds = Worlds()
    world = worlds.add(World("acme"))
    dev_browser = world.chance.credential("dvb")

    def found():
        return {
            worlds.named("acme"),
            worlds.of_secret_key(world.keys.secret_key),
            worlds.of_host(world.keys.frontend_api),
            worlds.of_credential(dev_browser),
            worlds.of_key_id(world.keys.instance_id),
        }

    assert {world} == found()
    worlds.remove("acme")
    assert {None} == found()
    with pytest.raises(ValueError, match="open already"):
        [worlds.add(World("twice")) for _ in range(2)]


def test_a_reborn_world_has_keys_of_its_own_and_the_same_people():
    """Name, keys, issuer and credentials are new; rows and counters are those of the base."""
    base = World("base")
    instance.found(base)
    one, two = (base.reborn(name, Keys.of(name)) for name in ("one", "two"))

    assert one.instance.settings == base.instance.settings
    assert 3 == len({it.issuer for it in (base, one, two)})
    assert one.chance.id("user") == two.chance.id("user")
    assert one.chance.credential("dvb") != two.chance.credential("dvb")
    assert one.keys.instance_id == one.instance.id == one.signer.kid


def test_what_is_due_happens_in_order_at_its_moment():
    """Advancing fires the queue on the way, ties in the order of asking, the rest stays queued."""
    world = World()
    world.clock.pin(1_000)
    seen = []

    def saying(word: str) -> Callable[[World], None]:
        return lambda it: seen.append((word, it.clock.now))

    for at, word in ((1_500, "b"), (1_200, "a"), (1_500, "c"), (9_000, "late")):
        world.clock.schedule(at, saying(word))
    twin = world.fork()
    world.advance(1_000)

    assert [("a", 1_200), ("b", 1_500), ("c", 1_500)] == seen
    assert 2_000 == world.clock.now
    seen.clear()
    twin.advance(10_000)
    assert ["a", "b", "c", "late"] == [word for word, _ in seen]


def test_an_action_may_ask_for_another_one():
    """What is scheduled on the way and falls due on the way happens too."""
    world = World()
    world.clock.pin(0)
    seen = []

    def again(it: World) -> None:
        seen.append(it.clock.now)
        it.clock.schedule(it.clock.now + 100, again)

    world.clock.schedule(100, again)
    world.advance(350)

    assert [100, 200, 300] == seen


def test_a_running_clock_settles_what_fell_due():
    """What is overdue happens once, when the world is next asked."""
    world = World()
    seen = []
    world.clock.schedule(world.clock.now - 5, lambda _: seen.append(1))
    world.settle()
    world.settle()

    assert [1] == seen


def test_frozen_process_time_moves_every_world():
    """freezegun moves the process clock, hence worlds and tokens."""
    with freeze_time("2030-01-01"):
        assert 1_893_456_000_000 == World().clock.now == World().clock.process
