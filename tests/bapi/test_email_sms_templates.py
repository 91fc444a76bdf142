"""Group EmailSmsTemplates: the wording of messages is that of the outbox."""

import pytest

from tests.people import ADA, SIGN_INS, SIGN_UPS, codes
from tests.rules.worlds import with_phones

PATH = "/v1/templates"
CODE = f"{PATH}/email/verification_code"
FIRST = "{{otp_code}} is your verification code"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def refused(reply):
    return reply.status_code, codes(reply)


def mail(browser, world, address="lin@engines.test"):
    """The mail with the code of a new sign-up."""
    begun = browser.post(SIGN_UPS, email_address=address, password="brass-gears-and-steam").response
    browser.post(f"{SIGN_UPS}/{begun['id']}/prepare_verification", strategy="email_code")
    return world.messages.where(to=address)[-1]


def test_templates_are_listed_by_position(backend):
    """Of either type, bare or as a page; each tells its variables."""
    listed = backend.get(f"{PATH}/email").json()
    page = backend.get(f"{PATH}/sms", paginated=True, limit=1).json()

    assert list(range(10)) == [it["position"] for it in listed]
    assert {"verification_code", "invitation", "magic_link_sign_in"} <= {it["slug"] for it in listed}
    assert ("verification_code", None, 4) == (
        page["data"][0]["slug"],
        page["data"][0]["subject"],
        page["total_count"],
    )
    assert ["otp_code"] == listed[0]["required_variables"]
    assert "app.name" in listed[0]["available_variables"]


def test_a_template_is_read(backend):
    """As it was at first it cannot be reverted."""
    told = backend.get(CODE).json()

    assert (FIRST, False, True) == (told["subject"], told["can_revert"], told["delivered_by_clerk"])
    assert told == backend.get(CODE).json()


def test_what_is_written_is_sent(backend, browser, world):
    """Subject, body, sender: with values in place of their names, conditions and all."""
    named = "{{#if user.first_name}}Dear {{user.first_name}}{{else}}Hello{{/if}}"
    body = f"{named}, {{{{{{otp_code}}}}}} for {{{{app.name}}}}{{{{> footer}}}}"
    told = backend.put(
        CODE, subject="Code: {{ otp_code }}", body=body, from_email_name="codes", reply_to_email_name="help"
    ).json()
    sent = mail(browser, world)

    assert (body, "codes", True) == (told["body"], told["from_email_name"], told["can_revert"])
    assert (f"Code: {sent.code}", f"Hello, {sent.code} for mockfapi") == (sent.subject, sent.body)
    assert ("codes", "help") == (sent.from_email_name, sent.reply_to_email_name)


def test_a_known_user_is_named(backend, browser, world):
    """What is known of who gets the message can be said in it."""
    backend.put(CODE, body="{{user.first_name}}: {{otp_code}}")
    begun = browser.post(SIGN_INS, identifier=ADA).response
    factor = next(it for it in begun["supported_first_factors"] if it["strategy"] == "email_code")
    form = {"strategy": "email_code", "email_address_id": factor["email_address_id"]}
    browser.post(f"{SIGN_INS}/{begun['id']}/prepare_first_factor", **form)
    sent = world.messages.where(to=ADA)[-1]

    assert f"Ada: {sent.code}" == sent.body


def test_a_template_is_reverted(backend, browser, world):
    """Once: after that there is nothing to revert."""
    backend.put(CODE, body="{{otp_code}}!")
    told = backend.post(f"{CODE}/revert").json()

    assert (FIRST, False) == (told["subject"], told["can_revert"])
    assert (400, [("template_revert_error", None)]) == refused(backend.post(f"{CODE}/revert"))
    assert "is your verification code" in mail(browser, world).body


def test_an_sms_has_a_template_of_its_own(backend, browser, world):
    """Without a subject."""
    with_phones(world, required=False)
    backend.put(f"{PATH}/sms/verification_code", body="{{otp_code}} ({{app.name}})")
    begun = browser.post(SIGN_UPS, phone_number="+12025557143").response
    browser.post(f"{SIGN_UPS}/{begun['id']}/prepare_verification", strategy="phone_code")
    sent = world.messages.where(to="+12025557143")[-1]

    assert f"{sent.code} (mockfapi)" == sent.body
    assert "(" not in mail(browser, world).body


def test_a_preview_changes_nothing(backend, world):
    """The message as it would look, with made-up values."""
    before = world.digest()
    told = backend.post(
        f"{CODE}/preview", subject="{{otp_code}}", body="Hi {{user.first_name}}: {{otp_code}}"
    ).json()

    assert ("123456", "Hi Jane: 123456") == (told["subject"], told["body"])
    assert told["from_email_address"].startswith("notifications@")
    assert before == world.digest()


def test_delivery_is_left_to_the_app(backend, browser, world):
    """The outbox has the message all the same, and says who is to send it; a second call turns it back."""
    off = backend.post(f"{CODE}/toggle_delivery", delivered_by_clerk=False).json()
    sent = mail(browser, world)
    on = backend.post(f"{CODE}/toggle_delivery").json()

    assert (False, False, True) == (
        off["delivered_by_clerk"],
        sent.delivered_by_clerk,
        on["delivered_by_clerk"],
    )
    assert not off["can_revert"]


@pytest.mark.parametrize(
    ("path", "fields", "refusal"),
    [
        (CODE, {"body": "none"}, (422, [("required_variable_missing", "body")])),
        (CODE, {"body": "{{otp_code}} {{"}, (422, [("invalid_template_body", "body")])),
        (CODE, {"body": "{{otp_code}} {{#if a}}"}, (422, [("invalid_template_body", "body")])),
        (CODE, {"subject": "{{/if}}"}, (422, [("invalid_template_body", "subject")])),
        (CODE, {"name": ""}, (422, [("form_param_nil", "name")])),
        (CODE, {"from_email_name": "a@b.test"}, (422, [("form_param_format_invalid", "from_email_name")])),
        (f"{PATH}/sms/verification_code", {"subject": "x"}, (422, [("form_param_value_invalid", "subject")])),
        (CODE, {"unheard_of": 1}, (422, [("form_param_unknown", "unheard_of")])),
        (f"{PATH}/email/unheard_of", {"body": "x"}, (404, [("resource_not_found", None)])),
        (f"{PATH}/fax/verification_code", {"body": "x"}, (400, [("template_type_unsupported", None)])),
    ],
)
def test_what_is_no_wording_is_refused(backend, world, path, fields, refusal):
    """Nothing is changed."""
    before = world.digest()

    assert refusal == refused(backend.put(path, **fields))
    assert before == world.digest()


def test_all_calls_know_what_there_is(backend):
    """An unknown type is 400, an unknown slug 404, whatever is asked."""
    for method, rest in (
        ("GET", ""),
        ("POST", "/revert"),
        ("POST", "/preview"),
        ("POST", "/toggle_delivery"),
    ):
        assert 404 == backend.request(method, f"{PATH}/email/unheard_of{rest}").status_code
        assert 400 == backend.request(method, f"{PATH}/fax/invitation{rest}").status_code
    assert 400 == backend.get(f"{PATH}/fax").status_code
