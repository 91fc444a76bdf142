"""Scenarios: YAML files that say what a world holds when it opens. They go through the rules."""

from mockfapi.scenario.apply import apply
from mockfapi.scenario.fault import ScenarioError, ScenarioFault, nearest
from mockfapi.scenario.load import load
from mockfapi.scenario.record import Persona, Scenario
from mockfapi.scenario.shelf import folder, names

__all__ = [
    "Persona",
    "Scenario",
    "ScenarioError",
    "ScenarioFault",
    "apply",
    "folder",
    "load",
    "names",
    "nearest",
]
