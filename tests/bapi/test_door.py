"""The door of the Backend API: which key opens it, and what stands open."""

from mockfapi.app import App
from mockfapi.http.transport import Caller


def test_the_secret_key_opens_the_door(house, world):
    """The key set is served to the world's own key."""
    reply = house.backend(world).get("/v1/jwks")

    assert (200, "application/json") == (reply.status_code, reply.headers["content-type"])


def test_a_path_of_both_apis_goes_by_the_key(house, world, browser):
    """The same path is Backend API for servers and Frontend API for browsers."""
    by_server = house.backend(world).get("/v1/organizations/org_1")
    by_browser = browser.get("/v1/organizations/org_1")

    assert "organization_not_enabled_in_instance" == by_server.errors[0]["code"]
    assert "signed_out" == by_browser.errors[0]["code"]


def test_a_door_that_needs_no_key(browser):
    """The interstitial is public: a page asks for it before anybody is known."""
    reply = browser.get("/v1/public/interstitial")

    assert (200, True) == (reply.status_code, reply.headers["content-type"].startswith("text/html"))


def test_a_key_of_no_world_is_refused_as_a_key():
    """Without a world to go by, too: libraries look for this code."""
    server = Caller(App().reception, headers={"authorization": "Bearer sk_test_of_another_run"})
    reply = server.get("/v1/jwks")

    assert (401, "clerk_key_invalid") == (reply.status_code, reply.errors[0]["code"])
