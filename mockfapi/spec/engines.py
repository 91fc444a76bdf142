"""The two libraries that judge, behind one face: jsonschema_rs, and jsonschema where it has no wheel."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Protocol

from mockfapi.spec.explain import Finding, unspeakable


class Check(Protocol):
    """One compiled schema."""

    def is_valid(self, instance: object) -> bool:
        """The verdict."""

    def findings(self, instance: object) -> Sequence[Finding]:
        """What the library complains about, in our words."""


class Engine(Protocol):
    """One library, holding the definitions of one contract."""

    def check(self, schema: Mapping[str, Any]) -> Check:
        """Compile one schema against the definitions."""


MakeEngine = Callable[[str, Mapping[str, Any]], Engine]


def engine(uri: str, resource: Mapping[str, Any]) -> Engine:
    """The fast library when it can be imported, else the other."""
    try:
        return FastEngine(uri, resource)
    except ImportError:
        return PlainEngine(uri, resource)


class FastEngine:
    """jsonschema_rs: costs less than parsing the same JSON."""

    def __init__(self, uri: str, resource: Mapping[str, Any]) -> None:
        import jsonschema_rs

        self._build: Any = jsonschema_rs.Draft202012Validator
        self._registry = jsonschema_rs.Registry([(uri, dict(resource))])

    def check(self, schema: Mapping[str, Any]) -> Check:
        """Compile one schema; its references are answered by the shared registry."""
        return FastCheck(self._build(schema, registry=self._registry, validate_formats=False))


class FastCheck:
    """A schema compiled by jsonschema_rs."""

    __slots__ = ("_validator", "is_valid")

    def __init__(self, validator: Any) -> None:
        self._validator = validator
        self.is_valid = validator.is_valid  # on the path of every request: no call in between

    def findings(self, instance: object) -> Sequence[Finding]:
        """One finding an error; alternatives keep their branches."""
        return [_fast_finding(error, instance) for error in self._validator.iter_errors(instance)]


def _fast_finding(error: Any, instance: object) -> Finding:
    kind = error.kind
    if kind.name == "falseSchema" and error.schema_path[-1:] == ["additionalProperties"]:
        # An object that is closed and declares nothing: every name is one too many.
        return Finding("additionalProperties", tuple(error.instance_path), _names(instance, error))
    details: dict[str, Any] = kind.as_dict()
    branches = details.pop("context", ())
    return Finding(
        keyword=str(kind.name),
        pointer=tuple(error.instance_path),
        wanted=next(iter(details.values()), None),
        branches=tuple(tuple(_fast_finding(inner, instance) for inner in branch) for branch in branches),
    )


def _names(instance: Any, error: Any) -> list[str]:
    for step in error.instance_path:
        instance = instance[step]
    return list(instance)


class PlainEngine:
    """jsonschema: the oracle of the tests, and the fallback."""

    def __init__(self, uri: str, resource: Mapping[str, Any]) -> None:
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        empty: Any = Registry()
        self._registry = empty.with_resource(uri, DRAFT202012.create_resource(resource))

    def check(self, schema: Mapping[str, Any]) -> Check:
        """Compile one schema; its references are answered by the shared registry."""
        return PlainCheck(_plain_dialect()(schema, registry=self._registry))


class PlainCheck:
    """A schema as jsonschema reads it."""

    __slots__ = ("_validator",)

    def __init__(self, validator: Any) -> None:
        self._validator = validator

    def is_valid(self, instance: object) -> bool:
        """The verdict; this library would accept values that JSON cannot hold, so those are refused here."""
        return unspeakable(instance) is None and bool(self._validator.is_valid(instance))

    def findings(self, instance: object) -> Sequence[Finding]:
        """One finding an error; alternatives keep their branches."""
        return [found for error in self._validator.iter_errors(instance) for found in _plain_findings(error)]


def _plain_findings(error: Any) -> Iterator[Finding]:
    pointer = tuple(error.absolute_path)
    wanted = error.validator_value
    if error.validator == "required":
        missing = [name for name in wanted if name not in error.instance]
        yield from (Finding("required", pointer, name) for name in missing)
    elif error.validator == "additionalProperties":
        yield Finding("additionalProperties", pointer, _extras(error.instance, error.schema))
    elif error.validator in ("anyOf", "oneOf"):
        branches: list[list[Finding]] = [[] for _ in wanted]
        for inner in error.context:
            branches[inner.relative_schema_path[0]].extend(_plain_findings(inner))
        yield Finding(error.validator, pointer, None, tuple(map(tuple, branches)))
    elif error.validator == "type":
        yield Finding("type", pointer, [wanted] if isinstance(wanted, str) else wanted)
    else:
        yield Finding(str(error.validator or "not"), pointer, wanted)


def _extras(instance: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    return [name for name in instance if name not in known and not any(re.search(p, name) for p in patterns)]


@cache
def _plain_dialect() -> Any:
    """2020-12 with regular expressions read as JSON Schema means them, and tuples taken for arrays."""
    from jsonschema import Draft202012Validator, ValidationError, validators

    def pattern(_validator: Any, wanted: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not _ecma(wanted).search(instance):
            yield ValidationError(f"does not match {wanted}")

    def array(_checker: Any, value: Any) -> bool:
        return isinstance(value, (list, tuple))

    extend: Any = validators.extend
    types = Draft202012Validator.TYPE_CHECKER.redefine("array", array)
    return extend(Draft202012Validator, {"pattern": pattern}, type_checker=types)


@cache
def _ecma(pattern: str) -> re.Pattern[str]:
    """ECMA's `$` ends the text, before no line feed; its `\\w` and `\\d` are ASCII."""
    ends = re.sub(r"(?<!\\)\$(?=$|\))", r"\\Z", pattern)
    return re.compile(ends, re.ASCII)
