"""Who may control the mock: switched off, behind a key, free."""

import pytest

from mockfapi.app import App
from tests.control.conftest import refused, told

KEY = "swordfish-42"
HEALTH = "/__mockfapi/health"


@pytest.fixture(scope="module")
def locked() -> App:
    app = App(control=KEY)
    app.open_world(scenario_name="one_user")
    return app


@pytest.fixture(scope="module")
def closed() -> App:
    app = App(control=False)
    app.open_world(scenario_name="one_user")
    return app


@pytest.mark.parametrize("path", [HEALTH, "/w/default" + HEALTH, "/__mockfapi", "/__mockfapi/reset"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_switched_off_control_api_is_not_there(closed, method, path):
    """404 that says why, for every path and method; the other APIs go on."""
    reply = closed.browser().request(method, path)

    assert (404, "resource_not_found", None) == refused(reply)
    assert "switched off" in told(reply)
    assert 200 == closed.browser().get("/v1/client").status_code


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": KEY},
        {"authorization": "Bearer swordfish"},
        {"authorization": f"Basic {KEY}"},
        {"x-mockfapi-key": ""},
        {"x-mockfapi-key": "schwertfisch-ä"},
        {"x-mockfapi-key": KEY.upper()},
        {"authorization": "Bearer wrong", "x-mockfapi-key": f"{KEY} "},
    ],
)
@pytest.mark.parametrize(
    "path", [HEALTH, "/__mockfapi/contract", "/__mockfapi/nothing", "/w/default" + HEALTH]
)
def test_without_the_key_nothing_is_told(locked, headers, path):
    """401 for a missing and for a wrong key, whatever is asked."""
    assert (401, "control_key_invalid", None) == refused(
        locked.browser().request("GET", path, headers=headers)
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {KEY}"},
        {"authorization": f"bearer  {KEY}"},
        {"x-mockfapi-key": KEY},
        {"authorization": "Bearer something-else", "x-mockfapi-key": KEY},
    ],
)
def test_the_key_opens(locked, headers):
    """As a bearer token or in a header of its own, which leaves Authorization to the app."""
    assert 200 == locked.browser().request("GET", HEALTH, headers=headers).status_code


def test_the_key_is_for_the_control_api_only(locked):
    """The other APIs do not ask for it, and pages of other machines are turned away with it, too."""
    stranger = {"x-mockfapi-key": KEY, "origin": "https://evil.example"}

    assert 200 == locked.browser().get("/v1/client").status_code
    assert 403 == locked.browser().request("GET", HEALTH, headers=stranger).status_code


def test_browsers_may_ask_before_they_send_the_key(locked):
    """A preflight carries no credentials; it tells which methods there are and nothing else."""
    asking = {"access-control-request-method": "GET", "access-control-request-headers": "x-mockfapi-key"}
    reply = locked.browser().request("OPTIONS", HEALTH, headers=asking)

    assert (204, "x-mockfapi-key") == (reply.status_code, reply.headers["access-control-allow-headers"])
