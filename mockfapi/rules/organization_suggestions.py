"""Organizations that are suggested to users: asking to join one. Whence suggestions come: `enrollments`."""

from collections.abc import Collection
from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import notices, permissions, roles
from mockfapi.world import World
from mockfapi.world.records import MembershipRequest, OrganizationSuggestion, User

STATUSES = ("pending", "accepted", "completed")


def status(world: World, it: OrganizationSuggestion) -> str:
    """Worked out from the facts: pending, accepted while an answer is awaited, completed."""
    if it.accepted_at is None:
        return "pending"
    asked = world.membership_requests.where(pair=(it.organization_id, it.user_id))
    return "accepted" if any(is_open(each) for each in asked) else "completed"


def is_open(it: MembershipRequest) -> bool:
    """Whether nobody has answered it."""
    return it.accepted_at is None and it.rejected_at is None


def of_user(world: World, user: User, statuses: Collection[str] = ()) -> list[OrganizationSuggestion]:
    """What is suggested to a user, of these statuses or all, the newest first; nothing where it is off."""
    if not set(statuses) <= set(STATUSES):
        raise errors.invalid_query_parameter_value("status", reason=f"must be one of {', '.join(STATUSES)}")
    if not world.instance.settings.organization_settings.enabled:
        return []
    own = world.organization_suggestions.where(user_id=user.id)
    return [it for it in reversed(own) if not statuses or status(world, it) in statuses]


def accept(world: World, user: User, id: str) -> OrganizationSuggestion:
    """Asks to join; whoever manages the members is told. Others' suggestions are as unknown as none."""
    if not world.instance.settings.organization_settings.enabled:
        raise errors.organization_not_enabled_in_instance()
    it = world.organization_suggestions.find(id)
    if it is None or it.user_id != user.id:
        raise errors.resource_not_found(kind="organization suggestion", id=id)
    if it.accepted_at is not None:
        raise errors.organization_suggestion_already_accepted()
    ask(world, it.organization_id, user)
    _tell_managers(world, it.organization_id)
    return world.organization_suggestions[it.id]


def ask(world: World, organization_id: str, user: User) -> MembershipRequest:
    """A request to join, which accepts what was suggested; a member need not ask, and asking once will do."""
    now, pair = world.clock.now, (organization_id, user.id)
    if world.memberships.count(pair=pair):
        raise errors.already_a_member_in_organization()
    for it in world.organization_suggestions.where(pair=pair):
        if it.accepted_at is None:
            world.organization_suggestions.save(replace(it, accepted_at=now, updated_at=now))
    waiting = next((each for each in world.membership_requests.where(pair=pair) if is_open(each)), None)
    asked = MembershipRequest(world.chance.id("orgmemreq"), organization_id, user.id, now, now)
    return waiting or world.membership_requests.save(asked)


def settle(world: World, organization_id: str, user_id: str, but: str | None) -> None:
    """Ends what would lead a user into an organization, who is in it now: nobody waits any more.

    `but` is the invitation that has led there.
    """
    pair = (organization_id, user_id)
    for suggestion in world.organization_suggestions.where(pair=pair):
        if suggestion.accepted_at is None:
            world.organization_suggestions.remove(suggestion.id)
    for asked in world.membership_requests.where(pair=pair):
        if is_open(asked):
            now = world.clock.now
            world.membership_requests.save(replace(asked, accepted_at=now, updated_at=now))
    for address in world.email_addresses.where(user_id=user_id):
        for it in world.organization_invitations.where(email_address=address.email_address):
            is_by_domain = it.domain_id is not None and it.organization_id == organization_id
            if is_by_domain and it.id != but and (it.accepted_at, it.revoked_at) == (None, None):
                world.organization_invitations.remove(it.id)


def forget(world: World, organization_id: str) -> None:
    """Takes away what was suggested and asked of an organization."""
    for suggestion in world.organization_suggestions.where(organization_id=organization_id):
        world.organization_suggestions.remove(suggestion.id)
    for asked in world.membership_requests.where(organization_id=organization_id):
        world.membership_requests.remove(asked.id)


def _tell_managers(world: World, organization_id: str) -> None:
    place = {"name": world.organizations[organization_id].name}
    for member in world.memberships.where(organization_id=organization_id):
        if roles.may(world, member.role, permissions.MANAGE_MEMBERS):
            notices.send(world, world.users[member.user_id], notices.MEMBERSHIP_REQUESTED, org=place)
