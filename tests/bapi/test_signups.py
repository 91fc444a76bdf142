"""Group Signups: what a server says of a sign-up, and how the browser goes on."""

import pytest

from tests.people import SIGN_UPS, codes, last_code
from tests.rules.worlds import configure

LIN = "lin@engines.test"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


@pytest.fixture
def begun(browser):
    return browser.post(SIGN_UPS, email_address=LIN, password="brass-gears-and-steam").response["id"]


def verify(browser, world, id):
    browser.post(f"{SIGN_UPS}/{id}/prepare_verification", strategy="email_code")
    code = last_code(world, LIN)
    return browser.post(f"{SIGN_UPS}/{id}/attempt_verification", strategy="email_code", code=code).response


def test_a_server_sees_a_sign_up(backend, begun):
    """With what is missing, and never the password."""
    it = backend.get(f"/v1/sign_ups/{begun}").json()

    assert (begun, "missing_requirements", True) == (it["id"], it["status"], it["password_enabled"])
    assert ["email_address"] == it["unverified_fields"]
    assert 404 == backend.get("/v1/sign_ups/sua_nobody").status_code


def test_the_id_of_the_future_user(backend, browser, world, begun):
    """The user that the sign-up becomes has the external id that the server gave."""
    said = backend.patch(f"/v1/sign_ups/{begun}", external_id="crm-7").json()
    done = verify(browser, world, begun)

    assert "crm-7" == said["external_id"]
    assert "crm-7" == backend.get(f"/v1/users/{done['created_user_id']}").json()["external_id"]


def test_the_apps_own_action_completes_a_sign_up(backend, browser, world):
    """Where the instance waits for it, the server's word is the last step."""
    configure(world, user_settings__sign_up__custom_action_required=True)
    id = browser.post(SIGN_UPS, email_address=LIN, password="brass-gears-and-steam").response["id"]
    waiting = verify(browser, world, id)
    done = backend.patch(f"/v1/sign_ups/{id}", custom_action=True).json()

    assert "missing_requirements" == waiting["status"]
    assert "complete" == done["status"]
    assert (
        LIN
        == backend.get(f"/v1/users/{done['created_user_id']}").json()["email_addresses"][0]["email_address"]
    )


def test_a_finished_sign_up_is_left_alone(backend, browser, house, world, begun):
    """403 once there is a user, and 422 for an external id that somebody has."""
    other = house.browser(world).post(SIGN_UPS, email_address="may@engines.test").response["id"]
    backend.patch(f"/v1/sign_ups/{begun}", external_id="crm-7")
    verify(browser, world, begun)
    finished = backend.patch(f"/v1/sign_ups/{begun}", external_id="crm-8")

    assert (403, [("sign_up_cannot_be_updated", None)]) == (finished.status_code, codes(finished))
    assert 422 == backend.patch(f"/v1/sign_ups/{other}", external_id="crm-7").status_code
