"""The checks can fail: each fault that is planted here is found by a few cases of one operation."""

from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="pip install '.[fuzz]'")

from hypothesis import HealthCheck, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from mockfapi.app import App
from mockfapi.clerk import Engine
from mockfapi.http import admit
from mockfapi.http.params import Params
from mockfapi.http.read import Reader
from mockfapi.rules import sessions
from mockfapi.views import FAPI_VIEWS
from mockfapi.world.records import Session
from tests.contract import checks
from tests.contract.prepared import prepared
from tests.contract.stock import NOON, Prepared


@pytest.fixture(params=[False, True], ids=["checked", "lenient"])
def world(request) -> Prepared:
    """A world whose answers are checked before they leave, or are not: only the fuzzer looks at those."""
    engine = Engine()
    engine.app = App(lenient=request.param)
    return prepared(engine.open("everything", seed=1, clock=NOON))


def faults(schema: Any, path: str, method: str) -> set[str]:
    """The names of all failures that cases of one operation meet."""
    found: set[str] = set()
    operation = schema[path][method]
    negative = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @seed(1)
    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy() | negative)
    def run(case: Any) -> None:
        try:
            case.call_and_validate(additional_checks=[checks.no_undeclared_fields])
        except FailureGroup as group:
            found.update(type(it).__name__ for it in group.exceptions)

    run()
    return found


def test_without_a_fault_nothing_is_found(world):
    """What the other tests find is what they planted."""
    schema = world.schema("fapi", world.visitor)

    assert set() == faults(schema, "/v1/client/sessions/{session_id}", "GET")
    assert set() == faults(schema, "/v1/client/sessions/{session_id}/touch", "POST")
    assert set() == faults(world.schema("bapi"), "/jwks", "GET")


@pytest.mark.parametrize(
    ("plant", "failures"),
    [
        ({"status": "dormant"}, {"ServerError", "JsonSchemaError"}),
        ({"password_digest": "mock$salt$digest"}, {"CustomFailure"}),
    ],
    ids=["enum", "field"],
)
def test_a_wrong_face_is_found(world, monkeypatch, plant, failures):
    """A value that the contract does not list, a field that it does not name."""
    honest = FAPI_VIEWS[Session]
    monkeypatch.setitem(FAPI_VIEWS, Session, lambda lens, it: {**honest(lens, it), **plant})
    found = faults(world.schema("fapi", world.visitor), "/v1/client/sessions/{session_id}", "GET")

    assert found & failures


def test_a_missing_key_check_is_found(world, monkeypatch):
    """A backend operation that lets everybody in."""
    monkeypatch.setattr(admit, "backend", lambda *_: None)

    assert "IgnoredAuth" in faults(world.schema("bapi"), "/jwks", "GET")


def test_a_form_that_is_not_checked_is_found(world, monkeypatch):
    """Whatever is sent is taken for what the contract declares."""
    monkeypatch.setattr(Reader, "body", lambda self, request: Params({}, self._names))
    found = faults(world.schema("fapi", world.visitor), "/v1/client/sessions/{session_id}/touch", "POST")

    assert "AcceptedNegativeData" in found


def test_a_rule_that_falls_over_is_found(world, monkeypatch):
    """An exception that is no refusal is a 500."""
    monkeypatch.setattr(sessions, "touch", lambda *_, **__: 1 // 0)
    found = faults(world.schema("fapi", world.visitor), "/v1/client/sessions/{session_id}/touch", "POST")

    assert "ServerError" in found
