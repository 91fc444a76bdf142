"""Groups AccountlessApplications and Miscellaneous: what needs no key, and what tells one."""

import pytest

from tests.people import codes

PATH = "/v1/accountless_applications"
PAGE = "/v1/public/interstitial"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def test_an_app_without_keys_gets_those_of_the_world(house, world, browser):
    """They open the door at once."""
    made = browser.request("POST", PATH, query={"source": "nextjs"}).json()
    known = house.backend(world).get("/v1/instance").json()

    assert (world.keys.publishable_key, world.keys.secret_key) == (
        made["publishable_key"],
        made["secret_key"],
    )
    assert world.instance.id == known["id"]
    assert "claim" in made["claim_url"]


def test_a_claimed_instance_says_so(backend, browser, world):
    """Once: a second time changes nothing."""
    before = browser.get("/v1/environment").json()["auth_config"]["claimed_at"]
    backend.post(f"{PATH}/complete")
    first = browser.get("/v1/environment").json()["auth_config"]["claimed_at"]
    world.advance(1000)
    backend.post(f"{PATH}/complete")

    assert (None, True) == (before, first is not None)
    assert first == browser.get("/v1/environment").json()["auth_config"]["claimed_at"]
    assert 401 == browser.request("POST", f"{PATH}/complete").status_code


def test_the_interstitial_loads_the_browser_library(browser, world):
    """A page, without a key; of what the query says nothing gets out of its quotes."""
    reply = browser.get(PAGE, sign_in_url='"><script>')
    text = reply.answer.body.decode()

    assert "text/html; charset=utf-8" == reply.headers["content-type"]
    assert f'data-clerk-publishable-key="{world.keys.publishable_key}"' in text
    assert f"https://{world.keys.frontend_api}/npm/@clerk/clerk-js@6/dist/clerk.browser.js" in text
    assert "&quot;&gt;&lt;script&gt;" in text


def test_the_interstitial_follows_proxies_and_domains(browser):
    """The script comes from there."""
    proxied = browser.get(PAGE, proxy_url="https://app.test/__clerk").answer.body.decode()
    own = browser.get(PAGE, domain="clerk.other.test", use_domain_for_script=True).answer.body.decode()

    assert 'src="https://app.test/__clerk/npm/' in proxied
    assert 'src="https://clerk.other.test/npm/' in own


@pytest.mark.parametrize(
    ("key", "code"),
    [("sk_test_x", "malformed_publishable_key"), ("pk_test_x", "malformed_request_parameters")],
)
def test_a_key_that_is_none_of_this_instance_is_refused(browser, key, code):
    """400, whether it is no key or another's."""
    reply = browser.get(PAGE, publishable_key=key)

    assert (400, [(code, None)]) == (reply.status_code, codes(reply))
