"""Reads that lag: what they show, what never lags, and that no read breaks by it."""

from collections import Counter
from dataclasses import replace

import pytest

import mockfapi
from mockfapi.clerk import engine
from mockfapi.errors import ClerkError
from mockfapi.rules import replicas
from tests.contract.prepared import prepared

NOON = 1_763_000_000_000
ADA = "ada@engines.test"
GRACE = {"email_address": ["grace@engines.test"], "password": "nanoseconds-of-wire", "first_name": "Grace"}


@pytest.fixture
def clerk():
    """A world whose clock stands and whose reads lag by two seconds."""
    with mockfapi.world("one_user", clock=NOON) as opened:
        opened.faults.preset("replica_lag")
        yield opened


@pytest.fixture
def grace(clerk) -> str:
    """Somebody whom a server has just made."""
    return clerk.backend().post("/v1/users", **GRACE).json()["id"]


@pytest.fixture
def browser(clerk):
    """The browser of somebody who was there before and has just signed in."""
    made = clerk.browser()
    ada = clerk.user(ADA)
    made.post("/v1/client/sign_ins", identifier=ADA, strategy="password", password=ada.password)
    return made


def known(clerk, id: str) -> tuple[int, list[str], int, list[str]]:
    """What a server sees of a user: alone, in the list, in the count, in a search; oldest first."""
    server = clerk.backend()
    listed = server.get("/v1/users", order_by="created_at").json()
    found = server.get("/v1/users", query="grace").json()
    count = server.get("/v1/users/count").json()["total_count"]
    status = server.get(f"/v1/users/{id}").status_code
    return status, [it["first_name"] for it in listed], count, [it["id"] for it in found]


def test_a_new_user_is_seen_late(clerk, grace):
    """To the millisecond, in every list and count; nothing moves while the clock stands."""
    before = known(clerk, grace)
    clerk.clock.advance(milliseconds=1_999)
    still = known(clerk, grace)
    clerk.clock.advance(milliseconds=1)

    assert (404, ["Ada"], 1, []) == before == still
    assert (200, ["Ada", "Grace"], 2, [grace]) == known(clerk, grace)


def test_a_removed_user_is_seen_on(clerk):
    """With all that was theirs, in the same place of the list."""
    ada, server = clerk.user(ADA), clerk.backend()
    was = server.get(f"/v1/users/{ada.id}").json()
    server.delete(f"/v1/users/{ada.id}")
    seen = server.get(f"/v1/users/{ada.id}").json()
    clerk.clock.advance(seconds=2)

    assert was == seen
    assert 404 == server.get(f"/v1/users/{ada.id}").status_code


def test_writes_and_their_answers_are_the_truth(clerk, grace):
    """Who reads the answer of a write reads what was written; the next read does not."""
    server = clerk.backend()
    changed = server.patch(f"/v1/users/{grace}", first_name="Rear Admiral")
    clash = server.post("/v1/users", **GRACE)

    assert (200, "Rear Admiral") == (changed.status_code, changed.json()["first_name"])
    assert 422 == clash.status_code
    assert 404 == server.get(f"/v1/users/{grace}").status_code


def test_several_writes_become_visible_one_by_one(clerk):
    """Each after its own lag, in their order."""
    ada, server = clerk.user(ADA), clerk.backend()
    names = []
    for name in ("Augusta", "Countess"):
        server.patch(f"/v1/users/{ada.id}", first_name=name)
        clerk.clock.advance(seconds=1)
    for _ in range(3):
        names.append(server.get(f"/v1/users/{ada.id}").json()["first_name"])
        clerk.clock.advance(seconds=1)

    assert ["Augusta", "Countess", "Countess"] == names


def test_what_was_there_when_it_began_is_there():
    """Setting the stage first and the weather then needs no waiting."""
    with mockfapi.world("one_user", clock=NOON) as clerk:
        made = clerk.backend().post("/v1/users", **GRACE).json()["id"]
        clerk.faults.preset("replica_lag")

        assert 200 == clerk.backend().get(f"/v1/users/{made}").status_code


def test_good_weather_shows_all_at_once(clerk, grace):
    """No clock has to be moved for that."""
    clerk.faults.clear()

    assert 200 == clerk.backend().get(f"/v1/users/{grace}").status_code


def test_a_page_reads_its_own_change_late(clerk, browser):
    """But not in the answer of the change, nor in the client that rides along."""
    changed = browser.patch("/v1/me", first_name="Augusta")
    read = browser.get("/v1/me")
    clerk.clock.advance(seconds=2)

    assert "Augusta" == changed.response.first_name
    assert "Ada" == read.response.first_name
    assert "Augusta" == read.json()["client"]["sessions"][0]["user"]["first_name"]
    assert "Augusta" == browser.get("/v1/me").response.first_name


def test_who_is_signed_in_is_never_in_doubt(clerk):
    """Signing up, reading the client, taking tokens, reading oneself: all at once."""
    browser = clerk.browser()
    browser.post("/v1/client/sign_ups", email_address="new@engines.test", password="difference-engine-no-2")
    (sign_up,) = clerk.world.sign_ups
    path = f"/v1/client/sign_ups/{sign_up.id}"
    browser.post(f"{path}/prepare_verification", strategy="email_code")
    code = clerk.outbox.last(to="new@engines.test").code
    browser.post(f"{path}/attempt_verification", strategy="email_code", code=code)
    client = browser.get("/v1/client").response
    session = client.last_active_session_id

    assert "active" == client["sessions"][0]["status"]
    assert 200 == browser.post(f"/v1/client/sessions/{session}/tokens").status_code
    assert "new@engines.test" == browser.get("/v1/me").response["email_addresses"][0]["email_address"]
    assert [0] * len(clerk.calls()) == [it.lag for it in clerk.calls()]


def test_memberships_are_seen_late():
    """Those of an organization that was just founded, by its founder and by a server."""
    with mockfapi.world("b2b", clock=NOON) as clerk:
        olga, browser = clerk.personas[0], clerk.browser()
        browser.post("/v1/client/sign_ins", identifier=olga.email, password=olga.password)
        clerk.faults.preset("replica_lag")
        made = browser.post("/v1/organizations", name="Engines").response.id
        seen = []
        for _ in range(2):
            mine = browser.get("/v1/me/organization_memberships").response
            server = clerk.backend().get(f"/v1/organizations/{made}/memberships")
            seen.append((made in {it["organization"]["id"] for it in mine}, server.status_code))
            clerk.clock.advance(seconds=2)

        assert [(False, 404), (True, 200)] == seen


def test_the_journal_marks_what_lagged(clerk, grace):
    """Which fault, by how much; a read that had missed nothing is not marked, nor is a write."""
    clerk.backend().get(f"/v1/users/{grace}")
    clerk.clock.advance(seconds=2)
    clerk.backend().get(f"/v1/users/{grace}")
    (fault,) = clerk.faults.all

    assert [0, 2_000, 0] == [it.lag for it in clerk.calls()]
    assert [None, fault.id, fault.id] == [it.fault for it in clerk.calls()]
    assert (2, 2) == (fault.seen, fault.struck)


def test_a_fork_and_a_snapshot_keep_what_is_not_visible_yet(clerk, grace):
    """A fork goes on by its own clock, a restore goes back to the doubt, a reset to the beginning."""
    clerk.clock.advance(seconds=1)
    fork = clerk.fork()
    clerk.snapshot("in between")
    clerk.clock.advance(seconds=1)
    path = f"/v1/users/{grace}"
    seen = [it.backend().get(path).status_code for it in (clerk, fork)]
    fork.clock.advance(seconds=1)
    seen.append(fork.backend().get(path).status_code)
    clerk.restore("in between")
    seen.append(clerk.backend().get(path).status_code)
    clerk.clock.advance(seconds=1)
    seen.append(clerk.backend().get(path).status_code)

    assert [200, 404, 200, 404, 200] == seen


def test_other_worlds_do_not_lag(clerk):
    """Nor do they see anything of it."""
    with mockfapi.world("one_user", clock=NOON) as other:
        made = other.backend().post("/v1/users", **GRACE).json()["id"]

        assert 200 == other.backend().get(f"/v1/users/{made}").status_code


def test_a_read_draws_and_changes_nothing(clerk, grace):
    """But for the count of the fault, and the twin that did not read goes on alike."""
    twin = clerk.fork()
    clerk.backend().get(f"/v1/users/{grace}")
    clerk.backend().get("/v1/users")
    for it in (clerk, twin):
        it.faults.clear()

    assert clerk.world.chance.drawn == twin.world.chance.drawn
    assert [it.id for it in clerk.world.users] == [it.id for it in twin.world.users]


def test_the_longest_lag_counts_and_names_narrow_it(clerk):
    """A fault of one list leaves the others alone."""
    clerk.faults.clear()
    clerk.faults.add("Users_listSortedByCreationDate", lag="5s", latency="300ms")
    clerk.faults.add("Users_listSortedByCreationDate", lag=1_000)
    clerk.backend().post("/v1/users", **GRACE)
    clerk.clock.advance(seconds=4)
    listed, counted = clerk.backend().get("/v1/users"), clerk.backend().get("/v1/users/count")
    clerk.clock.advance(seconds=1)

    assert (1, 2) == (len(listed.json()), counted.json()["total_count"])
    assert (300, 5_000) == (listed.answer.weather.delay, listed.answer.weather.lag)
    assert 2 == len(clerk.backend().get("/v1/users").json())


@pytest.mark.parametrize(
    ("named", "wishes", "field"),
    [
        (["getClient"], {}, "operations"),
        (["Users_updateUserAttributes"], {}, "operations"),
        (["Users_getOAuthAccessToken"], {}, "operations"),
        ([], {"tags": ["sessions"]}, "tags"),
        ([], {"status": 503}, "lag"),
        ([], {"quota": 3}, "lag"),
        ([], {"connection": "drop", "after_write": True}, "lag"),
        ([], {"latency": "soon"}, "latency"),
    ],
)
def test_what_cannot_lag(clerk, named, wishes, field):
    """What the primary answers, what writes, what is not answered at all."""
    clerk.faults.clear()
    with pytest.raises(ClerkError) as refused:
        clerk.faults.add(*named, **{"lag": "2s", **wishes})

    assert field == refused.value.entries[0].meta["param_name"]
    assert 0 == len(clerk.faults)


def test_the_lists_name_what_there_is(house):
    """Groups and operations of the contracts: or something would never lag."""
    served = [it.operation for it in house.operations]
    groups = {(api, tag) for api, tags in replicas.TAGS.items() for tag in tags}

    assert set() == groups - {(it.api, it.group) for it in served}
    assert set() == replicas.PRIMARY - {it.id for it in served}


def test_every_read_of_a_world_in_full_swing_is_answered():
    """All that goes well with the truth is, from before all of it, an answer that the contract knows."""
    with mockfapi.world("everything", seed=1, clock=NOON) as clerk:
        fault = clerk.faults.add("ListOrganizationRoles", lag="1h")
        it = prepared(clerk)
        clerk.world.faults.save(replace(fault, operations=()))
        ids = {
            "user_id": it.user("vera@everything.test"),
            "organization_id": next(iter(clerk.world.organizations)).id,
        }
        seen: Counter[tuple[int, bool]] = Counter()
        for bound in engine().app.operations:
            asked = bound.operation
            parts = it.good.get(asked.id, {})
            values = {**ids, **parts.get("path_parameters", {})}
            path = asked.path
            for name, value in values.items():
                path = path.replace(f"{{{name}}}", value)
            if not replicas.may_lag(asked.api, asked.group, asked.id, asked.method) or "{" in path:
                continue
            caller = clerk.backend() if asked.api == "bapi" else it.lent.get(asked.id, it.visitor)
            reply = caller.get(path, **parts.get("query", {}))
            seen[reply.status_code, clerk.calls()[-1].lag > 0] += 1

    assert {200, 404} == {status for status, _ in seen}
    assert seen[200, True] > 25
    assert seen[404, True] > 5
