"""How much, how often and how exact: limits of forms and of JSON."""

import pytest

from mockfapi import spec
from mockfapi.errors import ClerkError
from mockfapi.http.read import Reader
from mockfapi.http.wire import FORM, Request

JSON = {"content-type": "application/json"}
CLOCK = "/__mockfapi/clock"


def emails(body):
    """Reads a form of the operation that takes a list of addresses."""
    contract = spec.load("fapi")
    reader = Reader(contract, contract.operations["bulkCreateOrganizationInvitations"])
    return reader.body(Request("POST", "/", "", [("content-type", FORM)], body)).given()["email_address"]


def test_a_list_repeats_its_key():
    """In the order in which it came."""
    assert ["a@x.test", "b@x.test"] == emails(b"email_address=a%40x.test&email_address=b%40x.test&role=r")


@pytest.mark.parametrize(
    "copies",
    [["a@x.test", "a@x.test"], [f"{number}@x.test" for number in range(101)]],
)
def test_a_list_names_nothing_twice_and_ends(copies):
    """Equal values, or more than a hundred: 422 `form_param_duplicate`."""
    with pytest.raises(ClerkError) as refused:
        emails("&".join(["role=r", *(f"email_address={it}" for it in copies)]).encode())

    assert (422, "form_param_duplicate") == (refused.value.status, refused.value.code)


def test_a_flood_of_fields_is_refused_as_a_whole(browser, world):
    """An answer never lists a hundred thousand faults."""
    before = world.digest()
    form = browser.post("/v1/client/sign_ins", **{f"f{number}": "" for number in range(1001)})
    reply = browser.request("POST", CLOCK, json={f"f{number}": 0 for number in range(1001)})

    assert (400, ["malformed_request_parameters"]) == (form.status_code, [it["code"] for it in form.errors])
    assert (400, ["request_body_invalid"]) == (reply.status_code, [it["code"] for it in reply.errors])
    assert before == world.digest()


def test_an_integer_may_be_written_with_a_fraction_of_zero(browser):
    """JSON does not tell 90000.0 from 90000."""
    reply = browser.request("POST", CLOCK, body=b'{"advance":90000.0}', headers=JSON)

    assert (200, 90_000) == (reply.status_code, reply.json()["offset"])
    assert isinstance(reply.json()["offset"], int)


@pytest.mark.parametrize("path", ["health", "contract", "operations", "outbox", "clock"])
def test_the_control_api_refuses_what_every_door_refuses(browser, path):
    """A malformed version is 400 everywhere, never a broken answer of ours."""
    reply = browser.get(f"/__mockfapi/{path}", __clerk_api_version="yesterday")

    assert (400, "api_version_invalid") == (reply.status_code, reply.errors[0]["code"])
