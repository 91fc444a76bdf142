"""Tags Email Addresses, Phone Numbers and Web3 Wallets through the door, as the client asks for them."""

import pytest

from mockfapi.http.transport import Caller
from mockfapi.world import World
from tests.authenticator import EthereumWallet
from tests.people import ADA, codes, last_code, sign_in
from tests.rules.worlds import attribute, configure, with_phones

EMAILS, PHONES, WALLETS = (f"/v1/me/{kind}/" for kind in ("email_addresses", "phone_numbers", "web3_wallets"))
NEW, NUMBER, METAMASK = "ada@looms.test", "+12025557143", "web3_metamask_signature"
WALLET = EthereumWallet(7)


@pytest.fixture
def world(open_world) -> World:
    """Ada's world with all three kinds."""
    world = open_world("one_user")
    configure(world, auth_config__reverification=False)
    with_phones(world)
    attribute(world, "web3_wallet", enabled=True, verifications=(METAMASK,), first_factors=(METAMASK,))
    return world


@pytest.fixture
def browser(house, world: World) -> Caller:
    """Ada's browser."""
    browser = house.browser(world)
    sign_in(browser, ADA)
    return browser


def test_an_address_is_added_verified_and_made_primary(world: World, browser: Caller) -> None:
    """Each step shows at once in the client; then the old one goes."""
    made = browser.post(EMAILS, email_address=NEW)
    old = browser.get("/v1/me").response["primary_email_address_id"]
    path = EMAILS + made.response["id"]

    assert (None, [], False) == tuple(made.response[it] for it in ("verification", "linked_to", "reserved"))
    assert [NEW, ADA] == [it["email_address"] for it in user_in(made)["email_addresses"]]

    sent = browser.post(f"{path}/prepare_verification", strategy="email_code")

    assert "unverified" == sent.response["verification"]["status"]

    done = browser.post(f"{path}/attempt_verification", code=last_code(world, NEW))

    assert ("verified", 1) == tuple(done.response["verification"][it] for it in ("status", "attempts"))

    gone = browser.delete(EMAILS + old)

    assert {"id": old, "object": "email_address", "deleted": True} == gone.response
    assert made.response["id"] == user_in(gone)["primary_email_address_id"]
    assert [NEW] == [it["email_address"] for it in browser.get(EMAILS).json()]
    assert (404, [("resource_not_found", None)]) == refused(browser.get(EMAILS + old))


def test_a_number_is_added_and_verified(world: World, browser: Caller) -> None:
    """A wrong code is counted and seen."""
    made = browser.post(PHONES, phone_number="+1 (202) 555-7143")
    path = PHONES + made.response["id"]
    browser.post(f"{path}/prepare_verification", strategy="phone_code")
    wrong = "000000" if last_code(world, NUMBER) != "000000" else "111111"

    refusal = browser.post(f"{path}/attempt_verification", code=wrong)

    assert [("form_code_incorrect", "code")] == codes(refusal)
    assert 1 == browser.get(path).response["verification"]["attempts"]

    done = browser.post(f"{path}/attempt_verification", code=last_code(world, NUMBER))

    assert ("verified", None) == (done.response["verification"]["status"], done.response["backup_codes"])
    assert made.response["id"] == user_in(done)["primary_phone_number_id"]
    assert [NUMBER] == [it["phone_number"] for it in browser.get(PHONES).json()]
    assert browser.delete(path).response["deleted"]


def test_a_wallet_is_added_and_proven(world: World, browser: Caller) -> None:
    """The client names the strategy again with the signature; another one is refused."""
    made = browser.post(WALLETS, web3_wallet=WALLET.address)
    path = WALLETS + made.response["id"]
    asked = browser.post(f"{path}/prepare_verification", strategy=METAMASK).response["verification"]
    proof = {"signature": WALLET.sign(asked["message"])}
    other = browser.post(f"{path}/attempt_verification", strategy="web3_base_signature", **proof)

    assert [("verification_strategy_invalid", None)] == codes(other)

    done = browser.post(f"{path}/attempt_verification", strategy=METAMASK, **proof)

    assert "verified" == done.response["verification"]["status"]
    assert made.response["id"] == user_in(done)["primary_web3_wallet_id"]
    assert [WALLET.address] == [it["web3_wallet"] for it in browser.get(WALLETS).json()]
    assert browser.delete(path).response["deleted"]


@pytest.mark.parametrize("path", [EMAILS, PHONES, WALLETS])
def test_unknown_and_foreign_ones_are_alike(world: World, browser: Caller, path: str) -> None:
    """404, whatever is asked of them."""
    url = f"{path}idn_nobody"
    form = {"code": "424242"} if path != WALLETS else {"signature": "0x"}
    strategy = {EMAILS: "email_code", PHONES: "phone_code", WALLETS: METAMASK}[path]
    replies = [
        browser.get(url),
        browser.delete(url),
        browser.post(f"{url}/prepare_verification", strategy=strategy),
        browser.post(f"{url}/attempt_verification", **form),
    ]

    assert 4 * [(404, [("resource_not_found", None)])] == [refused(it) for it in replies]


def test_adding_and_removing_wants_a_recent_proof(world: World, browser: Caller) -> None:
    """Verifying does not."""
    made = browser.post(EMAILS, email_address=NEW).response["id"]
    configure(world, auth_config__reverification=True)
    world.clock.advance(11 * 60_000)
    demand = (403, [("session_reverification_required", None)])

    assert demand == refused(browser.post(EMAILS, email_address="ada@mills.test"))
    assert demand == refused(browser.delete(EMAILS + made))
    assert demand == refused(browser.post(PHONES, phone_number=NUMBER))
    assert demand == refused(browser.post(WALLETS, web3_wallet=WALLET.address))
    assert 200 == browser.post(f"{EMAILS}{made}/prepare_verification", strategy="email_code").status_code


@pytest.mark.parametrize(
    ("path", "form", "entry"),
    [
        (EMAILS, {}, ("form_param_missing", "email_address")),
        (EMAILS, {"email_address": "nonsense"}, ("form_param_format_invalid", "email_address")),
        (EMAILS, {"email_address": ADA}, ("form_identifier_exists", "email_address")),
        (PHONES, {"phone_number": "555-7143"}, ("form_param_format_invalid", "phone_number")),
        (WALLETS, {"web3_wallet": "0x1"}, ("form_param_format_invalid", "web3_wallet")),
        (EMAILS, {"email_address": NEW, "colour": "red"}, ("form_param_unknown", "colour")),
    ],
)
def test_a_form_is_refused(browser: Caller, path: str, form, entry) -> None:
    """With the field that is wrong; nothing is added."""
    before = browser.get(path).json()

    assert (422, [entry]) == refused(browser.post(path, **form))
    assert before == browser.get(path).json()


def user_in(reply):
    return reply.client["sessions"][0]["user"]


def refused(reply) -> tuple[int, list[tuple[str, str | None]]]:
    return reply.status_code, codes(reply)
