"""Founding organizations: names, slugs, limits; what a user is in and may join."""

from dataclasses import replace

import pytest

from mockfapi.rules import organization_invitations, organizations, user_organizations
from mockfapi.world import World
from mockfapi.world.records import User
from tests.rules.worlds import a_user, configure, refused_without_trace

BOB = "bob@acme.dev"


@pytest.fixture
def user(world: World) -> User:
    """Somebody in an instance with organizations and slugs."""
    configure(world, organization_settings__enabled=True, organization_settings__slug__disabled=False)
    return a_user(world)


def test_the_founder_becomes_the_first_member(world: World, user: User) -> None:
    """In the role for creators, with the limits of the instance."""
    it = organizations.create_own(world, user, "Acme & Sons", None)
    (membership,) = user_organizations.memberships_of(world, user)

    assert ("acme-sons", 5, user.id) == (it.slug, it.max_allowed_memberships, it.created_by)
    assert (it.id, "org:admin") == (membership.organization_id, membership.role)


def test_a_slug_that_is_taken_by_chance_gets_a_number(world: World, user: User) -> None:
    """A slug that was asked for is refused instead."""
    first, second = (organizations.create_own(world, user, "Acme", None).slug for _ in range(2))

    assert ("acme", "acme-2") == (first, second)
    assert [(422, "form_already_exists", "slug")] == refused_without_trace(
        world, lambda: organizations.create_own(world, user, "Acme", "acme")
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "x" * 257,
        "see https://evil.test",
        "<b>Acme</b>",
        "www.evil.test",
        "Free beer at WWW.evil.test",
        "evil.test/beer",
        "Acme\nInc",
        "Acme\x00",
        "Acme\x85",
        "Acme\u2028Inc",
    ],
)
def test_names_are_plain_text(world: World, user: User, name: str) -> None:
    """1 to 256 characters, no addresses, no markup."""
    (found,) = refused_without_trace(world, lambda: organizations.create_own(world, user, name, None))

    assert (422, "name") == (found[0], found[2])


@pytest.mark.parametrize("slug", ["Acme", "acme sons", "-acme", "acme--sons", "ac_me", "ä"])
def test_slugs_are_lower_case_words(world: World, user: User, slug: str) -> None:
    """Letters and digits, joined by single dashes."""
    assert [(422, "form_param_format_invalid", "slug")] == refused_without_trace(
        world, lambda: organizations.create_own(world, user, "Acme", slug)
    )


def test_who_may_not_create_any(world: World, user: User) -> None:
    """403 `user_create_organization_not_enabled`."""
    it = world.users.save(replace(user, create_organization_enabled=False))

    assert [(403, "user_create_organization_not_enabled", None)] == refused_without_trace(
        world, lambda: organizations.create_own(world, it, "Acme", None)
    )


@pytest.mark.parametrize(("limit", "founded"), [(1, 1), (2, 2), (0, 3), (None, 3)])
def test_the_limit_of_a_user(world: World, user: User, limit: int | None, founded: int) -> None:
    """What others founded does not count; 0 and none are no limit."""
    organizations.create(world, "Of somebody else", created_by=a_user(world, BOB).id)
    it = world.users.save(replace(user, create_organizations_limit=limit))
    for number in range(founded):
        organizations.create_own(world, it, f"Acme {number}", None)

    if limit:
        assert [(403, "org_creation_limit_exceeded", None)] == refused_without_trace(
            world, lambda: organizations.create_own(world, it, "One more", None)
        )
    else:
        assert organizations.create_own(world, it, "One more", None)


def test_the_quota_of_the_instance(world: World, user: User) -> None:
    """Whoever founded them."""
    configure(world, behaviour__organization_quota=1)
    organizations.create(world, "Of somebody else", created_by=a_user(world, BOB).id)

    assert [(403, "organization_quota_exceeded", None)] == refused_without_trace(
        world, lambda: organizations.create_own(world, user, "Acme", None)
    )


def test_slugs_that_are_off(world: World, user: User) -> None:
    """None may be asked for; one is made all the same."""
    configure(world, organization_settings__slug__disabled=True)

    assert [(403, "organization_slugs_disabled", None)] == refused_without_trace(
        world, lambda: organizations.create_own(world, user, "Acme", "acme")
    )
    assert "acme" == organizations.create_own(world, user, "Acme", None).slug


def test_organizations_that_are_off(world: World, user: User) -> None:
    """Nobody founds one and nobody is in any."""
    organizations.create_own(world, user, "Acme", None)
    configure(world, organization_settings__enabled=False)

    assert [(403, "organization_not_enabled_in_instance", None)] == refused_without_trace(
        world, lambda: organizations.create_own(world, user, "Beta", None)
    )
    assert [] == user_organizations.memberships_of(world, user)
    assert [] == user_organizations.invitations_of(world, user)


def test_deleting_takes_everything_along(world: World, user: User) -> None:
    """Memberships and invitations go with the organization."""
    it = organizations.create_own(world, user, "Acme", None)
    organization_invitations.create(world, it, BOB, "org:member")
    organizations.delete(world, it)

    assert [0, 0, 0] == [
        len(each) for each in (world.organizations, world.memberships, world.organization_invitations)
    ]


class TestInvitations:
    """Joining from the inside."""

    @pytest.fixture
    def bob(self, world: World, user: User) -> User:
        """Somebody whose verified address is invited to one organization."""
        acme = organizations.create_own(world, user, "Acme", None)
        organization_invitations.create(world, acme, BOB, "org:member", public_metadata={"desk": 4})
        return a_user(world, BOB)

    def test_accepting_makes_a_member(self, world: World, bob: User) -> None:
        """In the role of the invitation and with its metadata; nothing is pending any more."""
        (invitation,) = user_organizations.invitations_of(world, bob, ["pending"])
        user_organizations.accept_invitation(world, bob, invitation.id)
        (membership,) = user_organizations.memberships_of(world, bob)

        assert ("org:member", {"desk": 4}) == (membership.role, membership.public_metadata)
        assert [] == user_organizations.invitations_of(world, bob, ["pending"])
        assert [invitation.id] == [
            it.id for it in user_organizations.invitations_of(world, bob, ["accepted"])
        ]

    def test_only_to_verified_addresses(self, world: World, bob: User) -> None:
        """An address that nobody proved to own opens nothing."""
        email = world.email_addresses[bob.primary_email_address_id]
        world.email_addresses.save(replace(email, verification=None))

        assert [] == user_organizations.invitations_of(world, bob)

    def test_not_those_of_others(self, world: World, user: User, bob: User) -> None:
        """404, as if there were none."""
        (invitation,) = user_organizations.invitations_of(world, bob)

        assert [(404, "resource_not_found", None)] == refused_without_trace(
            world, lambda: user_organizations.accept_invitation(world, user, invitation.id)
        )

    def test_not_twice(self, world: World, bob: User) -> None:
        """An accepted one is not pending."""
        (invitation,) = user_organizations.invitations_of(world, bob)
        user_organizations.accept_invitation(world, bob, invitation.id)

        assert [(404, "organization_invitation_not_pending", None)] == refused_without_trace(
            world, lambda: user_organizations.accept_invitation(world, bob, invitation.id)
        )

    def test_a_status_that_does_not_exist(self, world: World, bob: User) -> None:
        """Is refused by its name."""
        (found,) = refused_without_trace(
            world, lambda: user_organizations.invitations_of(world, bob, ["perhaps"])
        )

        assert (400, "invalid_query_parameter_value") == found[:2]
