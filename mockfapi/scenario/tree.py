"""YAML text to a tree of values that know their line. Refuses tags but one, duplicate keys and bombs."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.scenario.fault import ScenarioError, ScenarioFault

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_NODES = 50_000
# Exported worlds are long: of their values only those that come out of aliases are counted.
EXPORT = re.compile(rb"^tables:", re.MULTILINE)
MAX_EXPORT = 20_000_000

# The only tag: a text that is JSON, for values that plain YAML cannot say exactly.
JSON_TAG = "!json"
NULLS = {"", "~", "null", "Null", "NULL"}
TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands: None, a bool, a number, a text, a dict of nodes or a list of nodes.

    `size` counts the nodes below it as they would be without aliases.
    """

    value: Any
    file: str
    line: int
    size: int = 1

    def plain(self) -> Any:
        """The value without places, as JSON would hold it."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value

    def at(self, *keys: str | int) -> "Node":
        """The node at the end of a way of keys and numbers, or the last one that exists on it."""
        node = self
        for key in keys:
            inside = node.value
            known = (
                key in inside
                if isinstance(inside, dict)
                else isinstance(inside, list) and isinstance(key, int)
            )
            if not known:
                break
            node = inside[key]
        return node


def grown(plain: Any, file: str, line: int) -> Node:
    """The tree of a plain value, all of it in one place."""
    if isinstance(plain, dict):
        mapping = {key: grown(inside, file, line) for key, inside in plain.items()}
        return Node(mapping, file, line, 1 + sum(node.size for node in mapping.values()))
    if isinstance(plain, list):
        items = [grown(inside, file, line) for inside in plain]
        return Node(items, file, line, 1 + sum(node.size for node in items))
    return Node(plain, file, line)


def read(content: bytes, file: str) -> Node:
    """The tree of one YAML document. Raises ScenarioError for what is broken, refused or too big."""
    import yaml

    is_export = EXPORT.search(content) is not None
    most = MAX_EXPORT if is_export else MAX_BYTES
    if len(content) > most:
        raise _error(file, None, f"is larger than {most} bytes")
    try:
        return _Reader(content.decode("utf-8-sig"), file, is_export).document()
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise _error(file, line, "is not UTF-8 text") from None
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        at = None if mark is None else mark.line + 1
        raise _error(file, at, f"is not YAML: {broken.problem or broken.context}") from None
    except yaml.YAMLError as broken:
        raise _error(file, None, f"is not YAML: {' '.join(str(broken).split())}") from None


def _error(file: str, line: int | None, text: str) -> ScenarioError:
    return ScenarioError(ScenarioFault(file, line, "", text))


class _Reader:
    """Builds the tree from parser events, so that a bomb is refused before it is built."""

    def __init__(self, text: str, file: str, is_export: bool) -> None:
        import yaml

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.file = file
        self.anchors: dict[str, Node] = {}
        self.nodes, self.is_export = 0, is_export
        self.yaml: Any = yaml
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=loader))

    def document(self) -> Node:
        content = Node({}, self.file, 1)
        documents = 0
        for event in self.events:
            if isinstance(event, self.yaml.DocumentStartEvent):
                documents += 1
                self._want(documents == 1, event, "holds more than one YAML document")
                content = self._node(next(self.events), 0)
        return Node({}, self.file, 1) if content.value is None else content

    def _node(self, event: Any, depth: int) -> Node:
        self._want(depth <= MAX_DEPTH, event, f"is nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, self.yaml.AliasEvent):
            self._want(event.anchor in self.anchors, event, f"names an unknown anchor *{event.anchor}")
            node = replace(self.anchors[event.anchor], line=event.start_mark.line + 1)
            self._count(event, node.size)
            return node
        is_json = event.tag == JSON_TAG and isinstance(event, self.yaml.ScalarEvent)
        allowed = event.tag is None or is_json
        self._want(allowed, event, f"has the tag {event.tag}; tags are not allowed here, but for {JSON_TAG}")
        self._count(event, 0 if self.is_export else 1)
        node = self._json(event) if is_json else self._built(event, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def _built(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 1
        if isinstance(event, self.yaml.ScalarEvent):
            return Node(scalar(event.value) if event.implicit[0] else event.value, self.file, line)
        if isinstance(event, self.yaml.MappingStartEvent):
            mapping = self._mapping(depth)
            return Node(mapping, self.file, line, 1 + sum(node.size for node in mapping.values()))
        items = list(self._items(depth))
        return Node(items, self.file, line, 1 + sum(node.size for node in items))

    def _json(self, event: Any) -> Node:
        try:
            return grown(json.loads(event.value), self.file, event.start_mark.line + 1)
        except (ValueError, RecursionError):
            raise _error(self.file, event.start_mark.line + 1, "is not JSON") from None

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), self.yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapping(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while not isinstance(event := next(self.events), self.yaml.MappingEndEvent):
            self._want(isinstance(event, self.yaml.ScalarEvent), event, "has a key that is not a text")
            key, line = event.value, event.start_mark.line + 1
            if key in found:
                raise _error(self.file, line, f"has the key {key!r} again, first in line {found[key].line}")
            found[key] = replace(self._node(next(self.events), depth + 1), line=line)
        return found

    def _count(self, event: Any, nodes: int) -> None:
        self.nodes += nodes
        self._want(self.nodes <= MAX_NODES, event, f"unfolds to more than {MAX_NODES} values")

    def _want(self, fine: bool, event: Any, otherwise: str) -> None:
        if not fine:
            raise _error(self.file, event.start_mark.line + 1, otherwise)


def scalar(text: str) -> Any:
    """A plain scalar as YAML 1.2 reads it: `on`, `yes` and dates stay texts."""
    if text in NULLS:
        return None
    if text in TRUTHS:
        return TRUTHS[text]
    if INTEGER.fullmatch(text):
        return int(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    return text
