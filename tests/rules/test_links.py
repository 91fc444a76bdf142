"""E-mail links that sign in: what is sent, and what opening them does in which browser."""

from dataclasses import replace
from typing import Any

import pytest

from mockfapi.rules import clients, sign_ins
from mockfapi.rules.strategy import Preparation
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client
from tests.rules.opening import (
    ANYWHERE,
    BY_LINK,
    a_world_with_links,
    entering,
    joining,
    message,
    opened,
    query,
    token,
)
from tests.rules.worlds import (
    ADA,
    DAY,
    MINUTE,
    a_client,
    a_user,
    attribute,
    configure,
    now,
    refusals,
    refused_without_trace,
    several_sessions,
    signed_in,
)


@pytest.fixture
def world() -> World:
    """An instance with links, reached under an address."""
    return a_world_with_links()


def test_a_link_is_sent(world: World, client: Client) -> None:
    """There is nothing to be typed."""
    user = a_user(world)
    it = entering(world, client)
    sent = message(world)

    assert ("email", "magic_link_sign_in", None, user.id) == (
        sent.channel,
        sent.kind,
        sent.code,
        sent.user_id,
    )
    proof = it.first_factor
    assert proof is not None
    assert (None, world.clock.now + 10 * MINUTE, client.id) == (
        proof.attempts,
        proof.expire_at,
        proof.client_id,
    )


@pytest.mark.parametrize(
    ("origin", "address", "expected"),
    [
        ("http://localhost:3000", "http://127.0.0.1:4010/w/here", "http://localhost:4010/w/here"),
        ("http://127.0.0.1:3000", "http://localhost:4010", "http://127.0.0.1:4010"),
        ("http://localhost:3000", "http://localhost", "http://localhost"),
        ("https://app.acme.dev", "http://127.0.0.1:4010", "http://127.0.0.1:4010"),
        ("http://localhost:3000", "https://clerk.acme.dev", "https://clerk.acme.dev"),
        ("http://[", "http://127.0.0.1:4010", "http://127.0.0.1:4010"),
        (None, "http://127.0.0.1:4010", "http://127.0.0.1:4010"),
        (None, "", ""),
    ],
)
def test_a_link_leads_to_the_mock(
    world: World, client: Client, origin: str | None, address: str, expected: str
) -> None:
    """Under the address by which it was reached; on one machine by the name of the page, for its cookies."""
    a_user(world)
    world.caller = Caller(origin, address)
    entering(world, client)

    assert f"{expected}/v1/verify" == (message(world).link or "").partition("?")[0]


def test_a_test_address_gets_a_real_link(world: World, client: Client) -> None:
    """Its code is known beforehand, a link cannot be."""
    joining(world, client, email_address="ada+clerk_test@acme.dev")

    assert token(world, "ada+clerk_test@acme.dev")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (None, "form_param_missing"),
        ("https://evil.test", "redirect_url_domain_mismatch"),
        ("javascript:alert(1)", "prohibited_redirect_url"),
    ],
)
def test_a_link_must_lead_back_to_the_app(world: World, client: Client, url: str | None, code: str) -> None:
    """Nothing is sent, nothing begun, whatever was to be done."""
    a_user(world)
    asked = Preparation("email_link", redirect_url=url)
    waiting = sign_ins.create(world, client, identifier=ADA)

    for refused in (
        lambda: sign_ins.create(world, client, strategy="email_link", identifier=ADA, redirect_url=url),
        lambda: sign_ins.prepare_first_factor(world, waiting, asked),
        lambda: joining(world, client, email_address="new@acme.dev", redirect_url=url),
    ):
        assert [(422, code, "redirect_url")] == refused_without_trace(world, refused)


def test_a_link_signs_in(world: World, client: Client) -> None:
    """On the client that asked, which still finds the sign-in that it waits for."""
    user = a_user(world)
    it = entering(world, client)
    found = opened(world, client)

    done = world.sign_ins[it.id]
    session = world.sessions[done.created_session_id or ""]
    assert (user.id, client.id) == (session.user_id, session.client_id)
    assert "verified" == found.status
    assert {"__clerk_status": ["verified"], "__clerk_created_session": [session.id]} == query(found)
    assert (found.redirect_url or "").endswith("#/verify")
    assert done == clients.current_sign_in(world, now(world, client))
    assert done.first_factor is not None
    assert client.id == done.first_factor.verified_at_client
    assert "email_link" == now(world, client).last_authentication_strategy


def test_opening_a_link_again_gives_the_same_answer(world: World, client: Client) -> None:
    """And changes nothing: clients may fetch it several times before they show it."""
    a_user(world)
    entering(world, client)
    first = opened(world, client)
    before = world.digest()

    assert first == opened(world, client)
    assert before == world.digest()


@pytest.mark.parametrize("known", [True, False])
def test_another_browser_is_told_so(world: World, client: Client, known: bool) -> None:
    """Nothing happens, and the link still works where it was asked for."""
    a_user(world)
    entering(world, client, "http://localhost:3000/?__clerk_db_jwt=dvb_1")
    other = a_client(world) if known else None
    before = world.digest()
    found = opened(world, other)

    assert "client_mismatch" == found.status
    assert {"__clerk_status": ["client_mismatch"]} == query(found)
    assert before == world.digest()
    again = opened(world, client)
    assert "verified" == again.status
    assert ["dvb_1"] == query(again)["__clerk_db_jwt"]
    assert "client_mismatch" == opened(world, other).status


def test_where_any_browser_will_do_the_one_that_asked_is_signed_in(world: World, client: Client) -> None:
    """The other one is no richer, and is not handed the dev browser of the first."""
    configure(world, **ANYWHERE)
    a_user(world)
    it = entering(world, client, "http://localhost:3000/?__clerk_db_jwt=dvb_1")
    other = a_client(world)
    found = opened(world, other)

    assert "verified" == found.status
    assert "__clerk_db_jwt" not in query(found)
    assert [client.id] == [each.client_id for each in world.sessions]
    proof = world.sign_ins[it.id].first_factor
    assert proof is not None
    assert other.id == proof.verified_at_client


def test_an_old_link_has_expired(world: World, client: Client) -> None:
    """Its page is told; when the sign-in is over too, the link is refused."""
    a_user(world)
    it = entering(world, client)
    world.clock.pin(world.clock.now + 10 * MINUTE)

    assert "expired" == opened(world, client).status
    assert "needs_first_factor" == sign_ins.status(world, world.sign_ins[it.id])
    world.clock.pin(world.clock.now + DAY)
    found = refused_without_trace(world, lambda: opened(world, client))
    assert [(400, "verification_link_token_expired", "token")] == found


@pytest.mark.parametrize("newer", ["link", "code", "attempt"])
def test_a_replaced_link_is_stale(world: World, client: Client, newer: str) -> None:
    """By the next link, by another way, or by the next sign-in."""
    a_user(world)
    it = entering(world, client)
    old = token(world)
    if newer == "attempt":
        entering(world, client)
    else:
        sign_ins.prepare_first_factor(world, it, replace(BY_LINK, strategy=f"email_{newer}"))

    found = refused_without_trace(world, lambda: opened(world, client, old))
    assert [(400, "verification_link_token_stale", "token")] == found


@pytest.mark.parametrize("payload", [None, {}, {"purpose": "sign_in", "source": 1, "secret": "x"}])
def test_a_forged_link_is_refused(world: World, client: Client, payload: dict[str, Any] | None) -> None:
    """As is one that was sealed for something else."""
    forged = "nonsense" if payload is None else world.signer.seal(payload)
    found = refused_without_trace(world, lambda: opened(world, client, forged))

    assert [(400, "verification_link_token_invalid", "token")] == found


@pytest.mark.parametrize("purpose", ["sign_in", "second_factor", "sign_up", "profile", "payment"])
def test_a_link_to_nothing_is_refused(world: World, client: Client, purpose: str) -> None:
    """What it was for is gone, or was never known."""
    sealed = world.signer.seal({"purpose": purpose, "source": "x_1", "secret": "x"})
    found = refused_without_trace(world, lambda: opened(world, client, sealed))

    assert [(400, "verification_link_token_source_invalid", "token")] == found


def test_a_link_does_not_survive_its_user(world: World, client: Client) -> None:
    """Nobody is left to sign in."""
    user = a_user(world)
    entering(world, client)
    world.users.remove(user.id)

    assert [(400, "verification_link_token_source_invalid", "token")] == refusals(
        lambda: opened(world, client)
    )


def _ban(world: World, client: Client) -> None:
    user = next(iter(world.users))
    world.users.save(replace(user, banned=True))


def _take_address(world: World, client: Client) -> None:
    world.email_addresses.remove(next(iter(world.email_addresses)).id)


def _switch_off(world: World, client: Client) -> None:
    attribute(world, "email_address", first_factors=("email_code",))


def _sign_in_meanwhile(world: World, client: Client) -> None:
    a_user(world, "other@acme.dev")
    waiting = now(world, client).sign_in_id
    signed_in(world, client, "other@acme.dev")
    world.clients.save(replace(now(world, client), sign_in_id=waiting))


@pytest.mark.parametrize("obstacle", [_ban, _take_address, _switch_off, _sign_in_meanwhile])
def test_what_stands_in_the_way_is_told_to_the_page(world: World, client: Client, obstacle: Any) -> None:
    """A banned user, a lost address, a strategy that is off, a session: the link fails, and no more."""
    a_user(world)
    entering(world, client)
    obstacle(world, client)
    before = world.digest()

    assert "failed" == opened(world, client).status
    assert before == world.digest()


def test_the_same_user_is_not_signed_in_twice(world: World, client: Client) -> None:
    """Where a client may hold several sessions."""
    several_sessions(world)
    a_user(world)
    entering(world, client)
    waiting = now(world, client).sign_in_id
    signed_in(world, client)
    world.clients.save(replace(now(world, client), sign_in_id=waiting))

    assert "failed" == opened(world, client).status
    assert 1 == len(world.sessions)
