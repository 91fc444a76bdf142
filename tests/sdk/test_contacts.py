"""E-mail addresses and phone numbers, as Clerk's server libraries handle them."""

import pytest

from tests.people import ADA
from tests.rules.worlds import with_phones

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="one_user")

WORK, HOME = "ada@work.test", "ada@home.test"
PHONE, MOBILE = "+12025557143", "+12025557144"


@pytest.fixture
def ada(clerk):
    with_phones(clerk.world, used_for_second_factor=True, second_factors=("phone_code",))
    return clerk.user(ADA)


def test_python_keeps_addresses(py, ada):
    """One more, verified by a code, primary, and gone again."""
    made = py.email_addresses.create(request={"user_id": ada.id, "email_address": WORK})
    changed = py.email_addresses.update(email_address_id=made.id, verified=True, primary=True)
    found = py.email_addresses.get(email_address_id=made.id)

    assert (None, "verified") == (made.verification, changed.verification.status)
    assert WORK == found.email_address
    assert made.id == py.users.get(user_id=ada.id).primary_email_address_id
    assert py.email_addresses.delete(email_address_id=made.id).deleted
    assert (404, ["resource_not_found"]) == refusal(py.email_addresses.get, email_address_id=made.id)


def test_python_verifies_addresses_by_code(clerk, py, ada):
    """A wrong code is no refusal but leaves the address unverified."""
    made = py.email_addresses.create(request={"user_id": ada.id, "email_address": WORK})
    asked = py.email_addresses.prepare_verification(email_address_id=made.id)
    wrong = py.email_addresses.attempt_verification(
        email_address_id=made.id, verification_id=asked.id, code="000000"
    )
    right = py.email_addresses.attempt_verification(
        email_address_id=made.id, verification_id=asked.id, code=clerk.outbox.last(WORK).code
    )

    assert ["unverified", "unverified", "verified"] == [asked.status, wrong.status, right.status]


def test_python_replaces_what_a_user_has(py, ada):
    """One address and one number instead of all."""
    address = py.email_addresses.replace_for_user(user_id=ada.id, email_address=HOME)
    number = py.phone_numbers.replace_for_user(user_id=ada.id, phone_number=PHONE)
    found = py.users.get(user_id=ada.id)

    assert ([HOME], [PHONE]) == (
        [it.email_address for it in found.email_addresses],
        [it.phone_number for it in found.phone_numbers],
    )
    assert (address.id, number.id) == (found.primary_email_address_id, found.primary_phone_number_id)


def test_python_keeps_numbers(clerk, py, ada):
    """Proven by a code, a number becomes the default second factor."""
    made = py.phone_numbers.create(request={"user_id": ada.id, "phone_number": PHONE})
    asked = py.phone_numbers.prepare_verification(phone_number_id=made.id)
    done = py.phone_numbers.attempt_verification(
        phone_number_id=made.id, verification_id=asked.id, code=clerk.outbox.last(PHONE).code
    )
    changed = py.phone_numbers.update(phone_number_id=made.id, reserved_for_second_factor=True)
    found = py.phone_numbers.get(phone_number_id=made.id)

    assert ("verified", True) == (done.status, changed.reserved_for_second_factor)
    assert (PHONE, True) == (found.phone_number, found.default_second_factor)
    assert py.phone_numbers.delete(phone_number_id=made.id).deleted
    assert [] == py.users.get(user_id=ada.id).phone_numbers


def test_javascript_keeps_addresses(js, ada):
    """Verified by the server, it becomes the primary one."""
    made = js.emailAddresses.createEmailAddress({"userId": ada.id, "emailAddress": WORK})
    changed = js.emailAddresses.updateEmailAddress(made["id"], {"verified": True, "primary": True})
    found = js.emailAddresses.getEmailAddress(made["id"])

    assert (None, "verified") == (made["verification"], changed["verification"]["status"])
    assert WORK == found["emailAddress"]
    assert made["id"] == js.users.getUser(ada.id)["primaryEmailAddressId"]
    assert js.emailAddresses.deleteEmailAddress(made["id"])["deleted"]
    assert (404, ["resource_not_found"]) == refusal(js.emailAddresses.getEmailAddress, made["id"])


def test_javascript_keeps_numbers(js, ada):
    """A number stops being a second factor, becomes primary, and goes."""
    given = {"userId": ada.id, "phoneNumber": PHONE, "verified": True, "reservedForSecondFactor": True}
    made = js.phoneNumbers.createPhoneNumber(given)
    js.phoneNumbers.updatePhoneNumber(made["id"], {"primary": True, "reservedForSecondFactor": False})
    found = js.phoneNumbers.getPhoneNumber(made["id"])

    assert (PHONE, False) == (found["phoneNumber"], found["reservedForSecondFactor"])
    assert made["id"] == js.users.getUser(ada.id)["primaryPhoneNumberId"]
    assert js.phoneNumbers.deletePhoneNumber(made["id"])["deleted"]
    assert [] == js.users.getUser(ada.id)["phoneNumbers"]


def test_javascript_3_replaces_what_a_user_has(js3, ada):
    """One address and one number instead of all."""
    js3.users.replaceUserEmailAddress(ada.id, {"emailAddress": HOME})
    js3.users.replaceUserPhoneNumber(ada.id, {"phoneNumber": MOBILE})
    found = js3.users.getUser(ada.id)

    assert [HOME] == [it["emailAddress"] for it in found["emailAddresses"]]
    assert [MOBILE] == [it["phoneNumber"] for it in found["phoneNumbers"]]


def test_a_taken_address_is_refused(clerk, py, js, ada):
    """With Clerk's code, in both libraries."""
    clerk.user("lin@engines.test")
    taken = {"user_id": ada.id, "email_address": "lin@engines.test"}

    assert (422, ["form_identifier_exists"]) == refusal(py.email_addresses.create, request=taken)
    assert (422, ["form_identifier_exists"]) == refusal(
        js.emailAddresses.createEmailAddress, {"userId": ada.id, "emailAddress": "lin@engines.test"}
    )
