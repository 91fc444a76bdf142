"""Client trust: a password on a device that is new to the user wants one more proof."""

from dataclasses import replace

import pytest

from mockfapi.rules import clients, second_factors, sessions, sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn
from tests.rules.factoring import half_way, knowing_all, tried, with_app
from tests.rules.worlds import (
    a_client,
    a_user,
    configure,
    last_code,
    refused_without_trace,
    several_sessions,
    started,
    with_phones,
)


@pytest.fixture(autouse=True)
def _distrustful(world: World) -> None:
    knowing_all(world)
    several_sessions(world)
    configure(world, behaviour__client_trust=True)


def vouched(world: World, it: SignIn) -> SignIn:
    """The sign-in after the code by mail."""
    sign_ins.prepare_second_factor(world, it, Preparation("email_code"))
    return tried(world, it, "email_code", last_code(world))


def test_a_new_device_wants_a_code(world: World, client: Client) -> None:
    """The first factors stay listed, a code by mail is offered, and it signs in with both factors new."""
    a_user(world)
    it = half_way(world, client)
    offered = second_factors.offered(world, it) or []

    assert "needs_client_trust" == sign_ins.status(world, it)
    assert ["email_code"] == [each.strategy for each in offered]
    assert sign_ins.supported_first_factors(world, it)

    done = vouched(world, it)
    session = world.sessions[done.created_session_id or ""]

    assert (0, 0) == sessions.factor_ages(world, session)
    assert "password" == world.clients[client.id].last_authentication_strategy


def test_the_status_may_be_the_one_of_older_instances(world: World, client: Client) -> None:
    """For clients that do not know the newer one; the same factors vouch for the device."""
    configure(world, behaviour__client_trust_status="needs_second_factor")
    a_user(world)
    it = half_way(world, client)

    assert "needs_second_factor" == sign_ins.status(world, it)
    assert ["email_code"] == [each.strategy for each in second_factors.offered(world, it) or []]
    assert "complete" == sign_ins.status(world, vouched(world, it))


def test_the_device_is_known_afterwards(world: World, client: Client) -> None:
    """On this client only, and after a sign-out too."""
    a_user(world)
    done = vouched(world, half_way(world, client))
    sessions.end(world, world.sessions[done.created_session_id or ""])

    assert "complete" == sign_ins.status(world, half_way(world, client))
    assert "needs_client_trust" == sign_ins.status(world, half_way(world, a_client(world)))


def test_a_device_is_known_per_user(world: World, client: Client) -> None:
    """That somebody else has signed in there vouches for nobody."""
    a_user(world)
    a_user(world, "eve@acme.dev")
    vouched(world, half_way(world, client))

    assert "needs_client_trust" == sign_ins.status(world, half_way(world, client, "eve@acme.dev"))


def test_the_state_is_told(world: World, client: Client) -> None:
    """Pending until the first factor, new all through this sign-in, known in the next; nothing if off."""
    a_user(world)
    it = started(world, client)

    assert "pending" == second_factors.client_trust_state(world, it)

    done = vouched(world, half_way(world, client))

    assert "new" == second_factors.client_trust_state(world, done)

    sessions.end(world, world.sessions[done.created_session_id or ""])

    assert "known" == second_factors.client_trust_state(world, half_way(world, client))
    assert "new" == second_factors.client_trust_state(world, world.sign_ins[done.id])

    configure(world, behaviour__client_trust=False)

    assert second_factors.client_trust_state(world, done) is None


def test_who_is_trusted_everywhere_needs_no_code(world: World, client: Client) -> None:
    """With `bypass_client_trust` a password is enough on every device."""
    user = a_user(world)
    world.users.save(replace(user, bypass_client_trust=True))

    assert "complete" == sign_ins.status(world, half_way(world, client))


def test_a_code_as_first_factor_is_proof_enough(world: World, client: Client) -> None:
    """Only passwords can be known to somebody far away."""
    a_user(world)
    it = sign_ins.prepare_first_factor(world, started(world, client), Preparation("email_code"))
    it = sign_ins.attempt_first_factor(world, it, "email_code", Proof(code=last_code(world)))

    assert "complete" == sign_ins.status(world, it)


def test_a_second_factor_takes_the_place_of_trust(world: World, client: Client) -> None:
    """Who has one is asked for that one."""
    with_app(world, a_user(world))
    it = half_way(world, client)

    assert "needs_second_factor" == sign_ins.status(world, it)
    assert [(400, "strategy_for_user_invalid", "strategy")] == refused_without_trace(
        world, lambda: sign_ins.prepare_second_factor(world, it, Preparation("email_code"))
    )


def test_an_app_does_not_vouch_for_a_device(world: World, client: Client) -> None:
    """The user has none, so none is asked for."""
    a_user(world)
    it = half_way(world, client)

    assert [(400, "no_second_factors", "strategy")] == refused_without_trace(
        world, lambda: tried(world, it, "totp", "123456")
    )


def test_without_anything_verified_there_is_nothing_to_ask(world: World, client: Client) -> None:
    """Such a user is let in: no code could reach them."""
    a_user(world, verified=False)

    assert "complete" == sign_ins.status(world, half_way(world, client))


def test_a_phone_vouches_too(world: World, client: Client) -> None:
    """Where codes go to phones; the primary address comes first."""
    with_phones(world)
    a_user(world, phone_numbers=["+12025557143"])
    it = half_way(world, client)
    offered = [each.strategy for each in second_factors.offered(world, it) or []]

    assert ["email_code", "phone_code"] == offered

    sign_ins.prepare_second_factor(world, it, Preparation("phone_code"))
    done = tried(world, it, "phone_code", last_code(world, "+12025557143"))

    assert "complete" == sign_ins.status(world, done)


def test_trust_goes_with_the_client(world: World, client: Client) -> None:
    """A browser that lost its cookie is a new device."""
    a_user(world)
    vouched(world, half_way(world, client))
    clients.end_all(world, world.clients[client.id])

    assert "needs_client_trust" == sign_ins.status(world, half_way(world, a_client(world)))
