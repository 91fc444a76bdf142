"""The control API: health, contract, operations, and what is there for every world."""

from tests.people import ADA, SIGN_INS, last_code, sign_in


def test_health_names_the_world_and_its_keys(browser, world):
    """What a test needs to point a page at the mock."""
    body = browser.get("/__mockfapi/health").json()

    assert ("healthy", "default") == (body["status"], body["world"])
    assert world.keys.publishable_key == body["publishable_key"]


def test_reset_takes_everything_back(browser, world):
    """Sessions, messages and the moved clock are gone; the people of the scenario are there again."""
    before = world.digest()
    sign_in(browser)
    browser.request("POST", "/__mockfapi/clock", json={"advance": 60_000})
    browser.post("/__mockfapi/reset")

    assert before == world.digest()
    assert 200 == browser.get("/v1/client").status_code
    assert "complete" == sign_in(browser).response["status"]


def test_the_outbox_shows_what_was_sent(browser, world):
    """Oldest first, by recipient, with the code; clearing answers what is thrown away."""
    browser.post(SIGN_INS, identifier=ADA, strategy="email_code")
    page = browser.get("/__mockfapi/outbox", to=ADA.upper()).json()
    cleared = browser.delete("/__mockfapi/outbox").json()

    assert (1, last := page["data"][-1]["code"]) == (page["total_count"], last)
    assert (ADA, "email", "verification_code") == tuple(
        page["data"][0][it] for it in ("to", "channel", "kind")
    )
    assert page == cleared
    assert {"data": [], "total_count": 0} == browser.get("/__mockfapi/outbox").json()
    assert 0 == len(world.messages)


def test_codes_in_the_outbox_are_those_that_work(browser, world):
    """The control API and the world agree."""
    browser.post(SIGN_INS, identifier=ADA, strategy="email_code")

    assert last_code(world, ADA) == browser.get("/__mockfapi/outbox").json()["data"][-1]["code"]


def test_operations_are_listed_by_api_and_state(browser):
    """What is modelled and what is not, with how often the latter was asked for."""
    everything = browser.get("/__mockfapi/operations").json()
    fapi = browser.get("/__mockfapi/operations", api="fapi").json()
    missing = browser.get("/__mockfapi/operations", api="fapi", modelled="false").json()
    bad = browser.get("/__mockfapi/operations", api="graphql")

    assert 175 <= fapi["total_count"]
    assert everything["total_count"] > 175 + 109
    assert {False} == {it["modelled"] for it in missing["data"]}
    assert (400, "invalid_query_parameter_value") == (bad.status_code, bad.errors[0]["code"])


def test_the_contract_is_served(browser):
    """The running instance tells what it promises."""
    assert "/__mockfapi/reset" in browser.get("/__mockfapi/contract").json()["paths"]
