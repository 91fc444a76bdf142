"""What belongs to somebody else, and what is gone: to everybody else as unknown as what never was."""

import pytest

from mockfapi.app import App
from mockfapi.world import World
from tests.fapi.changing import (
    EMAILS,
    ME,
    METAMASK,
    NEW,
    NUMBER,
    PASSKEYS,
    PHONES,
    WALLET,
    WALLETS,
    Profile,
)
from tests.people import codes
from tests.rules.worlds import configure

OTTO, OTTOS = "otto@everything.test", "plain-bread-and-water"
FORMS = {
    EMAILS: {"email_address": NEW},
    PHONES: {"phone_number": NUMBER},
    WALLETS: {"web3_wallet": WALLET.address},
    PASSKEYS: {},
}
PREPARED = {EMAILS: "email_code", PHONES: "phone_code", WALLETS: METAMASK}
PROOFS = {
    EMAILS: {"code": "424242"},
    PHONES: {"code": "424242"},
    WALLETS: {"signature": "0x00"},
    PASSKEYS: {"strategy": "passkey", "public_key_credential": "{}"},
}
CHANGES = {PHONES: {"reserved_for_second_factor": "true"}, PASSKEYS: {"name": "Mine"}}
FIELDS = {
    EMAILS: "primary_email_address_id",
    PHONES: "primary_phone_number_id",
    WALLETS: "primary_web3_wallet_id",
}
UNKNOWN = (404, [("resource_not_found", None)])


@pytest.fixture
def world(open_world) -> World:
    world = open_world("everything")
    configure(world, auth_config__reverification=False)
    return world


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("whose", ["somebody else's", "gone"])
def test_it_is_unknown(house: App, world: World, kind: str, whose: str) -> None:
    """Whatever is asked of it; and nothing happens to it."""
    owner = Profile(world, house.browser(world))
    path = owner.made(kind, **FORMS[kind])
    asking = owner.browser
    if whose == "gone":
        owner.browser.delete(path)
    else:
        asking = house.browser(world)
        asking.post("/v1/client/sign_ins", identifier=OTTO, strategy="password", password=OTTOS)
    before = world.digest()
    replies = [
        asking.get(path),
        asking.delete(path),
        asking.post(f"{path}/attempt_verification", **PROOFS[kind]),
    ]
    if kind in PREPARED:
        replies.append(asking.post(f"{path}/prepare_verification", strategy=PREPARED[kind]))
    if kind in CHANGES:
        replies.append(asking.patch(path, **CHANGES[kind]))

    assert len(replies) * [UNKNOWN] == [(it.status_code, codes(it)) for it in replies]
    assert before == world.digest()


@pytest.mark.parametrize("kind", FIELDS)
def test_it_cannot_be_primary(house: App, world: World, kind: str) -> None:
    """One of somebody else, one that is gone, and one that nobody has verified."""
    owner = Profile(world, house.browser(world))
    path = owner.made(kind, **FORMS[kind])
    field = FIELDS[kind]
    form = {field: path.rpartition("/")[2]}
    other = house.browser(world)
    other.post("/v1/client/sign_ins", identifier=OTTO, strategy="password", password=OTTOS)

    assert [("form_verification_needed", field)] == codes(owner.browser.patch(ME, **form))
    assert [("form_resource_not_found", field)] == codes(other.patch(ME, **form))

    owner.browser.delete(path)

    assert [("form_resource_not_found", field)] == codes(owner.browser.patch(ME, **form))
