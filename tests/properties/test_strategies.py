"""The strategies that users of mockfapi draw from: what they make is what the rules would make."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mockfapi
from mockfapi import strategies
from mockfapi.rules import sessions as session_rules

NOON = 1_763_000_000_000
QUICK = settings(max_examples=15, deadline=None)


@QUICK
@given(st.data())
def test_a_drawn_user_signs_in(data):
    """Whoever is drawn, password and address open a session."""
    with mockfapi.world(clock=NOON) as clerk:
        person = data.draw(strategies.users(clerk))
        form = {"identifier": person.email, "strategy": "password", "password": person.password}
        reply = clerk.browser().post(strategies.SIGN_INS, **form)

        assert "complete" == reply.response["status"]


@QUICK
@given(st.data())
def test_a_drawn_session_gives_tokens_while_it_lives(data):
    """Live sessions give tokens, closed and overdue ones do not."""
    with mockfapi.world(clock=NOON) as clerk:
        it = data.draw(strategies.sessions(clerk))
        live = session_rules.is_live(clerk.world, it)

        assert live == (session_rules.status(clerk.world, it) == "active")
        assert it == clerk.world.sessions[it.id]


@QUICK
@given(st.data())
def test_a_drawn_sign_in_belongs_to_its_browser(data):
    """The browser may read the sign-in that was drawn with it."""
    with mockfapi.world(clock=NOON) as clerk:
        attempt = data.draw(strategies.sign_ins(clerk))
        reply = attempt.browser.get(f"{strategies.SIGN_INS}/{attempt.sign_in.id}")

        assert (200, attempt.sign_in.id) == (reply.status_code, reply.response["id"])


@settings(max_examples=8, deadline=None)
@given(st.data())
def test_one_world_takes_many_people(data):
    """Drawing again never meets an identifier that is taken."""
    with mockfapi.world(clock=NOON) as clerk:
        people = [data.draw(strategies.users(clerk)) for _ in range(4)]

        assert 4 == len({it.id for it in people}) == len(clerk.world.users)


def test_every_strategy_promises_something():
    """Each public function says what it draws."""
    public = [it for name, it in vars(strategies).items() if callable(it) and name.islower()]
    own = [it for it in public if it.__module__ == strategies.__name__]

    assert len(own) >= 10
    assert [] == [it.__name__ for it in own if not it.__doc__]


def test_missing_names_are_told():
    """A misspelled public name is an error that names it."""
    with pytest.raises(AttributeError, match="schemata"):
        getattr(mockfapi, "schemata")  # noqa: B009
