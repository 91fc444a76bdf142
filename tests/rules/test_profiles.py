"""A profile as its user changes it: what changes, what is refused, and that a refusal changes nothing."""

import json
from dataclasses import replace
from functools import partial

import pytest

from mockfapi.rules import jwt_templates, profiles, service_tokens
from mockfapi.world import World
from mockfapi.world.records import Client, Session, User
from tests.rules.profiles import added
from tests.rules.worlds import (
    ADA,
    a_user,
    attribute,
    configure,
    refused_without_trace,
    signed_in,
    with_usernames,
)

MINUTE = 60_000
FORBIDDEN = (403, "immutable_attribute_modification_not_allowed", None)


@pytest.fixture
def ada(world: World) -> User:
    return a_user(world, first_name="Ada", last_name="Lovelace")


@pytest.fixture
def session(world: World, client: Client, ada: User) -> Session:
    """Of a user who has a name, proven a moment ago."""
    del ada
    return signed_in(world, client)


def changed(world: World, session: Session, **given: str | None) -> User:
    return profiles.update(world, session, given)


def test_names_are_changed_and_taken_away(world: World, session: Session) -> None:
    """Empty text is how clients write null; what is not named stays."""
    world.clock.advance(1)
    user = profiles.update(world, session, {"first_name": "Augusta", "last_name": ""})

    assert ("Augusta", None, world.clock.now) == (user.first_name, user.last_name, user.updated_at)
    assert "Augusta" == profiles.update(world, session, {"last_name": "King"}).first_name


def test_metadata_is_replaced_or_merged(world: World, session: Session) -> None:
    """Whole with the profile; by itself deeply, where null takes a key away."""
    user = profiles.update(world, session, {"unsafe_metadata": '{"a": {"b": 1, "c": 2}, "d": 3}'})
    merged = profiles.merge_metadata(world, user, '{"a": {"b": null, "e": 4}, "d": 5}')

    assert {"a": {"c": 2, "e": 4}, "d": 5} == merged.unsafe_metadata
    assert {"f": 6} == profiles.update(world, session, {"unsafe_metadata": '{"f": 6}'}).unsafe_metadata
    assert {"f": 6} == profiles.update(world, session, {"unsafe_metadata": None}).unsafe_metadata


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[1]", "form_param_value_invalid"),
        ("", "form_param_value_invalid"),
        ("{", "form_param_value_invalid"),
        ('{"a": NaN}', "form_param_value_invalid"),
        ('{"a":' * 200 + "1" + "}" * 200, "form_param_value_invalid"),
        ('{"a":' * 100_000, "form_param_value_invalid"),
        (json.dumps({"a": "x" * 8192}), "form_param_exceeds_allowed_size"),
    ],
)
def test_metadata_that_is_none(world: World, session: Session, ada: User, text: str, code: str) -> None:
    """By either way: no object, no JSON, too deep, too long."""
    refused = [(422, code, "unsafe_metadata")]

    assert refused == refused_without_trace(world, lambda: profiles.merge_metadata(world, ada, text))
    assert refused == refused_without_trace(
        world, lambda: profiles.update(world, session, {"unsafe_metadata": text})
    )


def test_metadata_cannot_grow_beyond_its_limit_bit_by_bit(world: World, ada: User) -> None:
    """What counts is what the merge makes."""
    user = profiles.merge_metadata(world, ada, json.dumps({"a": "x" * 5000}))

    assert [(422, "form_param_exceeds_allowed_size", "unsafe_metadata")] == refused_without_trace(
        world, lambda: profiles.merge_metadata(world, user, json.dumps({"b": "x" * 5000}))
    )


def test_a_username_is_written_small_and_belongs_to_one(world: World, session: Session) -> None:
    """Its rules are those of sign-ups; one's own in other letters is nothing new."""
    with_usernames(world)
    a_user(world, "grace@acme.dev", username="hopper")
    update = partial(changed, world, session)

    assert "lovelace" == update(username=" LoveLace ").username
    assert "lovelace" == update(username="LOVELACE").username
    for name, code in {
        "Hopper": "form_identifier_exists",
        "ada": "form_username_invalid_length",
        "ada l": "form_username_invalid_character",
        "12345": "form_username_needs_non_number_char",
    }.items():
        assert [(422, code, "username")] == refused_without_trace(world, partial(update, username=name))
    assert update(username="").username is None


def test_what_the_instance_does_not_have(world: World, session: Session) -> None:
    """Each of the fields is named; a client that sends an empty one along says nothing."""
    attribute(world, "first_name", enabled=False)
    values = {"first_name": "A", "username": "lovelace", "primary_phone_number_id": "idn_1"}
    unknown = [(422, "form_param_unknown", name) for name in values]
    configure(world, auth_config__reverification=True)
    world.clock.advance(11 * MINUTE)

    assert unknown == refused_without_trace(world, lambda: profiles.update(world, session, values))
    assert "Ada" == profiles.update(world, session, {"username": "", "last_name": "L"}).first_name


def test_what_each_user_must_have_stays(world: World, session: Session) -> None:
    """A required name can be another one, not none."""
    attribute(world, "first_name", required=True)

    assert [(422, "form_param_nil", "first_name")] == refused_without_trace(
        world, lambda: profiles.update(world, session, {"first_name": "", "last_name": ""})
    )
    assert "A" == profiles.update(world, session, {"first_name": "A"}).first_name


def test_what_cannot_be_changed_can_be_set_once(world: World, session: Session) -> None:
    """The same value again is no change."""
    with_usernames(world, immutable=True)
    attribute(world, "first_name", immutable=True)
    update = partial(changed, world, session)

    assert "lovelace" == update(username="lovelace", first_name="Ada").username
    assert [FORBIDDEN] == refused_without_trace(world, lambda: update(username="countess"))
    assert [FORBIDDEN] == refused_without_trace(world, lambda: update(first_name=""))


def test_only_a_verified_address_of_ones_own_is_primary(world: World, session: Session, ada: User) -> None:
    """The one that was primary is told; nobody else's is known."""
    new = added(world, ada)
    other = a_user(world, "grace@acme.dev").primary_email_address_id
    update = partial(changed, world, session)

    assert new.id == update(primary_email_address_id=new.id).primary_email_address_id
    assert "primary_email_address_changed" == world.messages.where(to=ADA)[-1].kind

    old = world.email_addresses[ada.primary_email_address_id or ""]
    unverified = world.email_addresses.save(replace(old, verification=None))
    for id, code in {
        unverified.id: "form_verification_needed",
        other: "form_resource_not_found",
        "idn_none": "form_resource_not_found",
    }.items():
        refused = refused_without_trace(world, partial(update, primary_email_address_id=id))

        assert [(422, code, "primary_email_address_id")] == refused
    assert new.id == update(primary_email_address_id="").primary_email_address_id


def test_names_want_no_recent_proof_but_usernames_and_primaries_do(
    world: World, session: Session, ada: User
) -> None:
    """Only where they say something new."""
    with_usernames(world)
    new = added(world, ada)
    world.clock.advance(11 * MINUTE)
    stale = [(403, "session_reverification_required", None)]
    same = {"first_name": "A", "username": "", "primary_email_address_id": ada.primary_email_address_id}

    assert "A" == profiles.update(world, session, same).first_name
    for changes in ({"username": "lovelace"}, {"primary_email_address_id": new.id}):
        update = partial(changed, world, session, first_name="B", **changes)

        assert stale == refused_without_trace(world, update)


def test_an_account_is_deleted_where_its_user_may(world: World, session: Session, ada: User) -> None:
    """The instance may keep it; once it is gone, the address is free."""
    configure(world, user_settings__actions__delete_self=False)

    refused = refused_without_trace(world, lambda: profiles.delete(world, ada))

    assert [(403, "user_delete_self_not_enabled", None)] == refused

    configure(world, user_settings__actions__delete_self=True)

    assert ("user", ada.id) == ((gone := profiles.delete(world, ada)).kind, gone.id)
    assert world.users.find(ada.id) is None
    assert ADA == world.email_addresses[a_user(world).primary_email_address_id or ""].email_address


def test_a_token_for_a_service_is_what_its_template_says(world: World, session: Session) -> None:
    """Services that nobody connected are unknown, others no service at all."""
    create = partial(service_tokens.create, world, session)

    assert [(404, "resource_not_found", None)] == refused_without_trace(world, lambda: create("firebase"))
    assert [(422, "form_param_value_invalid", "service")] == refused_without_trace(
        world, lambda: create("weather")
    )

    template = jwt_templates.create(world, name="integration_firebase", claims={"uid": "{{user.id}}"})

    assert jwt_templates.token(world, session, template, origin=None) == create("firebase")
