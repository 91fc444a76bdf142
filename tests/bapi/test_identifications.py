"""Groups Email Addresses and Phone Numbers, and what browsers and the outbox see of them."""

import pytest

from tests.people import ADA, SIGN_INS, codes, last_code, sign_in
from tests.rules.worlds import attribute, with_phones

LIN = "lin@engines.test"
PHONE = "+12025557143"
EMAILS, PHONES = "/v1/email_addresses", "/v1/phone_numbers"


@pytest.fixture
def backend(house, world):
    """A server of an instance that knows phone numbers, also as second factors."""
    with_phones(world, used_for_second_factor=True, second_factors=("phone_code",))
    return house.backend(world)


@pytest.fixture
def ada(world):
    return world.users[world.email_addresses.first(email_address=ADA).user_id]


def made(backend, path, **fields):
    reply = backend.post(path, **fields)
    assert 200 == reply.status_code, reply.json()

    return reply.json()


def an_email(backend, user, **fields):
    return made(backend, EMAILS, **({"user_id": user.id, "email_address": LIN} | fields))


def a_phone(backend, user, **fields):
    return made(backend, PHONES, **({"user_id": user.id, "phone_number": PHONE} | fields))


def refusal(reply):
    return reply.status_code, codes(reply)[0]


def test_a_new_address_is_unverified_and_not_primary(backend, browser, ada):
    """Nobody vouches for it unless told so; the browser sees it at once."""
    it = an_email(backend, ada)
    sign_in(browser)
    seen = browser.get("/v1/me").response["email_addresses"]

    assert (None, LIN) == (it["verification"], it["email_address"])
    assert it == backend.get(f"{EMAILS}/{it['id']}").json()
    assert [LIN, ADA] == [each["email_address"] for each in seen]
    assert (
        ada.primary_email_address_id == backend.get(f"/v1/users/{ada.id}").json()["primary_email_address_id"]
    )


def test_a_verified_primary_address_signs_in(backend, browser, ada, world):
    """`verified` and `primary` count from the start, and the old address is told when asked for."""
    told = {"verified": True, "primary": True, "notify_primary_email_address_changed": True}
    it = an_email(backend, ada, **told)
    reply = browser.post(SIGN_INS, identifier=LIN, password="punched-cards-1843")

    assert ("admin", "verification_admin") == (it["verification"]["strategy"], it["verification"]["object"])
    assert it["id"] == backend.get(f"/v1/users/{ada.id}").json()["primary_email_address_id"]
    assert "complete" == reply.response["status"]
    assert ["primary_email_address_changed"] == [each.kind for each in world.messages.where(to=ADA)]


def test_the_first_number_is_primary(backend, ada):
    """Where a user has none of a kind, the first is the primary one."""
    it = a_phone(backend, ada)

    assert it["id"] == backend.get(f"/v1/users/{ada.id}").json()["primary_phone_number_id"]


def test_vouching_and_taking_it_back(backend, ada):
    """`verified` goes both ways; what is not said stays."""
    path = f"{EMAILS}/{an_email(backend, ada)['id']}"

    assert "verified" == backend.patch(path, verified=True).json()["verification"]["status"]
    assert "verified" == backend.patch(path).json()["verification"]["status"]
    assert None is backend.patch(path, verified=False).json()["verification"]


def test_the_primary_role_moves(backend, ada):
    """`primary` takes it, and given up it goes to another verified address."""
    it = an_email(backend, ada, verified=True)
    primary = [backend.patch(f"{EMAILS}/{it['id']}", primary=on) for on in (True, False)]
    user = backend.get(f"/v1/users/{ada.id}").json()

    assert [200, 200] == [each.status_code for each in primary]
    assert ada.primary_email_address_id == user["primary_email_address_id"]


def test_a_deleted_address_is_free_again(backend, browser, ada):
    """It is gone for servers and browsers, another one is primary, and anybody may have it."""
    it = an_email(backend, ada, verified=True)
    gone = backend.delete(f"{EMAILS}/{ada.primary_email_address_id}")
    user = backend.get(f"/v1/users/{ada.id}").json()

    assert {"object": "email_address", "id": ada.primary_email_address_id, "deleted": True} == gone.json()
    assert it["id"] == user["primary_email_address_id"]
    assert 404 == backend.get(f"{EMAILS}/{ada.primary_email_address_id}").status_code
    assert [("form_identifier_not_found", "identifier")] == codes(sign_in(browser))
    assert ADA == an_email(backend, ada, email_address=ADA)["email_address"]


@pytest.mark.parametrize(
    ("path", "fields", "refused"),
    [
        (EMAILS, {"email_address": ADA}, (422, ("form_identifier_exists", "email_address"))),
        (EMAILS, {"email_address": "none"}, (422, ("form_param_format_invalid", "email_address"))),
        (EMAILS, {"email_address": None}, (422, ("form_param_type_invalid", "email_address"))),
        (EMAILS, {}, (422, ("form_param_missing", "email_address"))),
        (EMAILS, {"email_address": LIN, "user_id": "user_no"}, (404, ("resource_not_found", None))),
        (EMAILS, {"email_address": LIN, "phone": 1}, (422, ("form_param_unknown", "phone"))),
        (PHONES, {"phone_number": "12"}, (422, ("form_param_format_invalid", "phone_number"))),
        (
            PHONES,
            {"phone_number": PHONE, "reserved_for_second_factor": True},
            (400, ("identification_create_second_factor_unverified", "reserved_for_second_factor")),
        ),
    ],
)
def test_what_cannot_be_added_changes_nothing(backend, ada, world, path, fields, refused):
    """Clerk's codes, with the parameter at fault."""
    before = world.digest()
    reply = backend.post(path, **({"user_id": ada.id} | fields))

    assert refused == refusal(reply)
    assert before == world.digest()


def test_a_number_becomes_a_second_factor(backend, browser, ada, world):
    """The first one is the default; signing in then takes a code to it."""
    it = a_phone(backend, ada, verified=True, reserved_for_second_factor=True)
    reply = sign_in(browser)

    assert (True, True) == (it["reserved_for_second_factor"], it["default_second_factor"])
    assert "needs_second_factor" == reply.response["status"]
    path = f"{PHONES}/{it['id']}"
    assert False is backend.patch(path, reserved_for_second_factor=False).json()["default_second_factor"]
    assert "complete" == sign_in(browser).response["status"]


def test_an_unverified_number_is_no_second_factor(backend, ada):
    """Unless the same request vouches for it."""
    path = f"{PHONES}/{a_phone(backend, ada)['id']}"
    refused = backend.patch(path, reserved_for_second_factor=True)
    done = backend.patch(path, reserved_for_second_factor=True, verified=True)

    assert (400, ("identification_update_second_factor_unverified", None)) == refusal(refused)
    assert True is done.json()["reserved_for_second_factor"]


def test_the_last_thing_that_names_a_user_stays(backend, ada, world):
    """Neither the last of all goes, nor the last of a kind that is required."""
    path = f"{EMAILS}/{ada.primary_email_address_id}"
    last = backend.delete(path)
    a_phone(backend, ada, verified=True)
    required = backend.delete(path)
    attribute(world, "email_address", required=False)

    assert (400, ("identification_deletion_failed", None)) == refusal(last)
    assert (400, ("last_required_identification_deletion_failed", None)) == refusal(required)
    assert 200 == backend.delete(path).status_code


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_a_code_verifies_for_servers(backend, ada, world, kind):
    """A wrong code leaves it unverified, the right one verifies the address too, and then it is used up."""
    it = an_email(backend, ada) if kind == "email" else a_phone(backend, ada)
    path = f"{EMAILS if kind == 'email' else PHONES}/{it['id']}"
    sent = backend.post(f"{path}/prepare_verification").json()
    code = last_code(world, LIN if kind == "email" else PHONE)
    attempt = {"verification_id": sent["id"], "code": "000000" if code != "000000" else "111111"}
    wrong = backend.post(f"{path}/attempt_verification", **attempt)
    right = backend.post(f"{path}/attempt_verification", **(attempt | {"code": code}))
    again = backend.post(f"{path}/attempt_verification", **(attempt | {"code": code}))

    assert ("verification", "unverified", f"{kind}_code") == (
        sent["object"],
        sent["status"],
        sent["strategy"],
    )
    assert (200, "unverified", 1) == (wrong.status_code, wrong.json()["status"], wrong.json()["attempts"])
    assert (200, "verified") == (right.status_code, right.json()["status"])
    assert (400, ("verification_already_verified", None)) == refusal(again)
    assert "verified" == backend.get(path).json()["verification"]["status"]


def test_a_new_code_makes_the_old_verification_unknown(backend, ada):
    """So is one of another address."""
    path = f"{EMAILS}/{an_email(backend, ada)['id']}"
    first = backend.post(f"{path}/prepare_verification").json()["id"]
    second = backend.post(f"{path}/prepare_verification").json()["id"]
    reply = backend.post(f"{path}/attempt_verification", verification_id=first, code="123456")
    other = f"{EMAILS}/{ada.primary_email_address_id}/attempt_verification"

    assert (404, ("resource_not_found", None)) == refusal(reply)
    assert 404 == backend.post(other, verification_id=second, code="123456").status_code


def test_one_address_in_place_of_all(backend, ada):
    """PUT leaves a user one address, which is primary; of one's own it keeps the id."""
    an_email(backend, ada, verified=True)
    path = f"/v1/users/{ada.id}/email_address"
    own = backend.put(path, email_address=ADA)
    new = backend.put(path, email_address="new@engines.test", identification_status="reserved").json()
    user = backend.get(f"/v1/users/{ada.id}").json()

    assert ada.primary_email_address_id == own.json()["id"]
    assert (True, None) == (new["reserved"], new["verification"])
    assert [new] == user["email_addresses"]
    assert new["id"] == user["primary_email_address_id"]


def test_one_number_in_place_of_all(backend, ada):
    """Second factors among those that go are none any more."""
    a_phone(backend, ada, verified=True, reserved_for_second_factor=True)
    new = backend.put(f"/v1/users/{ada.id}/phone_number", phone_number="+12025557144").json()
    user = backend.get(f"/v1/users/{ada.id}").json()

    assert ("verified", [new]) == (new["verification"]["status"], user["phone_numbers"])
    assert False is user["two_factor_enabled"]


def test_a_server_sees_a_wallet_that_is_not_verified_yet(house, world):
    """Whatever wallet it is, with the nonce that its owner is to sign."""
    browser = house.browser(world)
    attribute(world, "web3_wallet", enabled=True, verifications=("web3_solana_signature",))
    user = sign_in(browser).client["sessions"][0]["user"]["id"]
    path = "/v1/me/web3_wallets"
    it = browser.post(path, web3_wallet="9jWtpSqqsRbnYTLwGzKyxUmG6Lk2UEGVPzjZJvz3JqPu").response["id"]
    asked = browser.post(f"{path}/{it}/prepare_verification", strategy="web3_solana_signature")
    (wallet,) = house.backend(world).get(f"/v1/users/{user}").json()["web3_wallets"]

    assert asked.response["verification"]["nonce"] == wallet["verification"]["nonce"]
    assert ("unverified", "web3_solana_signature") == (
        wallet["verification"]["status"],
        wallet["verification"]["strategy"],
    )
