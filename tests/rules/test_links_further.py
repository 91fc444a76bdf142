"""E-mail links beyond the plain sign-in: second factors, sign-ups, profiles, strangers, tokens as proofs."""

from dataclasses import replace

import pytest

from mockfapi.rules import clients, second_factors, sign_in_progress, sign_ins, sign_ups, strangers
from mockfapi.rules.link_openings import Opening
from mockfapi.rules.strategies import email_link
from mockfapi.rules.strategy import PROFILE, Proof, Target
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.opening import (
    BY_LINK,
    HERE,
    a_world_with_links,
    entering,
    joining,
    message,
    opened,
    query,
    token,
)
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    a_client,
    a_user,
    attribute,
    configure,
    now,
    refusals,
    refused_without_trace,
    with_phones,
)


@pytest.fixture
def world() -> World:
    """An instance with links, reached under an address."""
    return a_world_with_links()


def test_a_link_may_lead_to_a_second_factor(world: World, client: Client) -> None:
    """The page is told that it holds; no session yet."""
    with_phones(world, used_for_second_factor=True, second_factors=("phone_code",))
    user = a_user(world, phone_numbers=["+12025557143"])
    phone = world.phone_numbers.where(user_id=user.id)[0]
    world.phone_numbers.save(replace(phone, reserved_for_second_factor=True))
    it = entering(world, client)

    assert Opening("verified", f"{HERE.replace('#', '?__clerk_status=verified#')}") == opened(world, client)
    assert "needs_second_factor" == sign_ins.status(world, world.sign_ins[it.id])


def test_a_link_vouches_for_a_new_device(world: World, client: Client) -> None:
    """After a password on a client that the user has never signed in on."""
    configure(world, behaviour__client_trust=True)
    a_user(world)
    it = sign_ins.create(world, client, strategy="password", identifier=ADA, proof=Proof(password=PASSWORD))
    assert second_factors.NEEDS_CLIENT_TRUST == sign_ins.status(world, it)
    sign_ins.prepare_second_factor(world, it, BY_LINK)
    found = opened(world, client)

    assert found.session_id is not None
    done = world.sign_ins[it.id]
    assert "complete" == sign_in_progress.status(world, done)
    assert world.clock.now == world.sessions[found.session_id].second_factor_at


def test_a_link_signs_up(world: World, client: Client) -> None:
    """The user has the address verified, and the client finds the sign-up that it waits for."""
    it = joining(world, client)
    found = opened(world, client)

    done = world.sign_ups[it.id]
    assert ("complete", found.session_id) == (sign_ups.status(world, done), done.created_session_id)
    assert done == clients.current_sign_up(world, now(world, client))
    assert "magic_link_sign_up" == message(world).kind
    address = world.email_addresses.first(email_address=ADA)
    assert address is not None
    assert address.verification is not None
    assert ("email_link", None) == (address.verification.strategy, address.verification.secret)
    assert found == opened(world, client)


def test_a_sign_up_goes_on_after_its_link(world: World, client: Client) -> None:
    """What is missing is still missing; the address is verified."""
    attribute(world, "username", enabled=True, required=True)
    it = joining(world, client)
    found = opened(world, client)

    assert ("verified", None) == (found.status, found.session_id)
    assert (["username"], []) == (
        sign_ups.missing_fields(world, world.sign_ups[it.id]),
        sign_ups.unverified_fields(world, world.sign_ups[it.id]),
    )


def test_a_claimed_address_fails(world: World, client: Client) -> None:
    """Somebody was faster."""
    joining(world, client)
    a_user(world)
    before = world.digest()

    assert "failed" == opened(world, client).status
    assert before == world.digest()


def test_a_changed_address_makes_the_link_stale(world: World, client: Client) -> None:
    """The old address is none of this sign-up any more."""
    it = joining(world, client)
    sign_ups.update(world, it, {"email_address": "lin@acme.dev"})

    assert [(400, "verification_link_token_stale", "token")] == refusals(lambda: opened(world, client))


def test_the_token_of_a_link_may_be_presented_as_a_proof(world: World, client: Client) -> None:
    """By the client that asked, as apps without a browser do."""
    it = joining(world, client)
    done = sign_ups.attempt_verification(world, it, "email_link", Proof(token=token(world)))

    assert "complete" == sign_ups.status(world, done)
    assert clients.current_sign_up(world, now(world, client)) is None


def test_foreign_and_replaced_tokens_are_no_proof(world: World, client: Client) -> None:
    """None of them is counted as an attempt."""
    a_user(world, "ada.l@acme.dev")
    other = a_client(world)
    first = joining(world, other)
    foreign = token(world)
    it = joining(world, client)
    old = token(world)
    it = sign_ups.prepare_verification(world, it, BY_LINK)
    entered = sign_ins.create(
        world, other, strategy="email_link", identifier="ada.l@acme.dev", redirect_url=HERE
    )

    def tried(value: str) -> list[tuple[int, str, str | None]]:
        attempt = Proof(token=value)
        return refused_without_trace(
            world, lambda: sign_ups.attempt_verification(world, it, "email_link", attempt)
        )

    assert [(403, "sign_up_email_link_not_same_client", "token")] == tried(foreign)
    assert [(410, "sign_up_outdated_verification", "token")] == tried(old)
    assert [(400, "verification_link_token_invalid", "token")] == tried("nonsense")
    assert [(403, "sign_in_email_link_not_same_client", "token")] == tried(token(world, "ada.l@acme.dev"))
    assert first.id != it.id
    assert entered.client_id == other.id


def test_a_link_verifies_an_address_of_a_profile(world: World, client: Client) -> None:
    """Nobody is signed in by that. An address that somebody else has proven meanwhile stays unverified."""
    user = a_user(world, verified=False)
    it = world.email_addresses.where(user_id=user.id)[0]
    target = Target(it.id, ADA, user.id, PROFILE, it.id, client.id, redirect_url=HERE)
    sent = email_link.begin(world, target)
    it = world.email_addresses.save(replace(it, verification=sent))
    twin = world.fork()

    assert Opening("verified", HERE.replace("#", "?__clerk_status=verified#")) == opened(world, client)
    known = world.email_addresses[it.id].verification
    assert known is not None
    assert world.clock.now == known.verified_at
    assert "magic_link_user_profile" == message(world).kind
    proven = replace(sent, verified_at=1)
    twin.email_addresses.save(replace(it, id="idn_rival", user_id="user_rival", verification=proven))
    assert "failed" == opened(twin, client).status


def test_the_waiting_tab_loses_the_sign_in_with_its_session(world: World, client: Client) -> None:
    """What is over is not shown for ever."""
    a_user(world)
    entering(world, client)
    opened(world, client)
    clients.end_all(world, now(world, client))

    assert clients.current_sign_in(world, now(world, client)) is None


@pytest.mark.parametrize("again", [False, True])
def test_a_stranger_may_go_on_with_a_sign_up(world: World, client: Client, again: bool) -> None:
    """The address is proven, but nobody has it: the page and the waiting tab are told to transfer."""
    started = sign_ins.create(world, client)
    unknown = replace(
        started, identifier=ADA, identifier_kind="email_address", missing=True, sign_up_if_missing=True
    )
    strangers.prepared(world, unknown, email_link.STRATEGY, BY_LINK)
    if again:
        opened(world, client)
    found = opened(world, client)

    assert ["transferable"] == query(found)["__clerk_status"]
    joined = sign_ups.create(world, now(world, client), {"transfer": True, "password": PASSWORD})
    assert "complete" == sign_ups.status(world, joined)


def test_a_token_of_a_sign_up_is_no_proof_in_a_sign_in(world: World, client: Client) -> None:
    """Not even one of the same client: 410 is for sign-ups alone."""
    a_user(world, "ada.l@acme.dev")
    joining(world, client)
    it = sign_ins.create(world, client, strategy="email_link", identifier="ada.l@acme.dev", redirect_url=HERE)
    proof = Proof(token=token(world))
    found = refused_without_trace(
        world, lambda: sign_ins.attempt_first_factor(world, it, "email_link", proof)
    )

    assert [(400, "verification_link_token_stale", "token")] == found
