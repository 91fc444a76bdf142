"""The one path that every request walks, top to bottom. Synchronous, and one request at a time."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import field
from difflib import get_close_matches
from threading import RLock
from time import perf_counter_ns
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.http import admit, cors, refuse, replica, weather
from mockfapi.http.address import Address, address_of, is_backend, method_of, unknown_world
from mockfapi.http.bind import Bound
from mockfapi.http.call import (
    ControlCall,
    DeviceCall,
    House,
    NavigationCall,
    PublicCall,
    WorldCall,
)
from mockfapi.http.courier import Courier
from mockfapi.http.door import Door
from mockfapi.http.guard import Guard, challenge, refuse_foreign_pages
from mockfapi.http.params import Params
from mockfapi.http.route import Found
from mockfapi.http.scripts import Scripts
from mockfapi.http.served import Served
from mockfapi.http.visit import Visit
from mockfapi.http.wire import Answer, Request
from mockfapi.http.write import forget, identify
from mockfapi.world import World
from mockfapi.world.records import Message
from mockfapi.world.worlds import DEFAULT, Worlds

NOTHING = Params({}, ())
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@dataclass
class Reception:
    """All worlds and doors of one process."""

    worlds: Worlds
    fapi: Door
    bapi: Door
    control: Door
    operations: list[Bound]
    guard: Guard = field(default_factory=Guard)
    house: House | None = None
    unmodelled: Counter[str] = field(default_factory=Counter)
    records: dict[str, deque[Served]] = field(default_factory=dict)
    on_request: Callable[[Served], None] | None = None
    on_message: Callable[[World, Message], None] | None = None
    courier: Courier | None = None
    scripts: Scripts = field(default_factory=Scripts)
    lock: RLock = field(default_factory=RLock)

    def answer(self, request: Request) -> Answer:
        """The answer to a request, whatever it is. One at a time: tests and live servers share worlds."""
        with self.lock:
            return self._answer(request)

    def serve(self, request: Request) -> Answer:
        """The answer of a server: what follows from it is left to another thread."""
        answer = self.answer(request)
        if self.courier is not None:
            self.courier.wake()
        return answer

    def _answer(self, request: Request) -> Answer:
        begun = perf_counter_ns()
        visit = Visit(request)
        try:
            visit.address = address_of(self.worlds, request)
            answer = self._at_door(visit, visit.address)
        except ClerkError as error:
            answer = self._refused(visit, error)
        except Exception as bug:
            answer = self._confessed(visit, bug)
        self._tell(visit, answer, begun)
        return cors.allow(request, answer)

    def _at_door(self, visit: Visit, address: Address) -> Answer:
        request = visit.request
        visit.door, found = self._door(address, request)
        if not found:
            return self._elsewhere(visit, address)
        if cors.is_preflight(request):
            return cors.preflight(request, _allowed(found))
        method = method_of(request)
        for table, values in found:
            if (bound := table.get(method)) is not None:
                visit.bound, visit.values = bound, values
                return self._serve(visit, address.world, bound, values)
        allowed = ", ".join(_allowed(found))
        visit.meant(it.operation for table, _ in found for it in table.values())
        answer = self._refused(visit, errors.method_not_allowed(method=method, allowed=allowed))
        answer.headers.append(("Allow", allowed))
        return answer

    def _elsewhere(self, visit: Visit, address: Address) -> Answer:
        """What is no operation: a script of the client, or nothing."""
        if self.scripts.has(address.parts):
            return self.scripts.answer(visit.request, address.parts)
        raise errors.path_not_found(path=visit.request.path, nearest=self._nearest(visit))

    def _nearest(self, visit: Visit) -> str:
        """The paths that are most like the one asked for; the visit remembers whose they are."""
        assert visit.door is not None
        assert visit.address is not None
        api, path = visit.door.contract.api, "/" + "/".join(visit.address.parts)
        known = [it.operation for it in self.operations if it.operation.api == api]
        close = get_close_matches(path, sorted({it.path for it in known}), n=3)
        visit.meant(it for nearby in close for it in known if it.path == nearby)
        return f" Nearest: {', '.join(close)}." if close else ""

    def _door(self, address: Address, request: Request) -> tuple[Door, list[Found[Bound]]]:
        """The API that is meant, and its operations at this path."""
        if address.is_control:
            self.guard.admit(self.worlds, request)
            return self.control, self.control.routes.matches(address.parts)
        if request.for_backend or is_backend(request):
            refuse_foreign_pages(request)
            return self.bapi, self.bapi.routes.matches(address.parts)
        if found := self.fapi.routes.matches(address.parts):
            return self.fapi, found
        only_backend = self.bapi.routes.matches(address.parts)
        return (self.bapi if only_backend else self.fapi), only_backend

    def _serve(self, visit: Visit, world: World, bound: Bound, values: dict[str, str]) -> Answer:
        world.settle()
        visit.strike = weather.strike(world, visit)
        undo = world.begin()
        world.operation = bound.operation.id
        before = visit.before = world.journal.number
        try:
            answer = self._weathered(visit, world, bound, values)
        except Exception as bug:
            undo.restore()
            answer = self._confessed(visit, bug)
        finally:
            world.end()
        self._post(world, before)
        if self.courier is not None:
            self.courier.changed(world)
        if self.worlds.keeper is not None:
            self.worlds.keeper.keep(world)
        return answer

    def _weathered(self, visit: Visit, world: World, bound: Bound, values: dict[str, str]) -> Answer:
        """What a fault leaves of it: nothing is done, or it is done and somebody hears otherwise."""
        if (struck := visit.strike) is None:
            return self._decided(visit, world, bound, values)
        made = self._decided(visit, world, bound, values) if struck.carries_out else None
        return weather.answer(struck, world, visit, made)

    def _decided(self, visit: Visit, world: World, bound: Bound, values: dict[str, str]) -> Answer:
        """Done or refused; a refusal keeps what the rules wrote, such as a counted attempt."""
        try:
            return self._handled(visit, world, bound, values)
        except ClerkError as error:
            return self._refused(visit, error)

    def _handled(self, visit: Visit, world: World, bound: Bound, values: dict[str, str]) -> Answer:
        assert visit.door is not None
        request = visit.request
        if visit.door is self.bapi and bound.operation.security:
            admit.backend(world, request, bound.kind)
        elif visit.door is self.fapi:
            admit.proxy(world, request)
        if bound.handler is None or bound.reader is None:
            self.unmodelled[bound.operation.id] += 1
            raise errors.not_modelled(operation_id=bound.operation.id)
        visit.call = self._call(visit, world, bound, values)
        admit.check(visit.call, bound.operation)
        admit.spare_captchas(visit.call)
        admit.sign_in(visit.call, request)
        if bound.sensitive:
            admit.recent(visit.call)
        visit.call.query = bound.reader.query(request)
        visit.call.params = bound.reader.body(request)
        if visit.strike is not None and (late := replica.read(visit, bound)) is not None:
            return self._identified(visit, late)
        answer = visit.door.writer.write(bound, visit.call, bound.handler(visit.call))
        return self._identified(visit, answer)

    def _call(self, visit: Visit, world: World, bound: Bound, values: dict[str, str]) -> PublicCall:
        request = visit.request
        base: dict[str, Any] = {
            "world": world,
            "params": NOTHING,
            "query": NOTHING,
            "path": values,
            "origin": admit.origin(request),
            "address": visit.served_at,
            "token_version": admit.token_version(world, request),
        }
        world.caller = visit.caller(base["origin"], base["address"])
        if issubclass(bound.kind, DeviceCall):
            known = admit.device
            if issubclass(bound.kind, NavigationCall):
                known = admit.passing
                # Who navigates sends no Origin; a page that fetches instead vouches for no address.
                world.caller = world.caller._replace(origin=None)
            base["device"] = known(world, request)
        if issubclass(bound.kind, ControlCall):
            base["house"] = self.house
            if issubclass(bound.kind, WorldCall) and not self.worlds.is_open(world):
                raise unknown_world(self.worlds, DEFAULT)
        return bound.kind(**base)

    def _identified(self, visit: Visit, answer: Answer) -> Answer:
        if isinstance(visit.call, DeviceCall) and visit.address is not None:
            return identify(visit.call, answer, visit.address.prefix)
        return answer

    def _refused(self, visit: Visit, error: ClerkError) -> Answer:
        visit.code = error.code
        world = visit.address.world if visit.address else None
        bound, call = visit.bound, visit.call
        client = None
        if isinstance(call, DeviceCall) and bound is not None and bound.operation.method != "GET":
            client = self.fapi.writer.refused_client(call, bound.operation)
        body = refuse.refusal(error, refuse.trace_id(world, visit.request), client)
        if bound is not None and visit.door is not None:
            visit.door.writer.check(bound.operation, error.status, body, error)
        answer = refuse.answered(error, body)
        answer.headers += challenge(visit.request, error)
        if error.code == errors.cookie_invalid.code and visit.address is not None:
            forget(visit.request, answer, visit.address.prefix, visit.served_at)
        return self._identified(visit, answer) if client is not None else answer

    def _confessed(self, visit: Visit, bug: Exception) -> Answer:
        visit.code = errors.internal_clerk_error.code
        operation_id = visit.bound.operation.id if visit.bound else None
        return refuse.confess(
            bug, operation_id, visit.address.world if visit.address else None, visit.request
        )

    def _post(self, world: World, before: int) -> None:
        if self.on_message is None:
            return
        for change in world.journal.since(before):
            if isinstance(change.after, Message) and change.before is None:
                self.on_message(world, change.after)

    def _tell(self, visit: Visit, answer: Answer, begun: int) -> None:
        name = visit.address.world.name if visit.address else ""
        record = self.records.get(name)
        if self.on_request is None and record is None:
            return
        served = visit.served(answer, (perf_counter_ns() - begun) // 1000)
        if record is not None and visit.door is not self.control:
            record.append(served)
        if self.on_request is not None:
            self.on_request(served)


def _allowed(found: list[tuple[dict[str, Bound], dict[str, str]]]) -> list[str]:
    """All methods of a path, also where a fixed path shadows a parameter. HEAD is served wherever GET is."""
    methods = {method for table, _ in found for method in table}
    if "GET" in methods:
        methods.add("HEAD")
    return [method for method in METHODS if method in methods]
