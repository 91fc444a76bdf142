"""Faults over HTTP: set, listed, met, shown with the call, taken away."""

import pytest

from tests.control.conftest import refused, told


def test_a_fault_from_beginning_to_end(control, browser, world):
    """Set, met once, seen with the call, listed with its count, taken away."""
    control("GET", "/calls")
    made = control("POST", "/faults", operations=["getClient"], status=503, times=1)
    met = [browser.get("/v1/client").status_code for _ in range(2)]
    calls = [(it["status"], it["fault"]) for it in control("GET", "/calls")["data"]]
    (listed,) = control("GET", "/faults")["data"]
    gone = control("DELETE", f"/faults/{made['id']}")

    assert [503, 200] == met
    assert [(503, made["id"]), (200, None)] == calls
    assert {**made, "seen": 2, "struck": 1} == listed == gone
    assert 0 == control("GET", "/faults")["total_count"]


def test_every_field_comes_back(control, world):
    """A fault is answered as it was asked for."""
    asked = {
        "operations": ["createSignIn"],
        "tags": ["sign_ins"],
        "except_for": ["getClient"],
        "api": "fapi",
        "session": "sess_1",
        "testing_token": True,
        "times": 2,
        "every": 3,
        "rate": 0.25,
        "quota": 4,
        "window": 500,
        "per": "path",
        "status": 502,
        "code": "user_locked",
        "body": {"a": [1]},
        "retry_after": 9,
        "latency": 10,
        "jitter": 20,
        "lag": 0,
        "after_write": True,
    }
    made = control("POST", "/faults", **asked)

    assert asked == {name: made[name] for name in asked}
    assert (None, 0, 0) == (made["connection"], made["seen"], made["struck"])


def test_a_preset_and_good_weather_again(control, browser, world):
    """Five sign-ins in ten seconds, then 429 until the window is over or the weather is."""
    made = control("POST", "/faults/presets", name="development_quota")
    statuses = [browser.post("/v1/client/sign_ins").status_code for _ in range(6)]
    cleared = control("DELETE", "/faults")

    assert [200] * 5 + [429] == statuses
    assert made["total_count"] == cleared["total_count"] == 10
    assert 200 == browser.post("/v1/client/sign_ins").status_code


def test_faults_stay_in_their_world(control, browser, world):
    """A fork has its own, a reset has none."""
    control("POST", "/faults", status=503)
    fork = control("POST", "/fork", name="twin")
    control("POST", "/reset")

    assert 200 == browser.get("/v1/client").status_code
    assert 503 == browser.get(f"{fork['prefix']}/v1/client").status_code


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"operations": ["createSignInn"], "status": 503}, (422, "form_param_value_invalid", "operations")),
        ({"except_for": ["listFaults"], "status": 503}, (422, "form_param_value_invalid", "operations")),
        ({"tags": ["weather"], "status": 503}, (422, "form_param_value_invalid", "tags")),
        ({"code": "nobody_knows"}, (422, "form_param_value_invalid", "code")),
        ({"statuss": 503}, (422, "form_param_unknown", "statuss")),
    ],
)
def test_what_no_fault_may_be(control, world, body, expected):
    """Refused with the field, and nothing is set."""
    reply = control("POST", "/faults", **body)

    assert expected == refused(reply)
    assert 0 == len(world.faults)


def test_an_unknown_preset_or_fault(control, world):
    """Named, and 422 or 404."""
    assert (422, "form_param_value_invalid", "name") == refused(
        control("POST", "/faults/presets", name="hail")
    )
    assert 404 == control("DELETE", "/faults/flt_none").status_code


def test_replica_lag_over_http(control, browser, house, world):
    """As text or as a preset with a value; the calls tell which read lagged."""
    made = control("POST", "/faults", lag="2s")
    house.record(world).clear()
    server = house.backend(world)
    server.post("/v1/users", email_address=["grace@engines.test"], password="nanoseconds-of-wire")
    before = server.get("/v1/users/count").json()["total_count"]
    control("POST", "/clock", advance=2_000)
    after = server.get("/v1/users/count").json()["total_count"]
    calls = control("GET", "/calls")["data"]
    (preset,) = control("POST", "/faults/presets", name="replica_lag=5s")["data"]

    assert (2_000, 5_000) == (made["lag"], preset["lag"])
    assert (1, 2) == (before, after)
    assert [0, 2_000, 0] == [it["lag"] for it in calls]
    assert ["server"] * 3 == [it["actor"] for it in calls]


@pytest.mark.parametrize(
    ("lag", "says"), [("soon", "span such as"), (-1, "lag"), ("9d", "must be from 0 to")]
)
def test_no_span(control, world, lag, says):
    """Told what one is."""
    reply = control("POST", "/faults", lag=lag)

    assert 422 == reply.status_code
    assert says in told(reply)
    assert 0 == len(world.faults)
