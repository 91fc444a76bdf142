"""Generated sign-ups, verifications of servers and remains of records, as servers see them."""

from typing import Any

from hypothesis import strategies as st

from mockfapi.world import World
from mockfapi.world.records import Deleted, ServerVerification
from tests.views.people import CODES, TIMES, a_world, sign_ups_of_any_kind


@st.composite
def attempted(draw: st.DrawFn) -> tuple[World, Any]:
    """A world with one of them."""
    begun = st.builds(
        ServerVerification,
        id=st.just("ver_1"),
        user_id=st.just("user_1"),
        identification_id=st.just("idn_1"),
        created_at=TIMES,
        updated_at=TIMES,
        verification=CODES,
    )
    remains = st.builds(Deleted, st.just("idn_1"), st.sampled_from(["email_address", "phone_number"]))
    kind = draw(st.integers(0, 2))
    if kind == 0:
        return draw(sign_ups_of_any_kind())
    return a_world(), draw(begun if kind == 1 else remains)
