"""Tag Sign Ups, through the door."""

import pytest

from tests.people import ADA, SIGN_UPS, codes, last_code, session_of, sign_in

NEW = "lin@engines.test"
PASSWORD = "brass-gears-and-steam"


def create(browser, **fields):
    return browser.post(SIGN_UPS, **fields)


def verify(browser, id, strategy, code):
    return browser.post(f"{SIGN_UPS}/{id}/attempt_verification", strategy=strategy, code=code)


def test_signing_up_by_email_code(browser, world):
    """Create, prepare, attempt: the account exists, its session is open, its address verified."""
    begun = create(browser, email_address=NEW, password=PASSWORD, first_name="Lin", last_name="")
    id = begun.response["id"]
    prepared = browser.post(f"{SIGN_UPS}/{id}/prepare_verification", strategy="email_code")
    done = verify(browser, id, "email_code", last_code(world, NEW))
    user = done.client["sessions"][0]["user"]

    assert ("missing_requirements", [], ["email_address"]) == tuple(
        begun.response[key] for key in ("status", "missing_fields", "unverified_fields")
    )
    assert True is begun.response["password_enabled"]
    assert None is begun.response["verifications"]["email_address"]
    assert "needs_attempt" == prepared.response["verifications"]["email_address"]["next_action"]
    assert "complete" == done.response["status"]
    assert None is done.client["sign_up"]
    assert session_of(done) == done.client["last_active_session_id"]
    assert ("Lin", None) == (user["first_name"], user["last_name"])
    assert "verified" == user["email_addresses"][0]["verification"]["status"]
    assert user["id"] == done.response["created_user_id"] == browser.get("/v1/me").response["id"]


def test_the_new_account_can_sign_in(browser, world):
    """What was given at sign-up works at the next sign-in."""
    begun = create(browser, email_address=NEW, password=PASSWORD, strategy="email_code")
    verify(browser, begun.response["id"], "email_code", last_code(world, NEW))
    browser.delete("/v1/client/sessions")
    reply = browser.post("/v1/client/sign_ins", identifier=NEW, strategy="password", password=PASSWORD)

    assert "complete" == reply.response["status"]


def test_a_strategy_on_create_sends_at_once(browser, world):
    """`strategy=email_code` prepares in the same call."""
    begun = create(browser, email_address=NEW, password=PASSWORD, strategy="email_code")

    assert "unverified" == begun.response["verifications"]["email_address"]["status"]
    assert 1 == len(world.messages.where(to=NEW))


def test_test_addresses_take_the_test_code(browser, world):
    """`+clerk_test` gets no message and takes 424242 only."""
    begun = create(
        browser, email_address="lin+clerk_test@engines.test", password=PASSWORD, strategy="email_code"
    )
    wrong = verify(browser, begun.response["id"], "email_code", "123456")
    right = verify(browser, begun.response["id"], "email_code", "424242")

    assert [("form_code_incorrect", "code")] == codes(wrong)
    assert "complete" == right.response["status"]
    assert 0 == len(world.messages)


def test_missing_fields_are_filled_in_step_by_step(browser, world):
    """Progressive sign-up: whichever call brings the last requirement completes it."""
    begun = create(browser)
    id = begun.response["id"]
    with_address = browser.patch(f"{SIGN_UPS}/{id}", email_address=NEW)
    browser.post(f"{SIGN_UPS}/{id}/prepare_verification", strategy="email_code")
    verified = verify(browser, id, "email_code", last_code(world, NEW))
    done = browser.patch(f"{SIGN_UPS}/{id}", password=PASSWORD)

    assert {"email_address", "password"} == set(begun.response["missing_fields"])
    assert (["password"], ["email_address"]) == tuple(
        with_address.response[key] for key in ("missing_fields", "unverified_fields")
    )
    assert ("missing_requirements", []) == tuple(
        verified.response[key] for key in ("status", "unverified_fields")
    )
    assert "complete" == done.response["status"]


def test_changing_the_address_drops_its_verification(browser, world):
    """The same value keeps it, another value loses it."""
    begun = create(browser, email_address=NEW, strategy="email_code")
    id = begun.response["id"]
    verify(browser, id, "email_code", last_code(world, NEW))
    same = browser.patch(f"{SIGN_UPS}/{id}", email_address=NEW.upper())
    other = browser.patch(f"{SIGN_UPS}/{id}", email_address="other@engines.test")

    assert "verified" == same.response["verifications"]["email_address"]["status"]
    assert None is other.response["verifications"]["email_address"]
    assert ["email_address"] == other.response["unverified_fields"]


def test_a_taken_address_is_refused(browser):
    """422 `form_identifier_exists` with the field, whatever the case of the letters."""
    reply = create(browser, email_address=ADA.upper(), password=PASSWORD)

    assert (422, [("form_identifier_exists", "email_address")]) == (reply.status_code, codes(reply))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"email_address": "no address"}, [("form_param_format_invalid", "email_address")]),
        ({"password": "short"}, [("form_password_length_too_short", "password")]),
        ({"username": "lin"}, [("form_param_unknown", "username")]),
        (
            {"phone_number": "+12015550123", "username": "x"},
            [("form_param_unknown", "phone_number"), ("form_param_unknown", "username")],
        ),
        ({"unsafe_metadata": "[1]"}, [("form_param_value_invalid", "unsafe_metadata")]),
        ({"unsafe_metadata": "{"}, [("form_param_value_invalid", "unsafe_metadata")]),
        ({"unsafe_metadata": "[" * 5_000}, [("form_param_value_invalid", "unsafe_metadata")]),
        (
            {"unsafe_metadata": '{"a":' * 150 + "1" + "}" * 150},
            [("form_param_value_invalid", "unsafe_metadata")],
        ),
        ({"unsafe_metadata": '{"a": NaN}'}, [("form_param_value_invalid", "unsafe_metadata")]),
        ({"unsafe_metadata": '{"a": 1e999}'}, [("form_param_value_invalid", "unsafe_metadata")]),
        ({"first_name": "x" * 257}, [("form_param_max_length_exceeded", "first_name")]),
    ],
)
def test_a_bad_field_leaves_the_sign_up_alone(browser, world, fields, expected):
    """422 for the field; the attempt that was there stays as it was and rides along."""
    begun = create(browser, email_address=NEW)
    before = world.digest()
    reply = browser.patch(f"{SIGN_UPS}/{begun.response['id']}", **fields)

    assert (422, set(expected)) == (reply.status_code, set(codes(reply)))
    assert begun.response == reply.client["sign_up"]
    assert before == world.digest()


def test_metadata_is_kept(browser, world):
    """`unsafe_metadata` is one form value of JSON and ends on the user."""
    begun = create(
        browser, email_address=NEW, password=PASSWORD, unsafe_metadata={"plan": "pro"}, strategy="email_code"
    )
    done = verify(browser, begun.response["id"], "email_code", last_code(world, NEW))

    assert {"plan": "pro"} == begun.response["unsafe_metadata"]
    assert {"plan": "pro"} == done.client["sessions"][0]["user"]["unsafe_metadata"]


def test_somebody_signed_in_cannot_sign_up_in_single_session_mode(browser):
    """400 `session_exists`."""
    sign_in(browser)
    reply = create(browser, email_address=NEW)

    assert (400, "session_exists") == (reply.status_code, reply.errors[0]["code"])


def test_two_identifiers_are_verified_one_by_one(house, open_world):
    """E-mail and phone each have their own prepare; the account comes with the second."""
    world = open_world("everything")
    browser = house.browser(world)
    begun = create(
        browser, email_address=NEW, phone_number="+12015550123", password=PASSWORD, username="lin_k"
    )
    id = begun.response["id"]
    for strategy in ("email_code", "phone_code"):
        browser.post(f"{SIGN_UPS}/{id}/prepare_verification", strategy=strategy)
    first = verify(browser, id, "email_code", last_code(world, NEW))
    second = verify(browser, id, "phone_code", "424242")
    user = second.client["sessions"][0]["user"]

    assert {"email_address", "phone_number"} == set(begun.response["unverified_fields"])
    assert ("missing_requirements", ["phone_number"]) == tuple(
        first.response[key] for key in ("status", "unverified_fields")
    )
    assert "complete" == second.response["status"]
    assert ("lin_k", "+12015550123") == (user["username"], user["phone_numbers"][0]["phone_number"])


@pytest.mark.parametrize(
    ("step", "form"), [("prepare_verification", {}), ("attempt_verification", {"code": "000000"})]
)
def test_a_strategy_must_be_named(browser, step, form):
    """The contract does not require it, but nothing can be done without."""
    id = create(browser, email_address=NEW, password=PASSWORD).response["id"]
    reply = browser.post(f"{SIGN_UPS}/{id}/{step}", **form)

    assert (422, [("form_param_missing", "strategy")]) == (reply.status_code, codes(reply))
