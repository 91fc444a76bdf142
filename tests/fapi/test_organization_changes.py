"""Tag Organization beyond founding: name, slug, logo, the end; and what is suggested to founders."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller
from mockfapi.rules import organization_domains
from mockfapi.world import World
from tests.bapi.workshop import MILO, OLGA, organization_claim, path, place, refusal
from tests.fapi.changing import PIXEL
from tests.fapi.places import OUTSIDE, entered
from tests.fapi.test_organization_access import put_logo
from tests.rules.worlds import configure

DEFAULTS = "/v1/me/organization_creation_defaults"
BYTES = {"content-type": "application/octet-stream"}


@pytest.fixture
def world(open_world: Callable[..., World]) -> World:
    return open_world("b2b")


@pytest.fixture
def olga(house: App, world: World) -> Caller:
    """The workshop's admin, at work there."""
    return entered(house, world, OLGA, "brandt-workshop")


def test_a_change_shows_everywhere_at_once(house: App, world: World, olga: Caller) -> None:
    """In the answer, in both members' clients, in the next token, with a new time."""
    milo = entered(house, world, MILO, "brandt-workshop")
    world.clock.advance(1000)
    done = olga.patch(path(world), name="Brandt & Daughters", slug="brandt")
    seen = [
        next(
            it["organization"]
            for it in client["sessions"][0]["user"]["organization_memberships"]
            if it["organization"]["id"] == done.response["id"]
        )
        for client in (done.client, milo.get("/v1/client").response)
    ]

    assert ("Brandt & Daughters", "brandt", world.clock.now) == tuple(
        done.response[name] for name in ("name", "slug", "updated_at")
    )
    assert [done.response] * 2 == seen
    assert "brandt" == organization_claim(milo)["slg"]
    assert done.response == milo.get("/v1/organizations/brandt").response


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"name": ""}, (422, [("form_param_value_invalid", "name")])),
        ({"name": "see https://evil.test"}, (422, [("form_param_value_invalid", "name")])),
        ({"slug": "attic"}, (422, [("form_already_exists", "slug")])),
        ({"slug": "Not Ok"}, (422, [("form_param_format_invalid", "slug")])),
        ({"max_allowed_memberships": "9"}, (422, [("form_param_unknown", "max_allowed_memberships")])),
    ],
)
def test_what_a_change_may_not_say(world: World, olga: Caller, form: dict, expected: object) -> None:
    """422 at its field, and nothing has changed."""
    before = world.digest()

    assert expected == refusal(olga.patch(path(world), **form))
    assert before == world.digest()


def test_slugs_that_are_off_stay_as_they_are(world: World, olga: Caller) -> None:
    """Another one is refused; forms that repeat it, or leave it empty, still change the name."""
    configure(world, organization_settings__slug__disabled=True)
    where = path(world)

    assert (403, [("organization_slugs_disabled", None)]) == refusal(olga.patch(where, name="A", slug="a"))
    assert ["B", "C"] == [
        olga.patch(where, name=name, slug=slug).response["name"]
        for name, slug in (("B", "brandt-workshop"), ("C", ""))
    ]
    assert "brandt-workshop" == place(world).slug


def test_a_logo_comes_and_goes(world: World, olga: Caller) -> None:
    """As a file or as bare bytes, served at its address, drawn again when it is gone."""
    where = f"{path(world)}/logo"
    first = put_logo(world, olga, path(world)).response
    second = olga.request("PUT", where, body=PIXEL, headers=BYTES).response
    shown = olga.get(urlsplit(second["image_url"]).path)
    gone = olga.delete(where)
    it = olga.get(path(world)).response

    assert first["image_url"] != second["image_url"] == second["logo_url"]
    assert (True, 200) == (second["has_image"], shown.status_code)
    assert ("image", True) == (gone.response["object"], gone.response["deleted"])
    assert (False, None, "data:") == (it["has_image"], it["logo_url"], it["image_url"][:5])
    assert 404 == olga.get(urlsplit(second["image_url"]).path).status_code
    assert (404, [("image_not_found", None)]) == refusal(olga.delete(where))


def test_what_is_no_logo(world: World, olga: Caller) -> None:
    """No file, no image, too large: the old logo stays."""
    where = f"{path(world)}/logo"
    put_logo(world, olga, path(world))
    before = world.digest()
    replies = [
        olga.request("PUT", where, body=body, headers=BYTES) for body in (b"", b"no image", bytes(10_000_001))
    ]

    assert [400, 400, 413] == [it.status_code for it in replies]
    assert before == world.digest()


@pytest.mark.parametrize("setting", ["instance", "organization"])
def test_deletion_can_be_switched_off(house: App, world: World, olga: Caller, setting: str) -> None:
    """For all organizations or for one, whatever the role."""
    if setting == "instance":
        configure(world, organization_settings__actions__admin_delete=False)
    else:
        house.backend(world).patch(path(world), admin_delete_enabled=False)

    assert (403, [("organization_admin_delete_not_enabled", None)]) == refusal(olga.delete(path(world)))
    assert place(world)


def test_a_deleted_organization_is_gone_for_all(house: App, world: World, olga: Caller) -> None:
    """With its members and invitations; whoever was at work there is back in the personal account."""
    milo = entered(house, world, MILO, "brandt-workshop")
    house.backend(world).post(path(world, "/invitations"), email_address="new@x.test", role="org:member")
    where, id = path(world), place(world).id
    gone = olga.delete(where)
    session = milo.get("/v1/client").response["sessions"][0]

    assert {"id": id, "object": "organization", "deleted": True} == gone.response
    assert (None, ["attic"]) == (
        session["last_active_organization_id"],
        [it["organization"]["slug"] for it in session["user"]["organization_memberships"]],
    )
    assert [None, None] == [organization_claim(olga), organization_claim(milo)]
    assert 0 == len(world.organization_invitations)
    assert OUTSIDE == refusal(olga.get(where))


def test_founders_are_told_what_others_did(world: World, olga: Caller) -> None:
    """A name of the domain of their address, and who owns that domain; nothing unless it is switched on."""
    silent = olga.get(DEFAULTS).response
    configure(world, organization_settings__organization_creation_defaults__enabled=True)
    configure(world, organization_settings__domains__enabled=True)
    free = olga.get(DEFAULTS).response
    organization_domains.create(world, place(world, "attic"), "workshop.test", None, verified=True)
    taken = olga.get(DEFAULTS).response["advisory"]

    assert {"form": None, "advisory": None} == silent
    assert ({"name": "Workshop", "slug": "workshop", "logo": None, "blur_hash": None}, None) == (
        free["form"],
        free["advisory"],
    )
    assert ("organization_already_exists", "The Attic", "workshop.test") == (
        taken["code"],
        taken["meta"]["organization_name"],
        taken["meta"]["organization_domain"],
    )
