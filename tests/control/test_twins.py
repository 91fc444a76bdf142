"""The control API and the Python API do the same things: every operation has its twin."""

from functools import reduce

import pytest

import mockfapi
from mockfapi import spec
from mockfapi.clerk.opening import Engine

# Where Python has what an operation does, as a path from what a test or a script holds.
TWINS = {
    "clearFaults": "clerk.faults.clear",
    "clearOutbox": "clerk.outbox.clear",
    "clearOutboxPage": "clerk.outbox.clear",
    "createAgentTicket": "clerk.tickets.agent",
    "createFault": "clerk.faults.add",
    "createFaultsOfPreset": "clerk.faults.preset",
    "createImpersonationTicket": "clerk.tickets.impersonate",
    "createBadTokens": "clerk.bad_tokens",
    "createInvitationTicket": "clerk.tickets.invite",
    "createSignInTicket": "clerk.tickets.sign_in",
    "createToken": "person.token",
    "createWebhookEndpoint": "clerk.webhooks.add",
    "createWorld": "mockfapi.world",
    "deleteFault": "clerk.faults.remove",
    "deleteSnapshot": "clerk.forget",
    "deleteWebhookEndpoint": "clerk.webhooks.remove",
    "deleteWorld": "clerk.close",
    "followSignInLink": "clerk.sign_in_link",
    "exportWorld": "clerk.export",
    "forkWorld": "clerk.fork",
    "getClock": "clerk.clock.now",
    "getControlContract": "engine.app.reception.control.contract.document",
    "getControlHealth": "clerk.is_open",
    "getLastMessage": "clerk.outbox.last",
    "getOutboxPage": "clerk.outbox.url",
    "getWorld": "clerk.world",
    "listCalls": "clerk.calls",
    "listChanges": "clerk.journal",
    "listFaults": "clerk.faults.all",
    "listMessages": "clerk.outbox.all",
    "listOperations": "engine.app.operations",
    "listSnapshots": "clerk.snapshots",
    "listTickets": "clerk.tickets.all",
    "listWebhookDeliveries": "clerk.webhooks.deliveries",
    "listWebhookEndpoints": "clerk.webhooks.endpoints",
    "listWebhookEvents": "clerk.webhooks.events",
    "listWorlds": "engine.app.worlds",
    "moveClock": "clerk.clock.set",
    "replayWebhookDelivery": "clerk.webhooks.replay",
    "resetWorld": "clerk.reset",
    "restoreSnapshot": "clerk.restore",
    "retireKeys": "clerk.keys.retire",
    "revokeTicket": "clerk.tickets.revoke",
    "rotateKeys": "clerk.keys.rotate",
    "takeSnapshot": "clerk.snapshot",
    "updateWebhookEndpoint": "clerk.webhooks.update",
}


@pytest.fixture(scope="module")
def engine():
    """An engine with a default world, as a server has one."""
    made = Engine()
    yield made
    made.stop()


@pytest.fixture
def clerk(engine):
    """The same world for both APIs."""
    with engine.open("one_user", clock="2026-01-01", name="default") as opened:
        yield opened


def test_every_operation_has_a_twin():
    """No operation without Python, no twin of an operation that is gone."""
    assert set(spec.load("control").operations) == set(TWINS)


@pytest.mark.parametrize("operation", TWINS)
def test_every_twin_is_there(engine, clerk, operation):
    """The table names what exists."""
    held = {"engine": engine, "clerk": clerk, "mockfapi": mockfapi, "person": clerk.user("ada@engines.test")}
    first, *rest = TWINS[operation].split(".")

    assert reduce(getattr, rest, held[first]) is not None


@pytest.mark.parametrize(
    "body", [{"advance": 60_000}, {"set": 1_767_225_660_000}, {"pin": 1_767_225_660_000}, {"freeze": True}]
)
def test_every_step_of_the_clock_has_a_twin(clerk, body):
    """Both APIs leave the clock where the other leaves it."""
    ((step, value),) = body.items()
    here = clerk.fork()
    clerk.browser().request("POST", "/__mockfapi/clock", json=body)
    move = getattr(here.clock, step)
    if step == "freeze":
        move()
    elif step == "advance":
        move(milliseconds=value)
    else:
        move(value)

    mine, theirs = here.world.clock, clerk.world.clock

    assert (theirs.now, theirs.process, theirs.pinned_at) == (mine.now, mine.process, mine.pinned_at)


def test_a_running_clock_has_a_twin(clerk):
    """`freeze: false` is `run()`: both go on from where world time stood."""
    here = clerk.fork()
    clerk.browser().request("POST", "/__mockfapi/clock", json={"freeze": False})
    here.clock.run()

    assert abs(here.clock.now - clerk.clock.now) < 5_000
    assert (None, None) == (here.world.clock.pinned_at, clerk.world.clock.pinned_at)


def test_both_see_the_same(clerk):
    """Messages, changes, calls, snapshots: what one API tells, the other tells."""
    browser = clerk.browser()
    browser.post("/v1/client/sign_ins", identifier="ada@engines.test", strategy="email_code")
    clerk.snapshot("here")

    def numbers(path: str, key: str) -> list[str]:
        return [it[key] for it in browser.get(f"/__mockfapi{path}").json()["data"]]

    assert [it.id for it in clerk.outbox] == numbers("/outbox", "id")
    assert [it.number for it in clerk.journal] == numbers("/journal", "number")
    assert [it.path for it in clerk.calls()] == numbers("/calls", "path")
    assert clerk.snapshots == numbers("/snapshots", "name")


def test_a_snapshot_of_one_is_a_snapshot_of_the_other(clerk):
    """Taken here, restored there, deleted here."""
    browser = clerk.browser()
    browser.request("POST", "/__mockfapi/snapshots", json={"name": "here"})
    before = clerk.world.digest()
    clerk.user("new@engines.test")
    clerk.restore("here")
    clerk.forget("here")

    assert before == clerk.world.digest()
    assert ["opened"] == clerk.snapshots
    with pytest.raises(ValueError, match="opened"):
        clerk.forget("opened")


def test_a_world_closed_by_request_can_be_closed_again(engine):
    """Its fixture does not mind."""
    with engine.open("empty") as opened:
        reply = opened.browser().request("DELETE", f"/__mockfapi/worlds/{opened.name}")

        assert 200 == reply.status_code

    assert not opened.is_open
