"""What leaves a profile and what has to stay: heirs, the last way in; and numbers as second factors."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import own_identifications, phone_factors, users
from mockfapi.world import World
from mockfapi.world.records import User
from tests.rules.profiles import NEW, added, prepared, primary
from tests.rules.worlds import (
    ADA,
    PHONE,
    a_user,
    attribute,
    configure,
    last_code,
    refused_without_trace,
    with_phones,
    with_usernames,
)

LAST = [(400, "identification_deletion_failed", None)]


@pytest.fixture
def ada(world: World) -> User:
    return a_user(world)


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
    attribute(world, "backup_code", enabled=True, used_for_second_factor=True)
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
    """Refused where numbers are no second factors; an unverified one is removed freely."""
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
