"""Passkeys through the door: registered in a profile, used at the next sign-in, seen everywhere."""

import json

import pytest

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.authenticator import Authenticator, text
from tests.people import SIGN_INS, codes

KAI, UMA = "kai@keyring.test", "uma@keyring.test"
PASSWORDS = {KAI: "brass-key-iron-door", UMA: "a-lock-without-hole"}
PASSKEYS = "/v1/me/passkeys"


@pytest.fixture
def world(open_world) -> World:
    return open_world("passkeys")


@pytest.fixture
def device() -> Authenticator:
    return Authenticator()


def signed_in(browser: Caller, email: str = KAI) -> Reply:
    return browser.post(SIGN_INS, identifier=email, strategy="password", password=PASSWORDS[email])


def register(browser: Caller, device: Authenticator) -> Reply:
    asked = browser.post(PASSKEYS).response
    made = device.register(asked["verification"]["nonce"])
    path = f"{PASSKEYS}/{asked['id']}/attempt_verification"
    return browser.post(path, strategy="passkey", public_key_credential=made)


def use(browser: Caller, sign_in: Reply, device: Authenticator) -> Reply:
    nonce = sign_in.response["first_factor_verification"]["nonce"]
    path = f"{SIGN_INS}/{sign_in.response['id']}/attempt_first_factor"
    return browser.post(path, strategy="passkey", public_key_credential=device.answer(nonce))


def own(reply: Reply) -> list[dict[str, object]]:
    """The passkeys that the piggybacked client shows."""
    return reply.client["sessions"][0]["user"]["passkeys"]


def test_a_registration_shows_in_the_user_once_it_is_finished(browser, device) -> None:
    """Not before; neither shows a key."""
    signed_in(browser)
    begun = browser.post(PASSKEYS)

    assert ("passkey", "unverified", None) == (
        begun.response["object"],
        begun.response["verification"]["status"],
        begun.response["last_used_at"],
    )
    assert [] == own(begun)

    done = register(browser, device)

    assert "verified" == done.response["verification"]["status"]
    assert "nonce" not in done.response["verification"]
    assert [done.response] == own(done)
    assert text(device.public_key) not in done.answer.body.decode()


def test_a_passkey_signs_in_on_another_browser(house: App, world: World, browser, device) -> None:
    """Without an address being typed; the passkey says when it was used."""
    signed_in(browser)
    id = register(browser, device).response["id"]
    other = house.browser(world)
    begun = other.post(SIGN_INS, strategy="passkey")

    assert ("needs_identifier", None) == (begun.response["status"], begun.response["identifier"])
    assert {"object": "verification_passkey", "attempts": None, "strategy": "passkey"}.items() <= (
        begun.response["first_factor_verification"].items()
    )

    done = use(other, begun, device)

    assert "complete" == done.response["status"]
    assert [(id, world.clock.now)] == [(it["id"], it["last_used_at"]) for it in own(done)]
    assert "passkey" == done.client["last_authentication_strategy"]


def test_a_typed_address_offers_the_passkeys_once(house: App, world: World, browser, device) -> None:
    """However many there are; the browser is told which ones."""
    signed_in(browser)
    for number in (b"one", b"two"):
        device.credential_id = number
        register(browser, device)
    other = house.browser(world)
    it = other.post(SIGN_INS, identifier=KAI).response

    assert [{"strategy": "passkey"}] == [
        each for each in it["supported_first_factors"] if each["strategy"] == "passkey"
    ]

    asked = other.post(f"{SIGN_INS}/{it['id']}/prepare_first_factor", strategy="passkey")
    options = json.loads(asked.response["first_factor_verification"]["nonce"])

    assert [text(b"one"), text(b"two")] == [each["id"] for each in options["allowCredentials"]]
    assert "complete" == use(other, asked, device).response["status"]


def test_a_rejected_passkey_leaves_the_sign_in_as_it_was(house: App, world: World, browser, device) -> None:
    """The next answer may hold; the wrong one is refused with the client beside it."""
    signed_in(browser)
    register(browser, device)
    other = house.browser(world)
    begun = other.post(SIGN_INS, strategy="passkey")
    right, device.origin = device.origin, "https://evil.test"
    refused = use(other, begun, device)

    assert (400, "passkey_authentication_failure") == (refused.status_code, codes(refused)[0][0])
    assert "needs_identifier" == refused.client["sign_in"]["status"]

    device.origin = right

    assert "complete" == use(other, begun, device).response["status"]


def test_passkeys_are_renamed_read_and_removed(browser, world: World) -> None:
    """Those of the scenario too; whoever is gone is not found."""
    found = own(signed_in(browser, UMA))

    assert ["Laptop", "Phone"] == [it["name"] for it in found]

    path = f"{PASSKEYS}/{found[0]['id']}"
    renamed = browser.patch(path, name="Old laptop")

    assert "Old laptop" == renamed.response["name"] == browser.get(path).response["name"]

    gone = browser.delete(path)

    assert {"id": found[0]["id"], "object": "passkey", "deleted": True} == gone.response
    assert ["Phone"] == [it["name"] for it in own(gone)]
    assert 404 == browser.get(path).status_code == browser.delete(path).status_code


def test_passkeys_of_others_are_not_found(house: App, world: World, browser) -> None:
    """Not to read, rename, finish or remove."""
    path = f"{PASSKEYS}/{own(signed_in(browser, UMA))[0]['id']}"
    other = house.browser(world)
    signed_in(other)
    tries = [
        other.get(path),
        other.patch(path, name="Mine"),
        other.post(f"{path}/attempt_verification", strategy="passkey", public_key_credential="{}"),
        other.delete(path),
    ]

    assert [404] * 4 == [it.status_code for it in tries]


def test_an_old_proof_registers_nothing(browser, world: World, device) -> None:
    """Adding and removing want somebody who proved lately who they are; renaming does not."""
    id = own(signed_in(browser, UMA))[0]["id"]
    world.advance(world.instance.settings.behaviour.reverification_window)
    refused = [browser.post(PASSKEYS), browser.delete(f"{PASSKEYS}/{id}")]

    assert ["session_reverification_required"] * 2 == [codes(it)[0][0] for it in refused]
    assert 200 == browser.patch(f"{PASSKEYS}/{id}", name="Same").status_code


def test_who_is_signed_out_has_no_passkeys(browser) -> None:
    """Registration is for people with a session."""
    assert 401 == browser.post(PASSKEYS).status_code


def test_the_environment_offers_passkeys(browser) -> None:
    """As a first factor, with button and autofill."""
    environment = browser.get("/v1/environment").json()
    settings = environment["user_settings"]

    assert "passkey" in environment["auth_config"]["first_factors"]
    assert settings["attributes"]["passkey"]["enabled"]
    assert {"allow_autofill": True, "show_sign_in_button": True} == settings["passkey_settings"]
