"""Events fit the shapes that we promise, whatever the record holds, and making them changes nothing."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi import spec
from mockfapi.rules.events import Event
from mockfapi.views.event import event
from mockfapi.world.journal import NOBODY, Caller
from mockfapi.world.records import Message
from tests.views.organizations_of_any_kind import organized
from tests.views.people import NOON, TIMES, a_world, occupied_clients, populated

SHAPES = spec.load("webhooks")
CALLERS = st.sampled_from([NOBODY, Caller(user_agent="Ä/1", ip_address="::1")])
NOUNS = {
    "Organization": "organization",
    "OrganizationDomain": "organizationDomain",
    "OrganizationInvitation": "organizationInvitation",
    "Permission": "permission",
    "Role": "role",
}
MESSAGES = st.builds(
    Message,
    id=st.just("ema_1"),
    created_at=TIMES,
    channel=st.sampled_from(["email", "sms", "whatsapp"]),
    to=st.sampled_from(["ada@acme.dev", "+12025550143"]),
    kind=st.sampled_from(["verification_code", "invitation"]),
    subject=st.text(max_size=9),
    body=st.text(max_size=9),
    code=st.sampled_from([None, "123456"]),
    html=st.sampled_from([None, "<b>Hi</b>"]),
    user_id=st.sampled_from([None, "user_1"]),
)


def fault(world: Any, name: str, subject: Any, caller: Caller = NOBODY) -> object:
    """What the shapes have against an event, or None."""
    before = world.digest()
    payload = event(world, Event(1, NOON, name, subject, caller))
    assert before == world.digest()
    return SHAPES.named(name).fault(payload)


@settings(max_examples=30, deadline=None)
@given(populated(), CALLERS)
def test_users_fit(pair, caller) -> None:
    """With whatever they own, and whoever asked."""
    world, user = pair

    assert fault(world, "user.updated", user, caller) is None
    assert [] == [it for it in world.memberships if fault(world, "organizationMembership.deleted", it)]


@settings(max_examples=30, deadline=None)
@given(occupied_clients())
def test_sessions_fit(pair) -> None:
    """Of any status, with the whole user inside."""
    world, _ = pair

    assert [] == [it for it in world.sessions if fault(world, "session.created", it)]


@settings(max_examples=30, deadline=None)
@given(organized())
def test_what_belongs_to_organizations_fits(pair) -> None:
    """Organizations, domains, invitations, roles and permissions."""
    world, records = pair
    named = [(NOUNS.get(type(it).__name__), it) for it in records]

    assert [] == [it for noun, it in named if noun is not None and fault(world, f"{noun}.created", it)]


@settings(max_examples=50, deadline=None)
@given(MESSAGES)
def test_messages_fit(message) -> None:
    """By every channel, to somebody or to nobody."""
    name = "email.created" if message.channel == "email" else "sms.created"

    assert fault(a_world(), name, message) is None
