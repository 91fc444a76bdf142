"""Sign-ins by password and by code, their statuses and refusals."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import clients, sessions, sign_ins
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import (
    ADA,
    DAY,
    PASSWORD,
    a_client,
    a_user,
    a_world,
    attribute,
    last_code,
    now,
    refusals,
    refused_without_trace,
    several_sessions,
    signed_in,
    started,
)


def create(world: World, client: Client, identifier=ADA, strategy=None, **proof):
    return sign_ins.create(world, client, strategy=strategy, identifier=identifier, proof=Proof(**proof))


def attempt(world: World, it, strategy="email_code", **proof):
    return sign_ins.attempt_first_factor(world, world.sign_ins[it.id], strategy, Proof(**proof))


def test_an_empty_create_is_a_fresh_start(world: World, client: Client) -> None:
    """It replaces whatever was in progress and waits for an identifier."""
    a_user(world)
    older = started(world, client)
    it = create(world, client, identifier=None)

    assert "needs_identifier" == sign_ins.status(world, it)
    assert [] == sign_ins.supported_first_factors(world, it)
    assert it.id == now(world, client).sign_in_id != older.id


def test_an_identifier_alone_offers_the_factors_of_its_user(world: World, client: Client) -> None:
    """Nothing looks prepared yet, and nothing was sent."""
    a_user(world)
    it = started(world, client, " Ada@Acme.dev ")

    assert "needs_first_factor" == sign_ins.status(world, it)
    assert "Ada@Acme.dev" == it.identifier
    assert it.first_factor is None
    assert 0 == len(world.messages)
    assert ["password", "email_code", "reset_password_email_code"] == [
        factor.strategy for factor in sign_ins.supported_first_factors(world, it) or ()
    ]


def test_a_right_password_on_create_completes(world: World, client: Client) -> None:
    """The answer is complete while the client has no sign-in any more."""
    a_user(world)
    it = create(world, client, password=PASSWORD)

    assert "complete" == sign_ins.status(world, it)
    assert 1 == it.first_factor.attempts
    assert sign_ins.supported_first_factors(world, it) is None
    assert clients.current_sign_in(world, now(world, client)) is None
    assert (0, -1) == sessions.factor_ages(world, world.sessions[it.created_session_id])


def test_a_wrong_password_on_create_keeps_the_attempt(world: World, client: Client) -> None:
    """The kept one waits for a first factor, looks unprepared, and another way goes on from it."""
    a_user(world)
    found = refusals(lambda: create(world, client, password="wrong"))
    kept = clients.current_sign_in(world, now(world, client))

    assert [(422, "form_password_incorrect", "password")] == found
    assert kept.first_factor is None
    assert 1 == world.users[kept.user_id].failed_attempts
    assert "complete" == sign_ins.status(world, attempt(world, kept, "password", password=PASSWORD))


CREATE_REFUSALS = [
    ({"identifier": "nobody@acme.dev"}, (422, "form_identifier_not_found", "identifier")),
    ({"identifier": "nobody@acme.dev", "password": "x"}, (422, "form_identifier_not_found", "identifier")),
    ({"identifier": "ada"}, (422, "form_param_format_invalid", "identifier")),
    ({"identifier": "  "}, (422, "form_param_nil", "identifier")),
    ({"identifier": None, "password": PASSWORD}, (422, "form_conditional_param_missing", "identifier")),
    ({"strategy": "password"}, (422, "form_conditional_param_missing", "password")),
    ({"strategy": "password", "password": ""}, (422, "form_param_nil", "password")),
    ({"strategy": "phone_code"}, (400, "form_param_value_disabled", "strategy")),
    ({"strategy": "oauth_google"}, (400, "form_param_value_disabled", "strategy")),
    ({"strategy": "passkey"}, (400, "form_param_value_disabled", "strategy")),
    ({"strategy": "telepathy"}, (422, "form_param_value_invalid", "strategy")),
    ({"strategy": "ticket", "ticket": "123"}, (400, "ticket_invalid_code", "ticket")),
]


@pytest.mark.parametrize(("given", "refusal"), CREATE_REFUSALS)
def test_what_create_refuses_changes_nothing(world: World, client: Client, given, refusal) -> None:
    """The sign-in before stays the current one."""
    a_user(world)
    started(world, client)

    assert [refusal] == refused_without_trace(world, lambda: create(world, client, **given))


def test_a_strategy_that_is_not_modelled_is_not_called_off(world: World, client: Client) -> None:
    """The code is that of a switched off one, the text tells the truth."""
    a_user(world)
    with pytest.raises(ClerkError, match="form_param_value_disabled") as caught:
        create(world, client, strategy="google_one_tap")

    assert "mockfapi does not model yet" in caught.value.entries[0].long_message


def test_a_user_without_password_cannot_use_one(world: World, client: Client) -> None:
    """Another way is named by the factors; the attempt is not kept."""
    a_user(world, password=None)

    assert [(400, "strategy_for_user_invalid", "strategy")] == refused_without_trace(
        world, lambda: create(world, client, password=PASSWORD)
    )


def test_an_old_password_works_after_passwords_were_switched_off(world: World, client: Client) -> None:
    """Existing users keep theirs."""
    a_user(world)
    attribute(world, "password", enabled=False, required=False)

    assert "complete" == sign_ins.status(world, create(world, client, password=PASSWORD))


@pytest.mark.parametrize("strategy", [None, "password", "email_code"])
def test_a_create_without_an_identifier_is_a_fresh_start(world: World, client: Client, strategy):
    """Real clients clear an attempt this way, with or without a strategy."""
    it = sign_ins.create(world, client, strategy=strategy, identifier=None, proof=Proof())

    assert "needs_identifier" == sign_ins.status(world, it)


ATTEMPT_REFUSALS = [
    ("email_code", {"code": "123456"}, (400, "verification_missing", None)),
    ("email_code", {}, (422, "form_conditional_param_missing", "code")),
    ("email_code", {"code": ""}, (422, "form_param_nil", "code")),
    ("password", {}, (422, "form_conditional_param_missing", "password")),
    ("phone_code", {"code": "123456"}, (400, "form_param_value_disabled", "strategy")),
    ("reset_password_phone_code", {"code": "1"}, (400, "form_param_value_disabled", "strategy")),
    ("nonsense!", {"code": "123456"}, (422, "form_param_value_invalid", "strategy")),
]


@pytest.mark.parametrize(("strategy", "proof", "refusal"), ATTEMPT_REFUSALS)
def test_what_attempt_refuses_changes_nothing(world: World, client: Client, strategy, proof, refusal) -> None:
    """Before anything was prepared."""
    a_user(world)
    it = started(world, client)

    assert [refusal] == refused_without_trace(world, lambda: attempt(world, it, strategy, **proof))


def test_single_session_instances_refuse_a_second_sign_in(world: World, client: Client) -> None:
    """On create, and again when a session came up in between."""
    a_user(world)
    waiting = create(world, client, strategy="email_code")
    signed_in(world, now(world, client))

    refusal = [(400, "session_exists", None)]
    assert refusal == refused_without_trace(world, lambda: create(world, now(world, client)))
    assert refusal == refused_without_trace(world, lambda: attempt(world, waiting, code=last_code(world)))


def test_several_sessions_may_stand_side_by_side_but_not_of_one_user(world: World, client: Client) -> None:
    """The refusal names the session that is there already; nothing else happens."""
    several_sessions(world)
    a_user(world)
    a_user(world, "bob@acme.dev")
    first = signed_in(world, client)
    second = signed_in(world, now(world, client), "bob@acme.dev")

    found = refused_without_trace(world, lambda: create(world, now(world, client), password=PASSWORD))

    assert [(400, "identifier_already_signed_in", None)] == found
    assert [first, second] == clients.live_sessions(world, client)
    assert second.id == now(world, client).last_active_session_id


def test_only_the_current_sign_in_may_be_used(world: World, client: Client) -> None:
    """An older one is forbidden; one of another client, an abandoned one and an invented one are unknown."""
    a_user(world)
    older, current = started(world, client), started(world, client)
    mine = now(world, client)

    assert current == sign_ins.of_client(world, mine, current.id)
    assert [(403, "resource_forbidden", None)] == refusals(lambda: sign_ins.of_client(world, mine, older.id))
    unknown = [(404, "resource_not_found", None)]
    assert unknown == refusals(lambda: sign_ins.of_client(world, a_client(world), current.id))
    assert unknown == refusals(lambda: sign_ins.of_client(world, mine, "sia_nowhere"))
    world.clock.advance(DAY)
    assert unknown == refusals(lambda: sign_ins.of_client(world, mine, current.id))


def test_equal_seeds_give_equal_worlds() -> None:
    """Ids, codes, salts and tokens depend on the seed and the steps alone."""

    def digest(seed: str) -> str:
        world = a_world(seed)
        a_user(world)
        it = create(world, a_client(world), strategy="email_code")
        attempt(world, it, code=last_code(world))
        return world.digest()

    assert digest("1") == digest("1")
    assert digest("1") != digest("2")
