"""An app on FastAPI, protected by Clerk's library, tested with nothing configured."""

import pytest
from fastapi.testclient import TestClient

from .fastapi_shop import STOCK, app

ADA, GRACE = "ada@engines.test", "grace@compilers.test"


@pytest.fixture
def shop():
    return TestClient(app)


def test_customers_see_the_stock(clerk, shop):
    """A token of the world opens the door."""
    ada = clerk.user(ADA)

    assert STOCK == shop.get("/stock", headers=ada.headers).json()


def test_strangers_see_nothing(clerk, shop):
    """No token, no stock."""
    answer = shop.get("/stock")

    assert (401, "SESSION_TOKEN_MISSING") == (answer.status_code, answer.json()["detail"])


def test_customers_see_themselves(clerk, shop):
    """The app asks the Backend API for whom the token names."""
    ada = clerk.user(ADA, first_name="Ada", public_metadata={"plan": "gold"})

    assert {"first_name": "Ada", "plan": "gold"} == shop.get("/me", headers=ada.headers).json()


def test_admins_dismiss_people(clerk, shop):
    """What the app does, the world remembers."""
    ada, grace = clerk.user(ADA, org="Engines", role="org:admin"), clerk.user(GRACE)
    headers = {"Authorization": f"Bearer {ada.token(org='engines')}"}

    assert {"deleted": True} == shop.delete(f"/people/{grace.id}", headers=headers).json()
    assert [ada.id] == [it.id for it in clerk.world.users]


def test_customers_invite(clerk, shop):
    """Mails lie in the outbox; the link in one leads to where it would have led."""
    shop.post("/invitations", params={"address": GRACE}, headers=clerk.user(ADA).headers)
    link = clerk.outbox.last(to=GRACE).link

    assert "__clerk_status=sign_up" in clerk.browser().get(link).headers["location"]


@pytest.mark.parametrize("flaw", ["expired", "early", "wrong_key", "unsigned", "unknown_key", "tampered"])
def test_bad_tokens_open_nothing(clerk, shop, flaw):
    """Every flaw that the library looks for."""
    token = clerk.bad_tokens(clerk.user(ADA))[flaw]

    assert 401 == shop.get("/stock", headers={"Authorization": f"Bearer {token}"}).status_code


def test_an_outage_is_seen_by_the_app(clerk, shop):
    """No key set, no door."""
    clerk.faults.add("Jwks_getJsonWebKeySet", status=503)
    answer = shop.get("/stock", headers=clerk.user(ADA).headers)

    assert (401, "JWK_FAILED_TO_LOAD") == (answer.status_code, answer.json()["detail"])


def test_a_rotation_is_followed(clerk, shop):
    """Keys that the library kept do not hide the next one."""
    ada = clerk.user(ADA)
    shop.get("/stock", headers=ada.headers)
    clerk.keys.rotate()

    assert 200 == shop.get("/stock", headers=ada.headers).status_code


@pytest.mark.parametrize("time", ["freezegun", "time_machine"])
def test_frozen_time_is_the_time_of_app_and_world(clerk, shop, time):
    """Tokens are good for a minute from then, and not later."""
    freezer = pytest.importorskip(time)
    freeze = getattr(freezer, "freeze_time", None) or freezer.travel
    with freeze("2031-05-01T12:00:00Z", tick=False):
        headers = clerk.user(ADA).headers
        then = shop.get("/stock", headers=headers).status_code
    with freeze("2031-05-01T12:02:00Z", tick=False):
        later = shop.get("/stock", headers=headers).status_code

    assert (200, 401) == (then, later)
