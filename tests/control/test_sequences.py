"""Whatever is asked of the control API, in whatever order, it never fails."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi.app import App
from mockfapi.http.transport import Caller
from tests.people import ADA, SIGN_INS

NAMES = [
    "default",
    "world-1",
    "world-2",
    "shop",
    "snapshot-1",
    "opened",
    "x" * 40,
    "No",
    "",
    "a/b",
    "%2e%2e",
    "w",
]
MOMENTS = [
    0,
    1,
    1_000,
    1_763_000_000_000,
    1_900_000_000_000,
    32_503_680_000_000,
    3_155_760_000_000,
    10**18,
    -1,
]
FIXED = [
    ("GET", "/health"),
    ("GET", "/worlds"),
    ("GET", "/snapshots"),
    ("GET", "/journal"),
    ("GET", "/calls"),
    ("GET", "/clock"),
    ("GET", "/outbox/last"),
    ("DELETE", "/outbox"),
    ("POST", "/reset"),
]

name = st.sampled_from(NAMES)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | name,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
moment = st.sampled_from(MOMENTS)
scenario = st.sampled_from(["empty", "one_user", "b2b", "", "../x.yaml"])


def posted(path: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, str, Any]]:
    good = st.fixed_dictionaries({}, optional=fields)
    bad = st.fixed_dictionaries({}, optional=dict.fromkeys(fields, junk))
    return st.tuples(st.just("POST"), st.just(path), good | bad | junk)


steps = st.one_of(
    st.sampled_from(FIXED).map(lambda it: (*it, None)),
    posted("/worlds", name=name, scenario=scenario, seed=st.text(max_size=3), clock=moment),
    posted("/fork", name=name),
    posted("/snapshots", name=name),
    *[posted("/clock", **{step: moment}) for step in ("advance", "set", "pin")],
    posted("/clock", freeze=st.booleans()),
    st.tuples(st.sampled_from(["GET", "DELETE"]), name.map(lambda it: f"/worlds/{it}"), st.none()),
    st.tuples(st.just("DELETE"), name.map(lambda it: f"/snapshots/{it}"), st.none()),
    st.tuples(st.just("POST"), name.map(lambda it: f"/snapshots/{it}/restore"), st.none()),
    st.tuples(st.just("APP"), st.just(SIGN_INS), st.none()),
)
prefixes = st.sampled_from(["", "", "/w/default", "/w/world-1", "/w/shop", "/w/No"])

APP = App()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(prefixes, steps), max_size=12), st.booleans())
def test_no_sequence_of_control_requests_is_ever_our_bug(sequence, with_default):
    """Worlds come and go, clocks move, snapshots return: every answer is below 500, and the default stays."""
    if with_default:
        APP.open_world(scenario_name="one_user")
    caller = Caller(APP.reception)
    try:
        for prefix, (method, path, body) in sequence:
            if method == "APP":
                reply = caller.post(prefix + path, identifier=ADA, strategy="email_code", _is_native="1")
            else:
                reply = caller.request(method, f"{prefix}/__mockfapi{path}", json=body)

            assert reply.status_code < 500, (method, path, body, reply.json())
        assert not with_default or APP.worlds.default is not None
    finally:
        for world in list(APP.worlds):
            APP.close_world(world.name)
