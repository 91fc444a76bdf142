"""Setting second factors up and taking them away: apps, backup codes, numbers."""

from dataclasses import replace
from functools import partial

import pytest

from mockfapi.rules import backup_codes, multi_factor, phone_factors, sign_ins, totps, users
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.records import Client, EnrolledTotp, PhoneNumber, User
from tests.rules.factoring import CODES, app_code, half_way, knowing_all, with_app, with_phone, wrong_app_code
from tests.rules.worlds import (
    NOON,
    PHONE,
    a_user,
    attribute,
    configure,
    refusals,
    refused_without_trace,
)

LATER = 60_000


@pytest.fixture(autouse=True)
def _all_known(world: World) -> None:
    knowing_all(world)


@pytest.fixture
def ada(world: World) -> User:
    return a_user(world, phone_numbers=[PHONE])


def phone_of(world: World, user: User) -> PhoneNumber:
    return world.phone_numbers.where(user_id=user.id)[0]


def as_now(world: World, user: User) -> User:
    return world.users[user.id]


def set_up(world: World, user: User) -> EnrolledTotp:
    """The app of a user, created and verified with the code it shows."""
    secret = totps.create(world, user).totp.secret
    return totps.verify(world, as_now(world, user), app_code(world, secret=secret))


def required(world: World) -> None:
    configure(world, user_settings__sign_in__second_factor__required=True)


def test_an_app_is_a_factor_once_its_code_was_given(world: World, ada: User) -> None:
    """A secret alone is none; the moment is kept."""
    secret = totps.create(world, ada).totp.secret

    assert not multi_factor.has_any(world, ada)

    world.clock.advance(LATER)
    it = totps.verify(world, ada, app_code(world, secret=secret))

    assert multi_factor.has_any(world, ada)
    assert NOON + LATER == as_now(world, ada).mfa_enabled_at == it.totp.verified_at


def test_the_first_factor_brings_ten_backup_codes(world: World, ada: User) -> None:
    """Shown then and kept; another factor brings none."""
    first = set_up(world, ada)
    second = phone_factors.update(world, as_now(world, ada), phone_of(world, ada), reserved=True)

    assert first.backup_codes == as_now(world, ada).backup_codes
    assert [8] * 10 == [len(code) for code in first.backup_codes or ()]
    assert all(code.isalnum() for code in first.backup_codes or ())
    assert second.backup_codes is None


def test_without_the_setting_there_are_no_backup_codes(world: World, ada: User) -> None:
    """The first factor brings none, and the user has none."""
    attribute(world, "backup_code", enabled=False)

    assert set_up(world, ada).backup_codes is None
    assert () == as_now(world, ada).backup_codes


def test_asking_again_replaces_an_unfinished_secret(world: World, ada: User) -> None:
    """The code of the old one is worth nothing."""
    old = totps.create(world, ada).totp.secret
    new = totps.create(world, ada).totp.secret

    assert old != new
    assert [(422, "form_code_incorrect", "code")] == refused_without_trace(
        world, lambda: totps.verify(world, ada, app_code(world, secret=old))
    )
    assert totps.verify(world, ada, app_code(world, secret=new)).totp.verified_at is not None


def test_the_code_that_set_an_app_up_does_not_sign_in(world: World, client: Client, ada: User) -> None:
    """A code never works twice."""
    it = set_up(world, ada)
    entering = half_way(world, client)
    code = app_code(world, secret=it.totp.secret)

    assert [(422, "form_code_incorrect", "code")] == refusals(
        lambda: sign_ins.attempt_second_factor(world, entering, "totp", Proof(code=code))
    )


def test_what_setting_an_app_up_refuses(world: World, ada: User) -> None:
    """No secret yet, a wrong code, one that is set up, an instance without apps."""
    assert [(404, "resource_not_found", None)] == refused_without_trace(
        world, lambda: totps.verify(world, ada, "123456")
    )

    with_app(world, ada)

    for action in (lambda: totps.create(world, ada), lambda: totps.verify(world, ada, wrong_app_code(world))):
        assert [(400, "totp_already_enabled", None)] == refused_without_trace(world, action)

    attribute(world, "authenticator_app", enabled=False)

    assert [(403, "feature_not_enabled", None)] == refused_without_trace(
        world, lambda: totps.create(world, ada)
    )


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        # The examples of RFC 6238, cut to six digits.
        ("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287082"),
        ("gezdgnbvgy3tqojqgezdgnbvgy3tqojq====", "287082"),
        ("JBSWY3DPEHPK3PXP", "996554"),
        ("JBSWY3DPEHPK3PXPA", "996554"),
    ],
)
def test_codes_are_those_of_every_app(secret: str, expected: str) -> None:
    """Also of short secrets, which servers import; what does not fill a byte is ignored."""
    assert expected == totps.code(secret, 1)


def test_the_last_factor_takes_the_backup_codes_along(world: World, ada: User) -> None:
    """Backup codes alone are none; the moment is kept."""
    ada = with_app(world, ada)
    totps.delete(world, ada)

    assert not multi_factor.has_any(world, ada)
    assert () == as_now(world, ada).backup_codes
    assert NOON == as_now(world, ada).mfa_disabled_at


def test_with_another_factor_they_stay(world: World, ada: User) -> None:
    """Nothing was disabled then."""
    ada = with_app(world, ada)
    phone_factors.update(world, ada, phone_of(world, ada), reserved=True)
    totps.delete(world, as_now(world, ada))

    assert multi_factor.has_any(world, ada)
    assert CODES == as_now(world, ada).backup_codes
    assert as_now(world, ada).mfa_disabled_at is None


def test_a_mandatory_factor_is_not_deleted(world: World, ada: User) -> None:
    """While it is the last one; an unfinished app is no factor."""
    required(world)
    ada = with_app(world, ada)
    phone = phone_of(world, ada)

    assert [(400, "second_factor_deletion_not_allowed", None)] == refused_without_trace(
        world, lambda: totps.delete(world, ada)
    )

    phone = phone_factors.update(world, ada, phone, reserved=True).phone_number
    totps.delete(world, as_now(world, ada))

    assert [(400, "second_factor_deletion_not_allowed", None)] == refused_without_trace(
        world, lambda: phone_factors.update(world, as_now(world, ada), phone, reserved=False)
    )


def test_nothing_to_delete_is_not_found(world: World, ada: User) -> None:
    """Who has no app cannot take one away."""
    assert [(404, "resource_not_found", None)] == refused_without_trace(
        world, lambda: totps.delete(world, ada)
    )


def test_new_backup_codes_void_the_old_ones(world: World, ada: User) -> None:
    """All of them."""
    ada = with_app(world, ada)
    it = multi_factor.renew_backup_codes(world, ada)

    assert it.codes == as_now(world, ada).backup_codes
    assert backup_codes.matching(as_now(world, ada), CODES[0]) is None


@pytest.mark.parametrize("known", [True, False])
def test_backup_codes_want_another_factor_and_the_setting(world: World, ada: User, known: bool) -> None:
    """Without one of them there are none."""
    attribute(world, "backup_code", enabled=known)
    if not known:
        ada = with_app(world, ada)

    assert [(400, "backup_codes_not_available", None)] == refused_without_trace(
        world, lambda: multi_factor.renew_backup_codes(world, ada)
    )


def test_the_first_reserved_number_is_the_default(world: World, ada: User) -> None:
    """Making another one the default moves it."""
    first = phone_factors.update(world, ada, phone_of(world, ada), reserved=True).phone_number
    other = users.create(world, users.UserFields(phone_numbers=["+12025557144"]))
    second = world.phone_numbers.save(replace(phone_of(world, other), user_id=ada.id))
    second = phone_factors.update(world, as_now(world, ada), second, reserved=True).phone_number

    assert (True, False) == (first.default_second_factor, second.default_second_factor)

    phone_factors.update(world, as_now(world, ada), second, default=True)

    assert [False, True] == [world.phone_numbers[it.id].default_second_factor for it in (first, second)]

    phone_factors.update(world, as_now(world, ada), world.phone_numbers[second.id], reserved=False)

    assert [True, False] == [world.phone_numbers[it.id].default_second_factor for it in (first, second)]


def test_the_default_is_moved_not_unset(world: World, ada: User) -> None:
    """Saying false of the default is refused; of another number it says nothing new."""
    phone = phone_of(world, ada)
    phone_factors.update(world, ada, phone, default=False)
    phone = phone_factors.update(world, ada, phone, reserved=True).phone_number

    assert [
        (422, "form_disable_default_second_factor_not_allowed", "default_second_factor")
    ] == refused_without_trace(world, lambda: phone_factors.update(world, ada, phone, default=False))


def test_what_reserving_refuses(world: World, ada: User) -> None:
    """Numbers that are not verified or the only name of their owner; instances without SMS factors."""
    phone = phone_of(world, ada)
    unproven = world.phone_numbers.save(replace(phone, verification=None))

    assert [(400, "identification_update_second_factor_unverified", None)] == refused_without_trace(
        world, lambda: phone_factors.update(world, ada, unproven, reserved=True)
    )
    assert [(422, "form_param_value_invalid", "default_second_factor")] == refused_without_trace(
        world, lambda: phone_factors.update(world, ada, phone, default=True)
    )

    lonely = users.create(world, users.UserFields(phone_numbers=["+12025557188"]))

    assert [(400, "identification_update_failed", None)] == refused_without_trace(
        world, lambda: phone_factors.update(world, lonely, phone_of(world, lonely), reserved=True)
    )

    attribute(world, "phone_number", used_for_second_factor=False)

    assert [(403, "feature_not_enabled", None)] == refused_without_trace(
        world, lambda: phone_factors.update(world, ada, phone, reserved=True)
    )


def test_a_number_of_somebody_else_is_unknown(world: World, ada: User) -> None:
    """As unknown as one that never was."""
    _, foreign = with_phone(world, "+12025557177", email="eve@acme.dev")

    for id in (foreign.id, "idn_never"):
        assert [(404, "resource_not_found", None)] == refusals(partial(phone_factors.of_user, world, ada, id))


def test_a_required_factor_that_nobody_can_have_is_a_contradiction(world: World, client: Client) -> None:
    """Sign-ins say so instead of ending in a task without an end."""
    required(world)
    attribute(world, "authenticator_app", enabled=False)
    attribute(world, "phone_number", used_for_second_factor=False)
    a_user(world)

    assert [(409, "user_settings_invalid", None)] == refused_without_trace(
        world, lambda: half_way(world, client)
    )
