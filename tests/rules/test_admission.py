"""Who may begin a sign-up: captchas, testing tokens, forms in one piece, actions of the app, the waitlist."""

from dataclasses import replace

import pytest

from mockfapi.rules import captcha, restrictions, sign_up_form, sign_ups, testing_tokens, waitlist
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client
from tests.rules.signing_up import FORM, attempt, create, fields_of
from tests.rules.worlds import (
    ADA,
    HOUR,
    PASSWORD,
    a_user,
    attribute,
    configure,
    last_code,
    refusals,
    refused_without_trace,
)

SIGN_UP = "user_settings__sign_up__"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "captcha_missing_token"),
        ({"captcha_token": "forged"}, "captcha_invalid"),
        ({"captcha_token": captcha.STALE}, "captcha_invalid"),
        ({"captcha_error": "300010"}, "captcha_invalid"),
        ({"captcha_token": "XXXX.DUMMY.TOKEN.XXXX", "captcha_error": "300010"}, "captcha_invalid"),
    ],
)
def test_a_captcha_must_be_solved(world: World, client: Client, given, code: str) -> None:
    """No token, a bad one, a stale one, a broken widget."""
    configure(world, **{f"{SIGN_UP}captcha_enabled": True})

    assert [(400, code, None)] == refused_without_trace(world, lambda: create(world, client, **FORM, **given))


def test_the_settings_say_which_tokens_are_good(world: World, client: Client) -> None:
    """For widgets that answer something else."""
    configure(world, **{f"{SIGN_UP}captcha_enabled": True, "behaviour__captcha_tokens": ("mine",)})

    assert ADA == create(world, client, **FORM, captcha_token="mine").email_address


@pytest.mark.parametrize("way", ["native", "client", "provider"])
def test_some_are_asked_for_no_captcha(world: World, client: Client, way: str) -> None:
    """Native apps, clients with a testing token, providers that the settings name."""
    configure(world, **{f"{SIGN_UP}captcha_enabled": True})
    configure(world, display_config__captcha_oauth_bypass=("oauth_google",))
    world.caller = Caller(native=way == "native")
    if way == "client":
        client = world.clients.save(replace(client, captcha_bypass=True))
    strategy = "oauth_google" if way == "provider" else None

    assert captcha.is_spared(world, client, strategy)
    assert (
        not captcha.is_spared(world, replace(client, captcha_bypass=False), "oauth_github") or way == "native"
    )


@pytest.mark.parametrize(
    ("kind", "spared"),
    [("valid", True), ("stale", False), ("forged", False), ("nonsense", False), ("foreign", False)],
)
def test_a_testing_token_marks_the_client(world: World, client: Client, kind: str, spared: bool) -> None:
    """A good one for an hour; all others are ignored."""
    token = testing_tokens.create(world)
    if kind == "stale":
        world.advance(HOUR)
    shown = {
        "forged": f"{token[:-1]}{'0' if token[-1] != '0' else '1'}",
        "nonsense": "hello",
        "foreign": testing_tokens.create(World("elsewhere")),
    }.get(kind, token)
    world.caller = Caller(testing_token=shown)

    assert spared == testing_tokens.remember(world, client).captcha_bypass
    assert spared == world.clients[client.id].captcha_bypass


def test_a_testing_token_tells_how_long_it_works(world: World) -> None:
    """An hour from the second of its making."""
    assert world.clock.now + HOUR == testing_tokens.expire_at(testing_tokens.create(world))


def test_without_progressive_sign_up_all_must_come_at_once(world: World, client: Client) -> None:
    """What is required and missing is named, each under its own parameter; the code may come later."""
    configure(world, **{f"{SIGN_UP}progressive": False, f"{SIGN_UP}legal_consent_enabled": True})
    found = refused_without_trace(world, lambda: create(world, client, email_address=ADA))
    it = create(world, client, **FORM, legal_accepted=True)

    assert [(422, "form_param_missing", it) for it in ("legal_accepted", "password")] == found
    assert ("missing_requirements", [], ["email_address"]) == fields_of(world, it)


def test_a_custom_action_holds_a_sign_up_back(world: World, client: Client) -> None:
    """Until the app's server says that it has run."""
    attribute(world, "email_address", verify_at_sign_up=False)
    configure(world, **{f"{SIGN_UP}custom_action_required": True})
    it = create(world, client, **FORM)
    between = fields_of(world, it)
    still = sign_ups.act(world, it, custom_action=False, external_id="crm-7")
    done = sign_ups.act(world, still, custom_action=True)

    assert ("missing_requirements", [], []) == between
    assert "missing_requirements" == sign_ups.status(world, still)
    assert "complete" == sign_ups.status(world, done)
    assert "crm-7" == world.users[done.created_user_id].external_id


def test_fields_that_name_different_addresses_contradict_each_other(world: World, client: Client) -> None:
    """The one that may be either of two, and the one that it turns out to be; equal ones do not."""
    same = create(world, client, email_address=ADA, email_address_or_phone_number=ADA)

    assert ADA == same.email_address
    assert [(422, "form_param_value_conflict", "email_address_or_phone_number")] == refusals(
        lambda: create(world, client, email_address=ADA, email_address_or_phone_number="bob@acme.dev")
    )


def test_consent_is_asked_for_and_kept(world: World, client: Client) -> None:
    """Absent it is missing; given it is stamped on the sign-up and on the user."""
    configure(world, **{f"{SIGN_UP}legal_consent_enabled": True})
    attribute(world, "email_address", verify_at_sign_up=False)
    it = create(world, client, **FORM)
    before = fields_of(world, it)
    world.advance(HOUR)
    done = sign_ups.update(world, it, {"legal_accepted": True})

    assert ("missing_requirements", ["legal_accepted"], []) == before
    assert "legal_accepted" in sign_ups.required_fields(world, it)
    assert world.clock.now == done.legal_accepted_at == world.users[done.created_user_id].legal_accepted_at


def test_joining_the_waitlist_twice_is_joining_it_once(world: World) -> None:
    """The same entry, one mail."""
    configure(world, **{f"{SIGN_UP}mode": "waitlist"})
    first, second = waitlist.join(world, " Ada@acme.dev"), waitlist.join(world, ADA)

    assert first == second
    assert ["waitlist_confirmation"] == [it.kind for it in world.messages.where(to=ADA)]
    assert "pending" == waitlist.status(first)


@pytest.mark.parametrize("mode", ["public", "restricted"])
def test_other_modes_have_no_waitlist(world: World, mode: str) -> None:
    """Whatever the address."""
    configure(world, **{f"{SIGN_UP}mode": mode})

    assert [(403, "waitlist_not_accepting_entries", None)] == refused_without_trace(
        world, lambda: waitlist.join(world, ADA)
    )


@pytest.mark.parametrize(
    ("address", "code"), [("invalid-email@com", "form_param_format_invalid"), (" ", "form_param_nil")]
)
def test_only_addresses_join(world: World, address: str, code: str) -> None:
    """The refusal names the field."""
    configure(world, **{f"{SIGN_UP}mode": "waitlist"})

    assert [(422, code, "email_address")] == refused_without_trace(
        world, lambda: waitlist.join(world, address)
    )


def test_who_becomes_a_user_waits_no_more(world: World, client: Client) -> None:
    """The entry is completed by the sign-up, however that came about."""
    entry = waitlist.add(world, ADA)
    it = create(world, client, **FORM, strategy="email_code")
    attempt(world, it, code=last_code(world))

    assert "completed" == waitlist.status(world.waitlist[entry.id])


@pytest.mark.parametrize(
    ("settings", "pwned"), [({}, True), ({"disable_hibp": True}, False)], ids=["looked up", "not"]
)
def test_a_password_of_a_breach_is_refused(world: World, client: Client, settings, pwned: bool) -> None:
    """Where the instance looks."""
    configure(world, behaviour__pwned_passwords=(PASSWORD,))
    configure(world, **{f"user_settings__password_settings__{key}": it for key, it in settings.items()})
    if pwned:
        assert [(422, "form_password_pwned", "password")] == refused_without_trace(
            world, lambda: create(world, client, **FORM)
        )
    else:
        assert create(world, client, **FORM).password_digest is not None


def test_who_was_invited_is_on_no_list(world: World, client: Client) -> None:
    """The invitation says who may come."""
    configure(world, user_settings__restrictions__blocklist__enabled=True)
    restrictions.block(world, ADA)
    it = create(world, client)
    invited = world.sign_ups.save(replace(it, ticket_id="inv_1", email_address=ADA))

    assert {"email_address": ADA} == sign_up_form.read(world, invited, {"email_address": ADA})


def test_an_abandoned_identifier_is_free(world: World, client: Client) -> None:
    """A sign-up holds no identifier: who completes first has it, the other one is told at the end."""
    first = create(world, client, **FORM, strategy="email_code")
    code = last_code(world)
    a_user(world)

    assert [(400, "identification_claimed", None)] == refusals(lambda: attempt(world, first, code=code))
