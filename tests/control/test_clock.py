"""The clock over HTTP: one step a request, forward only."""

import pytest

from tests.conftest import NOON
from tests.control.conftest import refused

YEAR_3000 = 32_503_680_000_000
CENTURY = 3_155_760_000_000


def test_world_time_moves_by_a_span_or_to_a_moment(control):
    """It runs ahead of the process by the offset."""
    moved = control("POST", "/clock", advance=90_000)
    set_to = control("POST", "/clock", set=NOON + 100_000)

    assert {"now": NOON + 90_000, "process": NOON, "offset": 90_000, "pinned": True} == moved
    assert 100_000 == set_to["offset"]
    assert set_to == control("GET", "/clock")


def test_a_pin_stops_both_times(control, world):
    """World time and the time of token stamps are the moment."""
    pinned = control("POST", "/clock", pin=NOON + 5_000)

    assert {"now": NOON + 5_000, "process": NOON + 5_000, "offset": 0, "pinned": True} == pinned
    assert NOON + 5_000 == world.clock.now


def test_a_frozen_clock_runs_on_from_where_it_stood(control):
    """Letting it run takes world time neither back nor to the time of the process."""
    frozen = control("POST", "/clock", freeze=True)
    running = control("POST", "/clock", freeze=False)

    assert (NOON, True) == (frozen["now"], frozen["pinned"])
    assert 0 <= running["now"] - NOON < 60_000
    assert not running["pinned"]
    assert running["process"] > NOON


@pytest.mark.parametrize("step", [{"set": NOON - 1}, {"pin": NOON - 1}, {"set": 1}, {"pin": 1}])
def test_the_clock_never_goes_back(control, step):
    """422, and the clock stands where it stood; only a reset, a restore or a new world begins earlier."""
    (param,) = step

    assert (422, "form_param_value_invalid", param) == refused(control("POST", "/clock", **step))
    assert NOON == control("GET", "/clock")["now"]


def test_a_pin_does_not_take_token_stamps_back(control, world):
    """World time may lag behind the process; the moment must then lie ahead of both."""
    control("POST", "/clock", freeze=False)

    assert (422, "form_param_value_invalid", "pin") == refused(
        control("POST", "/clock", pin=NOON + 3_600_000)
    )
    assert not control("GET", "/clock")["pinned"]


@pytest.mark.parametrize("step", [{"advance": CENTURY}, {"advance": 1}])
def test_time_ends_with_the_year_3000(control, step):
    """Later moments are no dates for much of the software that reads them."""
    control("POST", "/clock", set=YEAR_3000)

    assert (422, "form_param_value_too_large", "advance") == refused(control("POST", "/clock", **step))


@pytest.mark.parametrize(
    "body",
    [
        *({}, {"advance": 1, "freeze": True}, {"rewind": 1}),
        *({"advance": -1}, {"advance": 1.5}, {"advance": "1"}, {"advance": CENTURY + 1}),
        *({"set": None}, {"set": YEAR_3000 + 1}, {"pin": None}, {"pin": 0}),
        *({"freeze": None}, {"freeze": "yes"}),
    ],
    ids=str,
)
def test_a_step_is_one_and_whole(control, world, body):
    """No step, two steps, and what is no number of milliseconds: 422, and nothing moves."""
    assert 422 == control("POST", "/clock", **body).status_code
    assert (NOON, NOON) == (world.clock.now, world.clock.process)


def test_what_falls_due_happens_in_order_at_its_moment(control, world):
    """Both ways of moving fire the queue; what is due later waits."""
    seen = []

    def note(word):
        return lambda it: seen.append((word, it.clock.now - NOON))

    for at, word in ((300, "third"), (100, "first"), (200, "second"), (900, "fifth"), (500, "fourth")):
        world.clock.schedule(NOON + at, note(word))
    control("POST", "/clock", advance=250)
    so_far = list(seen)
    control("POST", "/clock", set=NOON + 350)
    control("POST", "/clock", pin=NOON + 600)

    assert [("first", 100), ("second", 200)] == so_far
    assert [("third", 300), ("fourth", 500)] == seen[2:]
