"""What a world tells of its past over HTTP: messages, changes, calls."""

import pytest

from tests.control.conftest import refused, told
from tests.people import ADA, PASSWORDS, SIGN_INS, sign_in


def send(browser, to: str = ADA) -> None:
    browser.post(SIGN_INS, identifier=to, strategy="email_code")


def test_the_last_message_is_the_one_to_read(control, browser, world):
    """The newest one to somebody, of a kind; its code is the one that works."""
    send(browser)
    send(browser)
    last = control("GET", "/outbox/last", query={"to": f" {ADA.upper()} ", "kind": "verification_code"})

    assert (world.messages.where(to=ADA)[-1].id, ADA) == (last["id"], last["to"])
    assert last == control("GET", "/outbox")["data"][-1]


@pytest.mark.parametrize("query", [{"to": "nobody@engines.test"}, {"kind": "invitation"}])
def test_messages_that_were_never_sent(control, browser, query):
    """The list is empty, the last one is a 404."""
    send(browser)

    assert {"data": [], "total_count": 0} == control("GET", "/outbox", query=query)
    assert (404, "resource_not_found", None) == refused(control("GET", "/outbox/last", query=query))


def test_the_journal_tells_who_changed_what(control, browser):
    """Numbered from 1, oldest first, with the record before and after."""
    sign_in(browser)
    page = control("GET", "/journal")
    sessions = control("GET", "/journal", query={"table": "sessions", "operation": "createSignIn"})

    numbers = [it["number"] for it in page["data"]]

    assert (list(range(1, len(numbers) + 1)), numbers[-1]) == (numbers, page["last_number"])
    assert {"createSignIn"} == {it["operation"] for it in page["data"]}
    first = sessions["data"][0]

    assert ("created", None, first["id"]) == (first["kind"], first["before"], first["after"]["id"])
    assert sessions["total_count"] < page["total_count"]


def test_the_journal_can_be_followed(control, browser):
    """`since` answers the next ones, and without it one sees the latest."""
    sign_in(browser)
    whole = control("GET", "/journal")
    numbers = [it["number"] for it in whole["data"]]
    following = control("GET", "/journal", query={"since": 1, "limit": 2})
    latest = control("GET", "/journal", query={"limit": 2})

    assert [2, 3] == [it["number"] for it in following["data"]]
    assert numbers[-2:] == [it["number"] for it in latest["data"]]
    assert (len(numbers) - 1, len(numbers)) == (following["total_count"], latest["total_count"])
    assert [] == control("GET", "/journal", query={"since": whole["last_number"]})["data"]


def test_the_journal_hides_digests_and_shows_codes(control, browser, world):
    """A test may read the code it needs; a digest is no use to it and looks like a leak."""
    browser.post("/v1/client/sign_ups", email_address="new@engines.test", password=PASSWORDS[ADA])
    sign_up = next(iter(world.sign_ups)).id
    browser.post(f"/v1/client/sign_ups/{sign_up}/prepare_verification", strategy="email_code")
    page = control("GET", "/journal", query={"table": "sign_ups"})
    after = page["data"][-1]["after"]

    assert "hidden" == after["password_digest"]
    assert world.messages.where(to="new@engines.test")[-1].code in str(after)


@pytest.mark.parametrize("query", [{"since": "-1"}, {"limit": "0"}, {"limit": "10001"}, {"since": "one"}])
def test_the_journal_is_asked_with_numbers(control, query):
    """400 with the name of the parameter."""
    (param,) = query

    assert (400, "invalid_query_parameter_value", param) == refused(control("GET", "/journal", query=query))


def test_calls_are_what_the_app_asked_for(control, browser, house, world):
    """Method, path, operation, status and code; control requests are not among them."""
    house.record(world)
    sign_in(browser)
    browser.get("/v1/nowhere")
    control("GET", "/clock")
    page = control("GET", "/calls")
    wanted = [
        [it[key] for key in ("method", "path", "operation_id", "status", "code")] for it in page["data"]
    ]

    assert [
        ["POST", SIGN_INS, "createSignIn", 200, None],
        ["GET", "/v1/nowhere", None, 404, "resource_not_found"],
    ] == wanted
    assert all(it["duration"] > 0 for it in page["data"])
    assert wanted[:1] == [
        [it[key] for key in ("method", "path", "operation_id", "status", "code")]
        for it in control("GET", "/calls", query={"operation": "createSignIn"})["data"]
    ]


def test_a_created_world_records_from_its_beginning(control, house):
    """Paths are told as the APIs know them, without the prefix; other worlds' calls are elsewhere."""
    made = control("POST", "/worlds", name="shop")
    house.browser(house.worlds.named("shop")).get("/v1/client")

    assert ["/v1/client"] == [it["path"] for it in control("GET", "/calls", world=made["name"])["data"]]
    assert 0 == control("GET", "/calls")["total_count"]


def test_a_mistyped_operation_is_refused(control):
    """A typo would find nothing for ever: the nearest ids are named."""
    reply = control("GET", "/calls", query={"operation": "createSignin"})

    assert (400, "invalid_query_parameter_value", "operation") == refused(reply)
    assert "createSignIn" in told(reply)


@pytest.mark.parametrize("path", ["/outbox", "/outbox/last", "/journal", "/calls", "/snapshots", "/clock"])
def test_the_prefix_of_a_world_chooses_it(control, path):
    """Below /w/NAME the control API acts on that world; an unknown name is a 404."""
    control("POST", "/worlds", name="shop")
    here = control("GET", path, world="shop")

    assert path == "/outbox/last" or isinstance(here, dict)
    assert 404 == control("GET", path, world="shed").status_code
