"""Who may do what in an organization: every operation asks for its permission, and for no other."""

from collections.abc import Callable

import pytest

from mockfapi.app import App
from mockfapi.clerk import multipart
from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.bapi.workshop import INES, MILO, OLGA, PLACES, SOL, path, person, place, refusal
from tests.fapi.changing import PIXEL
from tests.fapi.places import LACKING, OUTSIDE, allow, entered
from tests.rules.worlds import configure

Act = Callable[[World, Caller, str], Reply]
PROFILE, DELETE = "org:sys_profile:manage", "org:sys_profile:delete"
READ, MANAGE = "org:sys_memberships:read", "org:sys_memberships:manage"
EVERY = {PROFILE, DELETE, READ, MANAGE, "org:sys_domains:manage", "org:sys_billing:manage"}


def put_logo(world: World, browser: Caller, where: str) -> Reply:
    body, media = multipart.encode([], {"file": ("logo.png", PIXEL)})
    return browser.request("PUT", f"{where}/logo", body=body, headers={"content-type": media})


def member(world: World, where: str, address: str) -> str:
    return f"{where}/memberships/{person(world, address)}"


# What a member does, and the permission that it takes.
ACTS: dict[str, tuple[Act, str | None]] = {
    "getOrganization": (lambda world, it, where: it.get(where), None),
    "ListOrganizationRoles": (lambda world, it, where: it.get(f"{where}/roles"), None),
    "updateOrganization": (lambda world, it, where: it.patch(where, name="Brandt & Co"), PROFILE),
    "updateOrganizationLogo": (put_logo, PROFILE),
    "deleteOrganizationLogo": (lambda world, it, where: it.delete(f"{where}/logo"), PROFILE),
    "deleteOrganization": (lambda world, it, where: it.delete(where), DELETE),
    "ListOrganizationMemberships": (lambda world, it, where: it.get(f"{where}/memberships"), READ),
    "CreateOrganizationMembership": (
        lambda world, it, where: it.post(
            f"{where}/memberships", user_id=person(world, SOL), role="org:member"
        ),
        MANAGE,
    ),
    "UpdateOrganizationMembership": (
        lambda world, it, where: it.patch(member(world, where, INES), role="org:member"),
        MANAGE,
    ),
    "removeOrganizationMember": (lambda world, it, where: it.delete(member(world, where, INES)), MANAGE),
}


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    return open_world("b2b")


@pytest.fixture
def milo(house: App, world: World) -> Caller:
    """A plain member of the workshop, which has a logo that could be removed."""
    put_logo(world, entered(house, world, OLGA), path(world))
    return entered(house, world, MILO)


@pytest.mark.parametrize("operation", ACTS)
def test_the_permission_is_enough_and_needed(world: World, milo: Caller, operation: str) -> None:
    """With it alone all goes well; with all others it is refused by its name, and nothing happens."""
    act, permission = ACTS[operation]
    allow(world, "org:member", *(EVERY - {permission}))
    if permission is not None:
        before = world.digest()
        refused = act(world, milo, path(world))

        assert LACKING == refusal(refused)
        assert [permission] == refused.errors[0]["meta"]["permissions"]
        assert before == world.digest()

    allow(world, "org:member", *([permission] if permission else []))

    assert 200 == act(world, milo, path(world)).status_code


@pytest.mark.parametrize("operation", ACTS)
def test_outsiders_learn_nothing(house: App, world: World, operation: str) -> None:
    """404, whether there is such an organization or not; 403 where there are none."""
    act, _ = ACTS[operation]
    sol, before = entered(house, world, SOL), world.digest()

    assert [OUTSIDE] * 2 == [refusal(act(world, sol, where)) for where in (path(world), f"{PLACES}/org_none")]
    assert before == world.digest()

    olga = entered(house, world, OLGA)
    configure(world, organization_settings__enabled=False)

    assert (403, [("organization_not_enabled_in_instance", None)]) == refusal(act(world, olga, path(world)))


def test_the_role_of_the_moment_counts(house: App, world: World) -> None:
    """Who was an admin when the session began, and is none now, manages nothing any more."""
    olga, ines = entered(house, world, OLGA), entered(house, world, INES)
    olga.patch(member(world, path(world), INES), role="org:admin")
    ines.patch(member(world, path(world), OLGA), role="org:member")

    assert LACKING == refusal(olga.patch(member(world, path(world), INES), role="org:member"))
    assert 200 == ines.patch(path(world), name="Ines & Co").status_code
    assert "Ines & Co" == place(world).name


def test_permissions_do_not_reach_into_other_organizations(house: App, world: World) -> None:
    """The admin of the workshop is a plain member of the ledger, and nobody in the attic."""
    olga = entered(house, world, OLGA)
    ledger, attic = (path(world, slug=slug) for slug in ("duarte-ledgers", "attic"))

    assert LACKING == refusal(olga.delete(member(world, ledger, INES)))
    assert OUTSIDE == refusal(olga.delete(member(world, attic, MILO)))
    assert (404, [("resource_not_found", None)]) == refusal(olga.delete(member(world, path(world), SOL)))
