"""Identifiers: written forms, faults, guesses, owners, test addresses."""

import pytest
from email_validator import validate_email
from hypothesis import given
from hypothesis import strategies as st

from mockfapi.rules import identifiers, users
from mockfapi.world import World
from tests.rules.worlds import (
    ADA,
    PHONE,
    a_user,
    attribute,
    configure,
    refusals,
    with_phones,
    with_usernames,
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("  Ada@Acme.DEV ", "ada@acme.dev"),
        ("a+b@x.co", "a+b@x.co"),
        ("ada+clerk_test@example.com", "ada+clerk_test@example.com"),
        ("ada@app.test", "ada@app.test"),
    ],
)
def test_addresses_have_one_written_form(typed: str, written: str) -> None:
    """Trimmed, lower case; reserved test domains are fine."""
    assert written == identifiers.email_address(typed)


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@", "@acme.dev", "a b@acme.dev", "ada@acme", "invalid-email@com", "\ud800@x.co"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    """By form alone; nothing is looked up."""
    found = refusals(lambda: identifiers.email_address(typed))

    assert [(422, "form_param_format_invalid", "email_address")] == found


@pytest.mark.parametrize("typed", ["+12025557143", "+1 (202) 555-7143", "+1.202.555.7143"])
def test_numbers_have_one_written_form(typed: str) -> None:
    """E.164, whatever ornaments were typed."""
    assert PHONE == identifiers.phone_number(typed)


@pytest.mark.parametrize(
    "typed", ["", "2025557143", "+1202", "+0123456789", "+1202555014x", "00442079460000", "+١٢٠٢٥٥٥٠١٤٣"]
)
def test_national_and_impossible_numbers_are_refused(typed: str) -> None:
    """Only the international form says which number it is."""
    found = refusals(lambda: identifiers.phone_number(typed))

    assert [(422, "form_param_format_invalid", "phone_number")] == found


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("abc", ["form_username_invalid_length"]),
        ("a" * 65, ["form_username_invalid_length"]),
        ("ada lovelace", ["form_username_invalid_character"]),
        ("ada.l", ["form_username_invalid_character"]),
        ("adä_", ["form_username_invalid_character"]),
        ("12345", ["form_username_needs_non_number_char"]),
        ("123", ["form_username_invalid_length", "form_username_needs_non_number_char"]),
        ("+12025557143", ["form_username_cannot_be_phone_number"]),
    ],
)
def test_all_faults_of_a_username_come_together(world: World, typed: str, codes: list[str]) -> None:
    """Each rule has its own code; the parameter is always the username."""
    found = refusals(lambda: identifiers.username(world, typed))

    assert [(422, code, "username") for code in codes] == found


def test_settings_widen_usernames(world: World) -> None:
    """Dots and numbers alone are allowed where the instance says so."""
    configure(
        world,
        user_settings__username_settings__allow_extended_special_characters=True,
        user_settings__username_settings__allow_numeric_usernames=True,
    )

    assert "ada.l" == identifiers.username(world, "Ada.L")
    assert "12345" == identifiers.username(world, "12345")


@pytest.mark.parametrize(
    ("typed", "guessed"),
    [
        ("Ada@Acme.dev", ("email_address", "ada@acme.dev")),
        ("+1 202 555 7143", ("phone_number", PHONE)),
        ("12025557143", ("phone_number", PHONE)),
        ("Ada_L", ("username", "ada_l")),
    ],
)
def test_the_kind_of_an_identifier_is_guessed_by_its_form(
    world: World, typed: str, guessed: tuple[str, str]
) -> None:
    """An @ makes an address, digits a number, the rest a username."""
    with_phones(world)
    with_usernames(world)

    assert guessed == identifiers.guess(world, typed)


def test_with_numeric_usernames_a_bare_number_is_a_username(world: World) -> None:
    """A phone number then needs its +."""
    with_phones(world)
    with_usernames(world)
    configure(world, user_settings__username_settings__allow_numeric_usernames=True)

    assert ("username", "12025557143") == identifiers.guess(world, "12025557143")


@pytest.mark.parametrize("typed", ["ada", PHONE, "ada@"])
def test_a_kind_that_the_instance_does_not_take_is_refused_by_form(world: World, typed: str) -> None:
    """With addresses only, a name or a number cannot be an identifier."""
    found = refusals(lambda: identifiers.guess(world, typed))

    assert [(422, "form_param_format_invalid", "identifier")] == found


def test_users_are_found_by_every_identifier(world: World) -> None:
    """Through the indexes of addresses, numbers and usernames."""
    with_usernames(world)
    ada = a_user(world, phone_numbers=[PHONE], username="ada_l")
    a_user(world, "bob@acme.dev")
    found = [
        identifiers.find_user(world, kind, value)
        for kind, value in (("email_address", ADA), ("phone_number", PHONE), ("username", "ada_l"))
    ]

    assert [ada, ada, ada] == found
    assert identifiers.find_user(world, "email_address", "nobody@acme.dev") is None


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("ada+clerk_test@acme.dev", True),
        ("ada@acme.dev", False),
        ("clerk_test@acme.dev", False),
        ("ada@x+clerk_test.dev", False),
        ("+12025550100", True),
        ("+12025550199", True),
        ("+12025550200", False),
        ("+442025550100", False),
    ],
)
def test_only_documented_addresses_take_the_test_code(world: World, address: str, known: bool) -> None:
    """And none does outside of test mode."""
    assert known is identifiers.is_for_tests(world, address)
    configure(world, auth_config__test_mode=False)
    assert identifiers.is_for_tests(world, address) is False


def test_a_taken_identifier_names_its_field(world: World) -> None:
    """The code that forms translate, with the field it belongs to."""
    a_user(world)

    assert [(422, "form_identifier_exists", "email_address")] == refusals(
        lambda: identifiers.require_free(world, "email_address", ADA)
    )


def test_the_primary_identifier_is_address_then_number_then_username(world: World) -> None:
    """What stands for a user in the lists of others."""
    attribute(world, "email_address", required=False)
    everything = a_user(world, phone_numbers=[PHONE], username="ada_l")
    number = users.create(world, users.UserFields(phone_numbers=["+12025550144"], username="bob_l"))
    name = users.create(world, users.UserFields(username="carl"))
    nothing = users.create(world, users.UserFields())

    found = [users.primary_identifier(world, it) for it in (everything, number, name, nothing)]

    assert [ADA, "+12025550144", "carl", ""] == found


WORDS = st.lists(st.text("ab09", min_size=1, max_size=4), min_size=1, max_size=3)
LOCAL = st.tuples(WORDS, st.sampled_from("._+-")).map(lambda it: it[1].join(it[0]))
DOMAIN = st.lists(WORDS.map("-".join), min_size=1, max_size=2).map(".".join)
ADDRESSES = st.tuples(LOCAL, DOMAIN, st.sampled_from(["app", "com", "dev", "io", "net", "org", "test"]))


@given(ADDRESSES.map(lambda it: f"{it[0]}@{it[1]}.{it[2]}"))
def test_the_short_cut_admits_only_what_the_library_admits(address: str) -> None:
    """A plain address is judged without the library, and judged the same."""
    assert identifiers.PLAIN_ADDRESS.fullmatch(address)
    assert len(address) <= identifiers.SHORT
    judged = validate_email(address, check_deliverability=False, test_environment=True)

    assert judged.normalized == identifiers.email_address(f" {address.upper()} ")
