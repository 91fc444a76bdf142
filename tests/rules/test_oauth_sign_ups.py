"""Signing up by way of a provider: what comes along, and what is left to do."""

import pytest

from mockfapi.rules import sign_ins, sign_ups, users, verifications
from mockfapi.world import World
from mockfapi.world.records import Client, SignUp
from tests.rules.providing import (
    BACK,
    DONE,
    GOOGLE,
    STRANGER,
    back,
    code_of,
    refused,
    sent_to_sign_up,
    with_providers,
)
from tests.rules.signing_up import fields_of
from tests.rules.worlds import ADA, a_user, attribute, configure, now, refusals, with_usernames


@pytest.fixture(autouse=True)
def _providers(world: World) -> None:
    with_providers(world)


def current(world: World, client: Client) -> SignUp:
    return world.sign_ups[now(world, client).sign_up_id or ""]


def test_a_newcomer_needs_no_password(world: World, client: Client) -> None:
    """The address comes verified, the names come along, and the account is connected."""
    it = sent_to_sign_up(world, client)

    assert ("missing_requirements", ["email_address", "password"], []) == fields_of(world, it)

    url = back(world, it.external_verification, STRANGER, first_name="No", last_name="Body")
    done = current(world, client)
    user = world.users[done.created_user_id or ""]
    (account,), (address,) = world.external_accounts, world.email_addresses

    assert (DONE, "complete") == (url, sign_ups.status(world, done))
    assert ("No", "Body", address.id) == (user.first_name, user.last_name, user.primary_email_address_id)
    assert (STRANGER, "from_oauth_google") == (address.email_address, address.verification.strategy)
    assert (user.id, "verified") == (account.user_id, verifications.status(world, account.verification))
    assert GOOGLE == now(world, client).last_authentication_strategy


def test_what_the_provider_does_not_know_is_asked_for(world: World, client: Client) -> None:
    """The browser goes back to where the form waits; what was typed before stays."""
    with_usernames(world, required=True)
    it = sent_to_sign_up(world, client, first_name="Typed")
    url = back(world, it.external_verification, STRANGER, first_name="No", last_name="Body")
    met = current(world, client)

    assert (BACK, ("missing_requirements", ["username"], [])) == (url, fields_of(world, met))
    assert ("Typed", "Body") == (met.first_name, met.last_name)
    assert verifications.is_verified(met.external_verification)

    done = sign_ups.update(world, met, {"username": "nobody"})

    assert 1 == len(world.external_accounts.where(user_id=done.created_user_id))


def test_an_unverified_address_is_verified_by_code(world: World, client: Client) -> None:
    """The provider's word is no proof then."""
    it = sent_to_sign_up(world, client)
    back(world, it.external_verification, STRANGER, email_address_verified=False)

    assert ("missing_requirements", [], ["email_address"]) == fields_of(world, current(world, client))


def test_who_has_an_account_signs_in_instead(world: World, client: Client) -> None:
    """The sign-up tells whose it is; a sign-in takes over, and connects what was not connected yet."""
    ada = a_user(world)
    url = back(world, sent_to_sign_up(world, client).external_verification)
    met = current(world, client).external_verification

    assert (BACK, "transferable", "external_account_exists") == (
        url,
        verifications.status(world, met),
        code_of(met),
    )

    done = sign_ins.create(world, now(world, client), transfer=True)

    assert ("complete", ada.id) == (sign_ins.status(world, done), done.user_id)
    assert [ada.id] == [it.user_id for it in world.external_accounts]


def test_a_transfer_proves_no_more_than_a_sign_in(world: World, client: Client) -> None:
    """An address that the provider has not verified still has to be."""
    ada = a_user(world)
    back(world, sent_to_sign_up(world, client).external_verification, email_address_verified=False)
    named = sign_ins.create(world, now(world, client), transfer=True)

    assert ("needs_first_factor", ada.id) == (sign_ins.status(world, named), named.user_id)
    assert 0 == len(world.sessions)


def test_whom_the_lists_keep_out_is_told_on_the_way_back(world: World, client: Client) -> None:
    """With a sign-up by a provider as with any other."""
    configure(world, user_settings__restrictions__allowlist__enabled=True)
    url = back(world, sent_to_sign_up(world, client).external_verification, STRANGER)
    met = current(world, client)

    assert (BACK, "not_allowed_access") == (url, code_of(met.external_verification))
    assert met.email_address is None
    assert 0 == len(world.users)


def test_a_no_is_told_by_the_sign_up(world: World, client: Client) -> None:
    """Which may be tried again."""
    it = sent_to_sign_up(world, client)

    assert BACK == refused(world, it.external_verification)
    assert "oauth_access_denied" == code_of(current(world, client).external_verification)

    back(world, sent_to_sign_up(world, client).external_verification, STRANGER)

    assert "complete" == sign_ups.status(world, current(world, client))


def test_the_mode_of_the_instance_holds_for_providers(world: World, client: Client) -> None:
    """And no code proves a provider."""
    from mockfapi.rules.strategy import Preparation, Proof

    it = sent_to_sign_up(world, client)

    assert [(400, "verification_strategy_invalid", None)] == refusals(
        lambda: sign_ups.attempt_verification(world, it, GOOGLE, Proof(code="1"))
    )

    again = sign_ups.prepare_verification(world, it, Preparation(GOOGLE, redirect_url=BACK))

    assert again.external_verification.secret != it.external_verification.secret

    configure(world, user_settings__sign_up__mode="restricted")

    assert [(403, "sign_up_mode_restricted", None)] == refusals(lambda: sent_to_sign_up(world, client))


def test_an_instance_without_addresses_takes_people_all_the_same(world: World, client: Client) -> None:
    """The account alone is what they have."""
    attribute(world, "email_address", enabled=False, required=False)
    back(world, sent_to_sign_up(world, client).external_verification, ADA)
    user = world.users[current(world, client).created_user_id or ""]

    assert [] == users.identifiers_of(world, user)
    assert 1 == len(world.external_accounts)
