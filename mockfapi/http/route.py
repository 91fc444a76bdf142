"""From a path to an operation: a tree of segments in which fixed names go before parameters."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import unquote

from mockfapi import errors

T = TypeVar("T")
Found = tuple[dict[str, T], dict[str, str]]  # methods at a path, values of its parameters


def segments(path: str) -> list[str]:
    """The decoded parts of a path; doubled, leading and trailing slashes make no part. Broken UTF-8: 400."""
    try:
        return [unquote(part, errors="strict") for part in path.split("/") if part]
    except UnicodeDecodeError as broken:
        raise errors.malformed_request_parameters(reason="the path is not valid UTF-8") from broken


@dataclass
class Node(Generic[T]):
    fixed: dict[str, "Node[T]"] = field(default_factory=dict)
    variable: dict[tuple[str, str, str], "Node[T]"] = field(default_factory=dict)
    methods: dict[str, T] = field(default_factory=dict)


class Routes(Generic[T]):
    """A table of path and method."""

    def __init__(self) -> None:
        self._root: Node[T] = Node()

    def add(self, method: str, path: str, target: T) -> None:
        """Adds a path such as `/v1/saml/metadata/{id}.xml`."""
        node = self._root
        for part in path.strip("/").split("/"):
            if "{" in part:
                before, rest = part.split("{", 1)
                name, after = rest.split("}", 1)
                node = node.variable.setdefault((before, name, after), Node())
            else:
                node = node.fixed.setdefault(part, Node())
        node.methods[method] = target

    def matches(self, parts: list[str]) -> list[Found[T]]:
        """Every path that fits, the most fixed first: its methods and the values of its parameters."""
        return list(self._walk(self._root, parts, {}))

    def _walk(self, node: Node[T], parts: list[str], values: dict[str, str]) -> Iterator[Found[T]]:
        if not parts:
            if node.methods:
                yield node.methods, values
            return
        part, rest = parts[0], parts[1:]
        if (child := node.fixed.get(part)) is not None:
            yield from self._walk(child, rest, values)
        for (before, name, after), child in node.variable.items():
            if part.startswith(before) and part.endswith(after) and len(part) > len(before) + len(after):
                value = part[len(before) : len(part) - len(after)]
                yield from self._walk(child, rest, {**values, name: value})
