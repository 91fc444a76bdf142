"""The active organization of a session through the door: two tabs, claims of tokens, how it gets lost."""

from collections.abc import Callable
from typing import Any

import jwt
import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.rules import organization_invitations
from mockfapi.world import World
from tests.people import SESSIONS, SIGN_INS, codes, session_of, sign_in
from tests.rules.worlds import configure

OLGA, WORKSHOP, LEDGER = "olga@workshop.test", "brandt-workshop", "duarte-ledgers"
UMA = "uma@harbour.test"
OLD, NEW = {"clerk-api-version": "2024-10-01"}, {"clerk-api-version": "2025-04-10"}
PERSONAL = (None, None)


class Tab:
    """Somebody signed in, and what a tab of that browser asks for."""

    def __init__(self, world: World, browser: Caller, session: str) -> None:
        self.world, self.browser, self.session = world, browser, session
        self.path = f"{SESSIONS}/{session}"
        self.user_id = world.sessions[session].user_id

    def touch(self, slug: str | None, intent: str = "select_org") -> str | None:
        """Chooses an organization; the one that the session then has, as its token says as well."""
        asked = self.id(slug) if slug else ""
        it = self.browser.post(f"{self.path}/touch", active_organization_id=asked, intent=intent).response
        now: str | None = it["last_active_organization_id"]

        assert now == claims(it["last_active_token"]["jwt"]).get("o", {}).get("id")
        return self.slug(now)

    def token(self, headers: dict[str, str | None] | None = None, **form: str) -> dict[str, Any]:
        """The claims of a token that is fetched now."""
        asked: Any = {"form": form, "headers": headers or {}}
        return claims(self.browser.request("POST", f"{self.path}/tokens", **asked).json()["jwt"])

    def acts(self, **form: str) -> tuple[str | None, str | None]:
        """Slug and role that a token tells."""
        told = self.token({}, **form).get("o", {})
        return told.get("slg"), told.get("rol")

    @property
    def state(self) -> tuple[str, str | None, list[str]]:
        """Status, organization and tasks of the session, as the client shows them."""
        it = next(each for each in self.browser.get("/v1/client").response["sessions"] if each["id"])
        tasks = [each["key"] for each in it.get("tasks") or []]
        return it["status"], self.slug(it["last_active_organization_id"]), tasks

    def id(self, slug: str) -> str:
        found = self.world.organizations.first(slug=slug)
        assert found is not None
        return found.id

    def slug(self, id: str | None) -> str | None:
        return None if id is None else self.world.organizations[id].slug


def claims(token: str) -> dict[str, Any]:
    found: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return found


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    return open_world("b2b")


@pytest.fixture
def olga(world: World, house: App) -> Tab:
    """In two organizations; the workshop is active."""
    browser = house.browser(world)
    it = Tab(world, browser, session_of(sign_in(browser, OLGA)))
    it.touch(WORKSHOP)
    return it


@pytest.fixture
def members(world: World, house: App, olga: Tab) -> Callable[..., int]:
    """A server changes Olga's membership of the workshop."""
    path = f"/v1/organizations/{olga.id(WORKSHOP)}/memberships"
    milo = next(it for it in world.users if it.first_name == "Milo")
    house.backend(world).patch(f"{path}/{milo.id}", role="org:admin")

    def change(method: str, **said: str) -> int:
        where = path if method == "POST" else f"{path}/{olga.user_id}"
        more = {"user_id": olga.user_id} if method == "POST" else {}
        reply = house.backend(world).request(method, where, json=said | more if said else None)
        return reply.status_code

    return change


def test_two_tabs_keep_their_organizations(olga: Tab) -> None:
    """The tab that is looked at moves the session; each asks for tokens of its own organization."""
    first = [olga.touch(WORKSHOP), olga.acts(organization_id=olga.id(WORKSHOP))]
    second = [olga.touch(LEDGER), olga.acts(organization_id=olga.id(LEDGER))]
    behind = olga.acts(organization_id=olga.id(WORKSHOP))

    assert [WORKSHOP, (WORKSHOP, "admin")] == first
    assert [LEDGER, (LEDGER, "member")] == second
    assert (WORKSHOP, "admin") == behind
    assert ("active", LEDGER, []) == olga.state
    assert WORKSHOP == olga.touch(WORKSHOP, "focus")
    assert (LEDGER, "member") == olga.acts(organization_id=LEDGER)
    assert (WORKSHOP, "admin") == olga.acts()


def test_the_personal_account_is_one_tab_of_several(olga: Tab) -> None:
    """Empty text asks for it, in a token and in a touch."""
    aside = olga.acts(organization_id="")
    kept = olga.state
    chosen = olga.touch(None)

    assert (PERSONAL, ("active", WORKSHOP, [])) == (aside, kept)
    assert (None, PERSONAL, (WORKSHOP, "admin")) == (
        chosen,
        olga.acts(),
        olga.acts(organization_id=WORKSHOP),
    )


def test_both_versions_tell_the_same_organization(olga: Tab) -> None:
    """Version 1 in claims of their own, version 2 in one; neither tells what the system allows."""
    old, new = olga.token(OLD), olga.token(NEW)

    assert (olga.id(WORKSHOP), WORKSHOP, "org:admin", ["org:invoices:manage", "org:invoices:read"]) == tuple(
        old[f"org_{name}"] for name in ("id", "slug", "role", "permissions")
    )
    assert {
        "id": olga.id(WORKSHOP),
        "slg": WORKSHOP,
        "rol": "admin",
        "per": "manage,read",
        "fpm": "3",
    } == new["o"]
    assert ("o" in old, "org_id" in new, old.get("v"), new["v"]) == (False, False, None, 2)
    assert "org_id" not in olga.token(OLD, organization_id="")


@pytest.mark.parametrize("headers", [OLD, NEW])
def test_a_lost_role_is_lost_in_the_next_token(
    olga: Tab, members: Callable[..., int], headers: dict[str, str | None]
) -> None:
    """Nothing else has to happen first."""
    before = olga.token(headers)
    changed = members("PATCH", role="org:member")
    after = olga.token(headers)

    def told(it: dict[str, Any]) -> tuple[str, bool]:
        own = it.get("o", {"rol": it.get("org_role"), "per": ",".join(it.get("org_permissions", ()))})
        return own["rol"].removeprefix("org:"), bool(own.get("per"))

    assert (200, ("admin", True), ("member", False)) == (changed, told(before), told(after))


def test_who_is_removed_falls_back_to_the_personal_account(olga: Tab, members: Callable[..., int]) -> None:
    """In client and token; a tab that still asks is refused as an outsider, and returning chooses nothing."""
    removed = members("DELETE")
    alone = olga.state, olga.acts()
    asked = olga.browser.post(f"{olga.path}/tokens", organization_id=olga.id(WORKSHOP))
    touched = olga.browser.post(f"{olga.path}/touch", active_organization_id=WORKSHOP)
    returned = members("POST", role="org:member")

    assert (200, (("active", None, []), PERSONAL)) == (removed, alone)
    assert [(404, [("organization_not_found_or_unauthorized", None)])] * 2 == [
        (it.status_code, codes(it)) for it in (asked, touched)
    ]
    assert (200, ("active", None, [])) == (returned, olga.state)


def test_an_organization_that_is_gone_is_active_nowhere(olga: Tab, world: World, house: App) -> None:
    """Two people at their browsers; each is left with what they have."""
    browser = house.browser(world)
    ines = Tab(world, browser, session_of(sign_in(browser, "ines@ledger.test")))
    ines.touch(WORKSHOP)
    house.backend(world).delete(f"/v1/organizations/{olga.id(WORKSHOP)}")

    assert [("active", None, [])] * 2 == [olga.state, ines.state]
    assert [PERSONAL] * 2 == [olga.acts(), ines.acts()]
    assert (LEDGER, "admin") == ines.acts(organization_id=LEDGER)


def test_no_organization_is_active_while_they_are_off(olga: Tab, world: World) -> None:
    """Asking for one is refused; switched on again, the session is where it was."""
    configure(world, organization_settings__enabled=False)
    off = olga.state, olga.acts()
    refused = olga.browser.post(f"{olga.path}/tokens", organization_id=olga.id(WORKSHOP))
    configure(world, organization_settings__enabled=True)

    assert (("active", None, []), PERSONAL) == off
    assert (403, [("organization_not_enabled_in_instance", None)]) == (refused.status_code, codes(refused))
    assert (WORKSHOP, "admin") == olga.acts()


def test_without_personal_accounts_there_is_always_one_or_a_task(
    olga: Tab, world: World, members: Callable[..., int]
) -> None:
    """The personal account is no choice; losing the organization brings the task, also for who has others."""
    configure(world, organization_settings__force_organization_selection=True)
    kept = [olga.touch(None), olga.acts(organization_id="")]
    members("DELETE")
    lost, token = olga.state, olga.token()
    chosen = olga.touch(LEDGER)

    assert [WORKSHOP, (WORKSHOP, "admin")] == kept
    assert (("pending", None, ["choose-organization"]), "pending", False) == (
        lost,
        token["sts"],
        "o" in token,
    )
    assert (LEDGER, ("active", LEDGER, []), "active") == (chosen, olga.state, olga.token()["sts"])


def test_an_invitation_ends_the_task_once_it_is_chosen(open_world: Callable[..., World], house: App) -> None:
    """Accepting alone does not; nobody signs in to one that others belong to."""
    world = open_world("session_tasks", name="tasks")
    docks = world.organizations.first(slug="docks")
    assert docks is not None
    organization_invitations.create(world, docks, UMA, "org:member")
    browser = house.browser(world)
    it = browser.post(SIGN_INS, identifier=UMA, strategy="password", password="anchor-chain-in-fog")
    uma = Tab(world, browser, session_of(it))
    foreign = browser.post(f"{uma.path}/touch", active_organization_id="pilots")
    id = browser.get("/v1/me/organization_invitations").response["data"][0]["id"]
    browser.post(f"/v1/me/organization_invitations/{id}/accept")
    accepted, aside = uma.state, uma.token(organization_id="docks")

    assert (404, "organization_not_found_or_unauthorized") == (foreign.status_code, codes(foreign)[0][0])
    assert ("pending", None, ["choose-organization"]) == accepted
    assert ("docks", "pending") == (aside["o"]["slg"], aside["sts"])
    assert ("docks", ("active", "docks", [])) == (uma.touch("docks"), uma.state)
