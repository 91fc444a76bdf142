"""Sign-in tokens, actor tokens and agent tasks: what uses them up, and what else a ticket may be."""

from dataclasses import replace
from functools import partial

import pytest

from mockfapi.rules import (
    actor_tokens,
    clients,
    sessions,
    sign_in_tokens,
    sign_ins,
    ticket_desk,
    tickets,
    tokens,
)
from mockfapi.rules.strategy import Proof
from tests.rules.ticketing import GUEST, entered
from tests.rules.worlds import (
    ADA,
    DAY,
    HOUR,
    MINUTE,
    a_client,
    a_user,
    attribute,
    configure,
    now,
    refused_without_trace,
    several_sessions,
    signed_in,
)


def test_a_sign_in_token_lets_in_once(world, client):
    """Complete at once, and the token is used."""
    user = a_user(world)
    token = sign_in_tokens.create(world, user.id)
    it = entered(world, client, token)
    session = world.sessions[it.created_session_id]

    assert ("complete", user.id) == (sign_ins.status(world, it), session.user_id)
    assert "accepted" == tickets.status(world, world.sign_in_tokens[token.id])
    assert "ticket" == now(world, client).last_authentication_strategy


def test_a_used_token_is_refused_without_trace(world, client):
    """A replay changes nothing."""
    token = sign_in_tokens.create(world, a_user(world).id)
    entered(world, client, token)
    other = a_client(world)

    assert [(400, "sign_in_token_already_used_code", "ticket")] == refused_without_trace(
        world, lambda: entered(world, other, token)
    )


@pytest.mark.parametrize(
    ("kind", "wishes", "lifetime"),
    [
        ("sign_in", {}, 30 * DAY),
        ("sign_in", {"expires_in_seconds": 60}, MINUTE),
        ("impersonate", {"actor": {"sub": "user_x"}}, HOUR),
        ("agent", {"redirect_url": "http://localhost:3000"}, HOUR),
    ],
)
def test_tokens_expire_with_the_clock_of_the_world(world, client, kind, wishes, lifetime):
    """Good until the last millisecond."""
    it = getattr(ticket_desk, kind)(world, a_user(world).id, **wishes)
    world.clock.advance(lifetime - 1)

    assert "pending" == tickets.status(world, it)

    world.clock.advance(1)

    assert "expired" == tickets.status(world, it)
    assert [(400, "ticket_expired_code", "ticket")] == refused_without_trace(
        world, lambda: entered(world, client, it)
    )


@pytest.mark.parametrize("standing", [{"banned": True}, {"deactivated": True}, {"locked_for_good": True}])
def test_no_ticket_opens_a_barred_account(world, client, standing):
    """Whoever may not sign in may not by ticket either; the ticket stays good."""
    user = a_user(world)
    sign_in_tokens.create(world, user.id)
    actor_tokens.create(world, user.id, {"sub": "user_x"})
    world.users.save(replace(user, **standing))

    for it in tickets.every(world):
        refusal, *_ = refused_without_trace(world, partial(entered, world, client, it))

        assert 403 == refusal[0]


def test_a_ticket_needs_no_second_factor(world, client):
    """Where a password would lead to one, a ticket completes."""
    configure(world, behaviour__client_trust=True)
    it = entered(world, client, sign_in_tokens.create(world, a_user(world).id))

    assert "complete" == sign_ins.status(world, it)


def test_a_sign_in_that_was_begun_takes_a_ticket_of_its_user(world, client):
    """Somebody else's is refused."""
    user, other = a_user(world), a_user(world, GUEST)
    begun = sign_ins.create(world, client, identifier=ADA)
    wrong, right = (
        Proof(ticket=tickets.text(world, sign_in_tokens.create(world, it.id))) for it in (other, user)
    )

    assert [(400, "strategy_for_user_invalid", "strategy")] == refused_without_trace(
        world, lambda: sign_ins.attempt_first_factor(world, begun, "ticket", wrong)
    )
    assert "complete" == sign_ins.status(world, sign_ins.attempt_first_factor(world, begun, "ticket", right))


def test_tickets_can_be_switched_off(world, client):
    """Then none is taken, whatever it is."""
    it = sign_in_tokens.create(world, a_user(world).id)
    attribute(world, "ticket", enabled=False)

    assert [(400, "form_param_value_disabled", "strategy")] == refused_without_trace(
        world, lambda: entered(world, client, it)
    )


def test_an_actor_works_beside_somebody_who_is_signed_in(world, client):
    """The other session is replaced where there is one at a time; the actor shows in session and token."""
    user, _ = a_user(world), a_user(world, GUEST)
    before = signed_in(world, client, GUEST)
    it = entered(world, client, actor_tokens.create(world, user.id, {"sub": "user_x"}))
    session = world.sessions[it.created_session_id]

    assert ("replaced", {"sub": "user_x"}) == (world.sessions[before.id].closed_as, session.actor)
    assert session.created_at + 30 * MINUTE == session.expire_at
    assert tokens.session_token(world, session, origin=None)
    assert [(409, "session_creation_not_allowed", None)] == refused_without_trace(
        world, lambda: sign_ins.create(world, now(world, client), identifier=ADA)
    )


def test_an_actor_is_added_where_there_are_several(world, client):
    """Multi-session: the other one stays, and the actor may even be the same user."""
    several_sessions(world)
    user = a_user(world)
    signed_in(world, client)
    entered(world, client, actor_tokens.create(world, user.id, {"sub": "user_x"}))

    assert [False, True] == [it.actor is not None for it in clients.live_sessions(world, client)]


def test_an_idle_actor_is_signed_out(world, client):
    """After ten minutes, although others may be idle for days; then the client is free again."""
    user = a_user(world)
    done = entered(world, client, actor_tokens.create(world, user.id, {"sub": "user_x"}))
    session = world.sessions[done.created_session_id]
    world.clock.advance(10 * MINUTE - 1)

    assert "active" == sessions.status(world, session)

    world.clock.advance(1)

    assert "expired" == sessions.status(world, session)
    assert user.id == sign_ins.create(world, now(world, client), identifier=ADA).user_id


@pytest.mark.parametrize("actor", [{}, {"sub": ""}, {"sub": 7}, "user_x"])
def test_an_actor_has_a_sub(world, actor):
    """An object that says who acts."""
    user = a_user(world)

    assert [(422, "form_param_value_invalid", "actor")] == refused_without_trace(
        world, lambda: actor_tokens.create(world, user.id, actor)
    )


@pytest.mark.parametrize(
    "kind", ["nonsense", "three parts", "another seal", "of another world", "a client's"]
)
def test_a_text_that_is_no_ticket(world, client, kind):
    """Refused alike, whatever it is instead."""
    it = sign_in_tokens.create(world, a_user(world).id)
    head, body, _ = tickets.text(world, it).split(".")
    twin = world.reborn("other", replace(world.keys, seal="another" * 8))
    text = {
        "nonsense": "123",
        "three parts": "a.b.c",
        "another seal": f"{head}.{body}.{'A' * 43}",
        "of another world": tickets.text(twin, it),
        "a client's": tokens.client_token(world, client),
    }[kind]

    assert [(400, "ticket_invalid_code", "ticket")] == refused_without_trace(
        world, lambda: sign_ins.create(world, client, strategy="ticket", proof=Proof(ticket=text))
    )


@pytest.mark.parametrize(
    ("proof", "code"), [(Proof(), "form_conditional_param_missing"), (Proof(ticket=""), "form_param_nil")]
)
def test_the_strategy_needs_a_ticket(world, client, proof, code):
    """None and an empty one are told apart."""
    assert [(422, code, "ticket")] == refused_without_trace(
        world, lambda: sign_ins.create(world, client, strategy="ticket", proof=proof)
    )
