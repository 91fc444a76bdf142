"""Placeholders in the wording of messages, such as `{{otp_code}}`: how they are read, not what they mean."""

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mockfapi.frozen import dataclass

NAME = r"[A-Za-z_][\w.]*"
PLACEHOLDER = re.compile(
    rf"\{{\{{\{{?~?\s*(?:(?P<word>#if|#unless|else|/if|/unless|>)\s*)?(?P<name>{NAME})?\s*~?\}}?\}}\}}"
)
NEEDS_NAME = ("#if", "#unless", ">", None)
# The word of a value in three braces.
RAW = "{"
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """What stands between `{{#if name}}` and its end; `unless` turns it round."""

    name: str
    unless: bool
    then: tuple[Any, ...]
    otherwise: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """Where a value goes; one in three braces goes there as it is, also into HTML."""

    name: str
    raw: bool = False


Part = str | Value | Branch
Piece = str | tuple[str | None, str]
Pieces = deque[Piece]


def parsed(text: str) -> tuple[Part, ...]:
    """The parts of a text; ValueError says what is wrong with it."""
    return _until(deque(_pieces(text)), (), 0)[0]


def names(parts: tuple[Part, ...]) -> set[str]:
    """The names of all values that a text shows, whatever its conditions."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, Value):
            found.add(part.name)
        elif isinstance(part, Branch):
            found |= names(part.then) | names(part.otherwise)
    return found


def filled(
    parts: tuple[Part, ...], data: Mapping[str, Any], escape: Callable[[str], str] | None = None
) -> str:
    """The text with its values, each as `escape` writes it; what is unknown is nothing."""
    return "".join(_shown(part, data, escape) for part in parts)


def _shown(part: Part, data: Mapping[str, Any], escape: Callable[[str], str] | None) -> str:
    if isinstance(part, str):
        return part
    value = _value(part.name, data)
    if isinstance(part, Branch):
        return filled(part.then if bool(value) != part.unless else part.otherwise, data, escape)
    text = "" if value is None else str(value)
    return text if escape is None or part.raw else escape(text)


def _value(name: str, data: Mapping[str, Any]) -> Any:
    value: Any = data
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _pieces(text: str) -> Iterator[Piece]:
    """Plain texts, and each placeholder as its word and name."""
    at = 0
    for found in PLACEHOLDER.finditer(text):
        yield _plain(text[at : found.start()])
        word, name = found["word"], found["name"]
        # `{{else}}` reads like a name.
        word, name = ("else", None) if word is None and name == "else" else (word, name)
        if (name is None) == (word in NEEDS_NAME):
            raise ValueError(f"has a placeholder that cannot be read: {found[0]}")
        yield (RAW if word is None and found[0].startswith("{{{") else word, name or "")
        at = found.end()
    yield _plain(text[at:])


def _plain(text: str) -> str:
    if "{{" in text:
        raise ValueError("has a placeholder that is not closed")
    return text


def _until(pieces: Pieces, ends: tuple[str, ...], depth: int) -> tuple[tuple[Part, ...], str | None]:
    """The parts up to one of the ends, and which one it is."""
    if depth > DEEPEST:
        raise ValueError("has conditions that are nested too deeply")
    parts: list[Part] = []
    while pieces:
        piece = pieces.popleft()
        if isinstance(piece, str):
            parts.append(piece)
        elif piece[0] in ends:
            return tuple(parts), piece[0]
        else:
            parts.append(_part(*piece, pieces, depth))
    if ends:
        raise ValueError(f"lacks {ends[-1]}")
    return tuple(parts), None


def _part(word: str | None, name: str, pieces: Pieces, depth: int) -> Part:
    if word in ("#if", "#unless"):
        return _branch(word, name, pieces, depth + 1)
    if word == ">":
        return ""
    if word not in (None, RAW):
        raise ValueError(f"has {word} where nothing was begun")
    return Value(name, word == RAW)


def _branch(word: str, name: str, pieces: Pieces, depth: int) -> Branch:
    end = word.replace("#", "/")
    then, stop = _until(pieces, ("else", end), depth)
    otherwise = _until(pieces, (end,), depth)[0] if stop == "else" else ()
    return Branch(name, word == "#unless", then, otherwise)
