"""Invitations to the app and to organizations: making them, and signing up or in by them."""

from dataclasses import replace

import pytest

from mockfapi.rules import (
    invitations,
    organization_invitations,
    organizations,
    sign_ins,
    sign_up_tickets,
    sign_ups,
    ticket_desk,
    tickets,
)
from mockfapi.world import World
from tests.rules.ticketing import GUEST, entered, joining
from tests.rules.worlds import (
    ADA,
    DAY,
    PASSWORD,
    a_client,
    a_user,
    configure,
    refusals,
    refused_without_trace,
)


@pytest.fixture
def place(world: World):
    """An organization with Ada as its administrator."""
    configure(world, organization_settings__enabled=True)
    return organizations.create(world, "Acme", created_by=a_user(world).id)


def test_an_invitation_needs_only_the_password(world, client):
    """The address is proven and locked, the metadata become the user's."""
    invitation = invitations.create(world, GUEST, public_metadata={"desk": 4})
    it = joining(world, client, invitation)

    assert (["password"], []) == (sign_ups.missing_fields(world, it), sign_ups.unverified_fields(world, it))

    done = sign_ups.update(world, it, {"password": PASSWORD, "email_address": f" {GUEST.upper()}"})
    user = world.users[done.created_user_id]
    (address,) = world.email_addresses.where(user_id=user.id)

    assert ({"desk": 4}, "ticket", GUEST) == (
        user.public_metadata,
        address.verification.strategy,
        address.email_address,
    )
    assert "accepted" == tickets.status(world, world.invitations[invitation.id])


def test_the_address_of_an_invitation_is_locked(world, client):
    """Another one is refused; the invitation stays pending until the sign-up is complete."""
    invitation = invitations.create(world, GUEST)
    it = joining(world, client, invitation)

    assert [(422, "form_param_value_invalid", "email_address")] == refused_without_trace(
        world, lambda: sign_ups.update(world, it, {"email_address": ADA})
    )
    assert "pending" == tickets.status(world, world.invitations[invitation.id])


@pytest.mark.parametrize("mode", ["restricted", "waitlist"])
def test_an_invitation_opens_closed_doors(world, client, mode):
    """Nobody else gets in."""
    configure(world, user_settings__sign_up__mode=mode)
    it = joining(world, client, invitations.create(world, GUEST), password=PASSWORD)
    (refusal,) = refusals(lambda: sign_ups.create(world, a_client(world), {"email_address": ADA}))

    assert "complete" == sign_ups.status(world, it)
    assert 403 == refusal[0]


def test_a_form_may_bring_the_ticket_again(world, client):
    """The real client sends it with every step; another invitation takes the place of the first."""
    first, second = invitations.create(world, GUEST), invitations.create(world, "other@acme.dev")
    it = joining(world, client, first)
    same = sign_ups.update(world, it, {"ticket": tickets.text(world, first), "strategy": "ticket"})
    other = sign_ups.update(world, same, {"ticket": tickets.text(world, second)})

    assert (it, "other@acme.dev") == (same, other.email_address)


def test_an_invitation_revoked_half_way_ends_the_sign_up(world, client):
    """No step works any more; one that expires meanwhile is left to finish."""
    invitation = invitations.create(world, GUEST, expires_in_days=1)
    it = joining(world, client, invitation)
    world.clock.advance(DAY - 1)
    world.invitations.save(replace(world.invitations[invitation.id], expire_at=world.clock.now))
    sign_up_tickets.require_good(world, it)
    invitations.revoke(world, world.invitations[invitation.id])

    assert [(400, "revoked_invitation", "ticket")] == refused_without_trace(
        world, lambda: sign_ups.update(world, it, {"password": PASSWORD})
    )


def test_an_invitation_of_somebody_with_an_account_signs_in(world, client):
    """Sign-up refuses it, sign-in takes it."""
    a_user(world)
    invitation = invitations.create(world, ADA, ignore_existing=True)

    assert [(400, "invitation_account_exists", "ticket")] == refused_without_trace(
        world, lambda: joining(world, client, invitation)
    )
    assert "complete" == sign_ins.status(world, entered(world, client, invitation))
    assert "accepted" == tickets.status(world, world.invitations[invitation.id])


def test_an_invited_stranger_signs_up_into_the_organization(world, client, place):
    """A member in the invited role, with the metadata; the session begins there."""
    it = organization_invitations.create(world, place, GUEST, "org:admin", public_metadata={"seat": 2})
    done = joining(world, client, it, password=PASSWORD)
    member = organizations.membership(world, place.id, done.created_user_id)

    assert ("org:admin", {"seat": 2}) == (member.role, member.public_metadata)
    assert place.id == world.sessions[done.created_session_id].last_active_organization_id
    assert {} == world.users[done.created_user_id].public_metadata


def test_an_invited_user_signs_in_into_the_organization(world, client, place):
    """Also when the address was never proven: the ticket proves it."""
    user = a_user(world, GUEST, verified=False)
    it = organization_invitations.create(world, place, GUEST, "org:member")
    entered(world, client, it)
    (address,) = world.email_addresses.where(user_id=user.id)

    assert "org:member" == organizations.membership(world, place.id, user.id).role
    assert "ticket" == address.verification.strategy


@pytest.mark.parametrize("by", ["sign_in", "sign_up"])
def test_a_full_organization_takes_nobody(world, client, place, by):
    """The invitation stays, and nothing is half done."""
    if by == "sign_in":
        a_user(world, GUEST)
    it = organization_invitations.create(world, place, GUEST, "org:member")
    world.organizations.save(replace(place, max_allowed_memberships=1))
    form = {"password": PASSWORD} if by == "sign_up" else {}
    action = entered if by == "sign_in" else joining

    assert [(403, "organization_membership_quota_exceeded", None)] == refused_without_trace(
        world, lambda: action(world, client, it, **form)
    )


@pytest.mark.parametrize("by", ["sign_in", "sign_up"])
def test_a_lowered_limit_counts_whoever_else_is_invited(world, client, place, by):
    """The seat that is left may be the other guest's: refused before anybody is made a user."""
    if by == "sign_in":
        a_user(world, GUEST)
    it = organization_invitations.create(world, place, GUEST, "org:member")
    organization_invitations.create(world, place, "other@acme.dev", "org:member")
    world.organizations.save(replace(place, max_allowed_memberships=2))
    form = {"password": PASSWORD} if by == "sign_up" else {}
    action = entered if by == "sign_in" else joining

    assert [(403, "organization_membership_quota_exceeded", None)] == refused_without_trace(
        world, lambda: action(world, client, it, **form)
    )


def test_an_invitation_to_an_organization_may_expire_half_way(world, client, place):
    """Whoever began the sign-up in time finishes it as a member; one that is taken back ends it."""
    it = organization_invitations.create(world, place, GUEST, "org:member", expires_in_days=1)
    begun = joining(world, client, it)
    world.clock.advance(DAY - 1)
    world.organization_invitations.save(replace(it, expire_at=world.clock.now))
    done = sign_ups.update(world, begun, {"password": PASSWORD})

    assert organizations.membership(world, place.id, done.created_user_id)
    assert "accepted" == tickets.status(world, world.organization_invitations[it.id])


def test_a_server_completes_no_sign_up_whose_invitation_was_revoked(world, client, place):
    """Its word that the app's own action has run comes too late, and nothing is half done."""
    configure(world, user_settings__sign_up__custom_action_required=True)
    it = organization_invitations.create(world, place, GUEST, "org:member")
    begun = joining(world, client, it, password=PASSWORD)
    organization_invitations.revoke(world, it)

    assert [(400, "organization_invitation_revoked_code", "ticket")] == refused_without_trace(
        world, lambda: sign_ups.act(world, begun, True)
    )


def test_seats_are_counted_with_those_who_are_invited(world, place):
    """Members and pending invitations together; a revoked one gives its seat back."""
    world.organizations.save(full := replace(place, max_allowed_memberships=2))
    first = organization_invitations.create(world, full, GUEST, "org:member")

    assert [(403, "organization_membership_quota_exceeded", None)] == refused_without_trace(
        world, lambda: organization_invitations.create(world, full, "other@acme.dev", "org:member")
    )

    organization_invitations.revoke(world, first)

    assert organization_invitations.create(world, full, "other@acme.dev", "org:member")


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        ({"email_address": "nonsense"}, (422, "form_param_format_invalid", "email_address")),
        ({"organization": "nowhere"}, (404, "resource_not_found", "organization")),
        ({"organization": "acme", "role": "org:nobody"}, (404, "resource_not_found", "role")),
        (
            {"organization": "acme", "email_address": ADA},
            (400, "already_a_member_in_organization", "email_address"),
        ),
        ({"role": "org:admin"}, (422, "form_conditional_param_missing", "organization")),
        ({"expires_in_days": 0}, (422, "form_param_value_invalid", "expires_in_days")),
        ({"expires_in_days": 366}, (422, "form_param_value_invalid", "expires_in_days")),
        ({"redirect_url": "/sign-up"}, (422, "invalid_redirect_url", "redirect_url")),
        ({"redirect_url": "javascript://x"}, (422, "prohibited_redirect_url", "redirect_url")),
        ({"email_address": ADA}, (422, "form_identifier_exists", "email_address")),
        ({"public_metadata": [1]}, (422, "form_param_value_invalid", "public_metadata")),
    ],
)
def test_what_nobody_is_invited_with(world, place, wishes, refusal):
    """Each fault by its name, and no mail."""
    given = {"email_address": GUEST} | wishes

    assert [refusal] == refused_without_trace(
        world, lambda: ticket_desk.invite(world, given.pop("email_address"), **given)
    )


def test_the_mail_of_an_invitation_has_its_link(world, place):
    """Unless nobody is to be told."""
    it = organization_invitations.create(world, place, GUEST, "org:member")
    invitations.create(world, GUEST, notify=False)
    (message,) = world.messages.where(to=GUEST)

    assert ("organization_invitation", tickets.url(world, it)) == (message.kind, message.link)
    assert "Acme" in message.subject
