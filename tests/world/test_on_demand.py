"""What a world makes only when somebody asks: tables without rows, the state that a reset goes back to."""

from mockfapi.rules import instance
from mockfapi.world import World
from mockfapi.world.keys import Keys
from mockfapi.world.records import Client
from mockfapi.world.worlds import Worlds


def a_client() -> Client:
    return Client(id="client_1", created_at=1, updated_at=1, rotating_token="t")


def test_a_table_that_nobody_filled_costs_a_fork_nothing():
    """A fork has the tables that hold rows; the others come into being when they are asked for."""
    parent = World()
    parent.clients.save(a_client())
    twin = parent.fork()
    before = set(vars(twin))
    twin.users.count(username="nobody")

    assert {"clients"} == before
    assert {"clients", "users"} == set(vars(twin))


def test_what_came_after_a_snapshot_is_gone_after_restoring():
    """Also a table of which the snapshot knew nothing, and one that had been emptied."""
    world = World()
    empty = world.fork()
    world.clients.save(a_client())
    full = world.fork()
    world.clients.remove("client_1")
    emptied = world.fork()
    counts = []
    for snapshot in (full, emptied, full, empty):
        world.restore(snapshot)
        counts.append((len(world.clients), world.digest() == snapshot.digest()))

    assert [(1, True), (0, True), (1, True), (0, True)] == counts


def test_a_world_may_say_how_it_was_opened():
    """Then nothing is kept for a reset until somebody asks for one."""
    worlds, base, made = Worlds(), World("base"), []
    instance.found(base)

    def again() -> World:
        made.append(base.reborn("acme", Keys.of("acme")))
        return made[-1]

    world = worlds.add(base.reborn("acme", Keys.of("acme")), again)
    begun = world.digest()
    world.clients.save(a_client())
    untouched = len(made)
    for _ in range(2):
        worlds.reset(world)

    assert (0, 1) == (untouched, len(made))
    assert begun == world.digest()
