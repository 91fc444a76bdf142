"""Faults by the rules: whom they strike and how often, and what cannot be one."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import fault_presets, faults
from mockfapi.rules.faults import Asked


def asked(**given) -> Asked:
    """A request to sign in, but for what is given."""
    usual = {
        "operation": "createSignIn",
        "tag": "sign_ins",
        "api": "fapi",
        "path": "/v1/client/sign_ins",
        "ip_address": "127.0.0.1",
        "session": None,
        "testing_token": False,
    }
    return Asked(**{**usual, **given})


def strikes(world, count: int, **given) -> str:
    """Who of so many requests in a row is struck: a letter for each."""
    return "".join("x" if faults.strike(world, asked(**given)) else "." for _ in range(count))


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, "xxxxxx"),
        ({"times": 2}, "xx...."),
        ({"every": 3}, "..x..x"),
        ({"every": 2, "times": 2}, ".x.x.."),
        ({"rate": 0}, "......"),
        ({"rate": 1}, "xxxxxx"),
        ({"quota": 4}, "....xx"),
    ],
)
def test_how_often(world, wishes, expected):
    """So many times, every so many, at a rate, above a quota."""
    faults.add(world, status=503, **wishes)

    assert expected == strikes(world, 6)


@pytest.mark.parametrize(
    ("wishes", "other"),
    [
        ({"operations": ["createSignIn"]}, {"operation": "getClient"}),
        ({"tags": ["sign_ins"]}, {"tag": "client"}),
        ({"except_for": ["getClient"]}, {"operation": "getClient"}),
        ({"api": "fapi"}, {"api": "bapi"}),
        ({"session": "sess_1"}, {"session": "sess_2"}),
        ({"testing_token": True}, {"testing_token": False}),
    ],
)
def test_for_whom(world, wishes, other):
    """Who is meant is struck, others are not even counted."""
    faults.add(world, status=503, **wishes)
    meant = strikes(world, 1, session="sess_1", testing_token=True)
    others = strikes(world, 1, **{"session": "sess_1", "testing_token": True, **other})
    (it,) = world.faults

    assert ("x", ".") == (meant, others)
    assert (1, 1) == (it.seen, it.struck)


def test_the_same_seed_has_the_same_faults(world):
    """A fork meets what its origin meets, and no other draw is shifted."""
    faults.add(world, status=503, rate=0.5)
    twin, codes = world.fork(), world.fork().chance.digits("email_code", 6)
    mine = strikes(world, 40)

    assert mine == strikes(twin, 40)
    assert 5 < mine.count("x") < 35
    assert codes == world.chance.digits("email_code", 6)


def test_a_quota_ends_with_its_window(world):
    """Who is struck is told how long; afterwards there is room again, and others have room of their own."""
    faults.add(world, quota=1, per="address")
    first = strikes(world, 2)
    world.advance(2_500)
    wait = faults.strike(world, asked()).retry_after
    others = strikes(world, 2, ip_address="10.0.0.7")
    world.advance(7_500)

    assert (".x", 8, ".x") == (first, wait, others)
    assert ".x" == strikes(world, 2)


def test_time_adds_up_until_a_fault_ends_the_request(world):
    """Latency of one and refusal of the next: late, and refused."""
    faults.add(world, latency=300)
    faults.add(world, latency=20, status=503)
    faults.add(world, status=500)
    it = faults.strike(world, asked())

    assert (320, 503) == (it.delay, it.fault.status)
    assert [1, 1, 0] == [fault.struck for fault in world.faults]


def test_jitter_stays_in_its_bounds(world):
    """Never less than the latency, never more than both."""
    faults.add(world, latency=100, jitter=50)
    delays = [faults.strike(world, asked()).delay for _ in range(50)]

    assert all(100 <= delay <= 150 for delay in delays)
    assert len(set(delays)) > 10


def test_a_restore_brings_back_what_was(world):
    """Faults and what they have counted are part of the world."""
    faults.add(world, status=503, times=1)
    before = world.fork()
    strikes(world, 1)
    faults.clear(world)
    world.restore(before)

    assert "x." == strikes(world, 2)


@pytest.mark.parametrize(
    ("wishes", "field"),
    [
        ({}, "status"),
        ({"times": 3}, "status"),
        ({"status": 200}, "status"),
        ({"status": 418}, "status"),
        ({"status": 599}, "status"),
        ({"code": "user_is_tired"}, "code"),
        ({"status": 503, "rate": 2}, "rate"),
        ({"status": 503, "times": 0}, "times"),
        ({"latency": -1}, "latency"),
        ({"connection": "cut"}, "connection"),
        ({"connection": "drop", "status": 503}, "connection"),
        ({"quota": 1, "per": "moon"}, "per"),
        ({"status": 503, "api": "control"}, "api"),
    ],
)
def test_what_cannot_be_a_fault(world, wishes, field):
    """Refused with the field, and nothing is set."""
    with pytest.raises(ClerkError) as refused:
        faults.add(world, **wishes)

    assert field == refused.value.entries[0].meta["param_name"]
    assert 0 == len(world.faults)


@pytest.mark.parametrize("code", faults.CODES)
def test_every_code_of_the_catalogue_can_be_one(world, code):
    """With its own status, or with another one."""
    faults.add(world, code=code)
    own = faults.refusal(faults.strike(world, asked()))

    assert (faults.CODES[code].status, code) == (own.status, own.code)
    assert "{" not in own.entries[0].long_message


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("slow_network=1s", {"latency": 1_000, "jitter": 2_000}),
        ("slow_network=250", {"latency": 250, "jitter": 500}),
        ("slow_network=1h", {"latency": 3_600_000, "jitter": 3_600_000}),
        ("replica_lag=5 m", {"lag": 300_000}),
        ("partial_outage=50%", {"rate": 0.5, "status": 503}),
        ("partial_outage=1", {"rate": 1, "status": 503}),
        ("development_quota=20", {"quota": 20, "api": "bapi"}),
        ("production_quota=7", {"quota": 7, "api": "bapi"}),
    ],
)
def test_a_preset_with_a_value(world, said, expected):
    """The value takes the place of the usual one."""
    first = fault_presets.add(world, said)[0]

    assert expected == {name: getattr(first, name) for name in expected}


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("hail", "is no preset; there are development_quota, "),
        ("", "is no preset"),
        ("user_cap_reached=3", "takes no value: say user_cap_reached alone"),
        ("slow_network=", "after slow_network= comes a span, such as 1s"),
        ("slow_network=fast", "a span, such as 1s"),
        ("slow_network=0", "a span"),
        ("replica_lag=2d", "a span, such as 5s"),
        ("partial_outage=101%", "a rate, such as 0.5 or 50%"),
        ("partial_outage=nan", "a rate"),
        ("development_quota=0", "requests in 10 seconds, such as 20"),
    ],
)
def test_what_is_no_preset(world, said, says):
    """Told what there is, or what the value may be; nothing is set."""
    with pytest.raises(ClerkError) as refused:
        fault_presets.add(world, said)

    assert says in refused.value.entries[0].long_message
    assert 0 == len(world.faults)


@pytest.mark.parametrize(("said", "expected"), [(250, 250), ("400ms", 400), ("2s", 2_000), ("5 m", 300_000)])
def test_spans_are_numbers_or_text(world, said, expected):
    """Wherever a fault takes time."""
    it = faults.add(world, latency=said, jitter=said, lag=said, window=said)

    assert (expected,) * 4 == (it.latency, it.jitter, it.lag, it.window)


def test_reads_that_may_lag_are_meant_by_a_lag(world):
    """Others are not even counted."""
    faults.add(world, lag=5)
    meant, others = strikes(world, 1, late=True), strikes(world, 1)
    (it,) = world.faults

    assert ("x", ".", 1) == (meant, others, it.seen)


def test_every_preset_names_operations_that_there_are(house, world):
    """Or it would strike nobody."""
    known = {it.operation.id for it in house.operations}
    made = {name: fault_presets.add(world, name) for name in fault_presets.PRESETS}
    named = {id for found in made.values() for it in found for id in (*it.operations, *it.except_for)}

    assert set() == named - known
    assert all(made.values())
