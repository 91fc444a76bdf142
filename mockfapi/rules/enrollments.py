"""What domains of organizations bring about: who has an address there is invited, or may ask to join."""

from mockfapi.rules import identifiers, invitations, organizations, tickets, verifications
from mockfapi.world import World
from mockfapi.world.records import (
    EmailAddress,
    OrganizationDomain,
    OrganizationInvitation,
    OrganizationSuggestion,
)

INVITATION, SUGGESTION = "automatic_invitation", "automatic_suggestion"


def welcome(world: World, user_id: str) -> None:
    """Enrolls a user wherever a verified address of theirs opens a door that was closed so far."""
    settings = world.instance.settings.organization_settings
    if not (settings.enabled and settings.domains.enabled):
        return
    for address in world.email_addresses.where(user_id=user_id):
        if identifiers.is_verified(address):
            for domain in world.organization_domains.where(name=_host(address)):
                if _is_at_work(world, domain):
                    _enroll(world, domain, address, notify=True)


def begin(world: World, it: OrganizationDomain, *, notify: bool = True) -> None:
    """Enrolls everybody who has a verified address at the domain, if that is what it is for now.

    Who was enrolled before, or is a member, is left in peace.
    """
    if _is_at_work(world, it):
        for address in world.email_addresses:
            if _host(address) == it.name and identifiers.is_verified(address):
                _enroll(world, it, address, notify=notify)


def withdraw(world: World, it: OrganizationDomain) -> None:
    """Takes the invitations and suggestions of a domain back that nobody has answered."""
    for invitation in pending_invitations(world, it):
        world.organization_invitations.remove(invitation.id)
    for suggestion in pending_suggestions(world, it):
        world.organization_suggestions.remove(suggestion.id)


def pending_invitations(world: World, it: OrganizationDomain) -> list[OrganizationInvitation]:
    """The invitations by a domain that may still be accepted."""
    every = world.organization_invitations.where(domain_id=it.id)
    return [each for each in every if tickets.status(world, each) == "pending"]


def pending_suggestions(world: World, it: OrganizationDomain) -> list[OrganizationSuggestion]:
    """The suggestions by a domain that nobody has answered."""
    every = world.organization_suggestions.where(domain_id=it.id)
    return [each for each in every if each.accepted_at is None]


def _host(it: EmailAddress) -> str:
    return it.email_address.rpartition("@")[2]


def _is_at_work(world: World, it: OrganizationDomain) -> bool:
    """Whether the domain is proven, and enrolls by itself in a way that the instance allows."""
    domains = world.instance.settings.organization_settings.domains
    mode = it.enrollment_mode
    is_automatic = mode in (INVITATION, SUGGESTION) and mode in domains.enrollment_modes
    return domains.enabled and is_automatic and verifications.is_verified(it.affiliation)


def _enroll(world: World, it: OrganizationDomain, address: EmailAddress, *, notify: bool) -> None:
    """Invites or suggests once, whatever addresses a user has; never both, and never to a member."""
    place, user_id = it.organization_id, address.user_id
    invited = [
        each
        for own in world.email_addresses.where(user_id=user_id)
        if identifiers.is_verified(own)
        for each in world.organization_invitations.where(email_address=own.email_address)
    ]
    if (
        organizations.membership(world, place, user_id)
        or world.organization_suggestions.count(pair=(place, user_id))
        or any(
            each.organization_id == place and (each.domain_id or tickets.status(world, each) == "pending")
            for each in invited
        )
    ):
        return
    now = world.clock.now
    if it.enrollment_mode == SUGGESTION:
        id = world.chance.id("orgsug")
        world.organization_suggestions.save(OrganizationSuggestion(id, place, user_id, it.id, now, now))
        return
    invitation = OrganizationInvitation(
        id=world.chance.id("orginv"),
        organization_id=place,
        email_address=address.email_address,
        role=organizations.default_role(world, world.organizations[place]),
        created_at=now,
        updated_at=now,
        expire_at=invitations.expiry(world, None),
        domain_id=it.id,
    )
    world.organization_invitations.save(invitation)
    if notify:
        name = world.organizations[place].name
        invitations.send(world, invitation, "organization_invitation", name)
