"""Wordings: every kind of message has one, and every one can be sent."""

import pytest

from mockfapi.rules import message_templates, messages, placeholders, wordings
from mockfapi.rules.messages import Letter
from tests.rules.worlds import a_user, a_world

KINDS = [(channel, it) for channel in wordings.TYPES for it in wordings.of_type(channel)]


@pytest.fixture
def world():
    return a_world()


@pytest.mark.parametrize(("channel", "it"), KINDS, ids=[f"{channel} {it.slug}" for channel, it in KINDS])
def test_a_first_wording_is_one_that_would_be_accepted(world, channel, it):
    """It can be read, names what it must, and no more than what it may."""
    shown = placeholders.names(placeholders.parsed(it.body))
    template = message_templates.of(world, channel, it.slug)

    assert set(it.required) <= shown <= set(it.available)
    assert template.body == message_templates.update(world, template, {"body": it.body}).body


def test_slugs_of_a_type_differ():
    """A kind of message has one template."""
    for channel in wordings.TYPES:
        slugs = [it.slug for it in wordings.of_type(channel)]

        assert sorted(set(slugs)) == sorted(slugs)


def test_a_letter_remembers_what_it_was_made_of(world):
    """The app, the user, and the values that were given: webhooks tell them."""
    user = a_user(world, first_name="Ada")
    sent = messages.send(
        world, Letter("email", "ada@acme.dev", "verification_code", {"otp_code": "1"}, user_id=user.id)
    )

    assert ("1", "mockfapi", "Ada") == (
        sent.data["otp_code"],
        sent.data["app"]["name"],
        sent.data["user"]["first_name"],
    )


def test_unchanged_templates_cost_no_rows(world):
    """Only what differs is stored, and its id is always the same."""
    it = message_templates.of(world, "email", "invitation")

    assert 0 == len(world.message_templates)
    assert it.id == message_templates.update(world, it, {"body": "{{action_url}}"}).id
    assert 1 == len(world.message_templates)
