"""Mails about what happened to an account: who is told of what, and that no code is in them."""

from collections.abc import Callable

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import (
    identifications,
    own_passkeys,
    passkeys,
    password_changes,
    sign_ins,
    user_changes,
)
from mockfapi.rules.passkeys import Made
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.records import User
from tests.authenticator import Authenticator
from tests.rules.keys import with_passkeys
from tests.rules.profiles import NEW, added
from tests.rules.worlds import (
    ADA,
    PASSWORD,
    PHONE,
    a_client,
    a_user,
    attribute,
    configure,
    last_code,
    signed_in,
    with_phones,
)

RESET = "reset_password_email_code"
FRESH = "kettle and lantern by the quay"


@pytest.fixture
def ada(world: World) -> User:
    with_passkeys(world)
    attribute(world, "password", required=False)
    return a_user(world)


def registers(world: World, user: User) -> None:
    begun = own_passkeys.create(world, user)
    assert begun.verification is not None
    made = Authenticator().register(begun.verification.nonce or "")
    own_passkeys.attempt_verification(world, begun, "passkey", made)


def loses_a_passkey(world: World, user: User) -> None:
    own_passkeys.delete(world, passkeys.add(world, user, Made()))


def changes_password(world: World, user: User) -> None:
    session = signed_in(world, a_client(world))
    password_changes.change(world, session, FRESH, current_password=PASSWORD)


def has_it_changed(world: World, user: User) -> None:
    user_changes.update(world, user, {"password": FRESH})


def removes_password(world: World, user: User) -> None:
    session = signed_in(world, a_client(world))
    password_changes.remove(world, session, PASSWORD)


def resets_password(world: World, user: User) -> None:
    """The mail with the code comes first."""
    it = sign_ins.create(world, a_client(world), strategy=RESET, identifier=ADA, proof=Proof())
    it = sign_ins.attempt_first_factor(world, it, RESET, Proof(code=last_code(world)))
    sign_ins.reset_password(world, it, FRESH, False)


def guesses(world: World, user: User) -> None:
    """Up to the limit, and once more."""
    configure(world, user_settings__attack_protection__user_lockout__max_attempts=2)
    wrong = Proof(password="nonsense")
    for _ in range(3):
        with pytest.raises(ClerkError):
            sign_ins.create(world, a_client(world), strategy="password", identifier=ADA, proof=wrong)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (registers, "passkey_added"),
        (loses_a_passkey, "passkey_removed"),
        (changes_password, "password_changed"),
        (has_it_changed, "password_changed"),
        (removes_password, "password_removed"),
        (resets_password, "password_changed"),
        (guesses, "account_locked"),
    ],
)
def test_the_user_is_told(world: World, ada: User, act: Callable[[World, User], None], kind: str) -> None:
    """By one mail to the primary address."""
    act(world, ada)
    notices = [it for it in world.messages.where(to=ADA) if it.kind != "reset_password_code"]

    assert [(kind, None, None, ada.id)] == [(it.kind, it.code, it.link, it.user_id) for it in notices]


def test_the_old_address_is_told_of_the_new_one(world: World, ada: User) -> None:
    """The new one is written in the mail and gets none."""
    it = added(world, ada)
    before = len(world.messages)
    changes = {"primary_email_address_id": it.id, identifications.NOTIFY: True}
    user_changes.update(world, world.users[ada.id], changes)
    (notice,) = list(world.messages)[before:]

    assert (ADA, "primary_email_address_changed") == (notice.to, notice.kind)
    assert NEW in notice.body


def test_who_has_no_address_is_not_told(world: World) -> None:
    """A number receives no notices."""
    with_phones(world)
    user = a_user(world, email_addresses=[], phone_numbers=[PHONE])
    loses_a_passkey(world, user)

    assert 0 == len(world.messages)
