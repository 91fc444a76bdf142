"""Our quick frozen dataclasses beside those of the standard library: nobody can tell them apart."""

import copy
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from dataclasses import dataclass as original
from typing import Any

import pytest

from mockfapi.frozen import quick


def _point(make: Any) -> Any:
    class Point:
        """A place."""

        x: int
        name: str = "here"
        notes: list[str] = field(default_factory=list)
        seen: int = field(default=0, compare=False)

    Point.__qualname__ = "Point"
    return make(frozen=True, slots=True)(Point)


OURS, THEIRS = _point(quick), _point(original)
Point = OURS


@pytest.mark.parametrize(
    "use",
    [
        lambda kind: repr(kind(1, notes=["a"])),
        lambda kind: asdict(kind(1, "there", ["a"], 3)),
        lambda kind: [(it.name, it.type, it.default) for it in fields(kind)],
        lambda kind: [(it.name, it.annotation) for it in inspect.signature(kind).parameters.values()],
        lambda kind: (kind(1) == kind(1), kind(1) == kind(2), kind(1) == kind(1, seen=9), kind(1) == 1),
        lambda kind: hash(replace(kind(1), notes=())) == hash((1, "here", ())),
        lambda kind: repr(replace(kind(1), name="there")),
        lambda kind: (kind.__slots__, kind.__match_args__, kind.__doc__, hasattr(kind(1), "__dict__")),
        lambda kind: kind(1).notes is kind(1).notes,
        lambda kind: repr(copy.deepcopy(kind(1, notes=["a"]))),
    ],
)
def test_they_do_the_same(use):
    """Whatever one asks of such a class or its objects."""

    assert str(use(THEIRS)) == str(use(OURS))


@pytest.mark.parametrize("kind", [OURS, THEIRS])
def test_they_refuse_the_same(kind):
    """Nothing is set, deleted or left out, and nothing unknown is taken."""
    it = kind(1)
    for change in (lambda: setattr(it, "x", 2), lambda: delattr(it, "x"), lambda: setattr(it, "y", 2)):
        with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
            change()
    for wrong in (kind, lambda: kind(1, z=2), lambda: hash(kind(1))):
        with pytest.raises(TypeError):
            wrong()

    assert 1 == it.x


def test_an_object_can_be_pickled():
    """Also without a dictionary of its own."""
    assert Point(1, "there", ["a"]) == pickle.loads(pickle.dumps(Point(1, "there", ["a"])))


def test_what_it_cannot_do_is_refused_when_the_class_is_made():
    """A field that asks for more than defaults and comparison."""

    class Odd:
        x: int = field(default=0, repr=False)

    with pytest.raises(TypeError, match="Odd: x needs the dataclass of the standard library"):
        quick(frozen=True, slots=True)(Odd)


def test_other_dataclasses_are_the_original():
    """Only frozen ones with slots are made here."""

    @quick
    class Loose:
        x: int = 1

    it: Any = Loose()
    it.x = 2

    assert 2 == it.x
