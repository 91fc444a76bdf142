"""An app on Flask with requests and PyJWT, tested with nothing configured."""

import pytest

from .flask_desk import app

ADA = "ada@engines.test"


@pytest.fixture
def desk():
    return app.test_client()


def test_people_see_themselves(clerk, desk):
    """Keys come over urllib, users over requests; the key of the app is in the environment."""
    ada = clerk.user(ADA)

    assert {"address": ADA} == desk.get("/me", headers=ada.headers).json


def test_strangers_see_nothing(clerk, desk):
    """A token of nobody is refused."""
    assert 401 == desk.get("/me", headers={"Authorization": "Bearer nonsense"}).status_code


def test_the_desk_remembers(clerk, desk):
    """What the app writes stands in the world."""
    ada = clerk.user(ADA)
    desk.put("/me/metadata", json={"colour": "brass"}, headers=ada.headers)

    assert {"colour": "brass"} == ada.record.public_metadata


def test_a_slow_clerk_is_answered_for(clerk, desk):
    """An answer that comes too late is the timeout of the library, and nobody waits for it."""
    clerk.faults.add(api="bapi", latency=60_000)
    answer = desk.put("/me/metadata", json={}, headers=clerk.user(ADA).headers)

    assert (504, {"error": "Clerk is slow today"}) == (answer.status_code, answer.json)
