"""Webhooks over HTTP: endpoints, events, deliveries, sending again."""

import pytest

from mockfapi.app import App
from tests.people import codes

HOOKS = "/__mockfapi/webhooks"
# Nobody listens there.
URL = "http://127.0.0.1:9/hook"


@pytest.fixture
def ask(browser):
    """Asks the control API."""

    def put(method, path, **body):
        return browser.request(method, f"{HOOKS}{path}", json=body or None)

    return put


@pytest.fixture
def look(browser):
    """Reads a list of the control API, narrowed by these values."""

    def read(path, **query):
        return browser.get(f"{HOOKS}{path}", **query)

    return read


def test_an_endpoint_from_beginning_to_end(ask, world):
    """Made with the secret of the world, changed, listed, taken away."""
    made = ask("POST", "/endpoints", url=URL).json()
    changed = ask("PATCH", f"/endpoints/{made['id']}", events=["user.created"], description="ours").json()
    listed = ask("GET", "/endpoints").json()
    gone = ask("DELETE", f"/endpoints/{made['id']}").json()

    assert ([], False, world.keys.webhook_secret) == (made["events"], made["disabled"], made["secret"])
    assert (["user.created"], "ours", URL) == (changed["events"], changed["description"], changed["url"])
    assert ([changed], 1) == (listed["data"], listed["total_count"])
    assert changed == gone
    assert 0 == ask("GET", "/endpoints").json()["total_count"]


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"url": "http://example.com/hook"}, ("form_param_value_invalid", "url")),
        ({"url": "no url"}, ("form_param_value_invalid", "url")),
        ({"url": URL, "events": ["user.born"]}, ("form_param_value_invalid", "events")),
        ({"url": URL, "secret": "hush"}, ("form_param_value_invalid", "secret")),
        ({"url": URL, "anywhere": True}, ("form_param_unknown", "anywhere")),
        ({"events": []}, ("form_param_missing", "url")),
        ({"url": 7}, ("form_param_type_invalid", "url")),
    ],
)
def test_what_no_endpoint_may_be(ask, world, body, refused):
    """Refused with the field, and nothing is changed."""
    reply = ask("POST", "/endpoints", **body)

    assert (422, [refused]) == (reply.status_code, codes(reply))
    assert 0 == len(world.webhook_endpoints)


def test_unknown_ids(ask):
    """Neither endpoint nor delivery."""
    replies = [
        ask("PATCH", "/endpoints/ep_none", disabled=True),
        ask("DELETE", "/endpoints/ep_none"),
        ask("POST", "/deliveries/dlv_none/replay"),
    ]

    assert 3 * [(404, [("resource_not_found", None)])] == [(it.status_code, codes(it)) for it in replies]


def test_other_machines_only_where_the_mock_was_started_so():
    """Who runs the mock decides, not who asks it."""
    app = App()
    world = app.open_world(scenario_name="one_user")
    statuses = []
    for app.webhooks_anywhere in (False, True):
        body = {"url": "http://example.com/hook", "disabled": True}
        statuses.append(app.browser(world).request("POST", f"{HOOKS}/endpoints", json=body).status_code)

    assert [422, 200] == statuses


def test_events_are_there_whether_anybody_is_told(look, house, world):
    """Oldest first, narrowed by name; a name that is none is refused."""
    server = house.backend(world)
    made = server.post("/v1/users", email_address=["lin@x.test"], skip_password_requirement=True).json()
    server.delete(f"/v1/users/{made['id']}")
    every, deleted = look("/events").json(), look("/events", type="user.deleted")
    reply = look("/events", type="user.born")

    assert ["user.created", "user.deleted"] == [it["type"] for it in every["data"]]
    assert {"id": made["id"], "object": "user", "deleted": True} == deleted.json()["data"][0]["data"]
    assert (400, [("invalid_query_parameter_value", "type")]) == (reply.status_code, codes(reply))


def test_deliveries_and_sending_one_again(ask, look, house, world):
    """Each with its attempts; a replay is an attempt more of the same message."""
    endpoint = ask("POST", "/endpoints", url=URL, events=["user.created"]).json()["id"]
    house.backend(world).post("/v1/users", email_address=["lin@x.test"], skip_password_requirement=True)
    house.webhooks.settle()
    narrow = {"endpoint": endpoint, "type": "user.created", "status": "pending"}
    (first,) = look("/deliveries", **narrow).json()["data"]
    again = ask("POST", f"/deliveries/{first['id']}/replay").json()
    house.webhooks.settle()
    (last,) = look("/deliveries").json()["data"]

    assert [False] == [it["succeeded"] for it in first["attempts"]]
    assert first["message_id"] == again["message_id"] == last["message_id"]
    assert "user.created" == last["payload"]["type"]
    assert 2 == len(last["attempts"])
    assert [] == look("/deliveries", status="succeeded").json()["data"]
