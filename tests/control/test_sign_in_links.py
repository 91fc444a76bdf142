"""Links that sign in: where they lead, whom they let in, whom not."""

from urllib.parse import parse_qs, urlsplit

import pytest

from mockfapi.clerk.opening import Engine
from mockfapi.errors import ClerkError
from tests.control.conftest import refused
from tests.people import ADA
from tests.rules.worlds import configure

HOME = "http://localhost:3000"
LINK = f"/__mockfapi/sign_in/{ADA}"


@pytest.fixture
def clerk():
    """A world with one user, its clock stopped."""
    with Engine().open("one_user", clock="2026-01-01") as opened:
        yield opened


def follow(clerk, path: str = LINK, **query: str):
    """Opens a link as a browser does: without an Origin."""
    return clerk.browser(origin=None).request("GET", path, query=query)


def arrived(clerk, location: str):
    """Who is signed in on the page that a link led to."""
    (token,) = parse_qs(urlsplit(location).query)["__clerk_db_jwt"]
    client = clerk.browser().get("/v1/client", __clerk_db_jwt=token).response
    return [it["user"]["id"] for it in client["sessions"] if it["status"] == "active"]


@pytest.mark.parametrize("name", ["id", "address"])
def test_a_click_signs_in(clerk, name):
    """The page gets a dev browser whose client has the session; the rest of its address stays."""
    ada = clerk.user(ADA)
    path = f"/__mockfapi/sign_in/{ada.id if name == 'id' else ADA.upper()}"
    reply = follow(clerk, path, redirect_url=f"{HOME}/orders?page=2#top")
    location = urlsplit(reply.headers["location"])

    assert (303, "/orders", "top") == (reply.status_code, location.path, location.fragment)
    assert ["2"] == parse_qs(location.query)["page"]
    assert [ada.id] == arrived(clerk, reply.headers["location"])


def test_each_click_makes_a_browser_of_its_own(clerk):
    """Again and again, for one or another; nobody is signed in beside somebody else."""
    bea = clerk.user("bea@engines.test")
    browser = clerk.browser(origin=None)
    links = [LINK, "/__mockfapi/sign_in/bea@engines.test", LINK]
    found = [browser.request("GET", it, query={"redirect_url": HOME}).headers["location"] for it in links]

    assert [[clerk.user(ADA).id], [bea.id], [clerk.user(ADA).id]] == [arrived(clerk, it) for it in found]
    assert 3 == len(set(found))


def test_it_leads_to_the_app_that_was_seen_last(clerk):
    """Without an address, or with a path of it; where none was seen, a page says so."""
    before = follow(clerk)
    clerk.browser(origin="http://localhost:5173").request(
        "PATCH", "/v1/environment", form={"origin": "http://localhost:5173"}
    )
    home, orders = follow(clerk), follow(clerk, redirect_url="/orders")

    assert (200, "text/html; charset=utf-8") == (before.status_code, before.headers["content-type"])
    assert "http://localhost:5173/?" == home.headers["location"].partition("__clerk")[0]
    assert "http://localhost:5173/orders?" == orders.headers["location"].partition("__clerk")[0]
    assert 2 == len(list(clerk.world.sessions))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://evil.example/", "redirect_url_domain_mismatch"),
        ("//evil.example/", "invalid_redirect_url"),
        ("javascript:alert(1)", "prohibited_redirect_url"),
        ("http://localhost:3000\\@evil.example", "invalid_redirect_url"),
    ],
)
def test_it_leads_nowhere_else(clerk, url, code):
    """422, and nobody was signed in."""
    reply = follow(clerk, redirect_url=url)

    assert (422, code, "redirect_url") == refused(reply)
    assert [] == list(clerk.world.sessions)
    with pytest.raises(ClerkError):
        clerk.sign_in_link(ADA, url)


def test_who_may_not_sign_in_is_refused(clerk):
    """An unknown user, one who is banned: 404 and 403, no session."""
    clerk.backend().post(f"/v1/users/{clerk.user(ADA).id}/ban")
    before = len(list(clerk.world.sessions))
    unknown = follow(clerk, "/__mockfapi/sign_in/nobody", redirect_url=HOME)
    banned = follow(clerk, redirect_url=HOME)

    assert (404, "resource_not_found", "user") == refused(unknown)
    assert (403, "user_banned", None) == refused(banned)
    assert before == len(list(clerk.world.sessions))
    with pytest.raises(ClerkError, match="resource_not_found"):
        clerk.sign_in_link("nobody")


def test_production_sets_the_cookie(clerk):
    """Without dev browsers the browser keeps the client as a cookie, and servers get a handshake."""
    configure(clerk.world, display_config__instance_environment_type="production")
    browser = clerk.browser(origin=None)
    reply = browser.request("GET", LINK, query={"redirect_url": HOME})

    assert f"{HOME}/" == reply.headers["location"].rstrip("/") + "/"
    assert [clerk.user(ADA).id] == [it["user"]["id"] for it in browser.get("/v1/client").response["sessions"]]


def test_python_makes_the_address(clerk):
    """On the live server, for a person or a name; the page is part of it."""
    ada = clerk.user(ADA)
    link = clerk.sign_in_link(ada, f"{HOME}/a?b=c")

    assert (
        f"{clerk.url}/__mockfapi/sign_in/{ada.id}?redirect_url=http%3A%2F%2Flocalhost%3A3000%2Fa%3Fb%3Dc"
        == link
    )
    assert link.partition("?")[0] == clerk.sign_in_link(ADA)
    assert (
        303
        == follow(clerk, urlsplit(link).path.removeprefix(f"/w/{clerk.name}"), redirect_url=HOME).status_code
    )
