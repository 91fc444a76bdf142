"""Tickets by the control API and by Python: both make the same, and refuse the same."""

from typing import Any

import pytest

from mockfapi.clerk.opening import Engine
from mockfapi.errors import ClerkError
from tests.control.conftest import refused
from tests.people import ADA, SIGN_INS, SIGN_UPS
from tests.rules.worlds import attribute

HOME = "http://localhost:3000"
WISHES: dict[str, dict[str, Any]] = {
    "sign_in": {"user": ADA, "expires_in_seconds": 60},
    "impersonate": {"user": ADA, "actor": {"sub": "user_support"}, "session_max_duration_in_seconds": 90},
    "agent": {"user": ADA, "redirect_url": HOME},
    "invite": {"email_address": "new@engines.test", "public_metadata": {"desk": 4}, "expires_in_days": 2},
}


@pytest.fixture
def clerk():
    """A world with one user, its clock stopped."""
    with Engine().open("one_user", clock="2026-01-01") as opened:
        yield opened


@pytest.mark.parametrize("kind", WISHES)
def test_both_make_the_same_ticket(clerk, kind):
    """Equal wishes give equal tickets in a world and its twin at equal times."""
    before = clerk.snapshot()
    there = clerk.browser().request("POST", f"/__mockfapi/tickets/{kind}", json=WISHES[kind]).json()
    clerk.restore(before)
    here = getattr(clerk.tickets, kind)(**WISHES[kind])

    assert there == {"object": "ticket"} | {name: getattr(here, name) for name in here.__slots__}
    assert here == clerk.tickets.all()[0]
    assert [there] == clerk.browser().get("/__mockfapi/tickets").json()["data"]


def test_python_takes_people(clerk):
    """A person stands for an id, wherever somebody is named."""
    ada, bob = clerk.user(ADA, org="Engines"), clerk.user("bob@engines.test")
    clerk.tickets.impersonate(ada, bob)
    clerk.tickets.invite("new@engines.test", organization="Engines", inviter=ada)
    clerk.tickets.agent(ada, HOME)
    (acting,) = clerk.tickets.all("actor_token")
    (invited,) = clerk.tickets.all("organization_invitation", status="pending")

    assert (ada.id, {"sub": bob.id}) == (acting.user_id, acting.actor)
    assert "org:member" == invited.role
    assert invited.url == clerk.outbox.last(to="new@engines.test").link


@pytest.mark.parametrize("name", ["id", "address", "username", "number"])
def test_a_user_by_any_name(clerk, name):
    """Id, address in any spelling, username, number."""
    fields = {"username": "grace", "phone": "+12015550123"}
    switch_on(clerk.world, "username", "phone_number")
    grace = clerk.user("grace@engines.test", **fields)
    named = {"id": grace.id, "address": "Grace@Engines.test", "username": "Grace", "number": "+12015550123"}

    assert grace.id == clerk.tickets.sign_in(named[name]).user_id


def test_a_ticket_works_in_process(clerk):
    """Without a live server the link is a path, which a browser in process takes."""
    browser = clerk.browser()
    ticket = clerk.tickets.sign_in(ADA)

    assert ticket.url.startswith("/v1/tickets/accept?ticket=ey")
    assert 200 == browser.get(ticket.url).status_code
    assert "complete" == browser.post(SIGN_INS, strategy="ticket", ticket=ticket.ticket).response.status
    assert ["accepted"] == [it.status for it in clerk.tickets.all()]


def test_a_ticket_leads_to_the_live_server(clerk):
    """Once its address was asked for."""
    address = clerk.url
    ticket = clerk.tickets.invite("new@engines.test")

    assert ticket.url.startswith(f"{address}/v1/tickets/accept?ticket=")
    assert ticket.url == clerk.outbox.last().link
    clerk._engine.stop()


def test_what_is_refused_changes_nothing(clerk):
    """Python raises what HTTP answers."""
    before = clerk.world.digest()
    with pytest.raises(ClerkError, match="resource_not_found"):
        clerk.tickets.sign_in("nobody@engines.test")
    with pytest.raises(ClerkError, match="form_param_format_invalid"):
        clerk.tickets.invite("nobody")

    assert before == clerk.world.digest()


def test_revoking(clerk):
    """By the ticket or its id; an unknown id is a 404."""
    clerk.tickets.revoke(clerk.tickets.sign_in(ADA))
    clerk.tickets.revoke(clerk.tickets.invite("new@engines.test").id)
    reply = clerk.browser().request("POST", "/__mockfapi/tickets/sit_unknown/revoke")

    assert ["revoked", "revoked"] == [it.status for it in clerk.tickets.all()]
    assert (404, "resource_not_found", None) == refused(reply)


def test_a_fork_takes_no_tickets_of_its_parent(clerk):
    """It has keys of its own; what it lists has tickets of its own."""
    ticket = clerk.tickets.invite("new@engines.test")
    twin = clerk.fork()
    (theirs,) = twin.tickets.all()
    form = {"strategy": "ticket", "password": "punched-cards-1843"}

    assert (ticket.id, True) == (theirs.id, ticket.ticket != theirs.ticket)
    assert 400 == twin.browser().post(SIGN_UPS, **form, ticket=ticket.ticket).status_code
    assert 200 == twin.browser().post(SIGN_UPS, **form, ticket=theirs.ticket).status_code


@pytest.mark.parametrize(
    ("path", "body", "refusal"),
    [
        ("sign_in", {}, (422, "form_param_missing", "user")),
        ("sign_in", {"user": "nobody"}, (404, "resource_not_found", "user")),
        ("sign_in", {"user": ADA, "for_ever": True}, (422, "form_param_unknown", "for_ever")),
        ("impersonate", {"user": ADA, "actor": {}}, (422, "form_param_missing", "sub")),
        ("agent", {"user": ADA, "redirect_url": "home"}, (422, "invalid_redirect_url", "redirect_url")),
        ("invite", {"email_address": ADA}, (422, "form_identifier_exists", "email_address")),
    ],
)
def test_wishes_that_cannot_be_met(control, path, body, refusal):
    """The refusal names the wish."""
    assert refusal == refused(control("POST", f"/tickets/{path}", **body))


def test_the_list_is_narrowed(control):
    """By kind and status; words that are neither are refused."""
    control("POST", "/tickets/sign_in", user=ADA)
    control("POST", "/tickets/invite", email_address="new@engines.test")

    assert ["invitation"] == [
        it["kind"] for it in control("GET", "/tickets", query={"kind": "invitation"})["data"]
    ]
    assert 0 == control("GET", "/tickets", query={"status": "revoked"})["total_count"]
    assert 400 == control("GET", "/tickets", query={"kind": "coupon"}).status_code


def switch_on(world, *names):
    """Makes attributes known to the instance."""

    for name in names:
        attribute(world, name, enabled=True)
