"""Addresses and numbers of a profile: added and verified. What leaves it: `test_own_removals`."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import identifiers, own_identifications, restrictions
from mockfapi.world import World
from mockfapi.world.records import Client, User
from tests.rules.profiles import NEW, added, attempted, prepared, primary
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
    wrong_code,
)

GRACE = "grace@acme.dev"
TAKEN = [(422, "form_identifier_exists", "email_address")]


@pytest.fixture
def ada(world: World) -> User:
    return a_user(world)


def test_an_address_counts_once_it_is_verified(world: World, client: Client, ada: User) -> None:
    """Before, nobody signs in by it; afterwards they do. The primary one stays."""
    it = own_identifications.create_email(world, ada, " Ada.L@ACME.dev ")

    assert (NEW, None) == (it.email_address, it.verification)
    assert [(422, "form_identifier_not_found", "identifier")] == refusals(lambda: started(world, client, NEW))

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
        (attempted, [(400, "verification_already_verified", None)]),
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
