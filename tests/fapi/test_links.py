"""E-mail links, through the door: asked for in one place, opened in another."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from mockfapi.http.transport import Caller
from mockfapi.rules.handshakes import suffix
from tests.people import ADA, SIGN_INS, SIGN_UPS, codes
from tests.rules.worlds import configure

LIN = "lin@engines.test"
APP = "http://localhost:3000/sign-in#/verify"
LIVE = {"host": "127.0.0.1:4010"}


@pytest.fixture
def world(open_world):
    return open_world("email_links")


def by_dev_browser(house, world):
    """A browser that names its dev browser with each call, and whose page keeps it, as clerk-js does."""
    it = Caller(house.reception, headers={"origin": "http://localhost:3000", **LIVE})
    id = it.query["__clerk_db_jwt"] = it.post("/v1/dev_browser").json()["id"]
    it.cookies = {"__clerk_db_jwt": id, f"__clerk_db_jwt_{suffix(world)}": id}
    return it


def clicks(browser, link):
    """The link is opened from a mailbox: cookies, but neither origin nor dev browser."""
    url = urlsplit(link)
    tab = Caller(browser._reception, headers=LIVE)
    tab.cookies = browser.cookies
    return tab.get(url.path, token=parse_qs(url.query)["token"][0])


def ask(browser, **more):
    form = {"strategy": "email_link", "identifier": ADA, "redirect_url": APP}
    return browser.post(SIGN_INS, **form | more)


def join(browser):
    form = {"email_address": LIN, "password": "brass-gears-and-steam"}
    return browser.post(SIGN_UPS, **form, strategy="email_link", redirect_url=APP)


def link(world, to=ADA):
    return world.messages.where(to=to)[-1].link


def told(reply):
    """The page that a redirect leads to, and what it is told."""
    url = urlsplit(reply.headers["location"])
    return f"{url.scheme}://{url.netloc}{url.path}#{url.fragment}", parse_qs(url.query)


@pytest.mark.parametrize("dev_browser", [True, False])
def test_a_link_opened_in_the_same_browser_signs_in(house, world, dev_browser):
    """The waiting tab finds a complete sign-in and its session, and sees that this browser did it."""
    browser = by_dev_browser(house, world) if dev_browser else Caller(house.reception, headers=LIVE)
    begun = ask(browser)
    reply = clicks(browser, link(world))

    assert 303 == reply.status_code
    page, query = told(reply)
    assert (APP, ["verified"]) == (page, query["__clerk_status"])
    client = browser.get("/v1/client").response
    waiting = browser.get(f"{SIGN_INS}/{begun.response['id']}").response
    assert waiting == client["sign_in"]
    assert [waiting["created_session_id"]] == query["__clerk_created_session"]
    assert waiting["created_session_id"] in [it["id"] for it in client["sessions"]]
    proof = waiting["first_factor_verification"]
    assert ("verified", None, client["id"]) == (
        proof["status"],
        proof["attempts"],
        proof["verified_at_client"],
    )


@pytest.mark.parametrize("known", [True, False])
def test_a_link_opened_in_another_browser_does_nothing(house, world, known):
    """Whether that browser was here before or not. Where it was asked for it still waits."""
    browser, other = by_dev_browser(house, world), by_dev_browser(house, world)
    begun = ask(browser)
    if known:
        other.put("/v1/client")
    reply = clicks(other, link(world))

    assert (303, {"__clerk_status": ["client_mismatch"]}) == (reply.status_code, told(reply)[1])
    assert [] == browser.get("/v1/client").response["sessions"]
    waiting = browser.get(f"{SIGN_INS}/{begun.response['id']}").response
    assert "unverified" == waiting["first_factor_verification"]["status"]


def test_where_any_browser_will_do_the_waiting_one_is_signed_in(house, world):
    """The other one gets no session, the waiting tab sees that it was not itself and goes on."""
    configure(world, user_settings__attack_protection__email_link__require_same_client=False)
    browser, other = by_dev_browser(house, world), by_dev_browser(house, world)
    begun = ask(browser)
    reply = clicks(other, link(world))

    assert ["verified"] == told(reply)[1]["__clerk_status"]
    waiting = browser.get(f"{SIGN_INS}/{begun.response['id']}")
    assert "complete" == waiting.response["status"]
    assert None is waiting.response["first_factor_verification"]["verified_at_client"]
    assert [waiting.response["created_session_id"]] == [it["id"] for it in waiting.client["sessions"]]
    assert None is other.get("/v1/client").response


def test_a_link_opened_in_the_same_browser_signs_up(house, world):
    """As with a sign-in."""
    browser = by_dev_browser(house, world)
    begun = join(browser)
    proof = begun.response["verifications"]["email_address"]
    reply = clicks(browser, link(world, LIN))

    assert ("email_link", "unverified", None) == (proof["strategy"], proof["status"], proof["attempts"])
    waiting = browser.get(f"{SIGN_UPS}/{begun.response['id']}").response
    assert waiting == browser.get("/v1/client").response["sign_up"]
    assert ("complete", [waiting["created_session_id"]]) == (
        waiting["status"],
        told(reply)[1]["__clerk_created_session"],
    )


@pytest.mark.parametrize("again", [2, 5])
def test_a_link_may_be_fetched_several_times(house, world, again):
    """Tools follow it before the page does: the answer stays the same."""
    browser = by_dev_browser(house, world)
    ask(browser)

    assert 1 == len({clicks(browser, link(world)).headers["location"] for _ in range(again)})


def test_a_link_names_its_world(house, open_world):
    """Whichever address it is opened under, and whatever cookies of other worlds come with it."""
    open_world("one_user")
    far = open_world("email_links", name="far")
    browser = house.browser(far)
    ask(browser)
    found = Caller(house.reception).get("/v1/verify", token=link(far).partition("token=")[2])

    assert {"__clerk_status": ["client_mismatch"]} == told(found)[1]


def test_the_dev_browser_of_the_same_key_counts(house, world):
    """Of several apps on one host name each has its own; a client cookie of elsewhere changes nothing."""
    browser = by_dev_browser(house, world)
    ask(browser)
    browser.cookies |= {"__clerk_db_jwt": "dvb_of_another_app", "__client": "of another mock"}

    assert ["verified"] == told(clicks(browser, link(world)))[1]["__clerk_status"]


def test_a_bad_cookie_stops_nobody_on_the_way(house, world):
    """It counts as none."""
    ask(by_dev_browser(house, world))
    stranger = Caller(house.reception, headers=LIVE)
    stranger.cookies["__client"] = "junk"

    assert {"__clerk_status": ["client_mismatch"]} == told(clicks(stranger, link(world)))[1]


def test_a_link_that_leads_nowhere_says_so_itself(house, world):
    """Links that were made without a page to go to end on a plain one."""
    browser = by_dev_browser(house, world)
    id = ask(browser).response["id"]
    it = world.sign_ins[id]
    world.sign_ins.save(replace(it, first_factor=replace(it.first_factor, redirect_url=None)))
    reply = clicks(browser, link(world))

    assert (200, "text/html; charset=utf-8") == (reply.status_code, reply.headers["content-type"])
    assert b"go back" in reply.answer.body


def test_links_of_an_instance_without_them(browser, world):
    """Off where the instance is not set so."""
    configure(world, user_settings__attributes__email_address__first_factors=("email_code",))
    reply = ask(browser)

    assert (400, [("form_param_value_disabled", "strategy")]) == (reply.status_code, codes(reply))


def test_a_link_without_a_token(browser):
    """The contract requires it."""
    assert 400 == browser.get("/v1/verify").status_code
