"""Opening, forking, closing worlds, and taking one back to its beginning."""

from mockfapi import errors, scenario
from mockfapi.http.address import unknown_world
from mockfapi.http.call import ControlCall, WorldCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document, Text
from mockfapi.scenario import Scenario, ScenarioError
from mockfapi.scenario import export as writer
from mockfapi.views import world as view
from mockfapi.views.lens import Json
from mockfapi.world import World
from mockfapi.world.worlds import DEFAULT


@operation("listWorlds")
def listing(call: ControlCall) -> Document:
    data = [_face(call, it) for it in call.stage.worlds]
    return Document({"data": data, "total_count": len(data)})


@operation("createWorld")
def create(call: ControlCall) -> Document:
    chosen, name = _scenario(call), _new_name(call)
    seed = call.params.text("seed")
    stage = call.stage
    if stage.worlds.has_keys(chosen.keys(name)):
        raise errors.keys_taken(scenario=chosen.name)
    try:
        made = stage.open_world(
            name,
            scenario_name=chosen,
            seed="0" if seed is None else seed,
            clock=call.params.number("clock"),
        )
    except ScenarioError as broken:
        raise errors.form_param_value_invalid("scenario", reason=f"cannot be applied: {broken}") from broken
    stage.record(made)
    return Document(_face(call, made))


@operation("getWorld")
def read(call: ControlCall) -> Document:
    return Document(_face(call, _named(call)))


@operation("deleteWorld")
def delete(call: ControlCall) -> Document:
    it = _named(call)
    if it.name == DEFAULT:
        raise errors.not_removable(kind="world", name=it.name, reason="it can be reset")
    face = _face(call, it)
    call.stage.close_world(it.name)
    return Document(face)


@operation("forkWorld")
def fork(call: WorldCall) -> Document:
    made = call.stage.fork_world(call.world, _new_name(call))
    call.stage.record(made)
    return Document(_face(call, made))


@operation("exportWorld")
def export(call: WorldCall) -> Text:
    return Text(writer.text(call.world, _begun_with(call, call.world)), "application/yaml")


@operation("resetWorld")
def reset(call: WorldCall) -> Document:
    call.stage.worlds.reset(call.world)
    return Document(_face(call, call.world))


def _named(call: ControlCall) -> World:
    name = call.path["world_name"]
    found = call.stage.worlds.named(name)
    if found is None:
        raise unknown_world(call.stage.worlds, name)
    return found


def _new_name(call: ControlCall) -> str:
    name = call.params.text("name") or call.stage.free_name("world")
    if call.stage.worlds.named(name) is not None:
        raise errors.name_taken("name", kind="world", name=name)
    return name


def _scenario(call: ControlCall) -> Scenario:
    """The one that is named. Files are not opened for whoever asks: only the names of those in use count."""
    in_use, asked = call.stage.scenarios, call.params.text("scenario")
    if asked is None:
        return in_use.get(call.world.name) or scenario.load("empty")
    if asked in scenario.names():
        return scenario.load(asked)
    known = {it.name: it for it in in_use.values()}
    if asked not in known:
        raise errors.form_param_value_invalid("scenario", reason=_unknown(asked, [*scenario.names(), *known]))
    return known[asked]


def _unknown(asked: str, known: list[str]) -> str:
    meant = scenario.nearest(asked, known)
    hint = f"did you mean {meant}?" if meant else f"there are {', '.join(sorted(set(known)))}"
    return f"is neither shipped nor in use here ({hint})"


def _face(call: ControlCall, it: World) -> Json:
    root = call.address.removesuffix(f"/w/{call.world.name}")
    return view.world(it, root, _begun_with(call, it))


def _begun_with(call: ControlCall, it: World) -> str | None:
    started_from = call.stage.scenarios.get(it.name)
    return started_from.name if started_from else None
