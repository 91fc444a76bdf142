"""Faults on requests: which strikes, and the answer that it makes. It waits for nothing: servers do that."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from mockfapi import errors
from mockfapi.http import admit, refuse
from mockfapi.http.bind import Bound
from mockfapi.http.visit import Visit
from mockfapi.http.wire import Answer, Request, Weather
from mockfapi.http.write import encoded
from mockfapi.rules import faults, replicas
from mockfapi.rules.faults import Asked, Strike
from mockfapi.world import World

UNANSWERED = 503


def check_names(known: Sequence[Bound], wishes: Mapping[str, Any]) -> None:
    """Refuses operations and tags that are in no contract, or never lag: nobody would ever be struck."""
    served = [it.operation for it in known if it.operation.api != "control"]
    operations, tags = wishes.get("operations") or (), wishes.get("tags") or ()
    _known("operations", (*operations, *(wishes.get("except_for") or ())), {it.id for it in served})
    _known("tags", tags, {it.group for it in served})
    if wishes.get("lag"):
        late = [it for it in served if replicas.may_lag(it.api, it.group, it.id, it.method)]
        _late("operations", operations, {it.id for it in late})
        _late("tags", tags, {it.group for it in late})


def strike(world: World, visit: Visit) -> Strike | None:
    """What strikes this request, and counts it. Control requests are safe: they end the weather."""
    bound = visit.bound
    # Asked for every request: a world without faults need not even have the table.
    if not vars(world).get("faults") or bound is None or bound.operation.api == "control":
        return None
    it, caller = bound.operation, visit.caller(None, "")
    wants_session = any(fault.session is not None for fault in world.faults)
    session = _session(world, visit.request, visit.values) if wants_session else None
    path = "/" + "/".join(visit.address.parts if visit.address else ())
    shown = caller.testing_token is not None
    late = replicas.may_lag(it.api, it.group, it.id, it.method)
    return faults.strike(
        world, Asked(it.id, it.group, it.api, path, caller.ip_address or "", session, shown, late)
    )


def answer(it: Strike, world: World, visit: Visit, made: Answer | None) -> Answer:
    """What the caller is told, marked for who writes it; `made` is the truth, if there is one."""
    fault = it.fault
    if fault.body is not None:
        told = Answer(faults.status_of(fault), encoded(dict(fault.body)))
        visit.code = fault.code
    elif fault.ends_request and fault.connection is None:
        error = faults.refusal(it)
        told = refuse.refuse(error, world, visit.request)
        visit.code = error.code
    else:
        told = made or Answer(UNANSWERED)
    if it.retry_after is not None:
        told.headers.append(("Retry-After", str(it.retry_after)))
    told.weather = Weather(fault.id, it.delay, fault.connection, visit.lag)
    return told


def endure(made: Answer) -> None:
    """For callers in process: a lost answer is an exception, and time that it would take is not taken."""
    if made.weather is None or made.weather.connection is None:
        return
    if made.weather.connection == "drop":
        raise ConnectionResetError(f"the fault {made.weather.fault} dropped the connection")
    raise TimeoutError(f"the fault {made.weather.fault} lets this request wait for ever")


def _known(name: str, given: Iterable[str], known: set[str]) -> None:
    for it in given:
        if it not in known:
            close = get_close_matches(it, sorted(known), n=3)
            hint = f"; nearest: {', '.join(close)}" if close else ""
            raise errors.form_param_value_invalid(name, reason=f"has {it}, which is in no contract{hint}")


def _late(name: str, given: Iterable[str], late: set[str]) -> None:
    for it in given:
        if it not in late:
            hint = f"such as {', '.join(get_close_matches(it, sorted(late), n=3, cutoff=0))}"
            reason = f"has {it}, which the primary answers; replicas answer reads of people and lists, {hint}"
            raise errors.form_param_value_invalid(name, reason=reason)


def _session(world: World, request: Request, values: Mapping[str, str]) -> str | None:
    """The session that is named, else the one that its browser used last."""
    if named := values.get("session_id") or request.asked("_clerk_session_id"):
        return named
    client = world.clients.find(admit.passing(world, request).client_id)
    return client.last_active_session_id if client else None
