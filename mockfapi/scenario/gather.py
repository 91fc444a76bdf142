"""A scenario file with all that it includes, as one tree. Checks every file by itself first."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from mockfapi.frozen import dataclass
from mockfapi.scenario import check, shelf, tree
from mockfapi.scenario.fault import ScenarioError, ScenarioFault
from mockfapi.scenario.shelf import Source
from mockfapi.scenario.tree import Node

MOST_FILES = 64


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sources of a scenario in the order of merging; the last one is the scenario itself."""

    sources: tuple[Source, ...]


def gather(name_or_path: str) -> Gathered:
    """Finds and reads a scenario and, depth first, everything that it includes."""
    found: list[Source] = []
    _visit(shelf.find(name_or_path), (), found)
    return Gathered(tuple(found))


def merged(gathered: Gathered) -> Node:
    """One tree of all sources; where two have the same key, the later one wins, and mappings are joined."""
    whole = _checked(gathered.sources[0].content, gathered.sources[0].file)
    for source in gathered.sources[1:]:
        whole = _joined(whole, _checked(source.content, source.file))
    return whole


def _visit(source: Source, above: tuple[Path, ...], found: list[Source]) -> None:
    content = _checked(source.content, source.file)
    if (includes := content.value.get("include")) is not None:
        _visit_all(includes.value, source, above, found)
    found.append(source)


def _visit_all(entries: list[Node], source: Source, above: tuple[Path, ...], found: list[Source]) -> None:
    here = (source.folder / source.name).resolve()
    for entry in entries:
        inner = _included(entry, source)
        way = (inner.folder / inner.name).resolve()
        if way == here or way in above:
            chain = " > ".join([*(it.name for it in above), here.name, way.name])
            raise ScenarioError(
                ScenarioFault(entry.file, entry.line, "include", f"runs in a circle: {chain}")
            )
        if len(found) >= MOST_FILES:
            raise ScenarioError(
                ScenarioFault(entry.file, entry.line, "include", f"leads to more than {MOST_FILES} files")
            )
        _visit(inner, (*above, here), found)


def _included(entry: Node, source: Source) -> Source:
    try:
        return shelf.find(entry.value, beside=source.folder)
    except ScenarioError as unknown:
        fault = unknown.faults[0]
        text = f"{entry.value!r}: {fault.text}"
        raise ScenarioError(ScenarioFault(entry.file, entry.line, "include", text, fault.nearest)) from None


@lru_cache(maxsize=128)
def _checked(content: bytes, file: str) -> Node:
    """The tree of one file, known to satisfy the schema. Kept by content."""
    read = tree.read(content, file)
    if not isinstance(read.value, dict):
        text = "must hold a mapping with keys such as users and instance"
        raise ScenarioError(ScenarioFault(file, read.line, "", text))
    if faults := check.faults(read):
        raise ScenarioError(*faults)
    return read


def _joined(base: Node, over: Node) -> Node:
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    both = {
        key: _joined(base.value[key], inside) if key in base.value else inside
        for key, inside in over.value.items()
    }
    return replace(over, value={**base.value, **both})
