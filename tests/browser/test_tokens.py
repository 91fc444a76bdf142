"""Tokens in the pages of an app: templates, claims, other organizations, ways back from handshakes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from mockfapi import Clerk
from tests.people import ADA, PASSWORDS

from . import pages
from .conftest import visit
from .visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OLGA = "olga@workshop.test"


@pytest.fixture
def visitor(clerk: Clerk, chromium: Browser, scripts: Mapping[str, Path], line: str) -> Iterator[Visitor]:
    """A visitor of a site whose mock is the world of the test."""
    site = pages.Site(clerk.publishable_key, clerk.url, scripts)
    with pages.serve(site, "localhost") as origin, visit(chromium, f"{origin}/{line}") as someone:
        yield someone


def claims(token: str) -> dict[str, Any]:
    payload = token.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return found


def handshake(clerk: Clerk, visitor: Visitor, **query: str) -> str:
    return f"{clerk.url}/v1/client/handshake?{urlencode({'redirect_url': f'{visitor.home}/?tab=1', **query})}"


@pytest.mark.clerk(scenario="jwt_templates")
def test_a_page_asks_for_the_token_of_a_template(clerk: Clerk, visitor: Visitor) -> None:
    """It is filled, kept by the client until it is old, and the session token carries the added claims."""
    visitor.sign_in(ADA, PASSWORDS[ADA])
    visitor.arrive_home()
    tokens = [visitor.run("Clerk.session.getToken({template: 'warehouse'})") for _ in range(2)]
    session = visitor.run("Clerk.session.getToken()")
    unknown = visitor.run("Clerk.session.getToken({template: 'none'}).catch(it => it.errors[0].code)")

    assert ("Hello Ada of Analytical Engines", 12) == (
        claims(tokens[0])["greeting"],
        claims(tokens[0])["seats"],
    )
    assert tokens[0] == tokens[1]
    assert [200, 404] == [it.status for it in clerk.calls("createSessionTokenWithTemplate")]
    assert (ADA, "gold") == (claims(session)["email"], claims(session)["plan"])
    assert "resource_not_found" == unknown


@pytest.mark.clerk(scenario="b2b")
def test_a_page_asks_for_a_token_of_another_organization(clerk: Clerk, visitor: Visitor) -> None:
    """The session stays where it is."""
    visitor.sign_in(OLGA, PASSWORDS[OLGA])
    visitor.arrive_home()
    active = visitor.run("Clerk.organization.slug")
    other = "brandt-workshop" if active == "duarte-ledgers" else "duarte-ledgers"
    id = clerk.world.organizations.first(slug=other).id
    token = visitor.run(f"Clerk.session.getToken({{organizationId: '{id}'}})")
    own = visitor.run("Clerk.session.getToken()")

    assert (other, active) == (claims(token)["o"]["slg"], claims(own)["o"]["slg"])
    assert active == visitor.run("Clerk.organization.slug")


@pytest.mark.clerk(scenario="b2b")
def test_the_client_finds_the_permissions_of_a_role(clerk: Clerk, visitor: Visitor) -> None:
    """Those of its own that the role has, and no other."""
    visitor.sign_in(OLGA, PASSWORDS[OLGA])
    visitor.arrive_home()
    id = clerk.world.organizations.first(slug="brandt-workshop").id
    visitor.run(f"Clerk.setActive({{organization: '{id}'}})")
    may = "Clerk.session.checkAuthorization({{permission: '{}'}})"

    assert [True, False] == [visitor.run(may.format(it)) for it in ("org:invoices:read", "org:invoices:burn")]


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("form", ["token", "nonce"])
def test_a_signed_in_browser_returns_from_a_handshake(clerk: Clerk, visitor: Visitor, form: str) -> None:
    """The page takes the payload out of its address and goes on as before."""
    visitor.sign_in(ADA, PASSWORDS[ADA])
    visitor.arrive_home()
    token = visitor.cookies()["__clerk_db_jwt"]["value"]
    visitor.page.goto(handshake(clerk, visitor, format=form, __clerk_db_jwt=token))

    assert ADA == visitor.arrive_home()
    assert [307] == [it.status for it in clerk.calls("handshakeClient")]
    assert "tab=1" == urlsplit(visitor.page.url).query


@pytest.mark.clerk(scenario="one_user")
def test_a_new_browser_gets_its_dev_browser_from_a_handshake(clerk: Clerk, visitor: Visitor) -> None:
    """The client takes the one in the address and asks for no other."""
    visitor.page.goto(handshake(clerk, visitor))
    visitor.page.locator("#who").get_by_text("signed out").wait_for()
    (made,) = (it.id for it in clerk.world.dev_browsers)

    assert made == visitor.cookies()["__clerk_db_jwt"]["value"]
    assert [] == clerk.calls("createDevBrowser")
