"""What a session waits for: a new password, a second factor, an organization, in this order."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from mockfapi.rules import barred_passwords, password_changes, phone_factors, sessions, sign_ins, totps
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, User, Verification
from tests.rules.factoring import app_code, by_mail, knowing_all, with_app, with_phone
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    PHONE,
    a_client,
    a_user,
    configure,
    last_code,
    refusals,
    refused_without_trace,
    several_sessions,
    signed_in,
    started,
)

NEW = "kettle and lantern by the quay"


@pytest.fixture(autouse=True)
def _all_known(world: World) -> None:
    knowing_all(world)
    several_sessions(world)


def mandatory(world: World, name: str = "sign_in__second_factor") -> None:
    configure(world, **{f"user_settings__{name}__required": True})


def mark(world: World, user: User, **flags: Any) -> User:
    return world.users.save(replace(world.users[user.id], **flags))


@pytest.mark.parametrize("setting", ["sign_in__second_factor", "sign_up__mfa"])
def test_a_mandatory_second_factor_is_a_task(world: World, client: Client, setting: str) -> None:
    """The session is pending until an app is verified, then active at once."""
    mandatory(world, setting)
    user = a_user(world)
    session = signed_in(world, client)

    assert ["setup-mfa"] == sessions.tasks(world, session)
    assert "pending" == sessions.status(world, session)

    secret = totps.create(world, user).totp.secret

    assert "pending" == sessions.status(world, session)

    totps.verify(world, world.users[user.id], app_code(world, secret=secret))

    assert "active" == sessions.status(world, session)


def test_a_reserved_number_clears_the_task_too(world: World, client: Client) -> None:
    """And releasing it is refused, for it is the last one."""
    mandatory(world)
    user = a_user(world, phone_numbers=[PHONE])
    session = signed_in(world, client)
    (phone,) = world.phone_numbers.where(user_id=user.id)
    phone_factors.update(world, user, phone, reserved=True)

    assert [] == sessions.tasks(world, session)


def test_who_has_a_second_factor_has_no_task(world: World, client: Client) -> None:
    """The second step came before the session."""
    mandatory(world)
    with_phone(world)
    it = sign_ins.create(world, client, strategy="password", identifier=ADA, proof=Proof(password=PASSWORD))

    assert "needs_second_factor" == sign_ins.status(world, it)


def test_an_actor_is_not_asked_for_the_users_factors(world: World, client: Client) -> None:
    """Support staff cannot scan a code with the phone of the user."""
    mandatory(world)
    user = mark(world, a_user(world), password_reset_required=True)
    entry = sessions.Entry(strategy="ticket", actor={"sub": "user_support"})

    assert "active" == sessions.status(world, sessions.open(world, client, user, entry))


def test_tasks_come_in_their_order(world: World, client: Client) -> None:
    """Password, second factor, organization; each goes when it is done."""
    mandatory(world)
    configure(
        world, organization_settings__enabled=True, organization_settings__force_organization_selection=True
    )
    user = mark(world, a_user(world), password_reset_required=True)
    session = signed_in(world, client)

    assert ["reset-password", "setup-mfa", "choose-organization"] == sessions.tasks(world, session)

    password_changes.change(world, session, NEW)

    assert ["setup-mfa", "choose-organization"] == sessions.tasks(world, session)

    with_app(world, user)

    assert ["choose-organization"] == sessions.tasks(world, session)


def test_a_compromised_password_signs_nobody_in(world: World, client: Client) -> None:
    """The right one is told from a wrong one, and neither counts nor opens anything."""
    user = mark(world, a_user(world), password_compromised=True)
    it = started(world, client)
    right = partial(sign_ins.attempt_first_factor, world, it, "password", Proof(password=PASSWORD))
    wrong = partial(sign_ins.attempt_first_factor, world, it, "password", Proof(password="nope"))

    assert [(422, "form_password_compromised", "password")] == refusals(right)
    assert 0 == world.users[user.id].failed_attempts
    assert [(422, "form_password_incorrect", "password")] == refusals(wrong)
    assert 1 == world.users[user.id].failed_attempts


def test_another_factor_leads_to_the_task(world: World, client: Client) -> None:
    """The same sign-in goes on by code; a new password clears the mark, and the session is active."""
    user = mark(world, a_user(world), password_compromised=True)
    session = by_mail(world, client)

    assert ["reset-password"] == sessions.tasks(world, session)

    changed = password_changes.change(world, session, NEW)

    assert (False, False) == (changed.password_compromised, changed.password_reset_required)
    assert "active" == sessions.status(world, session)
    assert (
        user.id
        == sign_ins.create(
            world, a_client(world), strategy="password", identifier=ADA, proof=Proof(password=NEW)
        ).user_id
    )


def test_sessions_from_before_the_mark_stay_active(world: World, client: Client) -> None:
    """It is the next sign-in that asks; a demand holds for all."""
    user = a_user(world)
    session = signed_in(world, client)
    mark(world, user, password_compromised=True)

    assert "active" == sessions.status(world, session)

    mark(world, user, password_reset_required=True)

    assert "pending" == sessions.status(world, session)


def test_a_reset_by_code_clears_the_mark(world: World, client: Client) -> None:
    """Forgot password is the other way out: no task is left."""
    mark(world, a_user(world), password_compromised=True, password_reset_required=True)
    reset = "reset_password_email_code"
    it = sign_ins.prepare_first_factor(world, started(world, client), Preparation(reset))
    it = sign_ins.attempt_first_factor(world, it, reset, Proof(code=last_code(world)))
    it = sign_ins.reset_password(world, it, NEW)

    assert "active" == sessions.status(world, world.sessions[it.created_session_id or ""])


def test_a_password_of_a_breach_is_refused_and_remembered(world: World, client: Client) -> None:
    """Who then comes in by code must replace it; it is no new password either."""
    a_user(world)
    configure(world, behaviour__pwned_passwords=(PASSWORD,))
    it = started(world, client)
    right = partial(sign_ins.attempt_first_factor, world, it, "password", Proof(password=PASSWORD))

    assert [(422, "form_password_pwned", "password")] == refusals(right)
    assert [(422, "form_password_pwned", "password")] == refused_without_trace(world, right)
    assert ["reset-password"] == sessions.tasks(world, by_mail(world, client))


@pytest.mark.parametrize("setting", ["enforce_hibp_on_sign_in", "disable_hibp"])
def test_breaches_matter_at_sign_in_only_where_the_instance_looks(
    world: World, client: Client, setting: str
) -> None:
    """Not with `enforce_hibp_on_sign_in` off, and not with `disable_hibp` on."""
    a_user(world)
    configure(
        world,
        behaviour__pwned_passwords=(PASSWORD,),
        **{f"user_settings__password_settings__{setting}": setting == "disable_hibp"},
    )

    assert "active" == sessions.status(world, signed_in(world, client))


def test_where_the_task_is_off_the_sign_in_stops(world: World, client: Client) -> None:
    """The older behaviour: the right password is refused until it is reset, and no session is pending."""
    configure(world, behaviour__reset_password_task=False)
    mark(world, a_user(world), password_reset_required=True)
    it = started(world, client)

    assert [(422, "password_reset_required", None)] == refusals(
        lambda: sign_ins.attempt_first_factor(world, it, "password", Proof(password=PASSWORD))
    )
    assert "active" == sessions.status(world, by_mail(world, client))


def test_a_wrong_password_tells_nothing_of_the_mark(world: World) -> None:
    """A password is barred only when it is right."""
    user = a_user(world)

    assert [] == barred_passwords.refusals(
        world, Verification("password", subject_id=user.id), Proof(password=PASSWORD)
    )
