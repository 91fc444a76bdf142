"""Boot refuses doors that do not fit the contract; a broken answer is a 500 that explains itself."""

from types import ModuleType

import pytest

from mockfapi import errors, spec
from mockfapi.http.bind import BindingError, bind
from mockfapi.http.call import BackendCall, ControlCall, PublicCall
from mockfapi.http.dispatch import Reception
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.http.route import Routes
from mockfapi.http.wire import Request
from mockfapi.world.records import Client


def a_door(*handlers) -> ModuleType:
    """A module that holds these handlers as if they were written there."""
    module = ModuleType("a_door")
    for number, handler in enumerate(handlers):
        handler.__module__ = module.__name__
        setattr(module, f"handler_{number}", handler)
    return module


def refusal(*handlers, api="fapi") -> str:
    with pytest.raises(BindingError) as caught:
        bind(spec.load(api), [a_door(*handlers)], {})
    return str(caught.value)


def test_an_unknown_operation_is_refused():
    """A typo in an operation id stops the start."""

    @operation("getHelth")
    def handler(call: PublicCall) -> Document:
        raise NotImplementedError

    assert "fapi has no operation 'getHelth'" in refusal(handler)


def test_an_operation_bound_twice_is_refused():
    """Both handlers are named."""

    @operation("getHealth")
    def one(call: PublicCall) -> Document:
        raise NotImplementedError

    @operation("getHealth")
    def two(call: PublicCall) -> Document:
        raise NotImplementedError

    assert "getHealth is bound twice" in refusal(one, two)


def test_a_sensitive_operation_needs_somebody_signed_in():
    """There is no proof to be recent where nobody is asked who they are."""

    @operation("getHealth", sensitive=True)
    def handler(call: PublicCall) -> Document:
        raise NotImplementedError

    assert "a sensitive operation needs a SessionCall" in refusal(handler)


def test_a_record_without_a_view_is_refused():
    """The return type needs a face in the dialect."""

    @operation("getHealth")
    def handler(call: PublicCall) -> Client | None:
        raise NotImplementedError

    assert "no view for Client" in refusal(handler)


@pytest.mark.parametrize(
    ("api", "kind", "name"),
    [
        ("fapi", BackendCall, "getHealth"),
        ("fapi", ControlCall, "getHealth"),
        ("bapi", PublicCall, "Jwks_getJsonWebKeySet"),
    ],
)
def test_a_call_type_of_another_door_is_refused(api, kind, name):
    """A backend call has no business in the Frontend API, and the reverse."""

    @operation(name)
    def handler(call) -> Document:
        raise NotImplementedError

    handler.__annotations__["call"] = kind

    assert f"a {kind.__name__} does not belong into {api}" in refusal(handler, api=api)


def test_a_handler_must_say_who_may_call_it():
    """The annotation of the first argument is the declaration."""

    @operation("getHealth")
    def handler(call) -> Document:
        raise NotImplementedError

    assert "must be annotated" in refusal(handler)


@pytest.fixture
def serving(house, world):
    """The answer of a reception in which one FAPI operation is served by another handler."""

    def serve(path, *handlers):
        door = house.reception.fapi
        routes: Routes = Routes()
        for bound in bind(door.contract, [a_door(*handlers)], door.writer.views):
            routes.add(bound.operation.method, bound.operation.path, bound)
        kept = house.reception
        altered = type(door)(door.contract, routes, door.writer)
        reception = Reception(kept.worlds, altered, kept.bapi, kept.control, kept.operations)
        answer = reception.answer(Request("GET", path))
        return answer.status, answer.body.decode()

    return serve


def test_a_broken_answer_explains_itself(serving, caplog):
    """500 with operation, JSON path, our value and what the contract wants."""

    @operation("getHealth")
    def handler(call: PublicCall) -> Document:
        return Document({"status": "sick"})

    status, body = serving("/v1/health", handler)

    assert 500 == status
    assert all(word in body for word in ("internal_clerk_error", "getHealth", "$.status", "sick", "healthy"))


def test_an_unlisted_status_is_a_broken_answer(serving, caplog):
    """A success that the contract does not know is our bug too."""

    @operation("getHealth")
    def handler(call: PublicCall) -> Document:
        return Document({"status": "healthy"}, status=299)

    status, body = serving("/v1/health", handler)

    assert 500 == status
    assert "answers 299, which the contract does not list" in body


def test_a_bug_leaves_no_trace_and_shows_no_traceback(serving, world, caplog):
    """An exception in a handler is a 500; what it wrote is taken back."""

    @operation("getHealth")
    def handler(call: PublicCall) -> Document:
        call.world.sign_ins.remove(call.world.chance.id("nothing"))
        raise AssertionError

    @operation("getClient")
    def writes(call: PublicCall) -> Document:
        call.world.users.remove(next(iter(call.world.users)).id)
        call.world.chance.id("user")
        raise ZeroDivisionError("secret details")

    before = world.digest()
    status, body = serving("/v1/client", handler, writes)

    assert (500, before) == (status, world.digest())
    assert "getClient failed with ZeroDivisionError" in body
    assert "secret details" not in body
    assert "Traceback" not in body


def test_a_refusal_with_an_unlisted_status_is_a_bug_and_leaves_no_trace(serving, world, caplog):
    """The health of the service is never 409: 500, and what was written is taken back."""

    @operation("getHealth")
    def handler(call: PublicCall) -> Document:
        call.world.users.remove(next(iter(call.world.users)).id)
        raise errors.ErrorRow(409, "resource_locked", "locked", "locked")()

    before = world.digest()
    status, body = serving("/v1/health", handler)

    assert (500, before) == (status, world.digest())
    assert "answers 409, which the contract does not list (made by the error resource_locked)" in body


def test_reading_an_undeclared_parameter_is_a_loud_bug(serving, caplog):
    """The contract is the type of the parameters."""

    @operation("getHealth")
    def handler(call: PublicCall) -> Document:
        return Document({"status": call.params.text("undeclared") or "healthy"})

    status, body = serving("/v1/health", handler)

    assert 500 == status
    assert "LookupError" in body


def test_every_operation_of_both_contracts_is_routed(house, world):
    """175 and 109 operations, and our extensions; each path and method finds its own operation."""
    counts = {"fapi": 0, "bapi": 0}
    for bound in house.operations:
        it = bound.operation
        if it.api == "control":
            continue
        counts[it.api] += not it.extension
        door = house.reception.fapi if it.api == "fapi" else house.reception.bapi
        parts = it.path.replace("{", "").replace("}", "").strip("/").split("/")
        found = next(table[it.method] for table, _ in door.routes.matches(parts) if it.method in table)

        assert bound is found, it.id

    assert {"fapi": 175, "bapi": 109} == counts
