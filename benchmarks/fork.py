"""What the size of a world costs: fork, restore and first write, and a request, in small and large worlds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from benchmarks.stopwatch import claim, microseconds, side_by_side, table
from mockfapi.app import App
from mockfapi.rules import instance
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, User

FORKED = (50, 5_000)
ASKED = (100, 100_000)
SIGN_INS = "/v1/client/sign_ins"
Costs = dict[str, list[float]]


def peopled(name: str, users: int) -> World:
    """A world with so many users, each with an e-mail address. Rows are written bare: rules cost more."""
    world = World(name)
    instance.found(world)
    now = world.clock.now
    for number in range(users):
        user_id, address_id = world.chance.id("user"), world.chance.id("idn")
        address = EmailAddress(
            id=address_id,
            created_at=now,
            updated_at=now,
            user_id=user_id,
            email_address=f"person{number}@crowd.test",
        )
        world.email_addresses.save(address)
        person = User(id=user_id, created_at=now, updated_at=now, primary_email_address_id=address_id)
        world.users.save(person)
    return world


def write_once(world: World) -> None:
    fork = world.fork()
    row = next(iter(fork.users))
    fork.users.save(replace(row, first_name="Ada"))


def forks() -> Costs:
    worlds = [peopled("default", users) for users in FORKED]
    snapshots = [world.fork() for world in worlds]
    pairs = list(zip(worlds, snapshots, strict=True))
    return {
        "fork": [microseconds(world.fork, 200) for world in worlds],
        "fork + one write": [microseconds(partial(write_once, world), 20) for world in worlds],
        "restore": [microseconds(partial(world.restore, snapshot), 200) for world, snapshot in pairs],
    }


def acts(users: int) -> Mapping[str, Callable[[], object]]:
    """What a browser asks of a world with so many users."""
    app = App()
    world = app.worlds.add(peopled("default", users))
    # The rows are shared with the snapshot until the first write; that one copy is not a request's cost.
    world.users.save(next(iter(world.users)))
    browser = app.browser(world)
    browser.post("/v1/client")
    sign_in = partial(browser.post, SIGN_INS)
    return {
        "GET client": partial(browser.get, "/v1/client"),
        "sign-in, known address": partial(sign_in, identifier=f"person{users // 2}@crowd.test"),
        "sign-in, unknown": partial(sign_in, identifier="nobody@crowd.test"),
    }


def requests() -> Costs:
    """Each request in the small and in the large world in turn."""
    small, large = (acts(users) for users in ASKED)
    costs = {name: side_by_side({"small": small[name], "large": large[name]}, 100) for name in small}
    return {name: [it["small"], it["large"]] for name, it in costs.items()}


def main() -> None:
    forked, asked = forks(), requests()
    table("microseconds", [f"{users:,} users" for users in FORKED], forked)
    table("microseconds", [f"{users:,} users" for users in ASKED], asked)
    claim("fork of 50 users, microseconds", forked["fork"][0], 20.0)
    for name, (small, large) in asked.items():
        claim(f"{name}: {ASKED[1]:,} users, x {ASKED[0]}", large / small, 1.2)


if __name__ == "__main__":
    main()
