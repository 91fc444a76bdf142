"""Group Invitations: asking people to sign up, and what becomes of it."""

import pytest

from tests.people import ADA, SIGN_UPS, codes
from tests.rules.worlds import DAY

PATH = "/v1/invitations"
NEW = "lin@engines.test"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def invited(backend, **fields):
    reply = backend.post(PATH, **({"email_address": NEW} | fields))
    assert 200 == reply.status_code, reply.json()

    return reply.json()


def ticket_of(world, address=NEW):
    """The ticket in the link of the newest mail to an address."""
    return world.messages.where(to=address)[-1].link.partition("ticket=")[2]


def test_an_invitation_becomes_a_sign_up(backend, browser, world):
    """The mail has the link; who follows it is a user with the metadata, and the invitation is accepted."""
    made = invited(backend, public_metadata={"plan": "gold"}, redirect_url="https://app.acme.dev/join")
    reply = browser.post(
        SIGN_UPS, strategy="ticket", ticket=ticket_of(world), password="brass-gears-and-steam"
    )
    user = reply.client["sessions"][0]["user"]

    assert ("pending", NEW) == (made["status"], made["email_address"])
    assert made["url"] == world.messages.where(to=NEW)[-1].link
    assert 30 * DAY == made["expires_at"] - made["created_at"]
    assert {"plan": "gold"} == user["public_metadata"]
    assert "verified" == user["email_addresses"][0]["verification"]["status"]
    assert "accepted" == backend.get(PATH).json()[0]["status"]


def test_an_invitation_that_stays_silent(backend, world):
    """With notify off there is a link but no mail; its time may be chosen."""
    made = invited(backend, notify=False, expires_in_days=1)

    assert DAY == made["expires_at"] - made["created_at"]
    assert 0 == world.messages.count(to=NEW)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, (422, [("form_param_missing", "email_address")])),
        ({"email_address": "no address"}, (422, [("form_param_format_invalid", "email_address")])),
        ({"email_address": ADA}, (422, [("form_identifier_exists", "email_address")])),
        ({"email_address": "known@engines.test"}, (400, [("duplicate_record", "email_address")])),
        (
            {"email_address": NEW, "expires_in_days": 366},
            (422, [("form_param_value_invalid", "expires_in_days")]),
        ),
        ({"email_address": NEW, "redirect_url": "/in"}, (422, [("invalid_redirect_url", "redirect_url")])),
        ({"email_address": NEW, "unheard_of": 1}, (422, [("form_param_unknown", "unheard_of")])),
        (
            {"email_address": NEW, "template_slug": "x"},
            (422, [("form_param_value_invalid", "template_slug")]),
        ),
    ],
)
def test_what_cannot_be_sent_is_refused(backend, world, fields, refusal):
    """Clerk's codes with the parameter at fault; nobody is invited."""
    invited(backend, email_address="known@engines.test")
    before = world.digest()
    reply = backend.post(PATH, **fields)

    assert refusal == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_existing_ones_may_be_ignored(backend):
    """On demand a user is invited as well, and somebody who is invited already."""
    for address in (ADA, NEW, NEW):
        assert "pending" == invited(backend, email_address=address, ignore_existing=True)["status"]


def test_a_list_leaves_out_what_was_revoked(backend, world):
    """Unless its status is asked for; the newest come first; times make some of them expire."""
    first = invited(backend, email_address="a@engines.test", expires_in_days=1)
    second = invited(backend, email_address="b@engines.test")
    backend.post(f"{PATH}/{second['id']}/revoke")
    third = invited(backend, email_address="c@engines.test")
    world.advance(2 * DAY)

    assert [third["id"], first["id"]] == [it["id"] for it in backend.get(PATH).json()]
    for status, wanted in (("revoked", second), ("expired", first), ("pending", third)):
        assert [wanted["id"]] == [it["id"] for it in backend.get(PATH, status=status).json()]


def test_a_list_is_searched_ordered_and_cut(backend):
    """By part of an address or id, in either direction, bare or as a page."""
    ids = [invited(backend, email_address=f"{name}@engines.test")["id"] for name in "abc"]
    page = backend.get(PATH, paginated=True, limit=1, offset=1, order_by="email_address").json()

    assert ([ids[1]], 3) == ([it["id"] for it in page["data"]], page["total_count"])
    assert ids == [it["id"] for it in backend.get(PATH, order_by="+created_at").json()]
    assert ids[2:] == [it["id"] for it in backend.get(PATH, query="C@ENG").json()]
    assert ids[:1] == [it["id"] for it in backend.get(PATH, query=ids[0]).json()]
    assert (400, [("invalid_query_parameter_value", "order_by")]) == refused(backend.get(PATH, order_by="x"))


def refused(reply):
    return reply.status_code, codes(reply)


def test_a_revoked_invitation_opens_nothing(backend, browser, world):
    """The ticket is refused; revoking twice is, too, and so is an accepted or unknown one."""
    made = invited(backend)
    revoked = backend.post(f"{PATH}/{made['id']}/revoke").json()
    reply = browser.post(SIGN_UPS, strategy="ticket", ticket=ticket_of(world))

    assert ("revoked", True) == (revoked["status"], revoked["revoked"])
    assert "url" not in revoked
    assert [("revoked_invitation", "ticket")] == codes(reply)
    assert (400, [("invitation_already_revoked", None)]) == refused(
        backend.post(f"{PATH}/{made['id']}/revoke")
    )
    assert (404, [("resource_not_found", None)]) == refused(backend.post(f"{PATH}/inv_1/revoke"))


def test_a_deleted_invitation_takes_its_mail_along(backend, world):
    """And no other, by whatever name of the mock it is deleted."""
    here, there = ({"host": host} for host in ("localhost:4010", "127.0.0.1:4010"))
    made = backend.request("POST", PATH, json={"email_address": NEW}, headers=here).json()
    again = {"email_address": NEW, "ignore_existing": True}
    kept = backend.request("POST", PATH, json=again, headers=here).json()
    backend.request("DELETE", f"{PATH}/{made['id']}", headers=there)

    assert [kept["url"]] == [it.link for it in world.messages.where(to=NEW)]


def test_a_deleted_invitation_is_forgotten(backend, world):
    """Whatever its status, with its mail."""
    made = invited(backend)
    gone = backend.delete(f"{PATH}/{made['id']}")

    assert {"object": "invitation", "id": made["id"], "deleted": True} == gone.json()
    assert [] == backend.get(PATH).json()
    assert 0 == world.messages.count(to=NEW)
    assert 404 == backend.delete(f"{PATH}/{made['id']}").status_code


def bulk(backend, *wishes):
    return backend.request("POST", f"{PATH}/bulk", json=list(wishes))


def test_several_are_invited_at_once(backend, world):
    """In the order of the list, each with what is said of it."""
    reply = bulk(
        backend, {"email_address": "a@engines.test"}, {"email_address": "b@engines.test", "notify": False}
    )

    assert ["a@engines.test", "b@engines.test"] == [it["email_address"] for it in reply.json()]
    assert (1, 0) == tuple(world.messages.count(to=f"{it}@engines.test") for it in "ab")


@pytest.mark.parametrize(
    ("wishes", "refusal"),
    [
        (
            [{"email_address": f"{it}@engines.test"} for it in range(11)],
            (400, [("bulk_size_exceeded", None)]),
        ),
        ([], (422, [("form_param_missing", "email_address")])),
        ([{"email_address": NEW}, {}], (422, [("form_param_missing", "email_address")])),
        (
            [{"email_address": NEW}, {"email_address": 1}],
            (422, [("form_param_type_invalid", "email_address")]),
        ),
        (
            [{"email_address": NEW}, {"email_address": ADA}],
            (422, [("form_identifier_exists", "email_address")]),
        ),
        ([{"email_address": NEW}] * 2, (400, [("duplicate_record", "email_address")])),
        ([{"email_address": NEW, "who": 1}], (422, [("form_param_unknown", "who")])),
        (["x"], (400, [("request_body_invalid", None)])),
    ],
)
def test_all_or_nobody(backend, world, wishes, refusal):
    """What is wrong with one is wrong with all: nobody is invited."""
    before = world.digest()

    assert refusal == refused(bulk(backend, *wishes))
    assert before == world.digest()
