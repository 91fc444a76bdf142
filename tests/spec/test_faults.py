"""Faults: the leaf, its value, the wish; and verdicts on values that JSON cannot hold."""

import copy
import json
import math
from typing import Any

import pytest

from mockfapi.spec import Contract, Fault, unspeakable
from mockfapi.spec.engines import FastEngine, MakeEngine, PlainEngine
from mockfapi.spec.explain import short
from mockfapi.spec.validator import Validator, Validators
from tests.spec.values import a_valid

ENGINES = pytest.mark.parametrize("make", [FastEngine, PlainEngine], ids=["fast", "plain"])
VERIFICATION = ("client", "sign_in", "first_factor_verification")
OTP = {
    "object": "verification_otp",
    "status": "unverified",
    "strategy": "email_code",
    "attempts": 0,
    "expire_at": 1,
}

PLANTED: dict[str, tuple[tuple[Any, ...], Any, Fault]] = {
    "a missing property": (
        ("client", "sessions", 0, "user", "id"),
        ...,
        Fault(
            "$.client.sessions[0].user.id",
            "missing",
            "this property to be present",
            "required",
            "id",
            ("client", "sessions", 0, "user", "id"),
        ),
    ),
    "a wrong type": (
        ("client", "sessions", 0, "user", "email_addresses", 0, "created_at"),
        "today",
        Fault(
            "$.client.sessions[0].user.email_addresses[0].created_at",
            '"today"',
            "an integer",
            "type",
            None,
            ("client", "sessions", 0, "user", "email_addresses", 0, "created_at"),
        ),
    ),
    "a surplus property": (
        ("response", "surprise"),
        1,
        Fault(
            "$.response.surprise",
            "1",
            "no property of this name",
            "additionalProperties",
            "surprise",
            ("response", "surprise"),
        ),
    ),
    "a wrong status": (
        (*VERIFICATION, "status"),
        "asleep",
        Fault(
            "$.client.sign_in.first_factor_verification.status",
            '"asleep"',
            'one of "unverified", "verified", "failed", "expired", "transferable"',
            "enum",
            None,
            (*VERIFICATION, "status"),
        ),
    ),
    "a wrong strategy": (
        (*VERIFICATION, "strategy"),
        "carrier_pigeon",
        Fault(
            "$.client.sign_in.first_factor_verification.strategy",
            '"carrier_pigeon"',
            'one of "phone_code", "email_code", "reset_password_email_code", "reset_password_phone_code"',
            "enum",
            None,
            (*VERIFICATION, "strategy"),
        ),
    ),
    "a wrong type below an alternative": (
        (*VERIFICATION, "attempts"),
        "none",
        Fault(
            "$.client.sign_in.first_factor_verification.attempts",
            '"none"',
            "an integer or null",
            "type",
            None,
            (*VERIFICATION, "attempts"),
        ),
    ),
}


def validator_of(schema: dict[str, Any], make: MakeEngine) -> Validator:
    return Validators("test", "{}", make).of(schema)


def planted(contract: Contract, place: tuple[Any, ...], value: Any) -> Any:
    """A wrapped sign-in by e-mail code with one fault in it."""
    whole = copy.deepcopy(a_valid({"$ref": "#/$defs/Client.ClientWrappedSignIn"}, contract.definitions))
    whole["client"]["sign_in"]["first_factor_verification"] = dict(OTP)
    *way, last = place
    holder = whole
    for step in way:
        holder = holder[step]
    if value is ...:
        del holder[last]
    else:
        holder[last] = value
    return whole


@ENGINES
@pytest.mark.parametrize(("place", "value", "fault"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found_at_its_leaf(
    fapi: Contract, make: MakeEngine, place: tuple[Any, ...], value: Any, fault: Fault
):
    """Of nine alternatives the one that was meant is explained, and nothing else."""
    known = Validators("fapi", json.dumps(fapi.definitions), make)
    validator = known.of({"$ref": "#/$defs/Client.ClientWrappedSignIn"})

    assert (fault,) == validator.faults(planted(fapi, place, value))


def test_the_value_itself_is_no_fault(fapi: Contract):
    """Without a planted fault the same value is valid, and there is nothing to explain."""
    whole = planted(fapi, ("response", "locale"), None)

    assert () == fapi.named("Client.ClientWrappedSignIn").faults(whole)
    assert fapi.named("Client.ClientWrappedSignIn").fault(whole) is None


@ENGINES
@pytest.mark.parametrize(
    ("schema", "instance", "wanted"),
    [
        ({"const": 1}, 2, "1"),
        ({"pattern": "^a+$"}, "b", "text that matches ^a+$"),
        ({"pattern": "^a$"}, "a\n", "text that matches ^a$"),
        ({"pattern": r"^\w+$"}, "é", r"text that matches ^\w+$"),
        ({"minLength": 2}, "a", "at least 2 characters"),
        ({"maxItems": 1}, [1, 2], "at most 1 items"),
        ({"maximum": 2}, 3, "at most 2"),
        ({"exclusiveMinimum": 0}, 0, "more than 0"),
        ({"uniqueItems": True}, [1, 1], "items that differ"),
        ({"not": {"type": "null"}}, None, "something that the contract does not exclude"),
        ({"oneOf": [{}, {"type": "null"}]}, None, "exactly one of the alternatives, but several fit"),
        ({"type": ["null", "string"]}, 1, "a string or null"),
    ],
)
def test_wishes_are_told_in_words(make: MakeEngine, schema: dict[str, Any], instance: Any, wanted: str):
    """Each keyword has a short sentence, the same with either library."""
    fault = validator_of(schema, make).fault(instance)

    assert fault is not None
    assert wanted == fault.wanted


@ENGINES
def test_several_faults_come_in_the_order_of_their_paths(make: MakeEngine):
    """Each fault is told once; positions count as numbers."""
    schema = {
        "type": "array",
        "items": {"type": "object", "required": ["b", "a"], "additionalProperties": False},
    }
    faults = validator_of(schema, make).faults([{}, *[1] * 9, {"x y": 1}])

    paths = ["$[0].a", "$[0].b", *(f"$[{n}]" for n in range(1, 10)), "$[10].a", "$[10].b", '$[10]["x y"]']
    assert paths == [fault.path for fault in faults]


def test_a_fault_reads_as_a_sentence():
    """The text of a fault names path, value and wish."""
    fault = validator_of({"properties": {"id": {"type": "string"}}}, FastEngine).fault({"id": 1})

    assert "$.id is 1, the contract wants a string" == str(fault)


HOSTILE = {
    "a lone surrogate": ("\ud800", "text without lone surrogates"),
    "not a number": (math.nan, "a finite number"),
    "infinity": (-math.inf, "a finite number"),
    "a set": ({1, 2}, "a JSON value"),
    "bytes": (b"bytes", "a JSON value"),
    "an object": (object(), "a JSON value"),
    "a number as name": ({1: 2}, "names that are proper text"),
    "a surrogate as name": ({"\udfff": 1}, "names that are proper text"),
}


@pytest.mark.parametrize(("value", "wanted"), HOSTILE.values(), ids=HOSTILE)
def test_what_json_cannot_hold_is_found(value: Any, wanted: str):
    """The search names the place and what would do there."""
    fault = unspeakable({"fine": ["é", 1.5, None, True, 10**400, {"it": value}]})

    assert fault is not None
    assert ("$.fine[5].it", wanted, "json") == (fault.path, fault.wanted, fault.keyword)


def test_proper_json_is_speakable():
    """Nothing is wrong with what JSON can hold, however large its numbers."""
    assert unspeakable({"a": [1, 1.5, None, True, "é", (1,), 10**400, {}]}) is None


@ENGINES
@pytest.mark.parametrize(("value", "_wanted"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_values_are_refused_and_never_raise(make: MakeEngine, value: Any, _wanted: str):
    """Where a schema asks for something, what JSON cannot hold is refused by either library."""
    schema = {"type": "object", "properties": {"it": {"type": "integer"}}}
    validator = validator_of(schema, make)

    for instance in (value, {"it": value}):
        assert not validator.is_valid(instance)
        assert validator.faults(instance)[0].keyword in ("json", "type")


@ENGINES
def test_huge_numbers_are_judged(make: MakeEngine):
    """A number beyond 64 bits is out of range, and just a number where there is no range."""
    assert validator_of({"type": "integer"}, make).is_valid(10**400)
    assert not validator_of({"type": "integer", "maximum": 2**63 - 1}, make).is_valid(10**400)


@ENGINES
def test_endless_nesting_gets_a_verdict(make: MakeEngine):
    """A value nested many thousand levels deep is judged like any other."""
    deep: list[Any] = []
    for _ in range(20_000):
        deep = [deep]

    assert validator_of({"type": "object"}, make).fault(deep) is not None
    assert validator_of({"items": {"type": "object"}}, make).fault(deep) is not None


def test_values_are_shown_short():
    """However large or odd, a value takes one short line."""
    assert 120 == len(short("x" * 500))
    assert '"\\ud800"' == short("\ud800")
    assert "a set" == short({1})
    assert "a int" == short(10**5000)
