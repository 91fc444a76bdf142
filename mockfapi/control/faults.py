"""Faults: what shall go wrong in a world."""

from mockfapi.http import weather
from mockfapi.http.call import WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import fault_presets, faults
from mockfapi.views.fault import fault
from mockfapi.world.records import Fault


@operation("listFaults")
def listing(call: WorldCall) -> Document:
    return _page(list(call.world.faults))


@operation("createFault")
def create(call: WorldCall) -> Document:
    given = call.params.given()
    weather.check_names(call.stage.operations, given)
    return Document(fault(faults.add(call.world, **given)))


@operation("createFaultsOfPreset")
def create_preset(call: WorldCall) -> Document:
    return _page(fault_presets.add(call.world, call.params.required("name")))


@operation("clearFaults")
def clear(call: WorldCall) -> Document:
    return _page(faults.clear(call.world))


@operation("deleteFault")
def delete(call: WorldCall) -> Document:
    return Document(fault(call.world.faults.remove(call.path["fault_id"])))


def _page(found: list[Fault]) -> Document:
    return Document({"data": [fault(it) for it in found], "total_count": len(found)})
