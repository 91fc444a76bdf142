"""Each preset as requests meet it: what is refused, what is not, and what is told."""

import pytest

import mockfapi

NOON = 1_763_000_000_000
SIGN_INS, SIGN_UPS = "/v1/client/sign_ins", "/v1/client/sign_ups"
GRACE = {"email_address": "grace@engines.test", "password": "nanoseconds-of-wire"}


@pytest.fixture
def clerk():
    """A world of organizations whose clock stands."""
    with mockfapi.world("b2b", clock=NOON) as opened:
        yield opened


def statuses(times: int, ask, *path: str, **fields) -> list[int]:
    return [ask(*path, **fields).status_code for _ in range(times)]


@pytest.mark.parametrize(("preset", "most"), [("development_quota", 100), ("production_quota", 1_000)])
def test_the_quota_of_a_secret_key(clerk, preset, most):
    """So many in ten seconds; key sets are free of it, and so are browsers."""
    clerk.faults.preset(preset)
    server = clerk.backend()
    within = statuses(most, server.get, "/v1/users/count")
    beyond = server.get("/v1/users/count")

    assert {200} == set(within)
    assert (429, "10") == (beyond.status_code, beyond.headers["retry-after"])
    assert 200 == server.get("/v1/jwks").status_code
    assert 200 == clerk.browser().get("/v1/environment").status_code

    clerk.clock.advance(seconds=10)

    assert 200 == server.get("/v1/users/count").status_code


def test_the_quota_of_updates_is_that_of_one_record(clerk):
    """Ten of one user, and room for the next."""
    clerk.faults.preset("production_quota")
    olga, milo, *_ = clerk.personas
    server = clerk.backend()
    mine = statuses(11, server.patch, f"/v1/users/{olga.id}", first_name="Olga")

    assert [200] * 10 + [429] == mine
    assert 200 == server.patch(f"/v1/users/{milo.id}", first_name="Milo").status_code


def test_the_quota_of_attempts_is_that_of_an_address(clerk):
    """Three in ten seconds, at a factor or at a verification; another address has room of its own."""
    clerk.faults.preset("development_quota")
    browser = clerk.browser()
    made = browser.post(SIGN_INS, identifier=clerk.personas[0].email).response.id
    wrong = {"strategy": "password", "password": "not-this-one"}
    path = f"{SIGN_INS}/{made}/attempt_first_factor"
    tried = statuses(4, browser.post, path, **wrong)
    elsewhere = browser.request("POST", path, form=wrong, headers={"x-forwarded-for": "203.0.113.9"})

    assert [422, 422, 422, 429] == tried
    assert 422 == elsewhere.status_code


def test_the_quotas_of_sign_ups_and_of_invitations(clerk):
    """Five sign-ups in ten seconds; 25 times in bulk an hour."""
    clerk.faults.preset("development_quota")
    joined = statuses(6, clerk.browser().post, SIGN_UPS)
    server, asked = clerk.backend(), []
    for number in range(26):
        if number % 20 == 0:
            clerk.clock.advance(seconds=10)
        body = [{"email_address": f"guest{number}@engines.test"}]
        asked.append(server.request("POST", "/v1/invitations/bulk", json=body))

    assert [200] * 5 + [429] == joined
    assert [200] * 25 + [429] == [it.status_code for it in asked]
    assert 3_000 < int(asked[-1].headers["retry-after"]) <= 3_600


def test_a_partial_outage(clerk):
    """Three of ten, whoever asks, and the same ones with the same seed; what is refused writes nothing."""
    clerk.faults.preset("partial_outage")
    twin = clerk.fork()
    mine, same = (statuses(200, it.browser().post, SIGN_INS) for it in (clerk, twin))

    assert {200, 503} == set(mine)
    assert 40 <= mine.count(503) <= 80
    assert mine == same
    assert mine.count(200) == len(clerk.world.sign_ins)


def test_the_user_cap_is_reached(clerk):
    """Nobody joins, neither by themselves nor by a server; those who are there sign in."""
    clerk.faults.preset("user_cap_reached")
    olga, browser = clerk.personas[0], clerk.browser()
    refused = [
        browser.post(SIGN_UPS, **GRACE),
        clerk.backend().post("/v1/users", **GRACE | {"email_address": [GRACE["email_address"]]}),
    ]

    assert [(403, "user_quota_exceeded")] * 2 == [(it.status_code, it.errors[0]["code"]) for it in refused]
    assert 200 == browser.post(SIGN_INS, identifier=olga.email, password=olga.password).status_code


def test_a_stale_testing_token(clerk):
    """It spares nobody the captcha; who shows none is treated as ever."""
    token = clerk.backend().post("/v1/testing_tokens").json()["token"]
    clerk.faults.preset("stale_testing_token")
    shown = clerk.browser().post(f"{SIGN_UPS}?__clerk_testing_token={token}", **GRACE)
    bare = clerk.browser().post(SIGN_UPS, **GRACE)

    assert (400, "captcha_missing_token") == (shown.status_code, shown.errors[0]["code"])
    assert 200 == bare.status_code


def test_a_slow_network(clerk):
    """Between 400 and 1,200 milliseconds, each time another delay."""
    clerk.faults.preset("slow_network")
    delays = [clerk.browser().get("/v1/client").answer.weather.delay for _ in range(50)]

    assert all(400 <= it <= 1_200 for it in delays)
    assert len(set(delays)) > 10
