"""From a name or a path to a checked scenario. Kept per process as long as no file changes."""

from functools import lru_cache

from mockfapi.scenario import references, shelf
from mockfapi.scenario.fault import ScenarioError
from mockfapi.scenario.gather import Gathered, gather, merged
from mockfapi.scenario.record import Scenario


def load(name_or_path: str) -> Scenario:
    """A shipped scenario by name or a file by path. ScenarioError names every fault that can be seen."""
    return _assembled(gather(name_or_path))


@lru_cache(maxsize=64)
def _assembled(gathered: Gathered) -> Scenario:
    itself = gathered.sources[-1]
    proven = all(source.folder == shelf.folder() for source in gathered.sources)
    scenario = Scenario(name=itself.name, file=itself.file, tree=merged(gathered), proven=proven)
    if faults := references.faults(scenario):
        raise ScenarioError(*faults)
    return scenario
