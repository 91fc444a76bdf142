"""The passkeys of a user: registration, its faults, names, removal, the limit."""

import json
from dataclasses import replace

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import passkeys
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import User
from tests.authenticator import PRESENT, Authenticator, raw, text
from tests.rules.keys import registered, with_passkeys
from tests.rules.worlds import ADA, MINUTE, NOON, a_user, a_world, attribute, refused_without_trace

INVALID = [(422, "passkey_invalid_public_key_credential", "public_key_credential")]
OTHER_CHALLENGE = [(400, "passkey_invalid_verification", None)]


@pytest.fixture
def world() -> World:
    world = a_world()
    with_passkeys(world)
    return world


@pytest.fixture
def user(world: World) -> User:
    return a_user(world)


def options(world: World, user: User):
    return json.loads(passkeys.create(world, user).verification.nonce)


def test_a_registration_tells_the_browser_what_it_needs(world: World, user: User) -> None:
    """The page's host, the user, an unguessable challenge, and a demand for the person's presence."""
    asked = options(world, user)

    assert {"id": "localhost", "name": "mockfapi"} == asked["rp"]
    assert {"id": text(user.id.encode()), "name": ADA, "displayName": ADA} == asked["user"]
    assert 32 == len(raw(asked["challenge"]))
    assert "required" == asked["authenticatorSelection"]["userVerification"]
    assert [] == asked["excludeCredentials"]


def test_every_registration_has_its_own_challenge(world: World, user: User) -> None:
    """And equal worlds draw equal ones."""
    first, second = options(world, user)["challenge"], options(world, user)["challenge"]
    twin = a_world()
    with_passkeys(twin)

    assert first != second
    assert first == options(twin, a_user(twin))["challenge"]


def test_a_finished_registration_is_a_verified_passkey(world: World, user: User) -> None:
    """It keeps the public key and forgets the challenge."""
    device = Authenticator()
    it = registered(world, user, device)

    assert (text(device.credential_id), text(device.public_key)) == (it.credential_id, it.public_key)
    assert (NOON, None) == (it.verification.verified_at, it.verification.nonce)
    assert ("localhost", ("internal",), None) == (it.rp_id, it.transports, it.last_used_at)
    assert [it] == passkeys.verified(world, user)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (bytes(16), "Passkey"),
        (bytes.fromhex("fbfc3007154e4ecc8c0b6e020557d7bd"), "iCloud Keychain"),
        (bytes.fromhex("ea9b8d664d011d213ce4b6b48cb575d4"), "Google Password Manager"),
    ],
)
def test_a_passkey_is_called_after_its_authenticator(world: World, user: User, model, name) -> None:
    """As far as its model is known."""
    assert name == registered(world, user, Authenticator(model=model)).name


def test_known_passkeys_are_not_made_twice(world: World, user: User) -> None:
    """The browser is told which ones there are; unfinished registrations are none."""
    it = registered(world, user, Authenticator())
    passkeys.create(world, user)

    assert [it.credential_id] == [each["id"] for each in options(world, user)["excludeCredentials"]]


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="https://evil.test"),
        Authenticator(origin="http://localhost:4000"),
        Authenticator(rp_id="evil.test"),
        Authenticator(flags=PRESENT),
        Authenticator(flags=0),
    ],
    ids=["foreign page", "other page", "foreign host", "person not verified", "nobody there"],
)
def test_what_an_authenticator_did_wrong_is_refused(world: World, user: User, device: Authenticator) -> None:
    """An answer that is well-formed but not good enough registers nothing."""
    it = passkeys.create(world, user)
    made = device.register(it.verification.nonce)

    assert INVALID == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, it, "passkey", made)
    )


@pytest.mark.parametrize(
    "given",
    [
        "no json",
        "{}",
        "[]",
        "null",
        "1" * 5000,
        "[" * 3000,
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
        '{"id": "ä", "rawId": "ä", "type": "public-key", "response":'
        ' {"clientDataJSON": "e30", "attestationObject": "!!"}}',
        '{"id": "YQ", "rawId": "YQ", "type": "public-key", "response":'
        ' {"clientDataJSON": "e30", "attestationObject": "oA"}}',
    ],
)
def test_what_is_no_credential_is_refused(world: World, user: User, given: str) -> None:
    """Whatever the text is, it is the text's fault."""
    it = passkeys.create(world, user)

    assert INVALID == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, it, "passkey", given)
    )


def test_an_answer_to_another_challenge_is_refused(world: World, user: User) -> None:
    """Also to one of the same user, a moment before."""
    earlier, it = passkeys.create(world, user), passkeys.create(world, user)
    made = Authenticator().register(earlier.verification.nonce)

    assert OTHER_CHALLENGE == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, it, "passkey", made)
    )


def test_an_assertion_is_no_registration(world: World, user: User) -> None:
    """What a passkey signs to sign in cannot be registered."""
    it = passkeys.create(world, user)
    made = Authenticator().register(it.verification.nonce, type="webauthn.get")

    assert INVALID == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, it, "passkey", made)
    )


def test_a_credential_belongs_to_one_account(world: World, user: User) -> None:
    """Registering it again, for whomever, is refused."""
    device = Authenticator()
    registered(world, user, device)
    other = passkeys.create(world, a_user(world, "grace@acme.dev"))
    made = device.register(other.verification.nonce)

    assert [(422, "form_identifier_exists", "public_key_credential")] == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, other, "passkey", made)
    )


def test_a_registration_is_finished_once_and_in_time(world: World, user: User) -> None:
    """Not twice, and not after ten minutes."""
    done, late = registered(world, user, Authenticator()), passkeys.create(world, user)
    made = Authenticator(credential_id=b"another").register(late.verification.nonce)
    world.advance(10 * MINUTE)

    assert [(400, "verification_already_verified", None)] == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, done, "passkey", made)
    )
    assert [(400, "verification_expired", None)] == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, late, "passkey", made)
    )


@pytest.mark.parametrize(
    ("strategy", "credential", "refusal"),
    [
        (None, "{}", ("form_param_missing", "strategy")),
        ("password", "{}", ("form_param_value_invalid", "strategy")),
        ("passkey", None, ("form_param_missing", "public_key_credential")),
        ("passkey", "", ("form_param_nil", "public_key_credential")),
    ],
)
def test_both_fields_are_needed(world: World, user: User, strategy, credential, refusal) -> None:
    """The strategy is passkey, the credential there."""
    it = passkeys.create(world, user)

    assert [(422, *refusal)] == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, it, strategy, credential)
    )


def test_a_user_has_at_most_ten(world: World, user: User) -> None:
    """Registrations that were not finished count for nothing, also when they are finished late."""
    pending = passkeys.create(world, user)
    for number in range(10):
        registered(world, user, Authenticator(credential_id=b"key-%d" % number))
    made = Authenticator(credential_id=b"one more").register(pending.verification.nonce)
    refusal = [(403, "passkey_quota_exceeded", None)]

    assert refusal == refused_without_trace(world, lambda: passkeys.create(world, user))
    assert refusal == refused_without_trace(
        world, lambda: passkeys.attempt_verification(world, pending, "passkey", made)
    )


def test_passkeys_that_are_off_are_refused(world: World, user: User) -> None:
    """Nobody begins a registration."""
    attribute(world, "passkey", enabled=False)

    assert [(403, "feature_not_enabled", None)] == refused_without_trace(
        world, lambda: passkeys.create(world, user)
    )


def test_a_passkey_is_renamed(world: World, user: User) -> None:
    """To whatever its person calls it, without spaces around."""
    it = registered(world, user, Authenticator())
    world.advance(MINUTE)
    after = passkeys.rename(world, it, "  My phone ")

    assert ("My phone", NOON + MINUTE) == (after.name, after.updated_at)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (None, "form_param_missing"),
        ("", "form_param_nil"),
        ("  ", "form_param_nil"),
        ("x" * 257, "form_param_max_length_exceeded"),
    ],
)
def test_a_passkey_needs_a_name(world: World, user: User, name, code) -> None:
    """Of at most 256 characters."""
    it = registered(world, user, Authenticator())

    assert [(422, code, "name")] == refused_without_trace(world, lambda: passkeys.rename(world, it, name))


def test_a_removed_passkey_is_gone(world: World, user: User) -> None:
    """Its credential may be registered again."""
    device = Authenticator()
    it = registered(world, user, device)
    gone = passkeys.delete(world, it)

    assert (it.id, "passkey") == (gone.id, gone.kind)
    assert [] == passkeys.verified(world, user)
    assert registered(world, user, device).id != it.id


def test_passkeys_of_others_are_unknown(world: World, user: User) -> None:
    """As unknown as those that never were."""
    it = registered(world, user, Authenticator())
    other = a_user(world, "grace@acme.dev")

    assert it == passkeys.of_user(world, user, it.id)
    for id in (it.id, "idn_nothing"):
        with pytest.raises(ClerkError, match="resource_not_found"):
            passkeys.of_user(world, other, id)


@pytest.mark.parametrize(
    ("origin", "home", "host"),
    [
        ("https://app.acme.dev:8443", None, "app.acme.dev"),
        (None, "https://acme.dev", "acme.dev"),
        ("not an origin", "http://[broken", None),
    ],
)
def test_a_passkey_is_bound_to_the_page(world: World, user: User, origin, home, host) -> None:
    """Without a page to the app, and without that to the instance itself."""
    world.caller = Caller(origin=origin)
    world.instances.save(replace(world.instance, home_origin=home))

    assert (host or world.keys.frontend_api) == options(world, user)["rp"]["id"]


def test_a_given_passkey_needs_no_registration(world: World, user: User) -> None:
    """With the key of a device it can be used, without one it is only there to be seen."""
    device = Authenticator()
    usable = passkeys.Made(
        "Mine", credential_id=text(device.credential_id), public_key=text(device.public_key)
    )
    first, second = passkeys.add(world, user, usable), passkeys.add(world, user, passkeys.Made())

    assert [first, second] == passkeys.verified(world, user)
    assert (text(device.public_key), None) == (first.public_key, second.public_key)
    assert first.credential_id != second.credential_id
