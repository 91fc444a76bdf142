"""Signing in by way of a provider: who comes back, and what their word is worth."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from mockfapi.rules import oauth_callbacks, sign_ins, sign_ups, users, verifications
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn, User
from tests.rules.providing import (
    BACK,
    DONE,
    GITHUB,
    GOOGLE,
    STRANGER,
    back,
    code_of,
    refused,
    sent,
    sent_to_sign_up,
    state_of,
    with_providers,
)
from tests.rules.worlds import ADA, a_user, attribute, configure, last_code, now, refusals, several_sessions


@pytest.fixture
def ada(world: World) -> User:
    """Ada, on an instance with providers."""
    with_providers(world)
    return a_user(world)


def current(world: World, client: Client) -> SignIn:
    return world.sign_ins[now(world, client).sign_in_id or ""]


def test_a_verified_address_links_and_signs_in(world: World, client: Client, ada: User) -> None:
    """Without a password; the sign-in stays on its client, where the page looks for it."""
    it = sent(world, client)

    assert "unverified" == verifications.status(world, it.first_factor)

    url, done = back(world, it.first_factor), current(world, client)
    (account,) = world.external_accounts

    assert (DONE, "complete") == (url, sign_ins.status(world, done))
    assert (ada.id, GOOGLE, ADA) == (account.user_id, account.provider, account.profile.email_address)
    assert "email openid profile" == account.profile.scopes
    assert GOOGLE == now(world, client).last_authentication_strategy
    assert 1 == len(world.sessions.where(user_id=ada.id))

    # Coming back once more changes nothing.
    before = world.digest()

    assert DONE == back(world, it.first_factor)
    assert before == world.digest()


def test_a_connected_account_signs_in_whatever_its_address(world: World, client: Client, ada: User) -> None:
    """Its user is known by the provider's id."""
    back(world, sent(world, client).first_factor)
    several_sessions(world)
    (account,) = world.external_accounts
    world.email_addresses.save(replace(*world.email_addresses, email_address="elsewhere@engines.test"))
    world.sessions.remove(next(iter(world.sessions)).id)
    back(world, sent(world, client).first_factor)

    assert "complete" == sign_ins.status(world, current(world, client))
    assert [account.id] == [it.id for it in world.external_accounts]


def test_a_stranger_may_sign_up_instead(world: World, client: Client, ada: User) -> None:
    """The sign-in waits for an identifier, and says why; the sign-up takes over what the provider told."""
    several_sessions(world)
    url = back(world, sent(world, client).first_factor, STRANGER, first_name="No", last_name="Body")
    met = current(world, client)

    assert (BACK, "needs_identifier") == (url, sign_ins.status(world, met))
    assert ("transferable", "external_account_not_found") == (
        verifications.status(world, met.first_factor),
        code_of(met.first_factor),
    )

    done = sign_ups.create(world, now(world, client), {"transfer": True})
    user = world.users[done.created_user_id or ""]

    assert ("No", "Body", None) == (user.first_name, user.last_name, user.password_digest)
    assert [STRANGER] == users.identifiers_of(world, user)
    assert [(user.id, STRANGER)] == [(it.user_id, it.profile.email_address) for it in world.external_accounts]
    assert "from_oauth_google" == world.email_addresses.first(user_id=user.id).verification.strategy
    assert [(400, "account_transfer_invalid", None)] == refusals(
        lambda: sign_ups.create(world, now(world, client), {"transfer": True})
    )


@pytest.mark.parametrize("at", ["provider", "clerk"])
def test_an_unverified_address_has_to_be_proven_first(world: World, client: Client, at: str) -> None:
    """By a code; then the account is connected. A password that was there before has to be replaced."""
    with_providers(world)
    attribute(world, "email_address", verify_at_sign_up=False)
    ada = a_user(world, verified=at == "provider")
    it = sent(world, client)
    back(world, it.first_factor, email_address_verified=at != "provider")
    named = current(world, client)

    assert ("needs_first_factor", ada.id) == (sign_ins.status(world, named), named.user_id)
    assert 0 == len(world.external_accounts)

    asked = sign_ins.prepare_first_factor(world, named, Preparation("email_code"))
    sign_ins.attempt_first_factor(world, asked, "email_code", Proof(code=last_code(world)))
    (account,) = world.external_accounts

    assert (ada.id, True) == (account.user_id, verifications.is_verified(account.verification))
    assert (at == "clerk") == world.users[ada.id].password_reset_required


def test_a_second_factor_is_still_asked_for(world: World, client: Client, ada: User) -> None:
    """The provider stands for the first one only; the browser comes back to where it is asked."""
    attribute(world, "authenticator_app", enabled=True, used_for_second_factor=True, second_factors=("totp",))
    from tests.rules.factoring import with_app

    with_app(world, ada)
    url = back(world, sent(world, client).first_factor)

    assert (BACK, "needs_second_factor") == (url, sign_ins.status(world, current(world, client)))


@pytest.mark.parametrize(("field", "code"), [("banned", "user_banned"), ("locked_for_good", "user_locked")])
def test_who_may_not_sign_in_is_told_on_the_way_back(
    world: World, client: Client, ada: User, field: str, code: str
) -> None:
    """As a failed verification, with nothing connected."""
    standing: dict[str, Any] = {field: True}
    world.users.save(replace(ada, **standing))
    it = sent(world, client)

    assert BACK == back(world, it.first_factor)

    found = current(world, client)

    assert ("failed", code) == (verifications.status(world, found.first_factor), code_of(found.first_factor))
    assert "needs_identifier" == sign_ins.status(world, found)
    assert 0 == len(world.external_accounts)


@pytest.mark.parametrize(
    ("error", "code"),
    [("access_denied", "oauth_access_denied"), ("server_error", "oauth_token_exchange_error")],
)
def test_a_no_is_told_by_the_attempt(world: World, client: Client, ada: User, error: str, code: str) -> None:
    """And the browser still goes back."""
    it = sent(world, client)

    assert BACK == refused(world, it.first_factor, error)
    assert code == code_of(current(world, client).first_factor)
    # A refusal cannot be taken back by going on with the same state.
    back(world, it.first_factor)
    assert code == code_of(current(world, client).first_factor)


def test_a_code_is_good_for_its_own_state_only(world: World, client: Client, ada: User) -> None:
    """One of another attempt, and one that somebody made up, tell nothing."""
    from tests.rules.providing import code_for

    other = code_for(world, sent(world, client).first_factor)
    it = sent(world, client)
    for code in (other, "x.y.z", ""):
        world.sign_ins.save(it)
        oauth_callbacks.landed(world, state_of(it.first_factor), code, None)

        assert "oauth_token_exchange_error" == code_of(current(world, client).first_factor)


def test_states_that_are_old_or_forged_are_refused(world: World, client: Client, ada: User) -> None:
    """There is no attempt that could tell."""
    old = sent(world, client)
    sent(world, client)
    link = world.signer.seal({"purpose": "sign_in", "source": old.id, "secret": "x"})
    for state in (None, "", "x.y.z", link, state_of(old.first_factor)):
        found = refusals(partial(oauth_callbacks.landed, world, state, "code", None))

        assert [(400, "oauth_callback_invalid", "state")] == found


def test_one_attempt_is_left_to_look_at(world: World, client: Client, ada: User) -> None:
    """A sign-up that met an account would come before a sign-in that came back later."""
    back(world, sent_to_sign_up(world, client).external_verification)

    assert "account" == ("account" if now(world, client).sign_up_id else None)

    back(world, sent(world, client).first_factor, STRANGER)

    assert (None, True) == (now(world, client).sign_up_id, now(world, client).sign_in_id is not None)


def test_providers_that_are_off_or_only_connect_sign_nobody_in(world: World, client: Client) -> None:
    """And a way back is needed, to a page of the app."""
    with_providers(world, authenticatable=False)

    assert [(400, "form_param_value_disabled", "strategy")] == refusals(
        lambda: sent(world, client, "oauth_apple")
    )
    assert [(400, "oauth_non_authenticatable_provider", "strategy")] == refusals(lambda: sent(world, client))
    assert [(422, "form_param_missing", "redirect_url")] == refusals(
        lambda: sent(world, client, GITHUB, redirect_url=None)
    )
    assert ["redirect_url", "action_complete_redirect_url"] == [
        refusals(partial(sent, world, client, GITHUB, **{name: "https://evil.test"}))[0][2]
        for name in ("redirect_url", "complete_url")
    ]


def test_a_connected_account_is_a_factor_of_its_user(world: World, client: Client, ada: User) -> None:
    """It can be prepared, and nothing that is typed proves it."""
    back(world, sent(world, client).first_factor)
    several_sessions(world)
    named = sign_ins.create(world, now(world, client), identifier=ADA)

    assert GOOGLE in [it.strategy for it in sign_ins.supported_first_factors(world, named) or []]

    asked = Preparation(GOOGLE, redirect_url=BACK)
    it = sign_ins.prepare_first_factor(world, named, asked)

    assert [(400, "verification_strategy_invalid", None)] == refusals(
        lambda: sign_ins.attempt_first_factor(world, it, GOOGLE, Proof(code="1"))
    )


def test_who_is_signed_in_is_told_where(world: World, client: Client, ada: User) -> None:
    """Signing in twice on a browser ends at the session that is there."""
    several_sessions(world)
    back(world, sent(world, client).first_factor)
    back(world, sent(world, client).first_factor)
    error = current(world, client).first_factor.error

    assert "identifier_already_signed_in" == error["code"]
    assert next(iter(world.sessions)).id == error["meta"]["session_id"]


def test_the_settings_may_know_who_comes_back(world: World, client: Client, ada: User) -> None:
    """Then nobody is asked; a hint does the same unless the app wants the question."""
    from mockfapi.rules import provider_consent

    token = state_of(sent(world, client).first_factor)

    assert not isinstance(provider_consent.asked(world, token), str)
    assert "code=" in str(provider_consent.asked(world, token, ADA))
    assert not isinstance(provider_consent.asked(world, token, ADA, "select_account"), str)
    assert not isinstance(provider_consent.asked(world, token, "no address"), str)

    configure(world, behaviour__oauth_person=ADA)

    assert "code=" in str(provider_consent.asked(world, token))
