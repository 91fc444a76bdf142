"""Payloads against the shapes that we promise, and where they are at hand against those of today."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import mockfapi
from mockfapi import spec
from mockfapi.rules.events import NAMES, SOURCES
from mockfapi.spec import build
from mockfapi.spec.load import contract
from mockfapi.world.indexes import INDEXES
from tests.house.tree import ROOT
from tests.people import SESSIONS, session_of, sign_in
from tests.rules.worlds import configure

OURS = spec.load("webhooks")
PUBLISHED = ROOT.parent / "shared" / "upstream" / "webhooks-2025-04-15.yaml"
# Names whose records do not exist yet.
LATER = {it for it in NAMES if it.startswith(("payment", "subscription"))}
OLGA, MILO, NEW = "olga@workshop.test", "milo@workshop.test", "lin@workshop.test"


def lives(clerk) -> None:
    """Makes an event of every name that has a source."""
    server, browser = clerk.backend(), clerk.browser()
    olga, place = clerk.user(OLGA).id, clerk.world.organizations.first(slug="brandt-workshop").id
    people(clerk, server, browser)
    organizations(server, place, olga, clerk.user(NEW).id)
    roles(server)
    invited(clerk, server, browser, place)
    sessions(clerk, server)


def people(clerk, server, browser) -> None:
    lin = clerk.user(NEW, first_name="Lin", phone="+12025557143").id
    server.patch(f"/v1/users/{lin}", last_name="Chen", public_metadata={"plan": "gold"})
    browser.post("/v1/client/sign_ins", identifier=OLGA, strategy="email_code")
    configure(clerk.world, user_settings__sign_up__mode="waitlist")
    browser.post("/v1/waitlist", email_address="late@workshop.test")
    entry = clerk.world.waitlist.first(email_address="late@workshop.test")
    server.post(f"/v1/waitlist_entries/{entry.id}/reject")
    configure(clerk.world, user_settings__sign_up__mode="public")
    kim = clerk.user("kim@workshop.test").id
    server.delete(f"/v1/users/{kim}")


def organizations(server, place, founder, other) -> None:
    made = server.post("/v1/organizations", name="Atelier", created_by=founder).json()["id"]
    path = f"/v1/organizations/{made}"
    server.patch(path, name="Atelier Nord")
    server.post(f"{path}/memberships", user_id=other, role="org:member")
    server.patch(f"{path}/memberships/{other}", role="org:admin")
    server.delete(f"{path}/memberships/{other}")
    domain = server.post(f"{path}/domains", name="atelier.test", enrollment_mode="manual_invitation").json()
    server.patch(f"{path}/domains/{domain['id']}", enrollment_mode="automatic_invitation")
    server.delete(f"{path}/domains/{domain['id']}")
    server.delete(path)


def roles(server) -> None:
    permission = server.post(
        "/v1/organization_permissions", name="Read plans", key="org:plans:read", description="All of them"
    ).json()["id"]
    server.patch(f"/v1/organization_permissions/{permission}", name="Read all plans")
    made = server.post("/v1/organization_roles", name="Reader", key="org:reader", description="").json()["id"]
    server.patch(f"/v1/organization_roles/{made}", name="Eager reader")
    server.delete(f"/v1/organization_roles/{made}")
    server.delete(f"/v1/organization_permissions/{permission}")


def invited(clerk, server, browser, place) -> None:
    invite = {
        "email_address": "guest@workshop.test",
        "role": "org:member",
        "inviter_user_id": clerk.user(OLGA).id,
    }
    path = f"/v1/organizations/{place}/invitations"
    ticket = clerk.tickets.invite("sol@freelance.test", organization=place).ticket
    browser.post("/v1/client/sign_ins", strategy="ticket", ticket=ticket)
    made = server.post(path, **invite).json()["id"]
    server.post(f"{path}/{made}/revoke", requesting_user_id=clerk.user(OLGA).id)


def sessions(clerk, server) -> None:
    for last in ("end", "remove", "revoke"):
        browser = clerk.browser()
        id = session_of(sign_in(browser, OLGA))
        if last == "revoke":
            server.post(f"/v1/sessions/{id}/revoke")
        else:
            browser.post(f"{SESSIONS}/{id}/{last}")
    world = clerk.world
    configure(world, organization_settings__force_organization_selection=True)
    lin = clerk.user(NEW)
    clerk.browser().post("/v1/client/sign_ins", identifier=NEW, strategy="password", password=lin.password)
    clerk.browser().post("/v1/client/sign_ins", identifier="+12025557143", strategy="phone_code")


@pytest.fixture(scope="module")
def told():
    """Everything that happens in one long life, by name."""
    with mockfapi.world("b2b") as clerk:
        configure(
            clerk.world,
            organization_settings__domains__enabled=True,
            organization_settings__domains__enrollment_modes=("manual_invitation", "automatic_invitation"),
            user_settings__attributes__phone_number__enabled=True,
            user_settings__attributes__phone_number__used_for_first_factor=True,
            user_settings__attributes__phone_number__first_factors=("phone_code",),
        )
        heard: list = []
        clerk.webhooks.subscribe(heard.append)
        lives(clerk)
        failed = [it for it in clerk.calls() if it.status >= 400]
        assert [] == failed
        found: dict[str, list[dict[str, Any]]] = {}
        for it in heard:
            found.setdefault(it.type, []).append(it.payload)
        return found


def test_every_name_has_a_shape():
    """One schema for each of the 45 names."""
    assert 45 == len(NAMES) == len(set(NAMES))
    assert set(NAMES) == {it for it in OURS.definitions if "." in it}


def test_every_source_is_a_table():
    """A table that was renamed would fall silent."""
    assert set() == set(SOURCES) - set(INDEXES)


@pytest.mark.parametrize("name", sorted(set(NAMES) - LATER))
def test_every_event_happens_and_fits_its_shape(told, name):
    """Each name is told of in an ordinary life, and its payload is what we promise."""
    payloads = told.get(name, [])

    assert payloads
    assert [] == [str(OURS.named(name).fault(it)) for it in payloads if OURS.named(name).fault(it)]


@pytest.mark.parametrize("name", sorted(set(NAMES) - LATER))
def test_another_event_does_not_fit(told, name):
    """The shapes tell events apart: a type that is not theirs, or data without its id, is a fault."""
    good = told[name][0]
    named, emptied = deepcopy(good), deepcopy(good)
    named["type"] = "user.born"
    del emptied["data"]["id"]

    assert None is not OURS.named(name).fault(named)
    assert None is not OURS.named(name).fault(emptied)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The published shapes as a contract; objects that they close are open here, for ours show more."""
    if not PUBLISHED.exists():
        pytest.skip("the published event shapes are not at hand: they are not part of this repository")
    folder = tmp_path_factory.mktemp("published")
    import yaml

    document = yaml.safe_load(PUBLISHED.read_text("utf-8"))
    shapes = document["components"]["schemas"]
    for name, item in document["x-webhooks"].items():
        content = item["post"]["requestBody"]["content"]
        shapes[name] = content["application/json"]["schema"]
    opened(shapes)
    shapes["Session"]["properties"]["status"]["enum"].append("pending")
    (folder / "webhooks.yaml").write_text(json.dumps({"paths": {}, **document}), "utf-8")
    return contract(build.compile_contract("webhooks", folder))


def opened(schema: Any) -> None:
    """Closed objects contradict themselves there: session events close the session and add the user."""
    if isinstance(schema, dict):
        if schema.get("additionalProperties") is False:
            del schema["additionalProperties"]
        for part in schema.values():
            opened(part)
    elif isinstance(schema, list):
        for part in schema:
            opened(part)


@pytest.mark.parametrize("name", sorted(set(NAMES) - LATER))
def test_every_event_is_as_published(told, published, name):
    """What today's shapes require is there, with their types."""
    faults = {str(fault) for it in told[name] for fault in published.named(name).faults(it)}

    assert set() == faults


def test_the_published_names_are_ours(published):
    """No name more, no name less."""
    assert set(NAMES) == {it for it in published.definitions if "." in it}


def test_the_folder_of_the_published_shapes_is_none_of_ours():
    """Nothing of it is committed."""
    assert ROOT not in Path(PUBLISHED).resolve().parents
