"""A world for each test: what opening and closing one costs, and what thousands of open ones hold."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.stopwatch import claim, microseconds, resident, table
from mockfapi import scenario
from mockfapi.app import App
from mockfapi.clerk import Engine
from mockfapi.scenario import Scenario
from mockfapi.world import World

USERS = 50
WORLDS = 10_000
LIMIT_MB = 1_500.0


def crowd() -> Scenario:
    """A scenario of so many made-up people."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "crowd.yaml"
        file.write_text(f"description: A crowd.\nusers: {USERS}\n", "utf-8")
        return scenario.load(str(file))


def touched(world: World) -> None:
    """One user changes: the world now has a table of its own."""
    user = next(iter(world.users))
    world.users.save(replace(user, last_sign_in_at=world.clock.now))


def untouched(_world: World) -> None:
    return None


def held(app: App, people: Scenario, use: Callable[[World], None]) -> float | None:
    """The memory that so many open worlds add to this process, in MB."""
    use(app.open_world("first", scenario_name=people))
    before = resident()
    for number in range(WORLDS):
        use(app.open_world(f"world-{number}", scenario_name=people))
    after = resident()
    return None if before is None or after is None else after - before


def opening(people: Scenario) -> dict[str, float]:
    """Microseconds of opening and closing: a world, and what the `clerk` fixture hands to a test."""
    app, engine = App(), Engine()

    def world() -> None:
        app.open_world("one", scenario_name=people)
        app.close_world("one")

    def clerk() -> None:
        engine.open("one_user").close()

    world()
    clerk()
    return {"world of 50 users": microseconds(world, 300), "clerk, one_user": microseconds(clerk, 300)}


def main() -> None:
    people = crowd()
    times = opening(people)
    table("open + close", ("microseconds",), {name: (it,) for name, it in times.items()})
    for name, taken in times.items():
        claim(f"open + close, {name}, microseconds", taken, 100.0)
    kept = []  # all of them stay open: memory that is given back would be counted as never needed
    for name, use in {"as opened": untouched, "one user changed in each": touched}.items():
        kept.append(App())
        memory = held(kept[-1], people, use)
        if memory is not None:
            claim(f"{WORLDS:,} worlds of {USERS} users, {name}, MB", memory, LIMIT_MB)


if __name__ == "__main__":
    main()
