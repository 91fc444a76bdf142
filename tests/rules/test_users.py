"""Users as scenarios make them, organizations and roles."""

import pytest

from mockfapi.rules import organizations, users
from mockfapi.rules.users import UserFields
from mockfapi.world import World
from tests.rules.worlds import (
    ADA,
    DAY,
    NOON,
    PHONE,
    a_user,
    configure,
    refusals,
    refused_without_trace,
)


def test_a_user_is_verified_and_has_primary_identifications(world: World) -> None:
    """The first address and number; an administrator vouches for them."""
    user = users.create(
        world,
        UserFields(
            email_addresses=["Ada@Acme.dev", "ada@home.dev"], phone_numbers=[PHONE], created_at=NOON - DAY
        ),
    )
    email = world.email_addresses[user.primary_email_address_id]

    assert (ADA, "admin", NOON - DAY) == (email.email_address, email.verification.strategy, email.created_at)
    assert PHONE == world.phone_numbers[user.primary_phone_number_id].phone_number
    assert [ADA, "ada@home.dev", PHONE] == users.identifiers_of(world, user)


def test_ids_can_be_pinned_once(world: World) -> None:
    """Scenarios may name their users."""
    user = a_user(world, id="user_ada")

    assert "user_ada" == user.id
    assert [(422, "form_already_exists", "id")] == refusals(
        lambda: a_user(world, "bob@acme.dev", id="user_ada")
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"email_addresses": [ADA]}, ["form_identifier_exists email_address"]),
        ({"email_addresses": ["x@y.dev", "X@y.dev"]}, ["form_param_duplicate email_address"]),
        ({"phone_numbers": ["123"]}, ["form_param_format_invalid phone_number"]),
        (
            {"username": "a", "password": "b"},
            ["form_username_invalid_length username", "form_password_length_too_short password"],
        ),
        ({"external_id": "ext_1"}, ["form_identifier_exists external_id"]),
        ({"last_name": "x" * 300}, ["form_param_max_length_exceeded last_name"]),
        ({"public_metadata": []}, ["form_param_value_invalid public_metadata"]),
    ],
)
def test_users_pass_the_checks_of_a_sign_up(world: World, fields, found: list[str]) -> None:
    """A scenario cannot make what a request could not, and a refusal leaves nothing behind."""
    a_user(world, external_id="ext_1")
    entries = refused_without_trace(world, lambda: users.create(world, UserFields(**fields)))

    assert found == [f"{code} {param}" for _, code, param in entries]


def test_checks_of_passwords_may_be_skipped(world: World) -> None:
    """Imported accounts keep weak passwords."""
    user = users.create(world, UserFields(username="ada_l", password="abc", skip_password_checks=True))

    assert world.hasher.matches("abc", user.password_digest)


def test_the_creator_of_an_organization_is_its_first_admin(world: World) -> None:
    """With the creator role of the settings; the slug follows from the name."""
    configure(world, organization_settings__enabled=True)
    user = a_user(world)
    acme = organizations.create(world, "Acme & Sons", created_by=user.id)
    again = organizations.create(world, "Acme, Sons")

    assert ("acme-sons", "acme-sons-2") == (acme.slug, again.slug)
    assert "org:admin" == organizations.membership(world, acme.id, user.id).role
    assert 5 == acme.max_allowed_memberships
    assert acme == organizations.find_for_member(world, user, "acme-sons")
    assert [(404, "organization_not_found_or_unauthorized", None)] == refusals(
        lambda: organizations.find_for_member(world, user, again.id)
    )


@pytest.mark.parametrize(
    ("name", "fields", "found"),
    [
        ("", {}, [(422, "form_param_value_invalid", "name")]),
        ("x" * 257, {}, [(422, "form_param_value_invalid", "name")]),
        ("See https://x.dev", {}, [(422, "form_param_value_invalid", "name")]),
        ("Acme", {"slug": "Not A Slug"}, [(422, "form_param_format_invalid", "slug")]),
        ("Acme", {"slug": "taken"}, [(422, "form_already_exists", "slug")]),
        ("Acme", {"id": "org_taken"}, [(422, "form_already_exists", "id")]),
        ("Acme", {"created_by": "user_nobody"}, [(400, "organization_creator_not_found", "created_by")]),
    ],
)
def test_a_refused_organization_leaves_nothing_behind(world: World, name: str, fields, found) -> None:
    """Names are plain text, slugs and ids are unique."""
    organizations.create(world, "Taken", "taken", id="org_taken")

    assert found == refused_without_trace(world, lambda: organizations.create(world, name, **fields))


def test_members_are_unique_and_limited(world: World) -> None:
    """And their role exists."""
    acme = organizations.create(world, "Acme", max_allowed_memberships=1)
    ada, bob = a_user(world), a_user(world, "bob@acme.dev")
    unknown = refused_without_trace(world, lambda: organizations.add_member(world, acme, ada, "org:boss"))
    organizations.add_member(world, acme, ada, "org:member")

    assert [(404, "resource_not_found", "role")] == unknown
    assert [(400, "already_a_member_in_organization", None)] == refused_without_trace(
        world, lambda: organizations.add_member(world, acme, ada, "org:admin")
    )
    assert [(403, "organization_membership_quota_exceeded", None)] == refused_without_trace(
        world, lambda: organizations.add_member(world, acme, bob, "org:member")
    )


def test_the_default_member_reads_members_and_billing_only(world: World) -> None:
    """The admin has every system permission."""
    permissions = {role.key: set(role.permissions) for role in world.roles}

    assert {"org:sys_memberships:read", "org:sys_billing:read"} == permissions["org:member"]
    assert permissions["org:member"] < permissions["org:admin"]
    assert 9 == len(permissions["org:admin"])


def test_the_limit_of_members_is_a_setting(world: World) -> None:
    """New organizations take it over."""
    configure(world, organization_settings__max_allowed_memberships=0)

    assert 0 == organizations.create(world, "Acme").max_allowed_memberships
