"""Accounts that nobody may use: no way in, no session that lives on. And what locks an account."""

from dataclasses import replace
from typing import Any

import pytest

from mockfapi.rules import lockout, sessions, sign_ins
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn
from tests.rules.worlds import (
    HOUR,
    PASSWORD,
    a_client,
    a_user,
    configure,
    last_code,
    refusals,
    refused_without_trace,
    signed_in,
    started,
    with_phones,
    wrong_code,
)

STANDINGS = [
    ("banned", (403, "user_banned", None)),
    ("deactivated", (403, "user_deactivated", None)),
    ("deprovisioned", (401, "deprovisioned", None)),
]


def bar(world: World, user_id: str, standing: str) -> None:
    values: Any = {standing: True}
    world.users.save(replace(world.users[user_id], **values))


def tried(world: World, it: SignIn, kind: str, proof: Proof) -> list[str]:
    """The codes with which an attempt is refused."""
    found = refusals(lambda: sign_ins.attempt_first_factor(world, it, kind, proof))
    return [code for _, code, _ in found]


@pytest.mark.parametrize(("standing", "refusal"), STANDINGS)
def test_no_way_in(world: World, client: Client, standing: str, refusal) -> None:
    """Neither by password nor by code, at no step, not even after a code for a new password."""
    user = a_user(world)
    code, reset = started(world, client), started(world, a_client(world))
    code = sign_ins.prepare_first_factor(world, code, Preparation("email_code"))
    right = Proof(code=last_code(world))
    reset = sign_ins.prepare_first_factor(world, reset, Preparation("reset_password_email_code"))
    reset = sign_ins.attempt_first_factor(
        world, reset, "reset_password_email_code", Proof(code=last_code(world))
    )
    bar(world, user.id, standing)
    tries = [
        lambda: signed_in(world, a_client(world)),
        lambda: sign_ins.attempt_first_factor(world, code, "email_code", right),
        lambda: sign_ins.prepare_first_factor(world, code, Preparation("email_code")),
        lambda: sign_ins.attempt_first_factor(world, code, "password", Proof(password=PASSWORD)),
        lambda: sign_ins.reset_password(world, reset, "another-long-password-7"),
    ]

    assert [[refusal]] * 5 == [refusals(it) for it in tries]


@pytest.mark.parametrize(("standing", "refusal"), STANDINGS)
def test_no_session_lives_on(world: World, client: Client, standing: str, refusal) -> None:
    """It is revoked from the moment on; whoever uses it is told why."""
    user = a_user(world)
    session = signed_in(world, client)
    bar(world, user.id, standing)

    assert "revoked" == sessions.status(world, session)
    assert [] == sessions.live_on(world, client.id)
    assert [refusal] == refused_without_trace(
        world, lambda: sessions.touch(world, session, active_organization=None, intent=None)
    )


@pytest.mark.parametrize("kind", ["password", "email_code", "phone_code", "reset_password_email_code"])
def test_every_kind_of_guess_locks(world: World, client: Client, kind: str) -> None:
    """Wrong passwords, codes and reset codes count together; the last ones warn; time unlocks."""
    configure(world, user_settings__attack_protection__user_lockout__max_attempts=3)
    with_phones(world)
    user = a_user(world, phone_numbers=["+12025557143"])
    answers = []
    for _ in range(4):
        it = started(world, client)
        proof = Proof(password="wrong")
        if kind != "password":
            if not lockout.is_locked(world, world.users[user.id]):
                it = sign_ins.prepare_first_factor(world, it, Preparation(kind))
            proof = Proof(code=wrong_code(world, "+12025557143" if kind == "phone_code" else "ada@acme.dev"))
        answers.append(tried(world, it, kind, proof))
    wrong = "form_password_incorrect" if kind == "password" else "form_code_incorrect"

    assert [[wrong, "account_lockout_warning"]] * 3 + [["user_locked"]] == answers
    world.advance(HOUR)
    assert signed_in(world, client).user_id == user.id
