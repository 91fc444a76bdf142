"""The parameters of a call: what was given, typed as the contract says. Absent is not null."""

from collections.abc import Collection, Mapping
from types import UnionType
from typing import Any

from mockfapi.http.multipart import Upload

# The name under which a body that is a list is kept; no field can have it.
ROWS = "[]"


class Params:
    """Given values by name. Reading a name that the contract does not declare is a bug of the handler."""

    __slots__ = ("_declared", "_given")

    def __init__(self, given: Mapping[str, Any], declared: Collection[str]) -> None:
        self._given = given
        self._declared = declared

    def __contains__(self, name: str) -> bool:
        self._check(name)
        return name in self._given

    def text(self, name: str) -> str | None:
        """The text given, or None when absent or null."""
        value: str | None = self._typed(name, str)
        return value

    def flag(self, name: str) -> bool | None:
        value: bool | None = self._typed(name, bool)
        return value

    def number(self, name: str) -> int | None:
        """The integer given; `1.0` is one, for JSON knows no other."""
        value: int | float | None = self._typed(name, int | float)
        return None if value is None else int(value)

    def required(self, name: str) -> str:
        """A text that the contract requires, so it is there."""
        value = self.text(name)
        assert value is not None, f"{name} is not required by the contract"
        return value

    def file(self, name: str) -> bytes | None:
        """The bytes of a file, or None when there is none."""
        upload = self.upload(name)
        return None if upload is None else upload.content

    def upload(self, name: str) -> Upload | None:
        """A file with what its sender calls it, or None when there is none."""
        value: Upload | None = self._typed(name, Upload)
        return value

    def rows(self) -> list[dict[str, Any]]:
        """The objects of a body that is a list of them."""
        value: list[dict[str, Any]] = self._typed(ROWS, list)
        return value

    def given(self) -> dict[str, Any]:
        """Everything that was given, by name."""
        return dict(self._given)

    def _typed(self, name: str, kind: type[Any] | UnionType) -> Any:
        self._check(name)
        value = self._given.get(name)
        assert value is None or isinstance(value, kind), f"{name} is no {kind}"
        return value

    def _check(self, name: str) -> None:
        if name not in self._declared:
            raise LookupError(f"the contract declares no parameter {name!r} here")
