"""Reads that lag: the answer of a world that missed the latest writes. Which do: `rules/replicas.py`."""

from dataclasses import replace
from typing import Any

from mockfapi.errors import ClerkError
from mockfapi.frozen import dataclass
from mockfapi.http.bind import Bound
from mockfapi.http.call import PublicCall, SessionCall, TokenCall
from mockfapi.http.visit import Visit
from mockfapi.http.wire import Answer
from mockfapi.http.write import BrokenAnswerError, Writer
from mockfapi.rules import replicas
from mockfapi.world import World
from mockfapi.world.past import PastError, sealed


@dataclass(frozen=True, slots=True)
class LateWriter(Writer):
    """Writes what a replica answers; the client that rides along is the true one."""

    truth: PublicCall | None = None

    def client(self, call: PublicCall) -> dict[str, Any] | None:
        return Writer.client(self, self.truth or call)


def read(visit: Visit, bound: Bound) -> Answer | None:
    """What a replica answers; None where it has missed nothing, or has to leave the answer to the primary.

    That is who does not know yet who asks, wants to write, or could say only what the contract forbids.
    """
    call, strike, door = visit.call, visit.strike, visit.door
    if strike is None or strike.lagging is None or call is None or door is None or bound.handler is None:
        return None
    rows = replicas.unseen(call.world, strike.lagging)
    if not rows:
        return None
    world = sealed(call.world, rows)
    if not _knows(world, call):
        return None
    late = replace(call, world=world, cookies=[])
    writer = LateWriter(door.writer.contract, door.writer.views, door.writer.lenient, call)
    try:
        answer = writer.write(bound, late, bound.handler(late))
    except (PastError, BrokenAnswerError):
        return None
    except ClerkError as error:
        if error.status not in bound.operation.responses:
            return None
        visit.lag = strike.lagging.lag
        raise
    visit.lag = strike.lagging.lag
    call.cookies.extend(late.cookies)
    return answer


def _knows(world: World, call: PublicCall) -> bool:
    """Whether whoever asks was there already."""
    return not isinstance(call, SessionCall | TokenCall) or world.users.find(call.session.user_id) is not None
