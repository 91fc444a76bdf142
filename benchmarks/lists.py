"""What lists of users cost: pages, filters, searches and counts, among 100 and among 100,000 users."""

from collections.abc import Callable, Mapping
from functools import partial

from benchmarks.fork import peopled
from benchmarks.stopwatch import claim, microseconds, side_by_side, table
from mockfapi.app import App
from mockfapi.rules import user_lists

SIZES = (100, 100_000)
PATH = "/v1/users"
QUESTIONS: Mapping[str, Mapping[str, object]] = {
    "newest ten": {},
    "ten from the middle": {"offset": 50},
    "ten by first name": {"order_by": "first_name"},
    "ten by address": {"order_by": "-email_address"},
    "one address": {"email_address": "person7@crowd.test"},
    "all but one": {"external_id": "-crm-1"},
    "search, many found": {"query": "crowd.test"},
    "search, one found": {"query": "person77@"},
    "search, none found": {"query": "nobody at all"},
    "active of late": {"last_active_at_since": 1},
}
COUNTS: Mapping[str, Mapping[str, object]] = {
    "count of all": {},
    "count of one address": {"email_address": "person7@crowd.test"},
    "count of a search, one found": {"query": "person77@"},
    "count of the active": {"last_active_at_since": 1},
}
# Searching reads one text of all users, which no index makes shorter: microseconds for 100,000.
SEARCHED, READ = ("search, one found", "search, none found", "count of a search, one found"), 20_000.0


def acts(users: int) -> Mapping[str, Callable[[], object]]:
    """What a server asks of a world with so many users. Orders and texts are made by the first to ask."""
    app = App()
    world = app.worlds.add(peopled("default", users))
    backend = app.backend(world)
    asked: dict[str, Callable[[], object]] = {
        name: partial(backend.get, PATH, **query) for name, query in QUESTIONS.items()
    }
    asked |= {name: partial(backend.get, f"{PATH}/count", **query) for name, query in COUNTS.items()}
    asked["create and list"] = partial(created_and_listed, backend)
    for act in asked.values():
        act()
    return asked


def created_and_listed(backend: object) -> None:
    """A write between two reads: what was made must be kept up."""
    post, get = backend.post, backend.get  # type: ignore[attr-defined]
    id = post(
        PATH, skip_password_requirement=True, username="lin_the_newest", email_address=["x@y.test"]
    ).json()
    get(PATH)
    backend.delete(f"{PATH}/{id['id']}")  # type: ignore[attr-defined]


def made_once() -> Mapping[str, float]:
    """What the first to ask pays, and a fork that asks after it."""
    world = peopled("default", SIZES[1])
    first = microseconds(lambda: user_lists.found(world, {}, None)[0:10], 1, rounds=1)
    words = microseconds(lambda: user_lists.found(world, {"query": "person77@"}, None)[0:10], 1, rounds=1)
    fork = world.fork()
    return {
        "first page": first,
        "first search": words,
        "page of a fork": microseconds(lambda: user_lists.found(fork, {}, None)[0:10], 1, rounds=1),
    }


def main() -> None:
    small, large = (acts(users) for users in SIZES)
    costs = {name: side_by_side({"small": small[name], "large": large[name]}, 20) for name in small}
    rows = {name: [it["small"], it["large"], it["large"] / it["small"]] for name, it in costs.items()}
    table("microseconds", [f"{users:,} users" for users in SIZES] + ["times"], rows)
    table(
        f"microseconds, once, {SIZES[1]:,} users", ["first"], {name: [it] for name, it in made_once().items()}
    )
    for name, (_, cost, ratio) in rows.items():
        if name in SEARCHED:
            claim(f"{name}: {SIZES[1]:,} users, microseconds", cost, READ)
        else:
            claim(f"{name}: {SIZES[1]:,} users, x {SIZES[0]}", ratio, 1.5)


if __name__ == "__main__":
    main()
