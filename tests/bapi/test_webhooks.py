"""Group Webhooks: the application at Svix."""

import pytest

from tests.people import codes

SVIX, URL = "/v1/webhooks/svix", "/v1/webhooks/svix_url"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def refused(reply):
    return reply.status_code, codes(reply)


def test_an_application_is_made_once(backend):
    """Its address leads to this server; a second one is refused."""
    made = backend.post(SVIX).json()

    assert "/__mockfapi/webhooks/endpoints" in made["svix_url"]
    assert made == backend.post(URL).json()
    assert (400, [("duplicate_record", None)]) == refused(backend.post(SVIX))


def test_without_an_application_there_is_nothing_to_see(backend, world):
    """Nor to delete."""
    before = world.digest()

    assert (400, [("svix_app_missing", None)]) == refused(backend.post(URL)) == refused(backend.delete(SVIX))
    assert before == world.digest()


def test_a_deleted_application_tells_nobody(backend, world):
    """204; its endpoints are gone with it."""
    backend.post(SVIX)
    control = backend.request(
        "POST", "/__mockfapi/webhooks/endpoints", json={"url": "http://127.0.0.1:9/hook"}
    )

    assert control.status_code < 300
    assert 1 == len(world.webhook_endpoints)
    assert 204 == backend.delete(SVIX).status_code
    assert 0 == len(world.webhook_endpoints)
    assert (400, [("svix_app_missing", None)]) == refused(backend.post(URL))
