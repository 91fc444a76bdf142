"""Passwords: policy, digests."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import passwords
from mockfapi.world import World
from tests.rules.worlds import ADA, PASSWORD, a_user, configure, refusals

SETTINGS = "user_settings__password_settings__"
ALL_CLASSES = {
    f"{SETTINGS}require_{it}": True for it in ("uppercase", "lowercase", "numbers", "special_char")
}


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        (PASSWORD, []),
        ("", ["form_param_nil"]),
        ("xkj3zq9", ["form_password_length_too_short"]),
        ("x" * 73, ["form_password_length_too_long"]),
        ("ä" * 40, ["form_password_size_in_bytes_exceeded"]),
        ("\U0001f511zq9x\U0001f98a7k", []),
        ("password1", ["form_password_not_strong_enough"]),
        ("ADA@acme.dev", ["form_password_matches_identifier"]),
    ],
)
def test_the_default_policy(world: World, password: str, codes: list[str]) -> None:
    """8 to 72 code points, 72 bytes, no identifier, strength 2."""
    found = [it.code for it in passwords.faults_of(world, password, identifiers=[ADA])]

    assert codes == found


def test_all_missing_character_classes_come_together(world: World) -> None:
    """One entry a rule, length among them, each for the same field."""
    configure(world, **ALL_CLASSES)

    assert [
        (422, "form_password_length_too_short", "new_password"),
        (422, "form_password_no_uppercase", "new_password"),
        (422, "form_password_no_lowercase", "new_password"),
        (422, "form_password_no_number", "new_password"),
        (422, "form_password_no_special_char", "new_password"),
    ] == refusals(lambda: passwords.check(world, " ", param="new_password"))


def test_a_password_with_all_classes_passes(world: World) -> None:
    """The rules ask for one character each."""
    configure(world, **ALL_CLASSES)

    passwords.check(world, "Zebra!moon7walk")

    assert [] == list(passwords.faults_of(world, "Zebra!moon7walk"))


def test_the_instance_moves_the_limits(world: World) -> None:
    """A length of its own takes the place of 8 and 72."""
    configure(world, **{f"{SETTINGS}min_length": 12, f"{SETTINGS}max_length": 20})
    found = [[it.code for it in passwords.faults_of(world, it)] for it in ("zq9xk2jw8vb", "zq9xk2jw8vb" * 2)]

    assert [["form_password_length_too_short"], ["form_password_length_too_long"]] == found


@pytest.mark.parametrize("off", [{f"{SETTINGS}show_zxcvbn": False}, {f"{SETTINGS}min_zxcvbn_strength": 0}])
def test_strength_can_be_switched_off(world: World, off: dict[str, object]) -> None:
    """Then a weak password is only measured."""
    configure(world, **off)

    assert [] == list(passwords.faults_of(world, "password1"))


def test_a_weak_password_comes_with_hints_that_forms_translate(world: World) -> None:
    """Each hint has a code and a text."""
    with pytest.raises(ClerkError) as caught:
        passwords.check(world, "aaaaaaaaaa")
    (entry,) = caught.value.entries

    assert ["anotherWord", "repeats"] == [it["code"] for it in entry.meta["zxcvbn"]["suggestions"]]


def test_only_the_right_password_matches(world: World) -> None:
    """And nobody's who has none."""
    ada, bob = a_user(world), a_user(world, "bob@acme.dev", password=None)

    assert passwords.matches(world, ada, PASSWORD)
    assert not passwords.matches(world, ada, PASSWORD + " ")
    assert not passwords.matches(world, bob, "")
