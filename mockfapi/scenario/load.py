"""From a name or a path to a checked scenario. Kept per process as long as no file changes."""

from functools import lru_cache
from typing import NamedTuple

from mockfapi.scenario import references, shelf
from mockfapi.scenario.fault import ScenarioError
from mockfapi.scenario.gather import Gathered, gather, merged
from mockfapi.scenario.record import Scenario


class Kept(NamedTuple):
    """A shipped scenario, and how its files looked when it was read."""

    scenario: Scenario
    stamps: tuple[tuple[str, shelf.Stamp], ...]


# Every world that is opened over HTTP asks for one of these: to look at the files again is enough.
_SHIPPED: dict[str, Kept] = {}


def load(name_or_path: str) -> Scenario:
    """A shipped scenario by name or a file by path. ScenarioError names every fault that can be seen."""
    kept = _SHIPPED.get(name_or_path)
    if kept is not None and all(shelf.stamp(file) == stamp for file, stamp in kept.stamps):
        return kept.scenario
    gathered = gather(name_or_path)
    found = _assembled(gathered)
    if found.proven and shelf.is_name(name_or_path):
        files = [str(it.folder / f"{it.name}.yaml") for it in gathered.sources]
        _SHIPPED[name_or_path] = Kept(found, tuple((it, shelf.stamp(it)) for it in files))
    return found


@lru_cache(maxsize=64)
def _assembled(gathered: Gathered) -> Scenario:
    itself = gathered.sources[-1]
    proven = all(source.folder == shelf.folder() for source in gathered.sources)
    scenario = Scenario(name=itself.name, file=itself.file, tree=merged(gathered), proven=proven)
    if faults := references.faults(scenario):
        raise ScenarioError(*faults)
    return scenario
