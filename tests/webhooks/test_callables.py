"""Callables: told in order, in the thread of the request, again after a failure."""

import threading
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.request import Request, urlopen

import pytest

from mockfapi.errors import ClerkError
from tests.people import SESSIONS, codes, session_of, sign_in

OLGA = "olga@workshop.test"
NEW = "lin@workshop.test"
SECOND, HOUR = 1_000, 3_600_000


def types(heard):
    return [it.type for it in heard]


@pytest.fixture
def heard(clerk):
    """What a callable is told of everything."""
    told: list[Any] = []
    clerk.webhooks.subscribe(told.append)
    return told


def test_it_is_called_before_the_request_returns(clerk, heard):
    """In process the next line of a test sees what its handler did, and it was the same thread."""
    threads = []
    clerk.webhooks.subscribe(lambda _: threads.append(threading.current_thread()))
    clerk.backend().post("/v1/users", email_address=[NEW], skip_password_requirement=True)

    assert ["user.created"] == types(heard)
    assert [threading.current_thread()] == threads


def test_each_hears_what_it_asked_for(clerk, heard):
    """Names narrow it; no names are all of them."""
    some: list[Any] = []
    clerk.webhooks.subscribe(some.append, events=["session.ended", "session.created"])
    browser = clerk.browser()
    browser.post(f"{SESSIONS}/{session_of(sign_in(browser, OLGA))}/end")

    assert ["session.created", "session.ended"] == types(some)
    assert ["session.created", "session.ended"] == [it for it in types(heard) if it.startswith("session")]


def test_an_unknown_event_is_refused(clerk):
    """A name that Clerk does not publish would never be heard."""
    with pytest.raises(ClerkError, match="form_param_value_invalid"):
        clerk.webhooks.subscribe(print, events=["user.created", "user.born"])

    assert [] == clerk.webhooks.endpoints


def test_nothing_of_the_time_before(clerk):
    """Who subscribes late has missed what was; it can still be read."""
    clerk.user(NEW)
    late: list[Any] = []
    clerk.webhooks.subscribe(late.append)
    clerk.user("kim@workshop.test")

    assert ["user.created"] == types(late)
    assert ["user.created", "user.created"] == types(clerk.webhooks.events())


def test_what_was_read_is_what_is_told(clerk, heard):
    """Events that nobody hears have the same ids and bodies, whenever somebody looks."""
    clerk.user(NEW, first_name="Lin")
    sign_in(clerk.browser(), OLGA)
    clerk.backend().delete(f"/v1/users/{clerk.user(NEW).id}")

    assert ["user.created", "session.created", "user.deleted"] == types(heard)
    assert [(it.id, it.body) for it in heard] == [(it.id, it.body) for it in clerk.webhooks.events()]


def test_it_does_not_matter_who_made_the_change(clerk, heard):
    """Browser, server, control API, fixture and clock: each is heard."""
    sign_in(clerk.browser(), OLGA)
    server = clerk.backend()
    server.patch(f"/v1/users/{clerk.user(OLGA).id}", last_name="Brandt-Meier")
    clerk.browser().request(
        "POST", "/__mockfapi/tickets/invite", json={"email_address": NEW, "organization": "brandt-workshop"}
    )
    clerk.user(NEW)
    rename = clerk.world.organizations.first(slug="brandt-workshop")
    clerk.world.clock.schedule(
        clerk.clock.now + HOUR, lambda it: it.organizations.save(replace(rename, name="Brandt & Lin"))
    )
    clerk.clock.advance(hours=2)

    assert [
        *("session.created", "user.updated"),
        *("organizationInvitation.created", "email.created"),
        *("user.created", "organization.updated"),
    ] == types(heard)


def test_a_handler_may_ask_the_world(clerk):
    """Its own requests are events that come after the one in hand."""
    order = []

    def handler(event):
        order.append(f"begin {event.type}")
        if event.type == "user.created":
            clerk.backend().patch(f"/v1/users/{event.data['id']}/metadata", public_metadata={"plan": "free"})
        order.append(f"end {event.type}")

    clerk.webhooks.subscribe(handler)
    lin = clerk.user(NEW)

    assert [
        "begin user.created",
        "end user.created",
        "begin user.updated",
        "end user.updated",
    ] == order
    assert {"plan": "free"} == clerk.world.users[lin.id].public_metadata


def test_a_refused_request_tells_nothing(clerk, heard):
    """What the rules refuse has not happened."""
    reply = clerk.backend().post("/v1/users", email_address=[OLGA], skip_password_requirement=True)

    assert [("form_identifier_exists", "email_address")] == codes(reply)
    assert [] == heard


def test_failures_follow_the_schedule_by_the_clock(clerk):
    """Eight attempts of one message, each at its moment; then it has failed."""
    tries = []

    def grumpy(event):
        tries.append(event.headers["svix-id"])
        raise ValueError("not now")

    clerk.clock.pin("2027-01-01")
    clerk.webhooks.subscribe(grumpy, events=["user.created"])
    clerk.user(NEW)
    (first,) = clerk.webhooks.deliveries
    clerk.clock.advance(milliseconds=5 * SECOND - 1)
    early = len(tries)
    clerk.clock.advance(days=2)
    (last,) = clerk.webhooks.deliveries
    ats = [it.at for it in last.attempts]

    assert ("pending", "failed") == (clerk.webhooks.status(first), clerk.webhooks.status(last))
    assert 1 == early
    assert 1 == len(set(tries))
    assert [5, 300, 1800, 7200, 18000, 36000, 36000] == [
        (after - before) // SECOND for before, after in pairwise(ats)
    ]
    assert {"ValueError: not now"} == {it.error for it in last.attempts}


def test_a_later_attempt_succeeds(clerk):
    """Then nobody tries again."""
    tries = []

    def moody(event):
        tries.append(event.id)
        if len(tries) == 1:
            raise TimeoutError("busy")

    clerk.webhooks.subscribe(moody, events=["user.created"])
    clerk.user(NEW)
    clerk.clock.advance(days=3)
    (delivery,) = clerk.webhooks.deliveries

    assert "succeeded" == clerk.webhooks.status(delivery)
    assert 2 == len(tries) == len(delivery.attempts)


def test_a_replay_is_the_same_message(clerk, heard):
    """Sent again whatever became of it, with its id and body."""
    clerk.user(NEW)
    (delivery,) = clerk.webhooks.deliveries
    clerk.webhooks.replay(delivery)

    assert 2 == len(heard)
    assert (heard[0].id, heard[0].body) == (heard[1].id, heard[1].body)


def test_who_was_removed_hears_no_more(clerk, heard):
    """Also not what was to be tried again."""
    failing = clerk.webhooks.subscribe(lambda _: 1 / 0)
    clerk.user(NEW)
    clerk.webhooks.remove(failing)
    clerk.clock.advance(hours=1)
    failed = [it for it in clerk.webhooks.deliveries if it.endpoint_id == failing.id]

    assert [(1, "failed")] == [(len(it.attempts), clerk.webhooks.status(it)) for it in failed]
    assert failing not in clerk.webhooks.endpoints


def test_it_outlives_a_reset(clerk, heard):
    """The world begins anew, and whoever listens hears what happens then."""
    clerk.user(NEW)
    clerk.reset()
    clerk.user(NEW)

    assert ["user.created", "user.created"] == types(heard)
    assert ["user.created"] == types(clerk.webhooks.events())


def test_a_fork_is_another_world(clerk, heard):
    """Nobody listens there before somebody subscribes there."""
    twin = clerk.fork()
    twin.user(NEW)

    assert [] == heard
    assert ["user.created"] == types(twin.webhooks.events())
    assert clerk.env["CLERK_WEBHOOK_SIGNING_SECRET"] != twin.env["CLERK_WEBHOOK_SIGNING_SECRET"]


def test_what_a_live_server_answers_is_told_by_another_thread(clerk):
    """No request waits, not even for a callable."""
    threads = []
    done = threading.Event()

    def handler(_):
        threads.append(threading.current_thread())
        done.set()

    clerk.webhooks.subscribe(handler, events=["user.created"])
    headers = {"authorization": f"Bearer {clerk.secret_key}", "content-type": "application/json"}
    body = b'{"email_address": ["lin@workshop.test"], "skip_password_requirement": true}'
    with urlopen(Request(f"{clerk.url}/v1/users", body, headers), timeout=10) as answer:
        assert 200 == answer.status

    assert done.wait(timeout=10)
    assert threading.current_thread() not in threads


def test_the_newest_by_name(clerk):
    """A name that is none is refused, and an event that did not happen is missed with what did."""
    clerk.user(NEW)

    assert NEW == clerk.webhooks.last("user.created").data["email_addresses"][0]["email_address"]
    with pytest.raises(ValueError, match=r"did you mean 'user\.created'"):
        clerk.webhooks.last("user.create")
    with pytest.raises(LookupError, match=r"no user\.deleted happened; what happened: user\.created"):
        clerk.webhooks.wait("user.deleted", timeout=0.02)


def test_waiting_for_what_happens_elsewhere(clerk):
    """For live servers: what another thread does is seen."""
    server = clerk.backend()
    other = threading.Thread(
        target=lambda: server.post("/v1/users", email_address=[NEW], skip_password_requirement=True)
    )
    other.start()
    found = clerk.webhooks.wait("user.created")
    other.join()

    assert "user.created" == found.type
    assert NEW == found.data["email_addresses"][0]["email_address"]
