"""Provokes the refusals of sessions and of organizations."""

from dataclasses import replace

from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import organization_invitations
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import SESSIONS, session_of, sign_in

OLGA = "olga@workshop.test"
ORGANIZATIONS = "/v1/organizations"


def member(stage: Stage, **settings: object) -> tuple[World, Caller, str]:
    """A world with organizations, a browser of somebody in them, and the session."""
    world = stage.world("b2b", **settings)
    browser = stage.browser(world)
    return world, browser, session_of(sign_in(browser, OLGA))


@provokes("invalid_action_for_session")
def ending_twice(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    path = f"{SESSIONS}/{session_of(sign_in(browser))}/end"
    browser.post(path)
    return browser.post(path)


@provokes("current_session_not_revocable")
def revoking_oneself(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    return browser.post(f"/v1/me/sessions/{session_of(sign_in(browser))}/revoke")


@provokes("organization_not_found_or_unauthorized")
def another_organization(stage: Stage) -> Reply:
    _, browser, session = member(stage)
    return browser.post(f"{SESSIONS}/{session}/touch", active_organization_id="attic")


@provokes("organization_not_enabled_in_instance")
def no_organizations(stage: Stage) -> Reply:
    _, browser, _ = member(stage, organization_settings__enabled=False)
    return browser.post(ORGANIZATIONS, name="New")


@provokes("user_create_organization_not_enabled")
def not_this_user(stage: Stage) -> Reply:
    world, browser, session = member(stage)
    user = world.users[world.sessions[session].user_id]
    world.users.save(replace(user, create_organization_enabled=False))
    return browser.post(ORGANIZATIONS, name="New")


@provokes("org_creation_limit_exceeded")
def one_more_than_allowed(stage: Stage) -> Reply:
    world, browser, session = member(stage)
    user = world.users[world.sessions[session].user_id]
    world.users.save(replace(user, create_organizations_limit=1))
    return browser.post(ORGANIZATIONS, name="New")


@provokes("organization_quota_exceeded")
def too_many_of_them(stage: Stage) -> Reply:
    _, browser, _ = member(stage, behaviour__organization_quota=3)
    return browser.post(ORGANIZATIONS, name="New")


@provokes("organization_slugs_disabled")
def a_slug_of_ones_own(stage: Stage) -> Reply:
    _, browser, _ = member(stage, organization_settings__slug__disabled=True)
    return browser.post(ORGANIZATIONS, name="New", slug="new")


@provokes("already_a_member_in_organization")
def adding_a_member(stage: Stage) -> Reply:
    world, _, _ = member(stage)
    olga = world.email_addresses.first(email_address=OLGA)
    place = world.organizations.first(slug="brandt-workshop")
    path = f"/v1/organizations/{place.id}/memberships"
    return stage.backend(world).post(path, user_id=olga.user_id, role="org:member")


@provokes("organization_membership_quota_exceeded")
def joining_a_full_one(stage: Stage) -> Reply:
    world, browser, _ = member(stage)
    attic = world.organizations.first(slug="attic")
    invitation = organization_invitations.create(world, attic, OLGA, "org:member")
    world.organizations.save(replace(attic, max_allowed_memberships=1))
    return browser.post(f"/v1/me/organization_invitations/{invitation.id}/accept")
