"""Generated organizations with members, invitations, domains, roles and permissions of any kind."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mockfapi.rules import organizations, permissions, role_set_changes, roles
from mockfapi.world import World
from mockfapi.world.records import (
    CountedOrganization,
    MembershipRequest,
    OrganizationDomain,
    OrganizationInvitation,
    OrganizationSuggestion,
    User,
    Verification,
)
from tests.views.people import JSON, NAMES, NOON, TIMES, populated

PROOFS = st.builds(
    Verification,
    strategy=st.sampled_from(["admin", "email_code"]),
    attempts=st.none() | st.integers(0, 9),
    expire_at=st.none() | TIMES,
    verified_at=st.none() | TIMES,
)
MODES = ["manual_invitation", "automatic_invitation", "automatic_suggestion", "enterprise_sso"]


@st.composite
def organized(draw: st.DrawFn) -> tuple[World, list[Any]]:
    """A world with an organization of any kind, and the records around it that have faces of their own."""
    world, user = draw(populated())
    named = organizations.create(world, "Beta", max_allowed_memberships=draw(st.sampled_from([0, 5])))
    place = world.organizations.save(
        replace(named, image_url=draw(st.sampled_from([None, "https://img.acme.dev/a.png"])))
    )
    role = _role(draw, world)
    _role_set(draw, world)
    invitation = _invitation(draw, world, place.id, role, user)
    domain = OrganizationDomain(
        "orgdmn_1",
        place.id,
        "acme.dev",
        draw(st.sampled_from(MODES)),
        NOON,
        draw(TIMES),
        draw(st.sampled_from([None, "ada@acme.dev"])),
        draw(st.none() | PROOFS),
        draw(st.none() | TIMES),
    )
    world.organization_domains.save(domain)
    _suggest(draw, world, domain, user)
    counted = CountedOrganization(place, draw(st.booleans()), draw(st.booleans()))
    return world, [counted, invitation, domain, *world.roles, *world.role_sets, *world.permissions]


def _suggest(draw: st.DrawFn, world: World, domain: OrganizationDomain, user: User) -> None:
    """The place is suggested to somebody, who may have asked to join it."""
    place, accepted_at = domain.organization_id, draw(st.none() | TIMES)
    world.organization_suggestions.save(
        OrganizationSuggestion("orgsug_1", place, user.id, domain.id, NOON, draw(TIMES), accepted_at)
    )
    answers = draw(st.none() | TIMES), draw(st.none() | TIMES)
    world.membership_requests.save(
        MembershipRequest("orgmemreq_1", place, user.id, NOON, draw(TIMES), *answers)
    )


def _role(draw: st.DrawFn, world: World) -> str:
    text = draw(NAMES) or ""
    allowed = permissions.create(world, text.strip() or "Read", "org:invoices:read", text)
    it = roles.create(world, "Reader", "org:reader", text, draw(st.sampled_from([[], [allowed.id]])))
    return draw(st.sampled_from([it.key, "org:gone"]))


def _role_set(draw: st.DrawFn, world: World) -> None:
    """One with any of the roles, in use or not."""
    given: dict[str, Any] = {
        "name": (draw(NAMES) or "").strip() or "Some",
        "description": draw(NAMES),
        "roles": ["org:admin", *draw(st.sampled_from([[], ["org:member", "org:reader"]]))],
        "default_role_key": "org:admin",
        "creator_role_key": "org:admin",
        "type": draw(st.sampled_from(["initial", "custom"])),
    }
    role_set_changes.create(world, given)


def _invitation(draw: st.DrawFn, world: World, place: str, role: str, user: User) -> OrganizationInvitation:
    facts: Any = {
        "expire_at": draw(st.none() | TIMES),
        "redirect_url": draw(st.sampled_from([None, "http://localhost:3000/"])),
        "inviter_user_id": draw(st.sampled_from([None, "user_gone", user.id])),
        "public_metadata": draw(JSON),
        "private_metadata": draw(JSON),
        "accepted_at": draw(st.none() | TIMES),
        "revoked_at": draw(st.none() | TIMES),
        "domain_id": draw(st.sampled_from([None, "orgdmn_1"])),
    }
    it = OrganizationInvitation("orginv_1", place, "new@acme.dev", role, NOON, draw(TIMES), **facts)
    return world.organization_invitations.save(it)
