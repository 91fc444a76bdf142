"""Refusals of invitations to the app and to organizations, each provoked by a request."""

from mockfapi.http.transport import Reply
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.catalogue.tickets import ADA, ask, invitation, joined, revoke, sign_in, sign_up, undone

NEW = "new@engines.test"
OLGA, PLACE = "olga@workshop.test", "brandt-workshop"


@provokes("revoked_invitation")
def invitation_revoked(stage: Stage) -> Reply:
    world = stage.world()
    it = invitation(stage, world)
    revoke(stage, world, it)
    return sign_up(stage, world, it)


@provokes("invitation_already_accepted")
def invitation_accepted(stage: Stage) -> Reply:
    world = stage.world()
    it = invitation(stage, world)
    joined(stage, world, it)
    return sign_up(stage, world, it)


@provokes("invitation_already_revoked")
def invitation_revoked_twice(stage: Stage) -> Reply:
    world = stage.world()
    it = invitation(stage, world)
    revoke(stage, world, it)
    return revoke(stage, world, it)


@provokes("invitation_account_exists")
def invited_with_an_account(stage: Stage) -> Reply:
    world = stage.world()
    return sign_up(stage, world, invitation(stage, world, ADA, ignore_existing=True))


@provokes("invitation_account_not_exists")
def invited_without_an_account(stage: Stage) -> Reply:
    world = stage.world()
    return sign_in(stage, world, invitation(stage, world))


@provokes("invitations_not_supported")
def invited_where_nobody_has_an_address(stage: Stage) -> Reply:
    off = "user_settings__attributes__email_address__enabled"
    return ask(stage, stage.world(**{off: False}), "/invite", email_address=NEW)


@provokes("duplicate_record")
def invited_twice(stage: Stage) -> Reply:
    world = stage.world()
    invitation(stage, world)
    return ask(stage, world, "/invite", email_address=NEW)


@provokes("organization_invitation_not_found")
def organization_invitation_gone(stage: Stage) -> Reply:
    world = stage.world("b2b")
    return sign_up(stage, world, undone(world, invitation(stage, world, organization=PLACE)))


@provokes("organization_invitation_not_pending")
def organization_invitation_revoked_twice(stage: Stage) -> Reply:
    world = stage.world("b2b")
    it = invitation(stage, world, organization=PLACE)
    revoke(stage, world, it)
    return revoke(stage, world, it)


@provokes("organization_invitation_revoked_code")
def organization_invitation_revoked(stage: Stage) -> Reply:
    world = stage.world("b2b")
    it = invitation(stage, world, organization=PLACE)
    revoke(stage, world, it)
    return sign_up(stage, world, it)


@provokes("organization_invitation_already_accepted")
def organization_invitation_accepted(stage: Stage) -> Reply:
    world = stage.world("b2b")
    it = invitation(stage, world, organization=PLACE)
    joined(stage, world, it)
    return sign_up(stage, world, it)


@provokes("organization_invitation_not_unique")
def invited_twice_to_an_organization(stage: Stage) -> Reply:
    world = stage.world("b2b")
    invitation(stage, world, organization=PLACE)
    return ask(stage, world, "/invite", email_address=NEW, organization=PLACE)


@provokes("organization_invitation_identification_not_exist")
def invited_to_an_organization_without_an_account(stage: Stage) -> Reply:
    world = stage.world("b2b")
    return sign_in(stage, world, invitation(stage, world, organization=PLACE))


@provokes("organization_invitation_identification_already_exists")
def invited_to_an_organization_with_an_account(stage: Stage) -> Reply:
    world = stage.world("b2b")
    it = invitation(stage, world, OLGA, organization=outside(world, OLGA))
    return sign_up(stage, world, it)


@provokes("organization_invitation_to_deleted_organization")
def invited_to_an_organization_that_is_gone(stage: Stage) -> Reply:
    world = stage.world("b2b")
    it = invitation(stage, world, organization=PLACE)
    stage.backend(world).delete(f"/v1/organizations/{it['organization_id']}")
    return sign_up(stage, world, it)


@provokes("invitations_not_supported_in_organization")
def invited_to_an_organization_where_nobody_has_an_address(stage: Stage) -> Reply:
    off = "user_settings__attributes__email_address__enabled"
    world = stage.world("b2b", **{off: False})
    return ask(stage, world, "/invite", email_address=NEW, organization=PLACE)


@provokes("not_a_member_in_organization")
def invited_by_a_stranger(stage: Stage) -> Reply:
    world = stage.world("b2b")
    place = outside(world, OLGA)
    return ask(stage, world, "/invite", email_address=NEW, organization=place, inviter=OLGA)


def outside(world: World, email: str) -> str:
    """An organization that somebody does not belong to."""
    address = world.email_addresses.first(email_address=email)
    assert address is not None
    mine = {it.organization_id for it in world.memberships.where(user_id=address.user_id)}
    return next(it.id for it in world.organizations if it.id not in mine)


@provokes("missing_organization_permission")
def invited_by_a_member_who_may_not(stage: Stage) -> Reply:
    world = stage.world("b2b")
    member = next(it for it in world.memberships if it.role != "org:admin")
    more = {"organization": member.organization_id, "inviter": member.user_id}
    return ask(stage, world, "/invite", email_address=NEW, **more)
