"""The second step of a sign-in by a code to a number that is a second factor."""

from dataclasses import replace
from functools import partial

import pytest

from mockfapi.rules import second_factors, sign_ins, users
from mockfapi.rules.strategy import Preparation
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.factoring import (
    half_way,
    knowing_all,
    tried,
    with_phone,
)
from tests.rules.worlds import (
    MINUTE,
    PHONE,
    a_user,
    configure,
    last_code,
    refusals,
    refused_without_trace,
    wrong_code,
)


@pytest.fixture(autouse=True)
def _all_known(world: World) -> None:
    knowing_all(world)


def test_a_reserved_number_receives_the_code(world: World, client: Client) -> None:
    """Prepared without an id the default number is taken, and its code signs in."""
    with_phone(world)
    it = sign_ins.prepare_second_factor(world, half_way(world, client), Preparation("phone_code"))

    assert PHONE == world.messages.where(to=PHONE)[-1].to
    assert "complete" == sign_ins.status(world, tried(world, it, "phone_code", last_code(world, PHONE)))


def test_the_default_number_comes_first(world: World, client: Client) -> None:
    """With several, the one that was made the default is offered first and marked."""
    other = "+12025557144"
    user, _ = with_phone(world)
    extra = users.create(world, users.UserFields(phone_numbers=[other]))
    (phone,) = world.phone_numbers.where(user_id=extra.id)
    mine = replace(phone, user_id=user.id, reserved_for_second_factor=True)
    world.phone_numbers.save(mine)
    found = second_factors.of_user(world, user)

    assert [True, False] == [each.default for each in found if each.strategy == "phone_code"]

    it = sign_ins.prepare_second_factor(
        world, half_way(world, client), Preparation("phone_code", phone_number_id=mine.id)
    )

    assert mine.id == (it.second_factor and it.second_factor.subject_id)


def test_a_number_of_somebody_else_is_not_found(world: World, client: Client) -> None:
    """Nor one that is no number at all; nothing is sent."""
    with_phone(world)
    (foreign,) = world.phone_numbers.where(
        user_id=a_user(world, "eve@acme.dev", phone_numbers=["+12025557199"]).id
    )
    it = half_way(world, client)
    asked = Preparation("phone_code", phone_number_id=foreign.id)

    assert [(422, "form_resource_not_found", "phone_number_id")] == refused_without_trace(
        world, lambda: sign_ins.prepare_second_factor(world, it, asked)
    )


def test_an_attempt_without_a_prepare_is_refused(world: World, client: Client) -> None:
    """There is no code to compare with."""
    with_phone(world)
    it = half_way(world, client)

    assert [(400, "verification_missing", None)] == refused_without_trace(
        world, lambda: tried(world, it, "phone_code", "123456")
    )


def test_the_cooldown_holds_for_second_factors_too(world: World, client: Client) -> None:
    """Asking again at once is refused; later the new code replaces the old one."""
    configure(world, behaviour__resend_cooldown=30_000)
    with_phone(world)
    it = sign_ins.prepare_second_factor(world, half_way(world, client), Preparation("phone_code"))
    again = partial(sign_ins.prepare_second_factor, world, it, Preparation("phone_code"))

    assert [(429, "verification_code_too_many_requests", None)] == refused_without_trace(world, again)

    world.clock.advance(30_000)
    again()

    assert 2 == len(world.messages.where(to=PHONE))


def test_a_code_to_a_number_fails_and_expires(world: World, client: Client) -> None:
    """After five wrong ones, and after ten minutes."""
    with_phone(world)
    it = sign_ins.prepare_second_factor(world, half_way(world, client), Preparation("phone_code"))
    for _ in range(5):
        refusals(lambda: tried(world, it, "phone_code", wrong_code(world, PHONE)))
    code = last_code(world, PHONE)

    assert [(400, "verification_failed", None)] == refusals(lambda: tried(world, it, "phone_code", code))

    sign_ins.prepare_second_factor(world, world.sign_ins[it.id], Preparation("phone_code"))
    world.clock.advance(10 * MINUTE)
    code = last_code(world, PHONE)

    assert [(400, "verification_expired", None)] == refusals(lambda: tried(world, it, "phone_code", code))
