"""Groups Domains, ProxyChecks, RedirectUrls: where the instance is at home, and where flows may lead."""

import pytest

from tests.people import ADA, SIGN_INS, codes, sign_in
from tests.rules.worlds import attribute, configure

DOMAINS, CHECKS, URLS = "/v1/domains", "/v1/proxy_checks", "/v1/redirect_urls"
CHANGES = [
    ("POST", "/v1/instance/change_domain"),
    ("PUT", "/v1/beta_features/domain"),
    ("POST", "/v1/beta_features/change_domain"),
]


@pytest.fixture
def backend(house, world):
    return house.backend(world)


@pytest.fixture
def production(world):
    configure(world, display_config__instance_environment_type="production")
    return world


def refused(reply):
    return reply.status_code, codes(reply)


def names(backend):
    return [it["name"] for it in backend.get(DOMAINS).json()["data"]]


def test_there_is_a_primary_domain(backend, world):
    """It is listed first, has the address of the publishable key, and cannot be deleted."""
    page = backend.get(DOMAINS).json()
    (primary,) = page["data"]

    assert (1, False, world.issuer) == (
        page["total_count"],
        primary["is_satellite"],
        primary["frontend_api_url"],
    )
    assert (403, [("operation_not_allowed_on_primary_domain", None)]) == refused(
        backend.delete(f"{DOMAINS}/{primary['id']}")
    )


def test_a_satellite_borrows_sessions(backend, browser):
    """Its Frontend API is known to syncs until it is deleted."""
    made = backend.post(DOMAINS, name="Other.test", is_satellite=True).json()
    form = {"link_domain": "clerk.other.test", "redirect_url": "https://other.test/in"}
    known = browser.get("/v1/client/sync", **form)
    gone = backend.delete(f"{DOMAINS}/{made['id']}").json()

    assert ("other.test", True, "https://clerk.other.test") == (
        made["name"],
        made["is_satellite"],
        made["frontend_api_url"],
    )
    assert known.headers["location"].startswith("https://clerk.other.test/v1/client/link")
    assert {"object": "domain", "id": made["id"], "deleted": True} == gone
    assert [("redirect_url_not_associated_with_instance", "link_domain")] == codes(
        browser.get("/v1/client/sync", **form)
    )


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"is_satellite": True}, (422, [("form_param_missing", "name")])),
        ({"name": "a.test"}, (422, [("form_param_missing", "is_satellite")])),
        (
            {"name": "a.test", "is_satellite": False},
            (422, [("primary_domain_already_exists", "is_satellite")]),
        ),
        ({"name": "no domain", "is_satellite": True}, (422, [("form_param_format_invalid", "name")])),
        ({"name": "old.test", "is_satellite": True}, (422, [("form_already_exists", "name")])),
        (
            {"name": "a.test", "is_satellite": True, "proxy_url": "https://a.test/__clerk"},
            (400, [("domain_update_forbidden", "proxy_url")]),
        ),
    ],
)
def test_what_is_no_satellite_is_refused(backend, world, fields, refusal):
    """Nothing is added."""
    backend.post(DOMAINS, name="old.test", is_satellite=True)
    before = world.digest()

    assert refusal == refused(backend.post(DOMAINS, **fields))
    assert before == world.digest()


def test_a_proxy_is_set_and_taken_away(backend, production):
    """In production; the Frontend API is where the proxy is."""
    made = backend.post(DOMAINS, name="other.test", is_satellite=True).json()
    path = f"{DOMAINS}/{made['id']}"
    proxied = backend.patch(path, proxy_url="https://other.test/__clerk").json()

    assert "https://other.test/__clerk" == proxied["frontend_api_url"] == proxied["proxy_url"]
    assert (422, [("invalid_proxy_configuration", "proxy_url")]) == refused(
        backend.patch(path, proxy_url="nowhere")
    )
    assert backend.patch(path, proxy_url=None).json()["proxy_url"] is None
    assert ["clerk.other.test", "accounts.other.test"] == [it["host"] for it in made["cname_targets"]]


def test_a_primary_domain_keeps_its_name_in_development(backend):
    """Satellites may be renamed; unknown ones are 404."""
    made = backend.post(DOMAINS, name="other.test", is_satellite=True).json()
    primary = backend.get(DOMAINS).json()["data"][0]

    assert (400, [("domain_update_forbidden", "name")]) == refused(
        backend.patch(f"{DOMAINS}/{primary['id']}", name="app.test")
    )
    assert "third.test" == backend.patch(f"{DOMAINS}/{made['id']}", name="third.test").json()["name"]
    assert (404, [("resource_not_found", None)]) == refused(backend.patch(f"{DOMAINS}/dmn_1", name="a.test"))


def test_a_primary_domain_moves_the_home_of_the_app(backend, production):
    """In production; the change stays in the list."""
    primary = backend.get(DOMAINS).json()["data"][0]
    moved = backend.patch(f"{DOMAINS}/{primary['id']}", name="app.test").json()

    assert "https://clerk.app.test" == moved["frontend_api_url"]
    assert "https://app.test" == production.instance.home_origin
    assert ["app.test"] == names(backend)


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_who_moves_the_instance_signs_everybody_out(backend, browser, world, method, path):
    """Production only; the domain has another name and no session is left."""
    sign_in(browser)
    early = backend.request(method, path, json={"home_url": "https://app.test"})
    configure(world, display_config__instance_environment_type="production")
    empty = backend.request(method, path, json={})
    reply = backend.request(method, path, json={"home_url": "https://app.test"})

    assert (400, [("request_invalid_for_environment", None)]) == refused(early)
    assert (422, [("form_param_missing", "home_url")]) == refused(empty)
    assert 202 == reply.status_code
    assert ["app.test"] == names(backend)
    assert [] == [it for it in world.sessions if it.closed_as is None]


def test_a_proxy_is_looked_at(backend, world):
    """As it is written; what is no address of the web is refused, and so is an unknown domain."""
    primary = backend.get(DOMAINS).json()["data"][0]["id"]
    made = backend.post(CHECKS, domain_id=primary, proxy_url="https://app.test/__clerk").json()

    assert ("proxy_check", primary, True, world.clock.now) == (
        made["object"],
        made["domain_id"],
        made["successful"],
        made["last_run_at"],
    )
    assert (422, [("invalid_proxy_configuration", "proxy_url")]) == refused(
        backend.post(CHECKS, domain_id=primary, proxy_url="ftp://app.test")
    )
    assert 404 == backend.post(CHECKS, domain_id="dmn_1", proxy_url="https://app.test").status_code


def test_a_listed_address_may_be_redirected_to(backend, browser, world):
    """Of a native app as it is, of the web its whole origin; until it is deleted."""
    attribute(world, "email_address", verifications=("email_link",), first_factors=("email_link",))
    begun = browser.post(SIGN_INS, identifier=ADA).response
    factor = next(it for it in begun["supported_first_factors"] if it["strategy"] == "email_link")

    def asked(url):
        path = f"{SIGN_INS}/{begun['id']}/prepare_first_factor"
        form = {"strategy": "email_link", "email_address_id": factor["email_address_id"], "redirect_url": url}
        return browser.post(path, **form).status_code

    before = asked("acme://callback")
    made = [backend.post(URLS, url=url).json() for url in ("acme://callback", "https://app.acme.dev/in")]

    assert 200 != before
    assert [200, 200] == [asked("acme://callback"), asked("https://app.acme.dev/other")]

    gone = backend.delete(f"{URLS}/{made[0]['id']}").json()

    assert {"object": "redirect_url", "id": made[0]["id"], "deleted": True} == gone
    assert before == asked("acme://callback")


def test_redirect_urls_are_listed_and_read(backend):
    """Bare or as a page, the newest first."""
    made = [backend.post(URLS, url=f"https://{name}.test/in").json() for name in "ab"]
    page = backend.get(URLS, paginated=True, limit=1).json()

    assert made[::-1] == backend.get(URLS).json()
    assert ([made[1]], 2) == (page["data"], page["total_count"])
    assert made[0] == backend.get(f"{URLS}/{made[0]['id']}").json()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, (422, [("form_param_missing", "url")])),
        ({"url": "/in"}, (422, [("invalid_redirect_url", "url")])),
        ({"url": "javascript://x"}, (422, [("prohibited_redirect_url", "url")])),
        ({"url": "https://a.test/in"}, (400, [("duplicate_record", "url")])),
    ],
)
def test_what_is_no_redirect_url_is_refused(backend, fields, refusal):
    """Malformed, dangerous, or there already."""
    backend.post(URLS, url="https://a.test/in")

    assert refusal == refused(backend.post(URLS, **fields))


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_redirect_url_is_404(backend, method):
    """As any unknown id."""
    assert 404 == backend.request(method, f"{URLS}/ru_1").status_code
