"""Links of messages over real HTTP: in the default world, another one, on the live server of the fixture."""

import json
from collections.abc import Iterator
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, ProxyHandler, Request, build_opener

import pytest

import mockfapi
from mockfapi.app import App
from mockfapi.clerk.live import Live
from tests.people import ADA, PASSWORDS

APP = "http://127.0.0.1:3000"
HERE = f"{APP}/arrived?from=mail#/verify"
NEW = "grace@new.test"
SCENARIO = """
include: [email_links]
instance:
  organization_settings:
    enabled: true
"""


class Stay(HTTPRedirectHandler):
    """Shows where a link leads instead of going there: no app listens."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Person:
    """A browser on a page of the app, with cookies of its own, and the server of the app beside it."""

    def __init__(self, base: str, secret_key: str) -> None:
        self.base, self.secret_key = base, secret_key
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()), Stay())

    def send(self, method: str, path: str, **form: str) -> Any:
        return self._asked(method, path, urlencode(form).encode(), {"origin": APP})

    def server(self, path: str, **fields: Any) -> Any:
        headers = {"authorization": f"Bearer {self.secret_key}", "content-type": "application/json"}
        return self._asked("POST", path, json.dumps(fields).encode(), headers)

    def mails(self, to: str) -> list[dict[str, Any]]:
        return self._asked("GET", f"/__mockfapi/outbox?{urlencode({'to': to})}", None, {})["data"]

    def click(self, link: str) -> tuple[str, dict[str, list[str]]]:
        """Opens a link as a mailbox does; the page that it leads to, and what that is told."""
        with pytest.raises(HTTPError) as caught:
            self._opener.open(link, timeout=10)
        with caught.value as redirect:
            to = urlsplit(redirect.headers["location"])
            assert redirect.code in (303, 307)
            return f"{to.scheme}://{to.netloc}{to.path}#{to.fragment}", parse_qs(to.query)

    def _asked(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        request = Request(self.base + path, data=body, headers=headers, method=method)
        with self._opener.open(request, timeout=10) as answer:
            return json.load(answer)


@pytest.fixture(scope="module", params=["default", "shop", "fixture"])
def place(request, tmp_path_factory) -> Iterator[tuple[str, str]]:
    """The address and the secret key of a world, however it came about."""
    file = tmp_path_factory.mktemp("scenario") / "links.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    if request.param == "fixture":
        with mockfapi.world(file) as clerk:
            yield clerk.url, clerk.secret_key
        return
    app = App()
    world = app.open_world(request.param, scenario_name=str(file))
    live = Live(app)
    yield live.url + ("" if request.param == "default" else "/w/shop"), world.keys.secret_key
    live.stop()


@pytest.fixture
def person(place) -> Person:
    it = Person(*place)
    it.send("POST", "/__mockfapi/reset")
    return it


def mail(person: Person, to: str, kind: str) -> str:
    """The link of the only mail of this kind, which stands as it is in text and HTML."""
    (it,) = [it for it in person.mails(to) if it["kind"] == kind]
    assert it["link"].startswith(f"{person.base}/v1/")
    assert (True, True) == (it["link"] in it["body"], f'href="{it["link"]}"' in it["html"])
    return it["link"]


def test_a_link_to_sign_in(person):
    """It leads on to the app, and whoever asked for it is signed in."""
    form = {"strategy": "email_link", "identifier": ADA, "redirect_url": HERE}
    person.send("POST", "/v1/client/sign_ins", **form)
    page, told = person.click(mail(person, ADA, "magic_link_sign_in"))

    assert f"{APP}/arrived#/verify" == page
    assert (["mail"], ["verified"]) == (told["from"], told["__clerk_status"])
    assert told["__clerk_created_session"] == [
        person.send("POST", "/v1/client?_method=GET")["response"]["last_active_session_id"]
    ]


def test_a_link_to_sign_up(person):
    """The same for a new user."""
    form = {"email_address": NEW, "password": "brass-gears-and-steam", "strategy": "email_link"}
    person.send("POST", "/v1/client/sign_ups", **form, redirect_url=HERE)
    page, told = person.click(mail(person, NEW, "magic_link_sign_up"))

    assert (f"{APP}/arrived#/verify", ["verified"]) == (page, told["__clerk_status"])
    assert "__clerk_created_session" in told


def test_a_link_to_verify_an_address(person):
    """An address that a user adds is verified by it."""
    person.send("POST", "/v1/client/sign_ins", identifier=ADA, password=PASSWORDS[ADA])
    added = person.send("POST", "/v1/me/email_addresses", email_address=NEW)["response"]
    path = f"/v1/me/email_addresses/{added['id']}/prepare_verification"
    person.send("POST", path, strategy="email_link", redirect_url=HERE)
    page, told = person.click(mail(person, NEW, "magic_link_user_profile"))

    assert (f"{APP}/arrived#/verify", ["verified"]) == (page, told["__clerk_status"])


@pytest.mark.parametrize("redirect_url", [HERE, None])
def test_an_invitation(person, redirect_url):
    """It leads to the page that the server named, else to the sign-up page of the app, with its ticket."""
    person.send("PATCH", "/v1/environment")
    person.server("/v1/invitations", email_address=NEW, redirect_url=redirect_url)
    page, told = person.click(mail(person, NEW, "invitation"))

    assert (f"{APP}/arrived#/verify" if redirect_url else f"{APP}/sign-up#") == page
    assert ["sign_up"] == told["__clerk_status"]
    assert told["__clerk_ticket"][0].startswith("ey")


def test_an_invitation_to_an_organization(person):
    """The same, with the name of the organization in the mail."""
    admin = person.server("/v1/users", email_address=["olga@new.test"], skip_password_requirement=True)
    place = person.server("/v1/organizations", name="Mills & Sons", created_by=admin["id"])
    fields = {"email_address": NEW, "role": "org:member", "redirect_url": HERE}
    person.server(f"/v1/organizations/{place['id']}/invitations", **fields, inviter_user_id=admin["id"])
    page, told = person.click(mail(person, NEW, "organization_invitation"))
    (sent,) = person.mails(NEW)

    assert (f"{APP}/arrived#/verify", ["sign_up"]) == (page, told["__clerk_status"])
    assert "Mills &amp; Sons" in sent["html"]


def test_an_invitation_from_the_waitlist(person):
    """It leads to the sign-up page of the app."""
    person.send("PATCH", "/v1/environment")
    entry = person.server("/v1/waitlist_entries", email_address=NEW)
    person.server(f"/v1/waitlist_entries/{entry['id']}/invite")
    page, told = person.click(mail(person, NEW, "waitlist_invitation"))

    assert (f"{APP}/sign-up#", ["sign_up"]) == (page, told["__clerk_status"])


def test_the_link_of_an_agent(person):
    """It opens the session and leads on."""
    made = person.server("/__mockfapi/tickets/agent", user=ADA, redirect_url=f"{APP}/desk")
    page, _ = person.click(made["url"])
    client = person.send("POST", "/v1/client?_method=GET")["response"]

    assert made["url"].startswith(f"{person.base}/v1/")
    assert f"{APP}/desk#" == page
    assert [ADA] == [it["user"]["email_addresses"][0]["email_address"] for it in client["sessions"]]


def test_a_world_that_the_key_names_has_links_that_work(place):
    """Its server asks without the prefix; the link finds the world all the same."""
    root = urlsplit(place[0])
    server = Person(f"{root.scheme}://{root.netloc}", place[1])
    server.server("/v1/invitations", email_address="hedy@new.test", redirect_url=HERE)
    link = Person(*place).mails("hedy@new.test")[-1]["link"]
    page, _ = server.click(link)

    assert f"{APP}/arrived#/verify" == page


def test_a_link_that_was_sent_in_process_has_the_address_of_who_reads_it():
    """A test invites in process; over HTTP, and from then on in Python, the link can be clicked."""
    with mockfapi.world("one_user") as clerk:
        clerk.backend().post("/v1/invitations", email_address=NEW, redirect_url=HERE)
        path = clerk.outbox.last(to=NEW).link
        person = Person(clerk.url, clerk.secret_key)
        link = mail(person, NEW, "invitation")
        page, _ = person.click(link)
        here = clerk.browser().get(link)

    assert path.startswith("/v1/tickets/accept?")
    assert person.base + path == link
    assert (f"{APP}/arrived#/verify", 303) == (page, here.status_code)
