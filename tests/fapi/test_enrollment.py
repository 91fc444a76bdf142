"""What proven domains bring about: invitations, suggestions, requests to join and the answers to them."""

from collections.abc import Callable

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.world import World
from tests.bapi.workshop import OLGA, SOL, path, person, refusal
from tests.fapi.enrolling import (
    INVITATIONS,
    INVITE,
    MANUAL,
    PAINT,
    PAM,
    SUGGEST,
    SUGGESTIONS,
    proven,
    statuses,
    user_with,
    with_domains,
)
from tests.fapi.places import LACKING, OUTSIDE, allow, entered
from tests.people import SIGN_UPS, last_code
from tests.rules.worlds import PASSWORD, configure

UNKNOWN = (404, [("resource_not_found", None)])
PENDING = [("brandt-workshop", "pending")]
CHOOSE = "update_enrollment_mode"


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    return with_domains(open_world("b2b"))


@pytest.fixture
def olga(house: App, world: World) -> Caller:
    return entered(house, world, OLGA)


@pytest.fixture
def requests(world: World) -> str:
    return path(world, "/membership_requests")


def waiting(admin: Caller, domain: str) -> tuple[int, int]:
    """How many invitations and suggestions of a domain nobody has answered."""
    it = admin.get(domain).response
    return it["total_pending_invitations"], it["total_pending_suggestions"]


def asked(house: App, world: World, olga: Caller) -> tuple[Caller, str]:
    """Pam's browser, and her request to join the workshop."""
    proven(world, olga, SUGGEST)
    pam = user_with(world, house, PAM)[1]
    id = pam.get(SUGGESTIONS).response["data"][0]["id"]
    pam.post(f"{SUGGESTIONS}/{id}/accept")
    return pam, next(iter(world.membership_requests)).id


@pytest.mark.parametrize(("mode", "where"), [(INVITE, INVITATIONS), (SUGGEST, SUGGESTIONS)])
def test_people_at_the_domain_are_enrolled(
    house: App, world: World, olga: Caller, mode: str, where: str
) -> None:
    """Those who are there when it begins, and those who come; by invitation with a mail, or by suggestion."""
    pam = user_with(world, house, PAM)[1]
    it = proven(world, olga, mode)
    pat = user_with(world, house, f"pat@{PAINT}")[1]
    nobody = user_with(world, house, f"no@{PAINT}", verified=False)[1]
    mails = [each.to for each in world.messages if each.kind == "organization_invitation"]

    assert [PENDING, PENDING, []] == [statuses(each, where) for each in (pam, pat, nobody)]
    assert ((2, 0) if mode == INVITE else (0, 2)) == waiting(olga, it)
    assert ([PAM, f"pat@{PAINT}"] if mode == INVITE else []) == mails
    assert (3, 0) == tuple(
        olga.get(path(world)).response[key] for key in ("members_count", "pending_invitations_count")
    )
    assert [] == olga.get(path(world, "/invitations")).response["data"]


def test_an_address_enrolls_from_its_verification_on(house: App, world: World, olga: Caller) -> None:
    """One that a user adds says nothing until the code is right."""
    proven(world, olga, SUGGEST)
    sol = entered(house, world, SOL)
    configure(world, auth_config__reverification=False)
    id = sol.post("/v1/me/email_addresses", email_address=PAM).response["id"]
    sol.post(f"/v1/me/email_addresses/{id}/prepare_verification", strategy="email_code")
    before = statuses(sol, SUGGESTIONS)
    sol.post(f"/v1/me/email_addresses/{id}/attempt_verification", code=last_code(world, PAM))

    assert ([], PENDING) == (before, statuses(sol, SUGGESTIONS))


def test_so_it_does_however_it_is_verified(house: App, world: World, olga: Caller) -> None:
    """By sign-up, and by the word of a server."""
    proven(world, olga, SUGGEST)
    new, server, sol = house.browser(world), house.backend(world), person(world, SOL)
    up = new.post(SIGN_UPS, email_address=PAM, password=PASSWORD).response["id"]
    new.post(f"{SIGN_UPS}/{up}/prepare_verification", strategy="email_code")
    new.post(f"{SIGN_UPS}/{up}/attempt_verification", strategy="email_code", code=last_code(world, PAM))
    made = server.post("/v1/email_addresses", user_id=sol, email_address=f"b@{PAINT}").json()
    server.patch(f"/v1/email_addresses/{made['id']}", verified=True)

    assert [person(world, PAM), sol] == [it.user_id for it in world.organization_suggestions]


@pytest.mark.parametrize("how", ["manual", "unproven", "mode off", "domains off"])
def test_other_domains_enroll_nobody(house: App, world: World, olga: Caller, how: str) -> None:
    """Without a mode that does, without a proof, without the instance's leave."""
    if how == "unproven":
        olga.post(path(world, "/domains"), name=PAINT, enrollment_mode=SUGGEST)
    else:
        proven(world, olga, MANUAL if how == "manual" else SUGGEST)
    if how == "mode off":
        configure(world, organization_settings__domains__enrollment_modes=(MANUAL,))
    if how == "domains off":
        configure(world, organization_settings__domains__enabled=False)
    pam = user_with(world, house, PAM)[1]

    assert [] == statuses(pam, SUGGESTIONS)


def test_who_is_expected_or_a_member_is_left_in_peace(house: App, world: World, olga: Caller) -> None:
    """Nobody is enrolled twice, whatever the mode; the own people of the workshop never are."""
    it = proven(world, olga, SUGGEST)
    olga.post(path(world, "/invitations"), email_address=f"pat@{PAINT}", role="org:member")
    pam, pat = (user_with(world, house, each)[1] for each in (PAM, f"pat@{PAINT}"))
    olga.post(f"{it}/{CHOOSE}", enrollment_mode=INVITE)
    olga.post(path(world, "/domains"), name="workshop.test", enrollment_mode=SUGGEST)

    assert (PENDING, []) == (statuses(pam, SUGGESTIONS), statuses(pam, INVITATIONS))
    assert ([], PENDING) == (statuses(pat, SUGGESTIONS), statuses(pat, INVITATIONS))
    assert [person(world, PAM)] == [each.user_id for each in world.organization_suggestions]


@pytest.mark.parametrize("mode", [INVITE, SUGGEST])
@pytest.mark.parametrize("how", ["change", "change and delete", "give up"])
def test_what_nobody_answered_can_be_taken_back(
    house: App, world: World, olga: Caller, mode: str, how: str
) -> None:
    """Another mode leaves it, `delete_pending` takes it away, and so does giving the domain up."""
    it, pam = proven(world, olga, mode), user_with(world, house, PAM)[1]
    if how == "give up":
        olga.delete(it)
    else:
        form = {"delete_pending": "true"} if how == "change and delete" else {}
        after = olga.post(f"{it}/{CHOOSE}", enrollment_mode=MANUAL, **form).response
        kept = after["total_pending_invitations"] + after["total_pending_suggestions"]

        assert (0 if form else 1) == kept

    found = statuses(pam, INVITATIONS) + statuses(pam, SUGGESTIONS)

    assert (PENDING if how == "change" else []) == found


def test_an_automatic_invitation_is_accepted(house: App, world: World, olga: Caller) -> None:
    """It makes a member in the default role of domains."""
    it, pam = proven(world, olga, INVITE), user_with(world, house, PAM)[1]
    id = pam.get(INVITATIONS).response["data"][0]["id"]
    pam.post(f"{INVITATIONS}/{id}/accept")

    assert ["org:accountant"] == [each.role for each in world.memberships.where(user_id=person(world, PAM))]
    assert [("brandt-workshop", "accepted")] == statuses(pam, INVITATIONS)
    assert (0, 0) == waiting(olga, it)


def test_a_suggestion_leads_to_a_request(house: App, world: World, olga: Caller, requests: str) -> None:
    """The managers get a mail and a request with what is public of the person; once is enough."""
    pam, id = asked(house, world, olga)
    page = olga.get(requests, status="pending").response
    suggestion = pam.get(SUGGESTIONS).response["data"][0]
    again = pam.post(f"{SUGGESTIONS}/{suggestion['id']}/accept")
    sol = entered(house, world, SOL)

    assert ([id], 1) == ([it["id"] for it in page["data"]], page["total_count"])
    assert ("pending", PAM) == (page["data"][0]["status"], page["data"][0]["public_user_data"]["identifier"])
    assert ["organization_membership_requested"] == [it.kind for it in world.messages.where(to=OLGA)]
    assert [("brandt-workshop", "accepted")] == statuses(pam, SUGGESTIONS, status=["pending", "accepted"])
    assert [] == statuses(pam, SUGGESTIONS, status="pending")
    assert (400, [("organization_suggestion_already_accepted", None)]) == refusal(again)
    assert UNKNOWN == refusal(sol.post(f"{SUGGESTIONS}/{suggestion['id']}/accept"))


def test_a_request_is_accepted(house: App, world: World, olga: Caller, requests: str) -> None:
    """Who asked is a member at once, and is told."""
    pam, id = asked(house, world, olga)
    accepted = olga.post(f"{requests}/{id}/accept")
    (own,) = pam.get("/v1/me/organization_memberships").response

    assert "accepted" == accepted.response["status"]
    assert ("org:accountant", "Brandt Workshop") == (own["role"], own["organization"]["name"])
    assert ["organization_joined"] == [it.kind for it in world.messages.where(to=PAM)]
    assert [("brandt-workshop", "completed")] == statuses(pam, SUGGESTIONS)
    assert [UNKNOWN] * 2 == [refusal(olga.post(f"{requests}/{id}/{it}")) for it in ("accept", "reject")]
    assert [id] == [it["id"] for it in olga.get(requests, status="accepted").response["data"]]


def test_a_request_is_rejected(house: App, world: World, olga: Caller, requests: str) -> None:
    """Who asked is no member, and the organization is not suggested again."""
    pam, id = asked(house, world, olga)
    rejected = olga.post(f"{requests}/{id}/reject").response
    domain = path(world, f"/domains/{next(iter(world.organization_domains)).id}")
    olga.post(f"{domain}/{CHOOSE}", enrollment_mode=MANUAL)
    olga.post(f"{domain}/{CHOOSE}", enrollment_mode=SUGGEST)

    assert "rejected" == rejected["status"]
    assert [] == pam.get("/v1/me/organization_memberships").response
    assert [("brandt-workshop", "completed")] == statuses(pam, SUGGESTIONS)
    assert [] == olga.get(requests, status="pending").response["data"]


def test_a_full_organization_takes_nobody(house: App, world: World, olga: Caller, requests: str) -> None:
    """The request waits for a seat."""
    _, id = asked(house, world, olga)
    house.backend(world).patch(path(world), max_allowed_memberships=3)
    full = (403, [("organization_membership_quota_exceeded", None)])

    assert full == refusal(olga.post(f"{requests}/{id}/accept"))
    house.backend(world).patch(path(world), max_allowed_memberships=4)
    assert 200 == olga.post(f"{requests}/{id}/accept").status_code


def test_who_comes_another_way_need_not_wait(house: App, world: World, olga: Caller, requests: str) -> None:
    """A request counts as accepted, and what was not answered is gone."""
    pam, id = asked(house, world, olga)
    pat, _ = user_with(world, house, f"pat@{PAINT}")
    for it in (person(world, PAM), pat.id):
        olga.post(path(world, "/memberships"), user_id=it, role="org:member")

    assert [(id, "accepted")] == [(it["id"], it["status"]) for it in olga.get(requests).response["data"]]
    assert [("brandt-workshop", "completed")] == statuses(pam, SUGGESTIONS)
    assert 1 == len(world.organization_suggestions)


def test_requests_are_for_those_who_manage_the_members(
    house: App, world: World, olga: Caller, requests: str
) -> None:
    """Others of the organization may not, outsiders learn nothing, other organizations do not know it."""
    _, id = asked(house, world, olga)
    sol = entered(house, world, SOL)
    milo = entered(house, world, "milo@workshop.test")
    attic = path(world, f"/membership_requests/{id}/accept", "attic")

    for browser, expected in ((sol, OUTSIDE), (milo, LACKING)):
        assert [expected] * 3 == [
            refusal(browser.get(requests)),
            refusal(browser.post(f"{requests}/{id}/accept")),
            refusal(browser.post(f"{requests}/{id}/reject")),
        ]
    assert UNKNOWN == refusal(milo.post(attic)) == refusal(olga.post(f"{requests}/orgmemreq_none/accept"))
    allow(world, "org:member", "org:sys_memberships:manage")
    assert 200 == milo.post(f"{requests}/{id}/accept").status_code


def test_all_of_it_ends_with_the_organization_or_the_user(house: App, world: World, olga: Caller) -> None:
    """Nothing is left that leads to somebody or somewhere that is gone."""
    asked(house, world, olga)
    user_with(world, house, f"pat@{PAINT}")
    house.backend(world).delete(f"/v1/users/{person(world, PAM)}")

    assert (1, 0) == (len(world.organization_suggestions), len(world.membership_requests))

    house.backend(world).delete(path(world))

    assert (0, 0) == (len(world.organization_suggestions), len(world.organization_domains))


@pytest.mark.parametrize("where", [SUGGESTIONS, INVITATIONS])
def test_an_unknown_status_is_refused(house: App, world: World, where: str) -> None:
    """Of lists of one's own."""
    sol = entered(house, world, SOL)

    assert (400, [("invalid_query_parameter_value", "status")]) == refusal(sol.get(where, status="lost"))


def test_somebody_with_two_addresses_is_invited_once(house: App, world: World, olga: Caller) -> None:
    """By the address that came first; nor does another one bring back who has left."""
    proven(world, olga, INVITE)
    user, pam = user_with(world, house, PAM)
    server, more = house.backend(world), {"user_id": user.id, "verified": True}
    server.post("/v1/email_addresses", email_address=f"pamela@{PAINT}", **more)
    (invitation,) = pam.get(INVITATIONS).response["data"]
    pam.post(f"{INVITATIONS}/{invitation['id']}/accept")
    pam.delete(f"/v1/me/organization_memberships/{invitation['organization_id']}")
    server.post("/v1/email_addresses", email_address=f"boss@{PAINT}", **more)

    assert PAM == invitation["email_address"]
    assert [("brandt-workshop", "accepted")] == statuses(pam, INVITATIONS)


@pytest.mark.parametrize("where", [INVITATIONS, SUGGESTIONS])
def test_nobody_joins_where_organizations_are_off(house: App, world: World, where: str) -> None:
    """Invitations and suggestions alike are refused for that reason, whatever they are."""
    sol = entered(house, world, SOL)
    configure(world, organization_settings__enabled=False)

    assert (403, [("organization_not_enabled_in_instance", None)]) == refusal(sol.post(f"{where}/any/accept"))
