"""In which world a call lands: the innermost, that of its thread or task, or the one whose key it shows."""

import asyncio
import threading

import httpx
import jwt
import pytest
from clerk_backend_api.security import AuthenticateRequestOptions, authenticate_request

import mockfapi

from .asking import ADA, GRACE, JWKS, USERS, bearer, key_ids, people


def test_the_innermost_world_wins():
    """And the one around it has its turn again."""
    with mockfapi.world(intercept=True) as outer:
        outer.user(ADA)
        with mockfapi.world(intercept=True) as inner:
            inner.user(GRACE)
            first = people()
        second = people()

    assert ([GRACE], [ADA]) == (first, second)


def test_worlds_may_end_in_any_order():
    """The outer one first: the inner one stays in force."""
    outer, inner = mockfapi.world(intercept=True), mockfapi.world(intercept=True)
    inner.user(GRACE)
    outer.close()
    seen = people()
    inner.close()

    assert [GRACE] == seen


def test_interception_may_end_before_the_world(clerk):
    """`with clerk.intercept():` is for a part of a test; `stop` may be called twice."""
    with mockfapi.world() as other:
        other.user(GRACE)
        with other.intercept() as it:
            inside = people()
        it.stop()
        outside = people()

    assert ([GRACE], []) == (inside, outside)


def test_keys_and_tokens_choose_their_world(clerk):
    """A server that holds the key of another open world speaks to that one; so does its Frontend API."""
    clerk.user(ADA)
    twin = clerk.fork()
    twin.user(GRACE)
    host = twin.world.keys.frontend_api

    assert [ADA, GRACE] == sorted(people(twin.secret_key))
    assert [ADA] == people(clerk.secret_key) == people()
    assert twin.keys.ids == key_ids(f"https://{host}/.well-known/jwks.json")


def test_the_key_of_a_closed_world_is_any_key(clerk):
    """An app that kept the key of the last test goes on in this one."""
    with mockfapi.world() as before:
        kept = before.secret_key
    clerk.user(ADA)

    assert [ADA] == people(kept)


def test_threads_land_where_the_test_does(clerk):
    """Servers of apps run in threads of their own."""
    clerk.user(ADA)
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.extend(people()))
    thread.start()
    thread.join()

    assert [ADA] == found


def test_tasks_have_worlds_of_their_own():
    """Two tasks at once, each in its world, whoever began last."""

    async def visit(address: str) -> list[str]:
        with mockfapi.world(intercept=True) as clerk:
            clerk.user(address)
            await asyncio.sleep(0)
            async with httpx.AsyncClient(headers=bearer("sk_test_any")) as client:
                (user,) = (await client.get(USERS)).json()
            await asyncio.sleep(0)
            return [user["email_addresses"][0]["email_address"], *people()]

    async def both() -> list[list[str]]:
        return list(await asyncio.gather(visit(ADA), visit(GRACE)))

    assert [[ADA, ADA], [GRACE, GRACE]] == asyncio.run(both())


def test_threads_with_worlds_of_their_own():
    """Each thread that opens one is in it."""
    meeting, found = threading.Barrier(2, timeout=20), {}

    def visit(address: str) -> None:
        with mockfapi.world(intercept=True) as clerk:
            clerk.user(address)
            meeting.wait()
            found[address] = people()
            meeting.wait()

    threads = [threading.Thread(target=visit, args=(it,)) for it in (ADA, GRACE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {ADA: [ADA], GRACE: [GRACE]} == found


@pytest.mark.parametrize("turn", [1, 2])
def test_keys_of_the_last_world_are_forgotten(turn):
    """Equal names, equal key ids: Clerk's library and PyJWT ask all the same, in every world anew."""
    with mockfapi.world(name="once-again", intercept=True) as clerk:
        request = httpx.Request("GET", "http://app.test/", headers=clerk.user(ADA).headers)
        state = authenticate_request(request, AuthenticateRequestOptions(secret_key="sk_test_any"))
        KEYS.get_signing_key_from_jwt(clerk.user(ADA).token())

        assert state.is_signed_in
        assert 1 == len(clerk.calls("Jwks_getJsonWebKeySet")) == len(clerk.calls("getJWKS"))


KEYS = jwt.PyJWKClient(JWKS, cache_keys=True)
