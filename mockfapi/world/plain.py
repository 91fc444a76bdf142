"""Records as plain values, those of JSON, and back: exactly, by the types of their fields. Knows no world."""

from base64 import b64decode, b64encode
from binascii import Error as BinasciiError
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from difflib import get_close_matches
from functools import partial
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from mockfapi.frozen import dataclass

Json = dict[str, Any]
Put = Callable[[Any], Any]
SCALARS: Mapping[Any, tuple[type, ...]] = {str: (str,), int: (int,), bool: (bool,), float: (float, int)}
WORDS = {str: "a text", int: "a whole number", bool: "true or false", float: "a number"}


class PlainError(ValueError):
    """A plain value that is no record. `path` leads to the part that is wrong, from the record on."""

    def __init__(self, text: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.path = path

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.path))}: {self.text}" if self.path else self.text


@dataclass(frozen=True, slots=True)
class Way:
    """How the values of a type are written and read. `write` None: as they are."""

    write: Put | None
    read: Put


Special = Callable[[str, Any], Way | None]


class Codec:
    """Writes and reads records of any class. `special` may know another way for a field, by name and type."""

    def __init__(self, special: Special = lambda _name, _hint: None) -> None:
        self._special = special
        self._forms: dict[type, Form] = {}

    def form(self, cls: type) -> "Form":
        """How the records of a class are written and read. Worked out once."""
        if cls not in self._forms:
            # Known before its fields are: no record holds one of its own kind, but two may share one.
            self._forms[cls] = Form(cls, self)
        return self._forms[cls]

    def way(self, name: str, hint: Any) -> Way:
        """How a field of this name and type is written and read."""
        if (special := self._special(name, hint)) is not None:
            return special
        if hint is Any:
            return Way(None, _as_it_is)
        if hint in SCALARS:
            return Way(None, partial(_scalar, SCALARS[hint], WORDS[hint]))
        if hint is bytes:
            return Way(_bytes_written, _bytes_read)
        if is_dataclass(hint):
            form = self.form(hint)  # type: ignore[arg-type]
            return Way(form.write, form.read)
        return self._compound(name, hint)

    def _compound(self, name: str, hint: Any) -> Way:
        inside = get_args(hint)
        if isinstance(hint, UnionType):
            (kind,) = [it for it in inside if it is not NoneType]
            return _optional(self.way(name, kind))
        if get_origin(hint) is tuple:
            if inside[-1] is Ellipsis:
                return _listed(self.way("", inside[0]))
            return _fixed([self.way("", it) for it in inside])
        # Everything else that records hold is a mapping with texts for keys.
        return _mapped(self.way("", inside[1]))


class Form:
    """One class of records. What has its default is left out."""

    def __init__(self, cls: type, codec: Codec) -> None:
        hints = get_type_hints(cls)
        self.cls = cls
        self._readers: dict[str, Put] = {}
        self._required: list[str] = []
        lines, known = list[str](), dict[str, Any]()
        for field in fields(cls):
            way = codec.way(field.name, hints[field.name])
            default = field.default if field.default_factory is MISSING else field.default_factory()
            if default is MISSING:
                self._required.append(field.name)
            self._readers[field.name] = way.read
            lines += _line(field.name, default, way.write, known)
        exec("\n".join(["def write(it):", " found = {}", *lines, " return found"]), known)
        # The plain value of a record: what differs from the defaults, to the letter, in its order.
        self.write: Callable[[Any], Json] = known["write"]

    def read(self, plain: Any) -> Any:
        """The record of a plain value. PlainError says where it is none, and what is known there."""
        if not isinstance(plain, dict):
            raise PlainError("must be a mapping")
        found = {}
        for name, value in plain.items():
            read = self._readers.get(name)
            if read is None:
                raise PlainError(self._unknown(name), (name,))
            try:
                found[name] = read(value)
            except PlainError as broken:
                broken.path = (name, *broken.path)
                raise
        for name in self._required:
            if name not in found:
                raise PlainError(f"lacks the field {name!r}")
        return self.cls(**found)

    def _unknown(self, name: str) -> str:
        meant = get_close_matches(name, self._readers, n=1)
        hint = f"did you mean {meant[0]!r}?" if meant else f"there are {', '.join(self._readers)}"
        return f"{self.cls.__name__} has no such field ({hint})"


EXACT = Codec()


def _line(name: str, default: Any, write: Put | None, known: Json) -> list[str]:
    """The code that writes a field. Every kept write comes by here, and a loop costs five times as much."""
    known[f"d_{name}"], known[f"w_{name}"] = default, write
    put = f"found[{name!r}] = " + ("v" if write is None else f"w_{name}(v)")
    if default is MISSING:
        return [f" v = it.{name}", f" {put}"]
    # Mostly it is the default itself.
    other = f"v is not d_{name} and (v != d_{name} or repr(v) != repr(d_{name}))"
    return [f" v = it.{name}", f" if {other}: {put}"]


def _as_it_is(value: Any) -> Any:
    return value


def _scalar(kinds: tuple[type, ...], word: str, value: Any) -> Any:
    if type(value) not in kinds:
        raise PlainError(f"must be {word}, not {value!r:.60}")
    return value


def _bytes_written(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes_read(value: Any) -> bytes:
    try:
        return b64decode(_scalar((str,), WORDS[str], value), validate=True)
    except (BinasciiError, ValueError):
        raise PlainError("must be bytes in base64") from None


def _optional(way: Way) -> Way:
    write, read = way.write, way.read

    def written(value: Any) -> Any:
        return None if value is None else write(value)  # type: ignore[misc]

    def made(value: Any) -> Any:
        return None if value is None else read(value)

    return Way(None if write is None else written, made)


def _listed(way: Way) -> Way:
    write = way.write

    def written(value: tuple[Any, ...]) -> list[Any]:
        return list(value) if write is None else [write(it) for it in value]

    return Way(written, lambda value: tuple(_each(way.read, enumerate(_list(value)))))


def _fixed(ways: list[Way]) -> Way:
    def written(value: tuple[Any, ...]) -> list[Any]:
        pairs = zip(ways, value, strict=True)
        return [it if way.write is None else way.write(it) for way, it in pairs]

    def made(value: Any) -> tuple[Any, ...]:
        if len(_list(value)) != len(ways):
            raise PlainError(f"must be a list of {len(ways)}")
        return tuple(way.read(it) for way, it in zip(ways, value, strict=True))

    return Way(written, made)


def _mapped(way: Way) -> Way:
    write = way.write

    def written(value: Mapping[str, Any]) -> Json:
        return dict(value) if write is None else {key: write(it) for key, it in value.items()}

    def made(value: Any) -> Json:
        if not isinstance(value, dict):
            raise PlainError("must be a mapping")
        return dict(zip(value, _each(way.read, value.items()), strict=True))

    return Way(written, made)


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise PlainError("must be a list")
    return value


def _each(read: Put, items: Any) -> list[Any]:
    found = []
    for key, value in items:
        try:
            found.append(read(value))
        except PlainError as broken:
            broken.path = (key, *broken.path)
            raise
    return found
