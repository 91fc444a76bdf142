"""Worlds in a state file: what is there is what was answered, and it goes on as it would have."""

import json
import shutil
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.state import StateFile, StateFileError
from mockfapi.world.worlds import KeepingError
from tests.properties.steps import operations, play, steps
from tests.properties.words import NOON, PASSWORD, VERA

WATCHED = ("/__mockfapi/calls", "/__mockfapi/journal", "/__mockfapi/webhooks/events")
MOVES = st.lists(
    steps().filter(lambda it: not operations()[it.operation_id].operation.path.startswith(WATCHED)),
    max_size=8,
)
NUMBERS = count(1)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "worlds.state"


def kept_in(path):
    """An app whose worlds are in a file."""
    app = App()
    file = StateFile(path)
    app.keep_in(file)
    return app, file


def killed(path):
    """What another process would find if this one were killed now."""
    copy = path.with_name(f"copy{next(NUMBERS)}.state")
    for end in ("", "-wal"):
        if (part := Path(f"{path}{end}")).exists():
            shutil.copy(part, f"{copy}{end}")
    return copy


def opened(app, name="default", scenario_name="everything", clock=NOON):
    """A world with somebody signed in, kept."""
    world = app.open_world(name, scenario_name=scenario_name, clock=clock)
    browser = app.browser(world)
    browser.post("/v1/client/sign_ins", identifier=VERA, strategy="password", password=PASSWORD)
    return world, browser


def contents(app):
    """Every world and snapshot of an app by its digest."""
    snapshots = app.worlds.snapshots
    return {
        it.name: (it.digest(), {name: then.digest() for name, then in snapshots(it).items()})
        for it in app.worlds
    }


@settings(max_examples=40, deadline=None)
@given(before=MOVES, moves=MOVES)
def test_a_world_goes_on_after_any_kill(before, moves):
    """The same digest; then the same requests lead to the same answers and the same world."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "worlds.state"
        app, file = kept_in(path)
        world, browser = opened(app)
        for step in before:
            play(world, browser, step, app)
        copy, digest, cookies = killed(path), world.digest(), dict(browser.cookies)
        first, end = [play(world, browser, step, app) for step in moves], world.digest()
        file.close()
        again, file = kept_in(copy)
        world = again.worlds.default
        browser = again.browser(world)
        browser.cookies = cookies
        begun = world.digest()
        second = [play(world, browser, step, again) for step in moves]
        file.close()

        assert digest == begun
        assert first == second
        assert end == world.digest()


@pytest.mark.parametrize("name", scenario.names())
def test_every_shipped_scenario_comes_back(name, path):
    """With its rows in their order, its counters and its beginning."""
    app, file = kept_in(path)
    world = app.open_world(scenario_name=name)
    app.worlds.keeper.keep(world)
    file.close()
    again, file = kept_in(path)
    found = again.worlds.default

    assert world.digest() == found.digest()
    assert [it.id for it in world.users] == [it.id for it in found.users]
    assert world.keys == found.keys
    assert name == again.scenarios["default"].name
    assert world.digest() == again.worlds.snapshots(found)["opened"].digest()

    file.close()


def test_rows_are_fetched_when_somebody_looks(path):
    """A world that nobody asks costs nothing but its name."""
    app, file = kept_in(path)
    opened(app)
    opened(app, "shop")
    file.close()
    again, file = kept_in(path)
    shop, other = again.worlds.named("shop"), again.worlds.default

    assert again.browser(shop).get("/v1/client").status_code == 200
    assert (None, True) == (shop.asleep, other.asleep is not None)

    file.close()


def test_a_write_that_fails_is_answered_with_500_and_made_up_for(path):
    """Who asked is told why; the next request that can write, writes all of it."""
    app, file = kept_in(path)
    world, _ = opened(app)
    backend = app.backend(world)
    file._database.execute("PRAGMA max_page_count = 1")
    fields = {"email_address": ["full@disk.test"], "skip_password_requirement": True}
    answer = backend.post("/v1/users", **fields, private_metadata={"it": "x" * 6_000})

    assert 500 == answer.status_code
    assert "database or disk is full" in answer.errors[0]["long_message"]

    file._database.execute("PRAGMA max_page_count = 100000000")

    assert 200 == backend.get("/v1/users/count").status_code

    again, copy = kept_in(killed(path))

    assert world.digest() == again.worlds.default.digest()

    file.close()
    copy.close()


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("POST", "/w/late/__mockfapi/reset"),
        ("POST", "/w/late/__mockfapi/snapshots"),
        ("POST", "/w/late/__mockfapi/fork"),
        ("DELETE", "/__mockfapi/snapshots/before"),
        ("DELETE", "/__mockfapi/worlds/late"),
    ],
)
def test_whatever_comes_after_a_failure_makes_up_for_it(path, method, address):
    """Also if it is about a world that could not be written when it was opened."""
    app, file = kept_in(path)
    _, browser = opened(app)
    browser.request("POST", "/__mockfapi/snapshots", json={"name": "before"})
    file._database.execute("PRAGMA max_page_count = 1")
    late = browser.request("POST", "/__mockfapi/worlds", json={"name": "late", "scenario": "everything"})
    file._database.execute("PRAGMA max_page_count = 100000000")
    answer = browser.request(method, address, json={"name": "twin"} if method == "POST" else None)
    again, copy = kept_in(killed(path))

    assert 500 == late.status_code
    assert answer.status_code < 300
    assert contents(app) == contents(again)

    file.close()
    copy.close()


def test_rows_that_make_no_sense_are_named(path):
    """Table, id and field, for whoever looks; the world stays asleep."""
    app, file = kept_in(path)
    world, _ = opened(app)
    user = next(iter(world.users))
    state = next(number for number, name in file.states("default") if not name)
    place = next(
        place for place, kind, row in file.rows(state) if kind == "users" and json.loads(row)["id"] == user.id
    )
    file.save(state, [(place, 1, "users", json.dumps({"id": user.id, "first_nam": "Vera"}))])
    file.commit()
    file.close()
    again, file = kept_in(path)
    with pytest.raises(KeepingError) as caught:
        list(again.worlds.default.users)

    assert f"users.{user.id}.first_nam: User has no such field (did you mean 'first_name'?)" in str(
        caught.value
    )
    assert again.worlds.default.asleep is not None

    file.close()


def test_a_live_key_is_refused(path):
    """A mock never takes one, whatever a file says."""
    app, file = kept_in(path)
    opened(app)
    file._write("UPDATE worlds SET keys = replace(keys, 'sk_test_', 'sk_live_')")
    file.commit()
    file.close()
    file = StateFile(path)
    with pytest.raises(StateFileError, match="live secret key"):
        App().keep_in(file)
    file.close()


def test_deliveries_go_on_after_a_restart(path):
    """A webhook that nobody took before is tried again."""
    app, file = kept_in(path)
    world, _ = opened(app, clock=None)
    app.browser(world).request(
        "POST", "/__mockfapi/webhooks/endpoints", json={"url": "http://127.0.0.1:9/nobody"}
    )
    app.backend(world).post("/v1/users", email_address=["new@one.test"], skip_password_requirement=True)
    app.webhooks.settle()
    before = [len(it.attempts) for it in world.webhook_deliveries]
    file.close()
    app.webhooks.stop()
    again, file = kept_in(path)
    found = again.worlds.default
    again.browser(found).request("POST", "/__mockfapi/clock", json={"advance": 3_600_000})
    again.webhooks.settle()

    assert before
    assert [number + 1 for number in before] <= [len(it.attempts) for it in found.webhook_deliveries]

    again.webhooks.stop()
    file.close()
