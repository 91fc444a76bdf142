"""Worlds over HTTP: list, create, read, delete, fork, reset."""

import pytest

from mockfapi.http.transport import Caller
from tests.control.conftest import refused, told
from tests.people import ADA, sign_in

NEW_YEAR = 1_767_225_600_000


def names(control) -> list[str]:
    return [it["name"] for it in control("GET", "/worlds")["data"]]


def test_a_world_is_created_listed_read_and_deleted(control):
    """It tells its keys and how it is reached; after deletion nothing finds it."""
    made = control("POST", "/worlds", name="shop", scenario="b2b", seed="7", clock=NEW_YEAR)
    listed = names(control)
    read = control("GET", "/worlds/shop")
    gone = control("DELETE", "/worlds/shop")

    assert (["default", "shop"], ["default"]) == (listed, names(control))
    assert made == read == gone
    assert ("shop", "b2b", "7") == (made["name"], made["scenario"], made["seed"])
    assert ("/w/shop", "/w/shop", "/w/shop/__mockfapi") == (made["prefix"], made["url"], made["control_url"])
    assert {"now": NEW_YEAR, "process": NEW_YEAR, "offset": 0, "pinned": True} == made["clock"]
    assert refused(control("GET", "/health", world="shop")) == refused(control("GET", "/worlds/shop"))


def test_addresses_carry_the_host_of_the_request(house, world):
    """A page that knows the mock by some name gets addresses with that name, prefix of a world or not."""
    caller = Caller(house.reception, headers={"host": "localhost:4010"})
    caller.request("POST", "/__mockfapi/worlds", json={"name": "shop"})
    here = caller.get("/w/shop/__mockfapi/worlds/shop").json()
    there = caller.get("/w/shop/__mockfapi/worlds/default").json()

    assert "http://localhost:4010/w/shop" == here["url"]
    assert "http://localhost:4010/w/shop/__mockfapi" == here["control_url"]
    assert ("", "http://localhost:4010") == (there["prefix"], there["url"])


def test_the_keys_it_tells_are_the_keys_that_work(control, house):
    """The secret key that was answered finds the new world without a prefix."""
    made = control("POST", "/worlds", scenario="b2b")
    server = Caller(house.reception, headers={"authorization": f"Bearer {made['secret_key']}"})

    assert made["instance_id"] == server.get("/v1/jwks").json()["keys"][0]["kid"]
    assert made["name"] == server.get("/__mockfapi/health").json()["world"]


def test_without_a_scenario_it_is_that_of_the_addressed_world(control):
    """Names and scenarios may be left to the mock; every world is a fresh one."""
    first = control("POST", "/worlds")
    second = control("POST", "/worlds", world="default")

    assert ("one_user", "one_user") == (first["scenario"], second["scenario"])
    assert first["name"] != second["name"]
    assert first["secret_key"] != second["secret_key"]


def test_scenario_files_count_by_the_name_of_those_in_use(control, house, tmp_path):
    """A world that started from a file has siblings; no request makes the mock open a file."""
    path = tmp_path / "our_shop.yaml"
    path.write_text("users:\n  ada:\n    email_address: ada@shop.test\n")
    house.open_world("first", scenario_name=str(path))

    assert "our_shop" == control("POST", "/worlds", scenario="our_shop")["scenario"]
    assert (422, "form_param_value_invalid", "scenario") == refused(
        control("POST", "/worlds", scenario=str(path))
    )


def test_an_unknown_scenario_names_the_nearest(control):
    """422 with what was probably meant; nothing is opened."""
    near = control("POST", "/worlds", scenario="b2bb")
    far = control("POST", "/worlds", scenario="zzzzzzzz")

    assert (422, "form_param_value_invalid", "scenario") == refused(near)
    assert "did you mean b2b?" in told(near)
    assert "there are b2b, " in told(far)
    assert ["default"] == names(control)


def test_a_name_is_given_once(control):
    """409 for a world and for a fork; the world that has the name is untouched."""
    control("POST", "/worlds", name="shop", clock=NEW_YEAR)
    before = control("GET", "/worlds/shop")

    assert (409, "name_taken", "name") == refused(control("POST", "/worlds", name="shop"))
    assert (409, "name_taken", "name") == refused(control("POST", "/fork", name="default"))
    assert before == control("GET", "/worlds/shop")


@pytest.mark.parametrize("name", ["", "Shop", "a b", "a_b", "a/b", "ä", "x" * 41, "a\n", "../w"])
@pytest.mark.parametrize("path", ["/worlds", "/fork", "/snapshots"])
def test_names_are_short_and_plain(control, name, path):
    """Lower-case letters, digits and hyphens, at most 40."""
    assert (422, "form_param_format_invalid", "name") == refused(control("POST", path, name=name))


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"seed": 7}, "seed"),
        ({"clock": "2026-01-01"}, "clock"),
        ({"clock": 0}, "clock"),
        ({"clock": 10**15}, "clock"),
        ({"scenario": ""}, "scenario"),
        ({"scenario": None}, "scenario"),
        ({"scenery": "b2b"}, "scenery"),
    ],
)
def test_a_world_is_described_as_the_contract_says(control, body, param):
    """Wrong types, moments that are none and unknown fields are refused."""
    reply = control("POST", "/worlds", **body)

    assert (422, param) == refused(reply)[::2]


def test_two_worlds_never_share_keys(control, house, tmp_path):
    """A scenario with a secret key of its own opens once; a fork of that world gets new keys."""
    path = tmp_path / "keyed.yaml"
    path.write_text("instance:\n  secret_key: sk_test_ours\n")
    house.open_world("first", scenario_name=str(path))
    again = control("POST", "/worlds", scenario="keyed")
    fork = control("POST", "/fork", world="first")

    assert (409, "keys_taken", None) == refused(again)
    assert "fork that world" in told(again)
    assert ("keyed", True) == (fork["scenario"], fork["secret_key"] != "sk_test_ours")


def test_the_default_world_stays(control):
    """It can be reset, not deleted."""
    assert (409, "not_removable", None) == refused(control("DELETE", "/worlds/default"))
    assert ["default"] == names(control)


def test_an_unknown_world_leads_to_the_list(control, browser):
    """404 with the address of the list and the nearest name, however the world was named."""
    control("POST", "/worlds", name="shop")
    replies = [
        control("GET", "/worlds/shpo"),
        control("DELETE", "/worlds/shpo"),
        control("GET", "/clock", world="shpo"),
        browser.get("/w/shpo/v1/client"),
    ]

    assert [(404, "resource_not_found", None)] * 4 == [refused(it) for it in replies]
    assert {"Cannot find the world shpo. Nearest: shop. GET /__mockfapi/worlds lists them."} == {
        told(it) for it in replies
    }


def test_a_fork_starts_as_the_world_stands_and_goes_its_own_way(control, browser, world):
    """People, messages and clock come along; what happens later stays where it happens."""
    browser.post("/v1/client/sign_ins", identifier=ADA, strategy="email_code")
    control("POST", "/clock", advance=60_000)
    made = control("POST", "/fork", name="twin")
    before = world.digest()
    twin_outbox = control("DELETE", "/outbox", world="twin")
    control("POST", "/clock", world="twin", advance=60_000)

    assert (before, 1) == (world.digest(), control("GET", "/outbox")["total_count"])
    assert (1, 60_000) == (twin_outbox["total_count"], made["clock"]["offset"])
    assert control("GET", "/worlds/default")["secret_key"] != made["secret_key"]
    assert ["opened"] == [it["name"] for it in control("GET", "/snapshots", world="twin")["data"]]


def test_people_sign_in_to_a_created_world(control, house):
    """The default world does not notice."""
    control("POST", "/worlds", name="shop", scenario="one_user")
    visitor = Caller(house.reception, base="/w/shop")

    assert "complete" == sign_in(visitor).response["status"]
    assert 0 < control("GET", "/journal", world="shop")["total_count"]
    assert 0 == control("GET", "/journal")["total_count"]


def test_the_same_seed_and_clock_give_the_same_world(control, house):
    """Two worlds of equal description hold equal records but for what names them."""
    for name in ("first", "second"):
        control("POST", "/worlds", name=name, scenario="b2b", seed="4", clock=NEW_YEAR)
    first, second = (house.worlds.named(it) for it in ("first", "second"))

    assert [it.id for it in first.users] == [it.id for it in second.users]
    assert list(first.memberships) == list(second.memberships)


def test_a_reset_answers_the_world_as_it_is_again(control):
    """The clock is back, too."""
    control("POST", "/worlds", name="shop", clock=NEW_YEAR)
    control("POST", "/clock", world="shop", advance=5_000)

    assert NEW_YEAR == control("POST", "/reset", world="shop")["clock"]["now"]


def test_a_world_may_be_deleted_from_within(control):
    """The prefix of a world does not keep it alive."""
    control("POST", "/worlds", name="shop")

    assert "shop" == control("DELETE", "/worlds/shop", world="shop")["name"]
    assert ["default"] == names(control)


def test_a_mock_without_a_default_world_can_be_controlled(house):
    """What needs no world works; what needs one says how to name it."""
    caller = Caller(house.reception)
    listed = caller.get("/__mockfapi/worlds").json()
    lost = caller.get("/__mockfapi/outbox")
    made = caller.request("POST", "/__mockfapi/worlds", json={"name": "shop"}).json()

    assert {"data": [], "total_count": 0} == listed
    assert (404, "resource_not_found", None) == refused(lost)
    assert "GET /__mockfapi/worlds" in told(lost)
    assert "empty" == made["scenario"]
    assert 200 == caller.get("/w/shop/v1/client").status_code


def test_a_world_is_exported_as_a_scenario(browser, world, house, tmp_path):
    """YAML that opens an equal world; asking for it changes nothing."""
    before = world.digest()
    answer = browser.get("/__mockfapi/export")
    file = tmp_path / "exported.yaml"
    file.write_bytes(answer.answer.body)
    house.close_world(world.name)
    again = house.open_world(world.name, scenario_name=str(file))

    assert (200, "application/yaml; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert before == again.digest()
