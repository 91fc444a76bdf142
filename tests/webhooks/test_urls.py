"""URLs: called by a thread of its own, signed so that Clerk's verifiers believe it, only on this machine."""

import json
from typing import Any

import pytest
from svix.webhooks import Webhook, WebhookVerificationError

from mockfapi.app import App
from mockfapi.errors import ClerkError
from mockfapi.world.records import Message
from tests.webhooks.test_callables import NEW

ELSEWHERE = (
    *("http://example.com/hook", "https://192.168.0.7/hook", "http://localhost.example.com/hook"),
    *("http://[2001:db8::1]/hook", "http://127.0.0.1@example.com/hook"),
)
HERE = (
    "http://localhost:3000",
    "https://127.9.9.9/hook",
    "http://[::1]:8000/hook",
    "http://app.localhost/hook",
)
NO_URLS = ("", "hook", "ftp://localhost/hook", "http://", "http://localhost:99999/hook", "file:///etc/hosts")


def verified(secret: str, taken) -> dict:
    """What the official verifier makes of a request."""
    _, headers, body = taken
    Webhook(secret).verify(body, headers)
    event: dict = json.loads(body)
    return event


def test_what_arrives_is_verified_by_svix(clerk, receiver):
    """The official package believes the signature, with the secret that apps find in their environment."""
    clerk.webhooks.add(receiver.url, events=["user.created"])
    clerk.user(NEW)
    path, headers, body = receiver.wait(1)[0]
    event = verified(clerk.env["CLERK_WEBHOOK_SIGNING_SECRET"], (path, headers, body))

    assert "/webhooks?from=clerk" == path
    assert "application/json" == headers["content-type"]
    assert ("user.created", clerk.world.keys.instance_id) == (event["type"], event["instance_id"])
    assert clerk.webhooks.last("user.created").payload == event


def test_a_secret_of_its_own(clerk, receiver):
    """It signs in place of that of the world; a byte more or another secret is believed by nobody."""
    own = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    clerk.webhooks.add(receiver.url, secret=own)
    clerk.user(NEW)
    path, headers, body = receiver.wait(1)[0]

    assert "user.created" == verified(own, (path, headers, body))["type"]
    for secret, text in ((clerk.env["CLERK_WEBHOOK_SIGNING_SECRET"], body), (own, body + b" ")):
        with pytest.raises(WebhookVerificationError):
            verified(secret, (path, headers, text))


def test_no_request_waits(clerk, receiver):
    """The receiver does not answer, and requests are answered all the same; then all comes in order."""
    receiver.may_answer.clear()
    clerk.webhooks.add(receiver.url)
    server = clerk.backend()
    rest = {"skip_password_requirement": True}
    people = [server.post("/v1/users", email_address=[f"p{n}@x.test"], **rest) for n in range(3)]
    before = len(receiver.taken)
    receiver.may_answer.set()
    clerk.webhooks.flush()

    assert [200] * 3 == [it.status_code for it in people]
    assert 0 == before
    assert [it.json()["id"] for it in people] == [json.loads(it[2])["data"]["id"] for it in receiver.taken]


def test_any_2xx_is_success_and_all_else_is_tried_again(clerk, receiver):
    """Redirects are not followed; the same message comes again with the same id, newly signed."""
    receiver.answers = [500, 302, 404, 201]
    clerk.webhooks.add(receiver.url, events=["user.created"])
    clerk.user(NEW)
    clerk.webhooks.flush()
    clerk.clock.advance(hours=1)
    clerk.webhooks.flush()
    (delivery,) = clerk.webhooks.deliveries

    assert [500, 302, 404, 201] == [it.status for it in delivery.attempts]
    assert "succeeded" == clerk.webhooks.status(delivery)
    assert 1 == len({(headers["svix-id"], body) for _, headers, body in receiver.taken})


def test_nobody_at_home(clerk):
    """A refused connection is a failed attempt that says so, and the request was answered."""
    clerk.webhooks.add("http://127.0.0.1:9/hook")
    lin = clerk.user(NEW)
    clerk.webhooks.flush()
    (delivery,) = clerk.webhooks.deliveries

    assert lin.id in delivery.body
    assert "ConnectionRefusedError" in delivery.attempts[0].error
    assert "pending" == clerk.webhooks.status(delivery)


@pytest.mark.parametrize("url", ELSEWHERE)
def test_other_machines_have_to_be_allowed(clerk, url):
    """Whatever the URL looks like; said explicitly, it may."""
    with pytest.raises(ClerkError, match="form_param_value_invalid"):
        clerk.webhooks.add(url)
    allowed = clerk.webhooks.add(url, anywhere=True, disabled=True)
    with pytest.raises(ClerkError, match="form_param_value_invalid"):
        clerk.webhooks.update(allowed, url=url)

    assert [allowed] == clerk.webhooks.endpoints


@pytest.mark.parametrize("url", HERE)
def test_this_machine_by_any_name(clerk, url):
    """Loopback addresses and localhost."""
    assert url == clerk.webhooks.add(url, disabled=True).url


@pytest.mark.parametrize("url", NO_URLS)
def test_what_is_no_url_is_refused(clerk, url):
    """Also when other machines are allowed."""
    with pytest.raises(ClerkError, match="form_param_value_invalid"):
        clerk.webhooks.add(url, anywhere=True)

    assert [] == clerk.webhooks.endpoints


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!"]
)
def test_a_secret_that_cannot_sign_is_refused(clerk, secret):
    """The prefix and 24 to 64 bytes in base64, as the verifiers want it."""
    with pytest.raises(ClerkError, match="form_param_value_invalid"):
        clerk.webhooks.add("http://localhost/hook", secret=secret)

    assert [] == clerk.webhooks.endpoints


def test_a_disabled_endpoint_is_told_nothing(clerk, receiver):
    """Neither what happens nor what was to be tried again."""
    receiver.answers = [500]
    endpoint = clerk.webhooks.add(receiver.url)
    clerk.user(NEW)
    clerk.webhooks.flush()
    clerk.webhooks.update(endpoint, disabled=True)
    clerk.user("kim@workshop.test")
    clerk.clock.advance(days=1)
    clerk.webhooks.flush()
    (delivery,) = clerk.webhooks.deliveries

    assert 1 == len(receiver.taken)
    assert "failed" == clerk.webhooks.status(delivery)


def test_retries_go_by_a_running_clock(clerk, receiver):
    """Nobody asks anything, and the clock of the process is enough."""
    receiver.answers = [503]
    clerk.webhooks.add(receiver.url, events=["user.created"])
    clerk.user(NEW)
    receiver.wait(1)
    clerk.webhooks.flush()
    clerk.world.clock.offset += 5_000
    receiver.wait(2)
    clerk.webhooks.flush()

    assert [[503, 204]] == [[it.status for it in each.attempts] for each in clerk.webhooks.deliveries]


def test_a_snapshot_has_its_endpoints(clerk, receiver):
    """What was added afterwards is gone, like everything else."""
    clerk.snapshot("before")
    clerk.webhooks.add(receiver.url)
    clerk.restore("before")
    clerk.user(NEW)
    clerk.webhooks.flush()

    assert ([], [], []) == (clerk.webhooks.endpoints, clerk.webhooks.deliveries, receiver.taken)


def test_a_scenario_brings_endpoints(house, receiver, tmp_path):
    """By URL, or in full; every world of it tells, signed with its own secret."""
    file = tmp_path / "told.yaml"
    full = f"{{url: '{receiver.url}', events: [user.created], description: ours}}"
    file.write_text(f"include: [one_user]\nwebhooks: ['{receiver.url}', {full}]\n")
    for name in ("told-1", "told-2"):
        world = house.open_world(name, scenario_name=str(file))
        house.backend(world).post("/v1/users", email_address=[NEW], skip_password_requirement=True)
        house.backend(world).patch(f"/v1/users/{next(iter(world.users)).id}", first_name="Augusta")
    house.webhooks.settle()
    secrets = [house.worlds.named(name).keys.webhook_secret for name in ("told-1", "told-2")]
    for name in ("told-1", "told-2"):
        house.close_world(name)

    taken = receiver.taken
    found = [verified(secret, it)["type"] for secret in secrets for it in taken if signed_by(secret, it)]

    assert 2 * ["user.created", "user.created", "user.updated"] == found


def signed_by(secret: str, it) -> bool:
    try:
        return bool(verified(secret, it))
    except WebhookVerificationError:
        return False


@pytest.mark.parametrize(("lenient", "status", "told"), [(False, 500, 0), (True, 200, 1)])
def test_a_broken_event_is_a_bug_that_is_told(receiver, lenient, status, told):
    """What our own shapes forbid is not sent, and the request says so, unless the app is lenient."""
    app = App(lenient=lenient)
    world = app.open_world(scenario_name="one_user")
    app.browser(world).request("POST", "/__mockfapi/webhooks/endpoints", json={"url": receiver.url})
    broken: Any = 7
    world.messages.save(Message("sms_1", world.clock.now, "sms", "+15555550123", "notice", "a", broken))
    reply = app.browser(world).get("/v1/environment")
    app.webhooks.settle()

    assert status == reply.status_code
    assert told == len(receiver.taken)
    assert lenient or "sms.created: $.data.message" in reply.errors[0]["long_message"]
