"""A sample app with Clerk's middleware for Express: it needs the environment variables and nothing else."""

import json
import os
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from mockfapi.clerk import Clerk
from tests.people import ADA

from .test_backend import cookies_of

APP = Path(__file__).with_name("app.cjs")
OLGA, MILO = "olga@workshop.test", "milo@workshop.test"


class Site:
    """The app, while it runs."""

    def __init__(self, clerk: Clerk, library: Path) -> None:
        settings = {**os.environ, **clerk.env, "NODE_PATH": str(library / "node_modules")}
        self.process = subprocess.Popen(["node", str(APP)], env=settings, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def get(self, path: str, **headers: str) -> tuple[int, Any, HTTPResponse]:
        """Status, JSON (or text) and the answer itself, as read."""
        return self.ask("GET", path, headers)

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None = None
    ) -> tuple[int, Any, HTTPResponse]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, json.loads(text) if text.startswith(("{", "[")) else text, answer

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()


@pytest.fixture
def site(clerk, library) -> Iterator[Site]:
    it = Site(clerk, library)
    yield it
    it.close()


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.clerk(scenario="one_user")
def test_a_bearer_is_known_and_nobody_is_not(clerk, site):
    """The app asks the mock for the key set, and for the user behind the token."""
    ada = clerk.user(ADA)
    clerk.backend().patch(f"/v1/users/{ada.id}/metadata", public_metadata={"plan": "gold"})
    known = site.get("/who", **bearer(ada.token()))
    profile = site.get("/profile", **bearer(ada.token()))
    nobody = site.get("/who")

    assert (200, ada.id) == (known[0], known[1]["userId"])
    assert (200, {"name": "Ada Lovelace", "plan": "gold"}) == profile[:2]
    assert (200, None) == (nobody[0], nobody[1]["userId"])
    assert 302 == site.get("/profile")[0]


@pytest.mark.clerk(scenario="one_user")
def test_a_page_without_cookies_shakes_hands(clerk, site, visitor):
    """The middleware sends the browser to the mock, and knows it when it comes back."""
    visitor.cookies |= cookies_of(clerk)
    page = {"accept": "text/html", "sec-fetch-dest": "document"}
    status, _, asked = site.get("/who", **page, cookie=visitor.cookie)
    back = visitor.follow(asked.headers["location"])
    path = back[back.index("/who") :]
    answer = site.get(path, **page, cookie=visitor.cookie)[2]
    visitor.keep(answer.headers.get_all("set-cookie"))
    decided = site.get("/who", **page, cookie=visitor.cookie)

    assert (307, 200) == (status, decided[0])
    assert clerk.user(ADA).id == decided[1]["userId"]


@pytest.mark.clerk(scenario="b2b")
def test_roles_of_organizations_count(clerk, site):
    """An admin may, a member may not, nobody is asked who they are."""
    tokens = [clerk.user(it).token(org="brandt-workshop") for it in (OLGA, MILO)]
    asked = [site.get("/invoices", **bearer(it)) for it in tokens]

    assert [(200, [{"of": "brandt-workshop"}]), (403, {})] == [it[:2] for it in asked]
    assert 401 == site.get("/invoices")[0]


@pytest.mark.clerk(scenario="one_user")
def test_api_keys_open_what_takes_them(clerk, site):
    """The handler learns whose key it is; where only sessions are taken nobody is known."""
    ada = clerk.user(ADA)
    key = (
        clerk.backend().post("/v1/api_keys", name="reports", subject=ada.id, scopes=["read"]).json()["secret"]
    )
    taken = site.get("/reports", **bearer(key))
    elsewhere = site.get("/who", **bearer(key))

    assert (200, {"tokenType": "api_key", "userId": ada.id, "scopes": ["read"]}) == taken[:2]
    assert elsewhere[1].get("userId") is None


@pytest.mark.clerk(scenario="one_user")
def test_webhooks_arrive(clerk, site):
    """Signed so that Clerk's verifier takes them; a changed body is refused."""
    clerk.webhooks.add(f"http://127.0.0.1:{site.port}/webhooks", events=["user.created"])
    lin = clerk.user("lin@engines.test")
    clerk.webhooks.flush()
    event = clerk.webhooks.last("user.created")
    forged = site.ask("POST", "/webhooks", dict(event.headers), event.body.replace(b"lin@", b"eve@"))

    assert (200, [{"type": "user.created", "id": lin.id}]) == site.get("/heard")[:2]
    assert 400 == forged[0]
