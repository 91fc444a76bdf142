"""From a refusal of a rule to a fault at its place in the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mockfapi.errors import ClerkError
from mockfapi.scenario.fault import ScenarioError, ScenarioFault
from mockfapi.scenario.record import Scenario


@contextmanager
def placed(scenario: Scenario, *path: str | int) -> Iterator[None]:
    """Turns a refusal of a rule into a fault at the key that it is about."""
    try:
        yield
    except ClerkError as refused:
        raise ScenarioError(*(_fault(scenario, path, entry) for entry in refused.entries)) from None


def _fault(scenario: Scenario, path: tuple[str | int, ...], entry: Any) -> ScenarioFault:
    param = entry.meta.get("param_name")
    way = (*path, param) if param and param in (scenario.tree.at(*path).value or {}) else path
    node = scenario.tree.at(*way)
    return ScenarioFault(node.file, node.line, ".".join(map(str, way)), f"{entry.code}: {entry.long_message}")
