"""What the size of a world costs: fork, restore and first write, and a request, in small and large worlds."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from mockfapi.app import App
from mockfapi.rules import instance
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, User

ROUNDS = 5
FORKED = (50, 5_000)
ASKED = (100, 100_000)


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


def microseconds(act: Callable[[], object], times: int) -> float:
    """The best mean of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(times):
            act()
        best = min(best, time.perf_counter() - begun)
    return best / times * 1_000_000


def write_once(world: World) -> None:
    fork = world.fork()
    row = next(iter(fork.users))
    fork.users.save(replace(row, first_name="Ada"))


def forks() -> None:
    print(f"{'microseconds':<28}" + "".join(f"{users:>12,} users" for users in FORKED))
    worlds = [peopled("default", users) for users in FORKED]
    snapshots = [world.fork() for world in worlds]
    pairs = list(zip(worlds, snapshots, strict=True))
    rows: dict[str, list[float]] = {
        "fork": [microseconds(world.fork, 200) for world in worlds],
        "fork + one write": [microseconds(partial(write_once, world), 20) for world in worlds],
        "restore": [microseconds(partial(world.restore, snapshot), 200) for world, snapshot in pairs],
    }
    table(rows)


def requests() -> None:
    print(f"\n{'microseconds':<28}" + "".join(f"{users:>12,} users" for users in ASKED))
    rows: dict[str, list[float]] = {"GET client": [], "sign-in, known address": [], "sign-in, unknown": []}
    for users in ASKED:
        app = App()
        world = app.worlds.add(peopled("default", users))
        # The rows are shared with the snapshot until the first write; that one copy is not a request's cost.
        world.users.save(next(iter(world.users)))
        browser = app.browser(world)
        browser.post("/v1/client")
        known = f"person{users // 2}@crowd.test"
        sign_in = partial(browser.post, "/v1/client/sign_ins")
        rows["GET client"].append(microseconds(partial(browser.get, "/v1/client"), 100))
        rows["sign-in, known address"].append(microseconds(partial(sign_in, identifier=known), 50))
        rows["sign-in, unknown"].append(microseconds(partial(sign_in, identifier="nobody@crowd.test"), 50))
    table(rows)


def table(rows: dict[str, list[float]]) -> None:
    for name, costs in rows.items():
        print(f"{name:<28}" + "".join(f"{cost:>18.1f}" for cost in costs))


if __name__ == "__main__":
    forks()
    requests()
