"""What a test holds in its hand: browsers, servers, outbox, clock, forks, snapshots, calls."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mockfapi
from mockfapi.clerk import Clerk

SIGN_INS = "/v1/client/sign_ins"
OLGA = "olga@workshop.test"
b2b = pytest.mark.clerk(scenario="b2b")


def begin(clerk: Clerk, email: str = OLGA):
    """A browser and the reply to a sign-in by e-mail code that it has begun."""
    browser = clerk.browser()
    return browser, browser.post(SIGN_INS, identifier=email, strategy="email_code")


@b2b
def test_a_browser_signs_in_by_code(clerk):
    """The shortest journey: members of bodies are attributes, the code lies in the outbox."""
    browser, begun = begin(clerk)
    code = clerk.outbox.last(to=OLGA).code
    path = f"{SIGN_INS}/{begun.response.id}/attempt_first_factor"
    done = browser.post(path, strategy="email_code", code=code)

    assert "complete" == done.response.status == done.response["status"]
    assert OLGA == done.client.sessions[0].public_user_data.identifier
    assert [done.response.created_session_id] == [it.id for it in browser.get("/v1/client").response.sessions]


@b2b
def test_two_browsers_know_nothing_of_each_other(clerk):
    """Cookies belong to the browser that was given them."""
    begin(clerk)

    assert clerk.browser().get("/v1/client").response is None


@b2b
def test_a_reply_shows_its_errors(clerk):
    """What a failing assertion prints says why the request was refused."""
    refused = clerk.browser().post(SIGN_INS, identifier=OLGA, strategy="password", password="wrong")

    assert (422, "form_password_incorrect") == (refused.status_code, refused.errors[0].code)
    assert repr(refused).startswith("<422 form_password_incorrect: ")
    assert "application/json" == refused.headers["content-type"]
    with pytest.raises(AttributeError, match="the body has no 'cod'; did you mean 'code'"):
        assert refused.errors[0].cod


def test_a_request_takes_query_form_json_files_and_headers(clerk):
    """Parts that are none, and paths that are none, are refused with the nearest name."""
    browser = clerk.browser()

    assert 404 == browser.request("GET", "/v1/nowhere?a=1", query={"b": 2}, headers={"X-It": "1"}).status_code
    with pytest.raises(TypeError, match="request takes no 'data'; there are query, form"):
        browser.request("POST", SIGN_INS, data={})
    with pytest.raises(ValueError, match="'v1/client' is no path"):
        browser.get("v1/client")


def test_a_query_in_a_path_is_a_query(clerk):
    """Addresses may be copied as they are."""
    native = clerk.browser().get("/v1/client?_is_native=1")

    assert 200 == native.status_code
    assert "getClient" == clerk.calls()[0].operation_id


def test_files_travel_as_a_form(clerk, tmp_path):
    """Bytes, paths and named content are encoded; the operation that takes images is found."""
    picture = Path(tmp_path, "me.png")
    picture.write_bytes(b"\x89PNG")
    for file in (b"\x89PNG", picture, ("me.png", b"\x89PNG", "image/png")):
        reply = clerk.browser().request("POST", "/v1/me/profile_image", files={"file": file})

        assert reply.status_code in (401, 501)
    assert {"updateProfileImage"} == {it.operation_id for it in clerk.calls()}


@b2b
def test_a_server_holds_the_secret_key(clerk):
    """Fields of a server's body are JSON, as the Backend API wants them."""
    server = clerk.backend()
    made = server.post("/v1/users", email_address=["new@engines.test"], password="brass-gears-and-steam")

    assert 200 == made.status_code
    assert "RS256" == server.get("/v1/jwks").json()["keys"][0].alg
    assert clerk.secret_key in server.headers["authorization"]


@b2b
def test_the_outbox_knows_every_spelling(clerk):
    """Addresses and numbers are found however they are written; what is not there is told with what is."""
    clerk.user("ada@engines.test", phone="+1 (201) 555-0123")
    begin(clerk)

    assert clerk.outbox.last(to=" OLGA@Workshop.test") == clerk.outbox.wait(OLGA) == clerk.outbox.all()[-1]
    assert [] == clerk.outbox.all(kind="reset_password_code")
    with pytest.raises(
        LookupError, match=r"sent to ada@engines.test; in the outbox: .* to olga@workshop.test"
    ):
        clerk.outbox.wait("ada@engines.test", timeout=0.02)
    clerk.outbox.clear()
    assert 0 == len(clerk.outbox)


@b2b
def test_codes_expire_when_the_clock_advances(clerk):
    """World time is the test's: ten minutes pass at once."""
    browser, begun = begin(clerk)
    clerk.clock.advance(minutes=11)
    path = f"{SIGN_INS}/{begun.response.id}/attempt_first_factor"
    late = browser.post(path, strategy="email_code", code=clerk.outbox.last().code)

    assert "verification_expired" == late.errors[0].code


@pytest.mark.clerk(clock="2026-01-31T12:00Z")
def test_a_clock_stands_and_is_set(clerk):
    """A pinned clock stands; it is set by text, datetime or number, and never back."""
    noon = datetime(2026, 1, 31, 12, tzinfo=UTC)

    assert noon == clerk.clock.moment
    clerk.clock.set("2026-02-01")
    clerk.clock.set(datetime(2026, 2, 2, tzinfo=UTC))
    assert 1_769_990_400_000 == clerk.clock.set(1_769_990_400_000) == clerk.clock.now
    with pytest.raises(ValueError, match="the clock only moves forward"):
        clerk.clock.set(noon)
    with pytest.raises(ValueError, match="the clock only moves forward"):
        clerk.clock.advance(hours=-1)


def test_a_frozen_clock_runs_on_from_where_it_stood(clerk):
    """`freeze` stops both times, `run` lets world time go on without a jump, `pin` stops at a moment."""
    clerk.clock.freeze()
    stood = clerk.clock.advance(days=1)
    stamps = clerk.world.clock.process

    assert (stood, stamps) == (clerk.clock.now, clerk.world.clock.process)
    clerk.clock.run()
    assert 0 <= clerk.clock.now - stood < 60_000
    clerk.clock.pin("2999-01-01")
    assert clerk.clock.now == clerk.world.clock.process
    with pytest.raises(ValueError, match="only moves forward"):
        clerk.clock.pin("2026-01-01")


@b2b
def test_a_fork_goes_its_own_way(clerk):
    """A fork begins as its world stands, with keys of its own, and closes with it."""
    clerk.user("ada@engines.test", password="difference-engine-1")
    with clerk.fork() as first, clerk.fork() as second:
        first.user("grace@engines.test")

        assert "difference-engine-1" == second.user("ada@engines.test").password
        assert (5, 6, 5) == tuple(len(it.world.users) for it in (clerk, first, second))
        assert 3 == len({clerk.secret_key, first.secret_key, second.secret_key})
        assert 200 == first.backend().get("/v1/jwks").status_code
    third = clerk.fork()
    clerk.close()
    assert not third.is_open


def test_snapshots_come_back(clerk):
    """A snapshot is restored as often as one likes; a name is given once; the first one stays."""
    clerk.user("ada@engines.test")
    taken = clerk.snapshot()
    for _ in range(2):
        grace = clerk.user("grace@engines.test")
        grace.token()
        clerk.restore(taken)
    other = clerk.user("mary@engines.test")

    assert (2, ["opened", taken]) == (len(clerk.world.users), clerk.snapshots)
    assert ("mary@engines.test", other.id) == (other.email, other.session.user_id)
    with pytest.raises(LookupError, match="no snapshot 'snapshot-2'; did you mean 'snapshot-1'"):
        clerk.restore("snapshot-2")
    with pytest.raises(ValueError, match="there is a snapshot 'snapshot-1' already"):
        clerk.snapshot(taken)
    with pytest.raises(ValueError, match="stays"):
        clerk.forget("opened")
    clerk.forget(taken)
    clerk.reset()
    assert (0, ["opened"]) == (len(clerk.world.users), clerk.snapshots)


@b2b
def test_calls_are_recorded_by_operation(clerk):
    """Calls have paths as the APIs know them; a misspelled operation id is refused with the nearest."""
    begin(clerk)
    clerk.backend().get("/v1/jwks")

    assert [SIGN_INS, "/v1/jwks"] == [it.path for it in clerk.calls()]
    assert [200] == [it.status for it in clerk.calls("createSignIn")]
    assert ["createSignIn"] == [*{it.operation for it in clerk.journal if it.table == "messages"}]
    with pytest.raises(
        LookupError, match="no contract has an operation 'creatSignIn'; did you mean 'createSignIn'"
    ):
        clerk.calls("creatSignIn")


def test_equal_seeds_make_equal_transcripts():
    """With a pinned clock, the same seed, name and requests give the same bytes."""

    def transcript():
        with mockfapi.world("b2b", seed=4, clock="2026-01-31", name="twice") as clerk:
            browser, begun = begin(clerk)
            replies = [begun, browser.get("/v1/client"), browser.get("/v1/environment")]
            return [it.text for it in replies] + [clerk.user("ada@engines.test").token()]

    assert transcript() == transcript()
    assert json.loads(transcript()[0])["response"]["identifier"] == OLGA


def test_environment_variables_name_this_world(clerk):
    """`env` has what apps read: keys, addresses and the public key on one line."""
    env = clerk.env

    assert (clerk.publishable_key, clerk.secret_key) == (
        env["CLERK_PUBLISHABLE_KEY"],
        env["CLERK_SECRET_KEY"],
    )
    assert {clerk.url} == {env["CLERK_API_URL"], env["CLERK_FAPI_URL"], env["CLERK_PROXY_URL"]}
    assert "\n" not in env["CLERK_JWT_KEY"]


def test_a_name_is_open_once():
    """Two worlds of one name would share their keys."""
    with (
        mockfapi.world(name="twins"),
        pytest.raises(ValueError, match="a world named 'twins' is open already"),
    ):
        mockfapi.world(name="twins")
