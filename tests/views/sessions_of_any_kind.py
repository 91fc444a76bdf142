"""Generated sessions: with devices, places and reverifications of any kind."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mockfapi.world import World
from mockfapi.world.records import Activity, Reverification
from tests.views.people import CODES, PASSWORDS, TIMES, occupied_clients

SENT = CODES.filter(lambda it: it.strategy in ("email_code", "phone_code"))
USER_AGENTS = st.sampled_from(
    [None, "", "curl/8.0", "\U0001f600", "Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0.0.0 Safari/537.36"]
)
ADDRESSES = st.sampled_from([None, "", "127.0.0.1", "203.0.113.7", "2001:db8::7", "nonsense"])


@st.composite
def visited(draw: st.DrawFn) -> World:
    """A world with one session, used from somewhere, that may have begun a reverification."""
    world, _ = draw(occupied_clients())
    (session,) = world.sessions
    begun: Any = {
        "level": draw(st.sampled_from(["first_factor", "second_factor", "multi_factor"])),
        "started_at": draw(TIMES),
        "first_factor": draw(st.none() | SENT | PASSWORDS),
        "second_factor": draw(st.none() | SENT),
    }
    world.sessions.save(
        replace(
            session,
            activity=draw(
                st.none() | st.builds(Activity, st.just("sess_activity_1"), USER_AGENTS, ADDRESSES)
            ),
            reverification=draw(st.none() | st.just(Reverification(session.id, **begun))),
            first_factor_at=draw(st.none() | TIMES),
        )
    )
    return world
