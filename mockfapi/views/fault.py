"""A fault as JSON, for the control API: what was asked for, and how often it was met."""

from dataclasses import fields

from mockfapi.views.lens import Json
from mockfapi.world.records import Fault

INNER = {"windows"}


def fault(it: Fault) -> Json:
    shown: Json = {"object": "fault"}
    for each in fields(it):
        value = getattr(it, each.name)
        if each.name not in INNER:
            shown[each.name] = list(value) if isinstance(value, tuple) else value
    return shown
