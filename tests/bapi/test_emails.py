"""Group Emails: what the app writes itself goes into the same outbox."""

import pytest

from mockfapi.rules import users
from tests.people import ADA, codes

PATH = "/v1/email"
MAIL = {
    "to": {"address": "Customer@shop.test"},
    "from": {"address": "support@engines.test", "name": "Support"},
    "subject": "Your receipt",
    "text": "Thanks.",
}


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def test_a_mail_is_sent_to_an_address(backend, world):
    """It is in the outbox, and read again by its id."""
    made = backend.post(
        PATH, **(MAIL | {"html": "<p>Thanks.</p>", "reply_to": {"address": "help@engines.test"}})
    ).json()
    sent = world.messages.where(to="customer@shop.test")[-1]

    assert (made["id"], "Your receipt", "Thanks.", "<p>Thanks.</p>") == (
        sent.id,
        sent.subject,
        sent.body,
        sent.html,
    )
    assert ("email", "support", "help", None) == (
        made["object"],
        made["from_email_name"],
        made["reply_to_email_name"],
        made["user_id"],
    )
    assert made == backend.get(f"{PATH}/{made['id']}").json()


def test_a_mail_is_sent_to_a_user(backend, world):
    """To the primary address."""
    user = world.email_addresses.first(email_address=ADA)
    made = backend.post(PATH, **(MAIL | {"to": {"user_id": user.user_id}})).json()

    assert (ADA, user.id, user.user_id) == (
        made["to_email_address"],
        made["email_address_id"],
        made["user_id"],
    )


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"to": {}}, (422, [("form_conditional_param_missing", "to")])),
        ({"to": {"address": "nobody"}}, (422, [("form_param_format_invalid", "to")])),
        ({"to": {"user_id": "user_1"}}, (404, [("resource_not_found", None)])),
        ({"from": {}}, (422, [("form_param_missing", "address")])),
        ({"from": {"address": "nobody"}}, (422, [("form_param_format_invalid", "from")])),
        ({"cc": ["nobody"]}, (422, [("form_param_format_invalid", "cc")])),
        ({"subject": ""}, (422, [("form_param_missing", "subject")])),
        ({"text": ""}, (422, [("form_conditional_param_missing", "html")])),
        ({"unheard_of": 1}, (422, [("form_param_unknown", "unheard_of")])),
    ],
)
def test_what_is_no_mail_is_refused(backend, world, fields, refusal):
    """Nothing is sent."""
    before = world.digest()
    reply = backend.post(PATH, **(MAIL | fields))

    assert refusal == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_a_user_without_an_address_gets_none(backend, world):
    """There is nowhere to send it."""
    user = users.create(world, users.UserFields(first_name="Nobody"))
    reply = backend.post(PATH, **(MAIL | {"to": {"user_id": user.id}}))

    assert (422, [("form_param_value_invalid", "to")]) == (reply.status_code, codes(reply))


def test_an_unknown_mail_is_404(backend):
    """As any unknown id."""
    assert 404 == backend.get(f"{PATH}/ema_1").status_code
