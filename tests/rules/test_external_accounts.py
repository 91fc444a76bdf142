"""Connections as their users manage them: made, renewed, removed."""

from dataclasses import replace
from typing import Any

import pytest

from mockfapi.rules import (
    external_accounts,
    oauth_callbacks,
    own_identifications,
    providers,
    users,
    verifications,
)
from mockfapi.rules.strategy import Target
from mockfapi.world import World
from mockfapi.world.records import ExternalAccount, User
from tests.rules.providing import BACK, DONE, GITHUB, GOOGLE, STRANGER, back, code_of, refused, with_providers
from tests.rules.worlds import ADA, a_user, attribute, configure, refusals, refused_without_trace

TARGET = Target("", redirect_url=BACK)


@pytest.fixture
def ada(world: World) -> User:
    """Ada, on an instance with providers."""
    with_providers(world)
    return a_user(world)


def begun(world: World, user: User, strategy: str = GOOGLE, **more: Any) -> ExternalAccount:
    return external_accounts.create(world, user, strategy, replace(TARGET, **more))


def connected(world: World, user: User, email: str = ADA, strategy: str = GOOGLE) -> ExternalAccount:
    it = begun(world, user, strategy)
    back(world, it.verification, email)
    return world.external_accounts[it.id]


def test_an_account_is_connected(world: World, ada: User) -> None:
    """Nothing is known before its user comes back; then its address is the user's as well."""
    world.clock.advance(1000)
    it = begun(world, ada, complete_url=DONE)

    assert (None, "unverified") == (it.profile, verifications.status(world, it.verification))
    assert world.clock.now == world.users[ada.id].updated_at

    assert DONE == back(world, it.verification, STRANGER, first_name="No")

    done = world.external_accounts[it.id]
    added = world.email_addresses.first(email_address=STRANGER)

    assert "verified" == verifications.status(world, done.verification)
    assert ("No", 40) == (done.profile.first_name, len(done.access_token))
    assert (ada.id, "from_oauth_google") == (added.user_id, added.verification.strategy)
    assert [done] == providers.linked_to(world, added)
    assert ADA == users.primary_identifier(world, world.users[ada.id])


def test_an_own_address_becomes_verified(world: World, ada: User) -> None:
    """One that waits is proven by the provider; one that the provider has not verified is not."""
    waiting = own_identifications.create_email(world, ada, STRANGER)
    connected(world, ada, STRANGER)

    assert "from_oauth_google" == world.email_addresses[waiting.id].verification.strategy

    it = begun(world, ada, GITHUB)
    back(world, it.verification, "third@nowhere.test", email_address_verified=False)

    assert world.email_addresses.first(email_address="third@nowhere.test").verification is None


def test_beginning_again_takes_the_place_of_the_first_try(world: World, ada: User) -> None:
    """A failure is told by the connection until then."""
    it = begun(world, ada)
    refused(world, it.verification)

    assert "oauth_access_denied" == code_of(world.external_accounts[it.id].verification)

    again = begun(world, ada)

    assert (it.id, "unverified") == (again.id, verifications.status(world, again.verification))


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (STRANGER, "oauth_account_already_connected"),
        ("grace@engines.test", "oauth_identification_claimed"),
    ],
)
def test_what_belongs_to_somebody_else_is_not_connected(world: World, ada: User, who: str, code: str) -> None:
    """An account of theirs, or one with their address."""
    grace = a_user(world, "grace@engines.test")
    connected(world, grace, STRANGER)
    it = begun(world, ada)

    assert BACK == back(world, it.verification, who)

    failed = world.external_accounts[it.id]

    assert ("failed", code) == (
        verifications.status(world, failed.verification),
        code_of(failed.verification),
    )
    assert failed.profile is None


def test_a_provider_is_connected_once(world: World, ada: User) -> None:
    """As long as the account stays."""
    it = connected(world, ada)

    assert [(400, "oauth_account_already_connected", "strategy")] == refused_without_trace(
        world, lambda: begun(world, ada)
    )

    external_accounts.delete(world, ada, it)

    assert it.id != connected(world, ada).id


def test_an_address_that_never_changes_bars_others(world: World, ada: User) -> None:
    """Of providers that know the user by another one."""
    attribute(world, "email_address", immutable=True)
    it = begun(world, ada)
    back(world, it.verification, STRANGER)

    assert "oauth_connection_blocked_by_immutable_attribute" == code_of(
        world.external_accounts[it.id].verification
    )


def test_an_address_that_the_lists_keep_out_comes_with_no_account(world: World, ada: User) -> None:
    """As if the user had typed it; one that the user has already may be connected."""
    configure(world, user_settings__restrictions__block_disposable_email_domains__enabled=True)
    it = begun(world, ada)
    back(world, it.verification, "ada@mailinator.com")

    assert "form_email_address_blocked" == code_of(world.external_accounts[it.id].verification)
    assert [ADA] == [each.email_address for each in world.email_addresses.where(user_id=ada.id)]
    assert connected(world, ada).profile is not None


@pytest.mark.parametrize(
    ("strategy", "code"),
    [
        (None, "form_param_missing"),
        ("email_code", "form_param_value_disabled"),
        ("oauth_token_google", "form_param_value_disabled"),
        ("oauth_nonsense", "oauth_unsupported_provider"),
        ("oauth_apple", "oauth_provider_not_enabled"),
        ("oauth_custom_mine", "oauth_provider_not_enabled"),
    ],
)
def test_what_cannot_be_connected_is_refused(world: World, ada: User, strategy: str, code: str) -> None:
    """With nothing begun."""
    found = refused_without_trace(world, lambda: begun(world, ada, strategy))

    assert [(code, "strategy")] == [(each[1], each[2]) for each in found]


def test_more_is_granted_on_asking_again(world: World, ada: User) -> None:
    """Until then the connection is as good as it was, and after a no as well."""
    it = connected(world, ada)
    asked = external_accounts.reauthorize(world, it, replace(TARGET, scopes="calendar drive"))
    refused(world, asked.reauthorization)
    after = world.external_accounts[it.id]

    assert ("verified", "oauth_access_denied") == (
        verifications.status(world, after.verification),
        code_of(after.reauthorization),
    )

    asked = external_accounts.reauthorize(world, after, replace(TARGET, scopes="calendar"))
    back(world, asked.reauthorization)
    done = world.external_accounts[it.id]

    assert ("email openid profile calendar", None) == (done.profile.scopes, done.reauthorization)


def test_somebody_else_grants_nothing(world: World, ada: User) -> None:
    """A connection stays with the account that it was made with."""
    it = connected(world, ada)
    asked = external_accounts.reauthorize(world, it, TARGET)
    back(world, asked.reauthorization, STRANGER)
    after = world.external_accounts[it.id]

    assert (ADA, "oauth_account_already_connected") == (
        after.profile.email_address,
        code_of(after.reauthorization),
    )
    assert [(400, "client_state_invalid", None)] == refusals(
        lambda: external_accounts.reauthorize(world, begun(world, ada, GITHUB), TARGET)
    )


def test_tokens_go_and_the_connection_stays(world: World, ada: User) -> None:
    """Servers find none any more; coming back gives a new one."""
    it = connected(world, ada)

    assert [it.access_token] == [each.token for each in external_accounts.tokens_of(world, ada, GOOGLE)]

    external_accounts.revoke_tokens(world, ada, it)

    assert [] == external_accounts.tokens_of(world, ada, GOOGLE)

    asked = external_accounts.reauthorize(world, world.external_accounts[it.id], TARGET)
    back(world, asked.reauthorization)

    assert 1 == len(external_accounts.tokens_of(world, ada, GOOGLE))


def test_a_linked_address_stays_with_its_account(world: World, ada: User) -> None:
    """It may go once the account is disconnected."""
    it = connected(world, ada, STRANGER)
    address = world.email_addresses.first(email_address=STRANGER)

    assert [(400, "delete_linked_identification_disallowed", None)] == refused_without_trace(
        world, lambda: own_identifications.delete(world, ada, address)
    )

    external_accounts.delete(world, ada, it)
    own_identifications.delete(world, world.users[ada.id], address)

    assert [ADA] == users.identifiers_of(world, ada)


def test_the_last_way_in_stays(world: World, ada: User) -> None:
    """Without a password and without codes the account is all there is."""
    attribute(world, "email_address", first_factors=())
    it = connected(world, ada)
    ada = world.users.save(replace(world.users[ada.id], password_digest=None))

    assert [(400, "identification_deletion_failed", None)] == refused_without_trace(
        world, lambda: external_accounts.delete(world, ada, it)
    )


def test_what_is_gone_leads_nowhere(world: World, ada: User) -> None:
    """Whoever comes back for a connection that was removed meanwhile is refused."""
    from tests.rules.providing import code_for, state_of

    it = begun(world, ada)
    state, code = state_of(it.verification), code_for(world, it.verification)
    external_accounts.delete(world, ada, it)

    assert [(400, "oauth_callback_invalid", "state")] == refusals(
        lambda: oauth_callbacks.landed(world, state, code, None)
    )
    assert [(404, "resource_not_found", None)] == refusals(lambda: external_accounts.own(world, ada, it.id))
