"""Strict enumeration protection: strangers and users look alike, in sign-ins and sign-ups."""

from functools import partial

import pytest

from mockfapi.rules import factors, sign_ins, sign_ups, verifications
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn
from tests.rules.signing_up import BY_EMAIL, FORM, attempt, create
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    PHONE,
    a_client,
    a_user,
    attribute,
    configure,
    last_code,
    now,
    refusals,
    refused_without_trace,
    started,
    with_phones,
    with_usernames,
)

GENERIC = [(422, "form_password_or_identifier_incorrect", None)]
INCORRECT = [(422, "form_code_incorrect", "code")]
STRANGER = "nobody@nowhere.test"


@pytest.fixture
def strict(world: World) -> World:
    """An instance that tells nobody who has an account."""
    configure(world, user_settings__attack_protection__enumeration_protection__enabled=True)
    configure(world, behaviour__enumeration_protection="strict")
    return world


def with_password(world: World, client: Client, identifier: str, password: str = "wrong"):
    proof = Proof(password=password)
    return sign_ins.create(world, now(world, client), strategy="password", identifier=identifier, proof=proof)


def tried(world: World, it: SignIn, strategy: str, proof: Proof):
    """How an attempt is refused."""
    return refusals(lambda: sign_ins.attempt_first_factor(world, it, strategy, proof))


def looks(world: World, it: SignIn):
    """What an answer shows of a sign-in, without ids and addresses."""
    offered = factors.of_user(world, it)
    first = it.first_factor
    return (
        sign_ins.status(world, it),
        [(each.strategy, each.primary, each.identification is None) for each in offered],
        None if first is None else (first.strategy, first.attempts, first.expire_at, first.channel),
        None if first is None else verifications.status(world, first),
    )


@pytest.mark.parametrize("level", ["off", "bulk"])
def test_elsewhere_strangers_are_told(world: World, client: Client, level: str) -> None:
    """Without the protection and in bulk alike."""
    configure(world, user_settings__attack_protection__enumeration_protection__enabled=level != "off")

    assert [(422, "form_identifier_not_found", "identifier")] == refused_without_trace(
        world, lambda: started(world, client, STRANGER)
    )


@pytest.mark.parametrize("strategy", ["email_code", "reset_password_email_code"])
def test_a_stranger_looks_like_a_user(strict: World, strategy: str) -> None:
    """After create, prepare and a wrong code; the address gets a notice without a code."""
    a_user(strict)
    seen = {}
    for who in (ADA, STRANGER):
        it = started(strict, a_client(strict), who)
        steps = [looks(strict, it)]
        it = sign_ins.prepare_first_factor(strict, it, Preparation(strategy))
        steps.append(looks(strict, it))
        wrong = Proof(code="000000")
        refused = tried(strict, it, strategy, wrong)
        steps += [refused, looks(strict, strict.sign_ins[it.id])]
        seen[who] = steps

    assert seen[ADA] == seen[STRANGER]
    assert INCORRECT == seen[STRANGER][2]
    assert [("sign_in_notice", None)] == [(it.kind, it.code) for it in strict.messages.where(to=STRANGER)]


@pytest.mark.parametrize("who", [ADA, STRANGER, "bob@acme.dev", "nobody_at_all"])
def test_all_wrong_passwords_are_one(strict: World, client: Client, who: str) -> None:
    """Of a user, of a stranger, of a user who has none; the attempt is kept all the same."""
    with_usernames(strict)
    a_user(strict)
    a_user(strict, "bob@acme.dev", password=None)
    found = refusals(lambda: with_password(strict, client, who))
    kept = strict.sign_ins[now(strict, client).sign_in_id]

    assert GENERIC == found
    assert "needs_first_factor" == sign_ins.status(strict, kept)
    assert GENERIC == tried(strict, kept, "password", Proof(password="wrong"))


def test_the_right_password_still_signs_in(strict: World, client: Client) -> None:
    """The protection is no obstacle."""
    a_user(strict)

    assert with_password(strict, client, ADA, PASSWORD).created_session_id is not None


def test_a_stranger_by_phone_receives_nothing(strict: World, client: Client) -> None:
    """Messages cost money."""
    with_phones(strict)
    it = started(strict, client, PHONE)
    it = sign_ins.prepare_first_factor(strict, it, Preparation("phone_code"))

    assert "sms" == it.first_factor.channel
    assert 0 == len(strict.messages)


@pytest.mark.parametrize(
    ("preparation", "code"),
    [
        (Preparation("email_code", email_address_id="idn_other"), "form_resource_not_found"),
        (Preparation("phone_code"), "form_param_value_disabled"),
    ],
)
def test_strangers_are_refused_what_users_are(strict: World, client: Client, preparation, code: str) -> None:
    """A foreign identification, a strategy that is off."""
    it = started(strict, client, STRANGER)
    found = refused_without_trace(strict, lambda: sign_ins.prepare_first_factor(strict, it, preparation))

    assert [code] == [each for _, each, _ in found]


def test_who_has_no_passkey_is_no_stranger_for_that(strict: World, client: Client) -> None:
    """Users without one and strangers get the same word, at each step."""
    attribute(strict, "passkey", enabled=True, used_for_first_factor=True, first_factors=("passkey",))
    a_user(strict)
    found = []
    for identifier in (ADA, STRANGER):
        it = started(strict, client, identifier)
        asked = refusals(partial(sign_ins.prepare_first_factor, strict, it, Preparation("passkey")))
        found.append([*asked, *tried(strict, it, "passkey", Proof(public_key_credential="{}"))])

    assert [[(400, "no_passkeys_found_for_user", "strategy")] * 2] * 2 == found


def test_too_many_codes_of_a_stranger_fail(strict: World, client: Client) -> None:
    """As they do for users."""
    it = sign_ins.prepare_first_factor(strict, started(strict, client, STRANGER), Preparation("email_code"))
    for _ in range(5):
        tried(strict, strict.sign_ins[it.id], "email_code", Proof(code="1"))
    last = strict.sign_ins[it.id]

    assert [(400, "verification_failed", None)] == tried(strict, last, "email_code", Proof(code="1"))


def test_a_sign_up_with_a_taken_address_pretends(strict: World, client: Client) -> None:
    """The owner gets a notice, the other one a code that never comes; no code holds."""
    a_user(strict)
    it = create(strict, client, **FORM)
    it = sign_ups.prepare_verification(strict, it, BY_EMAIL)

    assert "unverified" == verifications.status(strict, it.email_verification)
    assert [("sign_up_notice", None)] == [(it.kind, it.code) for it in strict.messages.where(to=ADA)]
    assert INCORRECT == refusals(lambda: attempt(strict, it, code="424242"))


def test_a_username_is_taken_aloud(strict: World, client: Client) -> None:
    """Names are public anyway; and so are addresses that nobody verifies."""
    with_usernames(strict)
    a_user(strict, username="ada_l")
    taken = refusals(lambda: create(strict, client, username="ada_l"))
    attribute(strict, "email_address", verify_at_sign_up=False)

    assert [(422, "form_identifier_exists", "username")] == taken
    assert [(422, "form_identifier_exists", "email_address")] == refusals(
        lambda: create(strict, client, **FORM)
    )


def test_who_has_proven_to_own_an_address_learns_that_it_was_taken(strict: World, client: Client) -> None:
    """The proof came first."""
    it = create(strict, client, email_address=ADA, strategy="email_code")
    it = attempt(strict, it, code=last_code(strict))
    a_user(strict)

    assert [(400, "identification_claimed", None)] == refusals(
        lambda: sign_ups.update(strict, it, {"password": PASSWORD})
    )
