"""Addresses, numbers and wallets of a profile: added, verified, made primary by turn, removed."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import identifiers, own_identifications, phone_factors, restrictions, users
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, User
from tests.rules.worlds import (
    ADA,
    MINUTE,
    PHONE,
    a_user,
    attribute,
    configure,
    last_code,
    refusals,
    refused_without_trace,
    signed_in,
    started,
    with_phones,
    with_usernames,
    wrong_code,
)

NEW = "ada.l@acme.dev"
GRACE = "grace@acme.dev"
TAKEN = [(422, "form_identifier_exists", "email_address")]
LAST = [(400, "identification_deletion_failed", None)]
CODE = {"email_address": "email_code", "phone_number": "phone_code"}


@pytest.fixture
def ada(world: World) -> User:
    return a_user(world)


def prepared(world: World, it, strategy: str | None = None, **asked: str):
    name = strategy or CODE[identifiers.kind_of(it)]
    return own_identifications.prepare(world, it, Preparation(name, **asked), None)


def attempted(world: World, it, code: str | None = None):
    code = last_code(world, identifiers.address_of(it)) if code is None else code
    return own_identifications.attempt(world, it, Proof(code=code))


def added(world: World, user: User, address: str = NEW):
    """A further address, verified."""
    it = own_identifications.create_email(world, user, address)
    return attempted(world, prepared(world, it))


def primary(world: World, user: User) -> str:
    return world.email_addresses[world.users[user.id].primary_email_address_id or ""].email_address


def test_an_address_counts_once_it_is_verified(world: World, client: Client, ada: User) -> None:
    """Before, nobody signs in by it; afterwards they do. The primary one stays."""
    it = own_identifications.create_email(world, ada, " Ada.L@ACME.dev ")

    assert (NEW, None) == (it.email_address, it.verification)
    assert [(422, "form_identifier_not_found", "identifier")] == refusals(
        lambda: started(world, client, NEW)
    )

    attempted(world, prepared(world, it))

    assert ada.id == signed_in(world, client, NEW).user_id
    assert ADA == primary(world, ada)
    assert [NEW, ADA] == [each.email_address for each in own_identifications.emails_of(world, ada)]


def test_changes_move_the_user(world: World, ada: User) -> None:
    """Adding, verifying and removing each move `updated_at`."""
    seen = [ada.updated_at]

    def noted() -> None:
        seen.append(world.users[ada.id].updated_at)
        world.clock.advance(1)

    world.clock.advance(1)
    it = own_identifications.create_email(world, ada, NEW)
    noted()
    it = attempted(world, prepared(world, it))
    noted()
    own_identifications.delete(world, ada, it)
    noted()

    assert sorted(set(seen)) == seen


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda world, it: None, [(422, "form_code_incorrect", "code")]),
        (lambda world, it: world.clock.advance(10 * MINUTE), [(400, "verification_expired", None)]),
        (lambda world, it: attempted(world, it), [(400, "verification_already_verified", None)]),
    ],
    ids=["wrong", "late", "twice"],
)
def test_a_code_is_refused(world: World, ada: User, change, refusal) -> None:
    """A wrong, a late and a reused one."""
    it = prepared(world, own_identifications.create_email(world, ada, NEW))
    wrong = wrong_code(world, NEW)
    change(world, it)

    assert refusal == refusals(lambda: attempted(world, world.email_addresses[it.id], wrong))


def test_wrong_codes_are_counted(world: World, ada: User) -> None:
    """After five the right one fails too, until another is sent."""
    it = prepared(world, own_identifications.create_email(world, ada, NEW))
    for _ in range(5):
        with pytest.raises(ClerkError, match="form_code_incorrect"):
            attempted(world, world.email_addresses[it.id], wrong_code(world, NEW))

    assert [(400, "verification_failed", None)] == refusals(
        lambda: attempted(world, world.email_addresses[it.id])
    )
    assert identifiers.is_verified(attempted(world, prepared(world, world.email_addresses[it.id])))


def test_codes_come_when_patience_has_come(world: World, ada: User) -> None:
    """Within the cooldown of the instance no further code is sent."""
    configure(world, behaviour__resend_cooldown=MINUTE)
    it = prepared(world, own_identifications.create_email(world, ada, NEW))
    too_soon = [(429, "verification_code_too_many_requests", None)]

    assert too_soon == refused_without_trace(world, lambda: prepared(world, it))

    world.clock.advance(MINUTE)

    assert prepared(world, it).verification.sent_at == world.clock.now


@pytest.mark.parametrize(
    ("strategy", "refusal"),
    [
        ("phone_code", (400, "form_param_value_disabled", "strategy")),
        ("reset_password_email_code", (400, "form_param_value_disabled", "strategy")),
        ("email_link", (400, "form_param_value_disabled", "strategy")),
        ("nonsense", (422, "form_param_value_invalid", "strategy")),
    ],
)
def test_a_strategy_is_refused(world: World, ada: User, strategy: str, refusal) -> None:
    """One for something else, one for another purpose, one that is off, and nonsense."""
    it = own_identifications.create_email(world, ada, NEW)

    assert [refusal] == refused_without_trace(world, lambda: prepared(world, it, strategy))


def test_no_code_does_for_a_link(world: World, ada: User) -> None:
    """What was prepared as a link is opened."""
    attribute(world, "email_address", verifications=("email_link",))
    it = own_identifications.create_email(world, ada, NEW)

    assert [(400, "verification_missing", None)] == refusals(lambda: attempted(world, it, "424242"))

    it = prepared(world, it, "email_link", redirect_url="http://localhost:3000/profile")

    assert [(400, "verification_strategy_invalid", None)] == refusals(lambda: attempted(world, it, "424242"))


def test_the_first_to_verify_wins(world: World, ada: User) -> None:
    """Two may add the same address; it names who proves it first, and the other one no more."""
    grace = a_user(world, GRACE)
    hers = prepared(world, own_identifications.create_email(world, grace, NEW))
    stale = last_code(world, NEW)
    added(world, ada)

    assert [(400, "identification_claimed", None)] == refused_without_trace(
        world, lambda: attempted(world, hers, stale)
    )
    assert ada.id == getattr(identifiers.find_user(world, "email_address", NEW), "id", None)


@pytest.mark.parametrize("address", [ADA, GRACE, NEW])
def test_what_is_taken_is_refused(world: World, ada: User, address: str) -> None:
    """One's own, verified or not, and somebody else's."""
    a_user(world, GRACE)
    own_identifications.create_email(world, ada, NEW)

    assert TAKEN == refused_without_trace(
        world, lambda: own_identifications.create_email(world, ada, address.upper())
    )


def test_nobody_learns_who_has_an_address(world: World, ada: User) -> None:
    """Under strict protection one that is taken looks prepared, nothing is sent, and no code holds."""
    a_user(world, GRACE)
    on = "user_settings__attack_protection__enumeration_protection__enabled"
    configure(world, behaviour__enumeration_protection="strict", **{on: True})
    it = prepared(world, own_identifications.create_email(world, ada, GRACE))
    free = prepared(world, own_identifications.create_email(world, ada, NEW))

    assert [] == world.messages.where(to=GRACE)
    assert free.verification.expire_at == it.verification.expire_at
    assert [(422, "form_code_incorrect", "code")] == refusals(lambda: attempted(world, it, "424242"))
    assert TAKEN == refusals(lambda: own_identifications.create_email(world, ada, ADA))


@pytest.mark.parametrize(
    ("switch", "address", "refusal"),
    [
        ("block_email_subaddresses", "ada+two@acme.dev", "not_allowed_access"),
        ("block_disposable_email_domains", "ada@mailinator.com", "form_email_address_blocked"),
        ("blocklist", "ada@spam.test", "not_allowed_access"),
        ("allowlist", NEW, "not_allowed_access"),
    ],
)
def test_the_lists_hold_in_profiles(world: World, ada: User, switch: str, address: str, refusal) -> None:
    """What could not sign up cannot be added either."""
    configure(world, **{f"user_settings__restrictions__{switch}__enabled": True})
    restrictions.block(world, "*@spam.test")

    found = refused_without_trace(world, lambda: own_identifications.create_email(world, ada, address))

    assert [(403, refusal)] == [it[:2] for it in found]


def test_kinds_that_are_off_are_unknown(world: World, ada: User) -> None:
    """An instance without phones has no field for them."""
    assert [(422, "form_param_unknown", "phone_number")] == refused_without_trace(
        world, lambda: own_identifications.create_phone(world, ada, PHONE)
    )


def test_what_is_immutable_stays(world: World, ada: User) -> None:
    """Nothing is added to it, and it is not removed."""
    attribute(world, "email_address", immutable=True)
    (it,) = world.email_addresses.where(user_id=ada.id)
    refusal = [(403, "immutable_attribute_modification_not_allowed", None)]

    assert refusal == refused_without_trace(world, lambda: own_identifications.create_email(world, ada, NEW))
    assert refusal == refused_without_trace(world, lambda: own_identifications.delete(world, ada, it))


def test_another_verified_address_inherits(world: World, ada: User) -> None:
    """When the primary one goes, and it is told where mails go from now on."""
    (first,) = world.email_addresses.where(user_id=ada.id)
    own_identifications.create_email(world, ada, "spare@acme.dev")
    added(world, ada)
    own_identifications.delete(world, ada, first)

    assert NEW == primary(world, ada)
    notice = world.messages.where(to=ADA)[-1]
    assert ("primary_email_address_changed", None) == (notice.kind, notice.code)


def test_the_last_way_in_stays(world: World, ada: User) -> None:
    """An unverified address is none, and goes at any time."""
    attribute(world, "email_address", required=False)
    (it,) = world.email_addresses.where(user_id=ada.id)
    spare = own_identifications.create_email(world, ada, NEW)

    assert LAST == refused_without_trace(world, lambda: own_identifications.delete(world, ada, it))

    own_identifications.delete(world, ada, spare)

    assert [it] == own_identifications.emails_of(world, ada)


def test_the_last_required_one_stays(world: World) -> None:
    """Even where a username names the account as well."""
    with_usernames(world)
    ada = a_user(world, username="lovelace")
    (it,) = world.email_addresses.where(user_id=ada.id)

    assert [(400, "last_required_identification_deletion_failed", None)] == refused_without_trace(
        world, lambda: own_identifications.delete(world, ada, it)
    )


def test_a_name_without_a_key_is_no_way_in(world: World) -> None:
    """Who has no password keeps the address that receives codes."""
    with_usernames(world)
    attribute(world, "email_address", required=False)
    attribute(world, "password", required=False)
    ada = a_user(world, username="lovelace", password=None)
    (it,) = world.email_addresses.where(user_id=ada.id)

    assert LAST == refused_without_trace(world, lambda: own_identifications.delete(world, ada, it))


def test_a_number_is_verified_over_its_channel(world: World, ada: User) -> None:
    """The first verified number is primary; a channel that is off is refused, and so is a country."""
    with_phones(world, channels=("sms", "whatsapp"))
    it = own_identifications.create_phone(world, ada, PHONE)
    it = prepared(world, it, channel="whatsapp")

    assert "whatsapp" == world.messages.where(to=PHONE)[-1].channel

    done = own_identifications.attempt_phone(world, it, last_code(world, PHONE))

    assert (it.id, None) == (world.users[ada.id].primary_phone_number_id, done.backup_codes)

    configure(world, behaviour__sms_countries=("US",))
    other = own_identifications.create_phone(world, ada, "+4915112345678")

    assert [(403, "unsupported_country_code", None)] == refused_without_trace(
        world, lambda: prepared(world, other)
    )


def test_a_reserved_number_becomes_a_factor_with_its_code(world: World, ada: User) -> None:
    """It brings backup codes, is the default, and is not primary; then it can go again."""
    with_phones(world, used_for_second_factor=True, second_factors=("phone_code",))
    attribute(world, "backup_code", enabled=True, used_for_second_factor=True, second_factors=("backup_code",))
    it = own_identifications.create_phone(world, ada, PHONE, reserved=True)

    assert world.users[ada.id].mfa_enabled_at is None

    done = own_identifications.attempt_phone(world, prepared(world, it), last_code(world, PHONE))
    user = world.users[ada.id]

    assert done.phone_number.default_second_factor
    assert (None, world.clock.now) == (user.primary_phone_number_id, user.mfa_enabled_at)
    assert done.backup_codes == user.backup_codes
    assert user.backup_codes

    own_identifications.delete(world, user, done.phone_number)

    assert ((), world.clock.now) == (world.users[ada.id].backup_codes, world.users[ada.id].mfa_disabled_at)


def test_a_number_is_reserved_only_where_that_means_something(world: World, ada: User) -> None:
    """Refused where numbers are no second factors; an unverified one is removed without asking for another."""
    with_phones(world)
    with pytest.raises(ClerkError, match="feature_not_enabled"):
        own_identifications.create_phone(world, ada, PHONE, reserved=True)
    it = own_identifications.create_phone(world, ada, PHONE)
    own_identifications.delete(world, ada, it)

    assert [] == own_identifications.phones_of(world, ada)


def test_the_only_name_cannot_become_a_factor(world: World) -> None:
    """An unverified address beside it does not help."""
    with_phones(world, used_for_second_factor=True, second_factors=("phone_code",))
    attribute(world, "email_address", required=False)
    user = users.create(
        world, users.UserFields(phone_numbers=[PHONE], password="kettle and lantern by the quay")
    )
    own_identifications.create_email(world, user, NEW)
    (it,) = own_identifications.phones_of(world, user)

    assert [(400, "identification_update_failed", None)] == refused_without_trace(
        world, lambda: phone_factors.update(world, user, it, reserved=True)
    )
