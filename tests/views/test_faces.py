"""What the faces say beyond their shape: masks, images, derived lists, freshness."""

from base64 import b64decode
from dataclasses import replace
from typing import Any

import jwt
import pytest

from mockfapi.rules import clients, organizations, sessions, sign_ins, sign_ups, users
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.views import FAPI_VIEWS, image
from mockfapi.views.factor import masked
from mockfapi.views.lens import Json, Lens
from mockfapi.world import World
from mockfapi.world.records import Client, User
from tests.views.people import NOON, a_world

ADA = "ada@acme.dev"


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def ada(world: World) -> User:
    fields = users.UserFields(email_addresses=[ADA, "ada@home.dev"], first_name="Ada", last_name="Lo")
    return users.create(world, replace(fields, password="x", skip_password_checks=True))


@pytest.fixture
def client(world: World) -> Client:
    return clients.create(world)


def face(world: World, record: object, origin: str | None = None) -> Json:
    return FAPI_VIEWS[type(record)](Lens(world, origin), record)


def set_user_settings(world: World, **changes: Any) -> None:
    settings = world.instance.settings
    changed = replace(settings, user_settings=replace(settings.user_settings, **changes))
    world.instances.save(replace(world.instance, settings=changed))


def test_a_new_instance_lists_its_strategies_sorted(world: World) -> None:
    """Derived from the attributes, as the environment of a new instance shows them."""
    auth = face(world, world.instance)["auth_config"]

    assert ["email_code", "password", "reset_password_email_code", "ticket"] == auth["first_factors"]
    assert [] == auth["second_factors"]
    assert ["email_address"] == auth["identification_strategies"]
    assert [["email_address"], []] == auth["identification_requirements"]
    assert ("on", "off", "required") == (auth["first_name"], auth["phone_number"], auth["password"])
    assert "on" == auth["email_address"]


def test_strategies_of_an_attribute_that_is_no_identifier_are_not_promised(world: World) -> None:
    """With addresses that nobody signs in with, codes to them are no first factor."""
    own = world.instance.settings.user_settings.attributes
    email = replace(own.email_address, used_for_first_factor=False)
    username = replace(own.username, enabled=True, used_for_first_factor=True)
    set_user_settings(world, attributes=replace(own, email_address=email, username=username))
    auth = face(world, world.instance)["auth_config"]

    assert ["password", "reset_password_email_code", "ticket"] == auth["first_factors"]
    assert ["username"] == auth["identification_strategies"]


def test_social_providers_are_strategies(world: World) -> None:
    """Enabled ones that do more than connect accounts."""
    social = {
        "oauth_google": {"enabled": True},
        "oauth_x": {"enabled": False},
        "oauth_notion": {"enabled": True, "authenticatable": False},
    }
    set_user_settings(world, social=social)
    auth = face(world, world.instance)["auth_config"]

    assert ["email_address", "oauth_google"] == auth["identification_strategies"]
    assert "oauth_google" in auth["first_factors"]
    assert not {"oauth_x", "oauth_notion"} & {*auth["first_factors"]}


def test_all_eleven_attributes_are_there(world: World) -> None:
    """Off ones with empty lists."""
    attributes = face(world, world.instance)["user_settings"]["attributes"]

    assert 11 == len(attributes)
    assert (False, []) == (attributes["passkey"]["enabled"], attributes["passkey"]["first_factors"])


@pytest.mark.parametrize(
    ("address", "mask"), [(ADA, "a***@acme.dev"), ("+12025550143", "+*********43"), ("x@y.dev", "x***@y.dev")]
)
def test_masks_leave_little(address: str, mask: str) -> None:
    """The first letter and the domain, or the last two digits."""
    assert mask == masked(address)


def test_only_the_typed_address_is_shown_in_full(world: World, ada: User, client: Client) -> None:
    """Who did not type it learns only a mask; nothing else of the user is told."""
    it = sign_ins.create(world, client, strategy=None, identifier=ADA, proof=Proof())
    found = face(world, it)
    shown = [
        each["safe_identifier"]
        for each in found["supported_first_factors"]
        if each["strategy"] == "email_code"
    ]

    assert [ADA, "a***@home.dev"] == shown
    assert {"strategy": "password"} == found["supported_first_factors"][0]
    assert found["user_data"] is None
    assert found["first_factor_verification"] is None


def test_without_protection_the_user_is_shown(world: World, ada: User, client: Client) -> None:
    """Names, image and all addresses."""
    protection = world.instance.settings.user_settings.attack_protection
    set_user_settings(
        world, attack_protection=replace(protection, pii=replace(protection.pii, enabled=False))
    )
    found = face(world, sign_ins.create(world, client, strategy=None, identifier=ADA, proof=Proof()))

    assert "Ada" == found["user_data"]["first_name"]
    assert "ada@home.dev" in [each.get("safe_identifier") for each in found["supported_first_factors"]]


def test_default_images_never_leave_the_machine(world: World, ada: User) -> None:
    """A data URL with the initials, the same each time, different for each id."""
    url = face(world, ada)["image_url"]
    head, picture = url.removesuffix("#avatar_placeholder").split(",")

    assert "data:image/svg+xml;base64" == head
    assert ">AL<" in b64decode(picture).decode()
    assert url == face(world, ada)["image_url"]
    assert image.default("user_1", "A") != image.default("user_2", "A")
    assert "&lt;" in b64decode(image.default("x", "<").partition("#")[0].split(",")[1]).decode()


def test_a_client_embeds_whole_users_and_fresh_tokens(world: World, ada: User, client: Client) -> None:
    """With memberships and permissions, and a token for the active organization, stamped now."""
    acme = organizations.create(world, "Acme", created_by=ada.id)
    sessions.open(world, client, ada, sessions.Entry(strategy="password", first_factor_at=world.clock.now))
    world.clock.pin(NOON + 30_000)
    (session,) = face(world, world.clients[client.id], "http://localhost:3000")["sessions"]
    claims = jwt.decode(session["last_active_token"]["jwt"], options={"verify_signature": False})
    (membership,) = session["user"]["organization_memberships"]

    assert acme.id == claims["o"]["id"] == session["last_active_organization_id"]
    assert ((NOON + 30_000) // 1000, "http://localhost:3000") == (claims["iat"], claims["azp"])
    assert "org:sys_memberships:manage" in membership["permissions"]
    assert ADA == session["public_user_data"]["identifier"] == membership["public_user_data"]["identifier"]
    assert [0, -1] == session["factor_verification_age"]


def test_a_dead_session_has_no_token_and_leaves_the_client(world: World, ada: User, client: Client) -> None:
    """Its own face still tells how it ended."""
    session = sessions.open(world, client, ada, sessions.Entry(strategy="password", first_factor_at=NOON))
    over = face(world, sessions.end(world, session))

    assert ("ended", None) == (over["status"], over["last_active_token"])
    assert [] == face(world, world.clients[client.id])["sessions"]


def test_a_complete_sign_in_has_left_the_client(world: World, ada: User, client: Client) -> None:
    """The answer says complete while the client's is null."""
    it = sign_ins.create(world, client, strategy="password", identifier=ADA, proof=Proof(password="x"))
    found = face(world, it)

    assert ("complete", None) == (found["status"], found["supported_first_factors"])
    assert {
        "object": "verification_password",
        "attempts": 1,
        "expire_at": None,
        "status": "verified",
    }.items() <= (found["first_factor_verification"].items())
    assert face(world, world.clients[client.id])["sign_in"] is None


def test_a_sign_up_tells_what_to_do_next(world: World, client: Client) -> None:
    """Nothing before a prepare, then to attempt, and to prepare again once the code is too old."""
    it = sign_ups.create(world, client, {"email_address": "new@acme.dev"})
    unprepared = face(world, it)["verifications"]["email_address"]
    it = sign_ups.prepare_verification(world, it, Preparation("email_code"))
    prepared = face(world, it)["verifications"]["email_address"]
    world.clock.advance(600_000)

    assert unprepared is None
    assert ("unverified", "needs_attempt", ["email_code"]) == (
        prepared["status"],
        prepared["next_action"],
        prepared["supported_strategies"],
    )
    assert "needs_prepare" == face(world, it)["verifications"]["email_address"]["next_action"]
    assert "secret" not in str(prepared)


def test_private_metadata_is_never_shown(world: World) -> None:
    """Not to the user, not to others."""
    user = users.create(world, users.UserFields(username="ada_l", private_metadata={"plan": "hidden"}))

    assert "hidden" not in str(face(world, user))


def test_new_addresses_come_first(world: World, ada: User) -> None:
    """The order that profiles show."""
    found = [each["email_address"] for each in face(world, ada)["email_addresses"]]

    assert ["ada@home.dev", ADA] == found
