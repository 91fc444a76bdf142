"""Sign-ins with a passkey that does not hold, is not there, or comes too late."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from mockfapi.rules import passkeys, sign_ins
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client, User
from tests.authenticator import ORIGIN, PRESENT, VERIFIED, Authenticator
from tests.rules.keys import attempt, named, registered, unnamed, used, with_passkeys
from tests.rules.worlds import (
    ADA,
    MINUTE,
    a_client,
    a_user,
    a_world,
    attribute,
    refusals,
    refused_without_trace,
)

REJECTED = (400, "passkey_authentication_failure", "public_key_credential")
OTHER_CHALLENGE = [(400, "passkey_invalid_verification", None)]
UNKNOWN = [(404, "passkey_not_registered", None)]


@pytest.fixture
def world() -> World:
    world = a_world()
    with_passkeys(world)
    return world


@pytest.fixture
def user(world: World) -> User:
    return a_user(world)


@pytest.fixture
def device(world: World, user: User) -> Authenticator:
    """A device with a passkey of the user."""
    device = Authenticator()
    registered(world, user, device)
    return device


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://evil.test"},
        {"origin": "http://localhost:4000"},
        {"rp_id": "evil.test"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"user_handle": b"user_somebody"},
        {"user_handle": None},
        {"key": ec.derive_private_key(1852, ec.SECP256R1())},
    ],
    ids=["foreign page", "other page", "foreign host", "unverified", "absent", "foreign", "unsaid", "key"],
)
def test_what_does_not_hold_is_refused_and_counted(
    world: World, client: Client, user: User, device: Authenticator, changed
) -> None:
    """The sign-in stays nobody's, the user's attempts become fewer."""
    for name, value in changed.items():
        setattr(device, name, value)
    it = unnamed(world, client)

    assert REJECTED in refusals(lambda: used(world, it, device))
    assert None is world.sign_ins[it.id].user_id
    assert 1 == world.users[user.id].failed_attempts


def test_an_unnamed_answer_must_say_whose_it_is_and_a_named_one_need_not(
    world: World, client: Client, device: Authenticator
) -> None:
    """Devices that keep no users answer to the passkeys that they are asked for."""
    device.user_handle = None

    assert [REJECTED] == refusals(lambda: used(world, unnamed(world, client), device))
    assert "complete" == sign_ins.status(world, used(world, named(world, client), device))


def test_a_counter_that_stands_still_is_a_copy(world: World, client: Client, device: Authenticator) -> None:
    """A cloned device has signed less often than the original."""
    used(world, unnamed(world, client), device)
    device.counter = 0

    assert [REJECTED] == refusals(lambda: used(world, unnamed(world, a_client(world)), device))


def test_an_answer_is_good_once(world: World, client: Client, device: Authenticator) -> None:
    """Another sign-in asks another challenge; the one it completed is over."""
    it = unnamed(world, client)
    answer = device.answer(it.first_factor.nonce)
    attempt(world, it, answer)
    later = unnamed(world, a_client(world))

    assert OTHER_CHALLENGE == refused_without_trace(world, lambda: attempt(world, later, answer))
    assert "client_state_invalid" in str(refusals(lambda: attempt(world, it, answer)))


@pytest.mark.parametrize("given", ["no json", "{}", '{"id": 1}', "[" * 3000])
@pytest.mark.parametrize("begin", [unnamed, named])
def test_what_is_no_credential_is_refused(world, client, device, begin, given: str) -> None:
    """Whether somebody is named or not."""
    it = begin(world, client)

    assert [(422, "passkey_invalid_public_key_credential", "public_key_credential")] == refused_without_trace(
        world, lambda: attempt(world, it, given)
    )


@pytest.mark.parametrize("begin", [unnamed, named])
def test_an_unknown_credential_is_refused(world: World, client: Client, device, begin) -> None:
    """One that was never registered here."""
    it = begin(world, client)
    stranger = Authenticator(credential_id=b"never seen", user_handle=b"user_1")

    assert UNKNOWN == refused_without_trace(world, lambda: used(world, it, stranger))


def test_a_passkey_of_somebody_else_is_refused(world: World, client: Client, device: Authenticator) -> None:
    """Who typed one address cannot come in as another."""
    theirs = Authenticator(credential_id=b"grace")
    registered(world, a_user(world, "grace@acme.dev"), theirs)
    it = named(world, client)

    assert UNKNOWN == refused_without_trace(world, lambda: used(world, it, theirs))


def test_it_expires(world: World, client: Client, device: Authenticator) -> None:
    """A challenge is good for ten minutes."""
    it = unnamed(world, client)
    world.advance(10 * MINUTE)

    assert [(400, "verification_expired", None)] == refused_without_trace(
        world, lambda: used(world, it, device)
    )


def test_many_wrong_answers_end_it(world: World, client: Client, device: Authenticator) -> None:
    """After five the verification has failed, also for a right one."""
    it = unnamed(world, client)
    device.flags = PRESENT
    for _ in range(5):
        refusals(lambda: used(world, it, device))
    device.flags = PRESENT | VERIFIED

    assert [(400, "verification_failed", None)] == refused_without_trace(
        world, lambda: used(world, it, device)
    )


@pytest.mark.parametrize(
    ("standing", "code"), [({"banned": True}, "user_banned"), ({"locked_for_good": True}, "user_locked")]
)
@pytest.mark.parametrize("begin", [unnamed, named])
def test_who_is_barred_stays_out(world, client, device, begin, standing, code) -> None:
    """A ban or lock that comes in between counts."""
    it = begin(world, client)
    user = next(iter(world.users))
    world.users.save(replace(user, **standing))

    assert [(403, code, None)] == refused_without_trace(world, lambda: used(world, it, device))


def test_who_has_none_is_told_so(world: World, client: Client, user: User) -> None:
    """An unfinished registration is none, and named it is called that."""
    pending = passkeys.create(world, user)
    refusal = [(400, "no_passkeys_found_for_user", "strategy")]

    assert refusal == refusals(lambda: named(world, client))
    assert refusal == refusals(lambda: sign_ins.create(world, client, strategy="passkey", identifier=ADA))
    registered(world, user, Authenticator())

    assert [(422, "passkey_identification_not_verified", None)] == refusals(
        lambda: named(world, client, passkey_id=pending.id)
    )


def test_passkeys_that_are_off_let_nobody_in(world: World, client: Client, device: Authenticator) -> None:
    """Neither to begin with, nor to finish what was begun."""
    it = unnamed(world, client)
    attribute(world, "passkey", enabled=False)
    refusal = [(400, "form_param_value_disabled", "strategy")]

    assert refusal == refused_without_trace(world, lambda: unnamed(world, client))
    assert refusal == refused_without_trace(world, lambda: used(world, it, device))


def test_an_attempt_needs_a_preparation_and_a_credential(world: World, client: Client, device) -> None:
    """In this order of refusals."""
    it = sign_ins.create(world, client)

    assert [(422, "form_conditional_param_missing", "public_key_credential")] == refusals(
        lambda: sign_ins.attempt_first_factor(world, it, "passkey", Proof())
    )
    assert [(400, "verification_missing", None)] == refusals(lambda: attempt(world, it, "{}"))


def test_an_app_without_a_page_signs_in_too(world: World, client: Client, device: Authenticator) -> None:
    """Native apps send no Origin: the host inside the answer must then be that of the passkey."""
    world.instances.save(replace(world.instance, home_origin=ORIGIN))
    world.caller = Caller()

    assert "complete" == sign_ins.status(world, used(world, unnamed(world, client), device))
