"""The second step of a sign-in: app, backup code, code to a reserved number."""

from dataclasses import replace

import pytest

from mockfapi.rules import second_factors, sessions, sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn
from tests.rules.factoring import (
    CODES,
    app_code,
    half_way,
    knowing_all,
    tried,
    with_app,
    with_phone,
    wrong_app_code,
)
from tests.rules.worlds import (
    MINUTE,
    a_client,
    a_user,
    attribute,
    last_code,
    refusals,
    refused_without_trace,
    several_sessions,
    started,
)


@pytest.fixture(autouse=True)
def _all_known(world: World) -> None:
    knowing_all(world)


def offered(world: World, it: SignIn) -> list[str]:
    return [each.strategy for each in second_factors.offered(world, it) or []]


def test_a_password_leads_to_the_second_factor(world: World, client: Client) -> None:
    """No session appears with one factor, and what the user has set up is offered."""
    with_app(world, a_user(world))
    it = half_way(world, client)

    assert "needs_second_factor" == sign_ins.status(world, it)
    assert ["totp", "backup_code"] == offered(world, it)
    assert 0 == world.sessions.count(user_id=it.user_id)


def test_before_the_first_factor_nothing_is_offered(world: World, client: Client) -> None:
    """Who knows an address only does not learn which factors its owner has."""
    with_app(world, a_user(world))

    assert second_factors.offered(world, started(world, client)) is None


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_code_of_now_or_of_one_step_off_signs_in(world: World, client: Client, step: int) -> None:
    """Clocks of phones go wrong by half a minute; both factors are new then."""
    with_app(world, a_user(world))
    it = tried(world, half_way(world, client), "totp", app_code(world, step))
    session = world.sessions[it.created_session_id or ""]

    assert "complete" == sign_ins.status(world, it)
    assert (0, 0) == sessions.factor_ages(world, session)


@pytest.mark.parametrize("step", [-2, 2])
def test_a_code_of_two_steps_off_does_not(world: World, client: Client, step: int) -> None:
    """Neither a minute too late nor a minute too early."""
    with_app(world, a_user(world))
    it, code = half_way(world, client), app_code(world, step)

    assert [(422, "form_code_incorrect", "code")] == refusals(lambda: tried(world, it, "totp", code))


def test_codes_go_by_the_clock_of_the_world(world: World, client: Client) -> None:
    """A code of two steps ahead holds once a test has advanced the clock."""
    with_app(world, a_user(world))
    it, code = half_way(world, client), app_code(world, 2)
    world.clock.advance(60_000)

    assert "complete" == sign_ins.status(world, tried(world, it, "totp", code))


def test_a_code_of_an_app_never_works_twice(world: World, client: Client) -> None:
    """Nor does an older one after a newer one was used."""
    several_sessions(world)
    with_app(world, a_user(world))
    code, older = app_code(world), app_code(world, -1)
    tried(world, half_way(world, client), "totp", code)
    again = half_way(world, a_client(world))

    assert [(422, "form_code_incorrect", "code")] == refusals(lambda: tried(world, again, "totp", code))
    assert [(422, "form_code_incorrect", "code")] == refusals(lambda: tried(world, again, "totp", older))
    assert "complete" == sign_ins.status(world, tried(world, again, "totp", app_code(world, 1)))


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "1234567"])
def test_what_is_no_code_is_no_code(world: World, client: Client, typed: str) -> None:
    """Six digits, and ASCII ones."""
    with_app(world, a_user(world))
    it = half_way(world, client)
    expected = "form_param_nil" if typed == "" else "form_code_incorrect"

    assert [(422, expected, "code")] == refusals(lambda: tried(world, it, "totp", typed))


def test_a_backup_code_works_once(world: World, client: Client) -> None:
    """It is used up; the others stay."""
    several_sessions(world)
    user = with_app(world, a_user(world))
    it = tried(world, half_way(world, client), "backup_code", f" {CODES[0].upper()} ")
    again = half_way(world, a_client(world))

    assert "complete" == sign_ins.status(world, it)
    assert CODES[1:] == world.users[user.id].backup_codes
    assert ["form_code_incorrect"] == [
        code for _, code, _ in refusals(lambda: tried(world, again, "backup_code", CODES[0]))
    ]


def test_backup_codes_alone_are_no_second_factor(world: World, client: Client) -> None:
    """Without an app or a number the password is enough."""
    user = a_user(world)
    world.users.save(replace(user, backup_codes=CODES))

    assert "complete" == sign_ins.status(world, half_way(world, client))


def test_wrong_codes_count_towards_the_lockout(world: World, client: Client) -> None:
    """Like wrong passwords, and a right one makes up for them."""
    user = with_app(world, a_user(world))
    it = half_way(world, client)
    refusals(lambda: tried(world, it, "totp", wrong_app_code(world)))
    refusals(lambda: tried(world, it, "backup_code", "zzzz9999"))

    assert 2 == world.users[user.id].failed_attempts

    tried(world, it, "totp", app_code(world))

    assert 0 == world.users[user.id].failed_attempts


def test_the_tenth_wrong_code_locks(world: World, client: Client) -> None:
    """Then even the right one is refused, until the lockout is over."""
    with_app(world, a_user(world))
    it = half_way(world, client)
    wrong = wrong_app_code(world)
    for _ in range(9):
        refusals(lambda: tried(world, it, "totp", wrong))
    warned = refusals(lambda: tried(world, it, "totp", wrong))

    assert ["form_code_incorrect", "account_lockout_warning"] == [code for _, code, _ in warned]
    assert [(403, "user_locked", None)] == refusals(lambda: tried(world, it, "totp", app_code(world)))

    world.clock.advance(60 * MINUTE)

    assert "complete" == sign_ins.status(world, tried(world, it, "totp", app_code(world)))


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("password", "strategy_for_user_invalid"),
        ("email_code", "strategy_for_user_invalid"),
        ("phone_code", "no_second_factors"),
        ("oauth_google", "strategy_for_user_invalid"),
        ("rain_dance", "form_param_value_invalid"),
    ],
)
def test_other_strategies_are_refused(world: World, client: Client, strategy: str, expected: str) -> None:
    """Those that are never second factors, those that the user lacks, those that are none."""
    with_app(world, a_user(world))
    it = half_way(world, client)

    assert [expected] == [
        code for _, code, _ in refused_without_trace(world, lambda: tried(world, it, strategy, "1"))
    ]


def test_a_strategy_that_the_instance_switched_off_is_disabled(world: World, client: Client) -> None:
    """Backup codes that nobody takes any more."""
    with_app(world, a_user(world))
    attribute(world, "backup_code", enabled=False)
    it = half_way(world, client)

    assert ["totp"] == offered(world, it)
    assert [(400, "form_param_value_disabled", "strategy")] == refused_without_trace(
        world, lambda: tried(world, it, "backup_code", CODES[0])
    )


@pytest.mark.parametrize("strategy", ["totp", "backup_code"])
def test_what_needs_no_prepare_has_none(world: World, client: Client, strategy: str) -> None:
    """Nothing is sent to an app."""
    with_app(world, a_user(world))
    it = half_way(world, client)

    assert [(400, "strategy_for_user_invalid", "strategy")] == refused_without_trace(
        world, lambda: sign_ins.prepare_second_factor(world, it, Preparation(strategy))
    )


def test_the_second_step_is_closed_before_the_first(world: World, client: Client) -> None:
    """Neither prepare nor attempt."""
    with_app(world, a_user(world))
    it = started(world, client)

    assert [(400, "client_state_invalid", None)] == refused_without_trace(
        world, lambda: tried(world, it, "totp", app_code(world))
    )
    assert [(400, "client_state_invalid", None)] == refused_without_trace(
        world, lambda: sign_ins.prepare_second_factor(world, it, Preparation("phone_code"))
    )


def test_a_code_by_mail_leads_to_the_second_factor_too(world: World, client: Client) -> None:
    """Every first factor does."""
    with_app(world, a_user(world))
    it = sign_ins.prepare_first_factor(world, started(world, client), Preparation("email_code"))
    it = sign_ins.attempt_first_factor(world, it, "email_code", Proof(code=last_code(world)))

    assert "needs_second_factor" == sign_ins.status(world, it)


def test_a_new_password_does_not_skip_the_second_factor(world: World, client: Client) -> None:
    """Reset code, new password, then the app."""
    with_app(world, a_user(world))
    reset = "reset_password_email_code"
    it = sign_ins.prepare_first_factor(world, started(world, client), Preparation(reset))
    it = sign_ins.attempt_first_factor(world, it, reset, Proof(code=last_code(world)))

    assert "needs_new_password" == sign_ins.status(world, it)
    assert [(400, "client_state_invalid", None)] == refusals(
        lambda: tried(world, it, "totp", app_code(world))
    )

    it = sign_ins.reset_password(world, it, "kettle and lantern by the quay")

    assert "needs_second_factor" == sign_ins.status(world, it)
    assert "complete" == sign_ins.status(world, tried(world, it, "totp", app_code(world)))


def test_a_number_that_is_a_second_factor_is_no_first_one(world: World, client: Client) -> None:
    """Else one phone would be both steps."""
    attribute(world, "phone_number", used_for_first_factor=True, first_factors=("phone_code",))
    with_phone(world)
    it = started(world, client)

    assert "phone_code" not in [each.strategy for each in sign_ins.supported_first_factors(world, it) or []]


def test_who_is_signed_in_keeps_the_code(world: World, client: Client) -> None:
    """A second session of the same user is refused before the code is used up."""
    several_sessions(world)
    with_app(world, a_user(world))
    it, twin = half_way(world, client), app_code(world)
    other = half_way(world, client)
    world.clients.save(replace(world.clients[client.id], sign_in_id=it.id))
    tried(world, other, "backup_code", CODES[0])

    assert ["identifier_already_signed_in"] == [
        code for _, code, _ in refused_without_trace(world, lambda: tried(world, it, "totp", twin))
    ]
