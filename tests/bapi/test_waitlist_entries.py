"""Group WaitlistEntries: who waits is invited, turned away or forgotten."""

import pytest

from tests.people import ADA, SIGN_UPS, codes
from tests.rules.worlds import configure

PATH = "/v1/waitlist_entries"
NEW = "lin@engines.test"


@pytest.fixture
def backend(house, world):
    configure(world, user_settings__sign_up__mode="waitlist")
    return house.backend(world)


def waiting(backend, address=NEW, **fields):
    return backend.post(PATH, email_address=address, **fields).json()


def told(world, address=NEW):
    return [it.kind for it in world.messages.where(to=address)]


def refused(reply):
    return reply.status_code, codes(reply)


def test_an_entry_is_made_once(backend, browser, world):
    """By server or browser; it is confirmed by mail unless told not to."""
    made = waiting(backend)
    browser.post("/v1/waitlist", email_address=NEW)
    silent = waiting(backend, "may@engines.test", notify=False)

    assert ("waitlist_entry", "pending", NEW, None) == (
        made["object"],
        made["status"],
        made["email_address"],
        made["invitation"],
    )
    assert made["id"] == waiting(backend)["id"]
    assert ["waitlist_confirmation"] == told(world)
    assert [] == told(world, silent["email_address"])


def test_who_is_invited_may_sign_up(backend, browser, world):
    """The mail from the waitlist has a ticket that the mode lets in; the entry is completed."""
    made = waiting(backend, notify=False)
    invited = backend.post(f"{PATH}/{made['id']}/invite").json()
    without = browser.post(SIGN_UPS, email_address=NEW, password="brass-gears-and-steam")
    ticket = world.messages.where(to=NEW)[-1].link.partition("ticket=")[2]
    browser.post(SIGN_UPS, strategy="ticket", ticket=ticket, password="brass-gears-and-steam")

    assert ("invited", "pending") == (invited["status"], invited["invitation"]["status"])
    assert ["waitlist_invitation"] == told(world)
    assert [("sign_up_restricted_waitlist", None)] == codes(without)
    assert ["completed"] == [it["status"] for it in backend.get(PATH).json()["data"]]


def test_who_is_turned_away_cannot_come_in(backend, browser, world):
    """An invitation that went out is taken back."""
    made = waiting(backend)
    backend.post(f"{PATH}/{made['id']}/invite")
    rejected = backend.post(f"{PATH}/{made['id']}/reject").json()
    ticket = world.messages.where(to=NEW)[-1].link.partition("ticket=")[2]

    assert ("rejected", "revoked") == (rejected["status"], rejected["invitation"]["status"])
    assert [("revoked_invitation", "ticket")] == codes(
        browser.post(SIGN_UPS, strategy="ticket", ticket=ticket)
    )


def test_what_its_status_does_not_allow_is_refused(backend, world):
    """409: only who waits is invited or forgotten, and nobody is turned away twice."""
    made = waiting(backend)
    path = f"{PATH}/{made['id']}"
    backend.post(f"{path}/reject")
    before = world.digest()
    replies = [backend.post(f"{path}/invite"), backend.post(f"{path}/reject"), backend.delete(path)]

    assert [(409, [("waitlist_entry_invalid_status", None)])] * 3 == [refused(it) for it in replies]
    assert before == world.digest()


def test_a_user_is_invited_on_demand_only(backend):
    """As with any invitation."""
    path = f"{PATH}/{waiting(backend, ADA)['id']}/invite"

    assert (422, [("form_identifier_exists", "email_address")]) == refused(backend.post(path))
    assert "invited" == backend.post(path, ignore_existing=True).json()["status"]


def test_who_waits_is_forgotten(backend):
    """The entry is gone; an unknown one is 404."""
    made = waiting(backend)

    assert {"object": "waitlist_entry", "id": made["id"], "deleted": True} == backend.delete(
        f"{PATH}/{made['id']}"
    ).json()
    assert 404 == backend.delete(f"{PATH}/{made['id']}").status_code
    assert 404 == backend.post(f"{PATH}/{made['id']}/invite").status_code


def test_a_list_is_a_page(backend):
    """The newest first, by status, part of an address, and order."""
    ids = [waiting(backend, f"{name}@engines.test")["id"] for name in "abc"]
    backend.post(f"{PATH}/{ids[1]}/reject")

    def listed(**query):
        found = backend.get(PATH, **query).json()
        return [it["id"] for it in found["data"]], found["total_count"]

    assert (ids[::-1], 3) == listed()
    assert ([ids[2]], 3) == listed(limit=1)
    assert ([ids[1]], 1) == listed(status="rejected")
    assert ([ids[0]], 1) == listed(query="A@ENGINES")
    assert (ids, 3) == listed(order_by="email_address")


def test_several_wait_at_once(backend, world):
    """All or none of up to fifty."""
    wishes = [{"email_address": f"{it}@engines.test", "notify": False} for it in "ab"]
    made = backend.request("POST", f"{PATH}/bulk", json=wishes).json()
    before = world.digest()
    broken = backend.request("POST", f"{PATH}/bulk", json=[*wishes, {"email_address": "?"}])
    many = backend.request("POST", f"{PATH}/bulk", json=wishes * 26)

    assert ["a@engines.test", "b@engines.test"] == [it["email_address"] for it in made]
    assert (422, [("form_param_format_invalid", "email_address")]) == refused(broken)
    assert (400, [("bulk_size_exceeded", None)]) == refused(many)
    assert before == world.digest()
