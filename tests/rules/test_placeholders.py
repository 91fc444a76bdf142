"""Placeholders in the wording of messages."""

import pytest

from mockfapi.rules import placeholders

DATA = {"otp_code": "123456", "org": {"name": "Acme"}, "user": {"first_name": None}, "count": 0}


def filled(text):
    return placeholders.filled(placeholders.parsed(text), DATA)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("plain } text { with }} braces", "plain } text { with }} braces"),
        ("{{otp_code}} {{ otp_code }} {{{otp_code}}}", "123456 123456 123456"),
        ("{{org.name}} {{org.unheard}} {{otp_code.deeper}}|{{user.first_name}}|", "Acme  ||"),
        ("{{count}}", "0"),
        ("{{#if org}}in {{org.name}}{{else}}alone{{/if}}", "in Acme"),
        ("{{#if user.first_name}}Dear{{else}}Hello{{/if}}", "Hello"),
        ("{{#unless user.first_name}}nameless{{/unless}}", "nameless"),
        ("{{#if org}}{{#if count}}many{{/if}}some{{/if}}{{> footer}}", "some"),
    ],
)
def test_what_stands_in_place_of_a_placeholder(text, wanted):
    """Values by name, branches by whether there is one, nothing for what nobody knows."""
    assert wanted == filled(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{",
        "{{otp_code}",
        "{{}}",
        "{{two words}}",
        "{{#if}}x{{/if}}",
        "{{#if org}}x",
        "{{#if org}}x{{/unless}}",
        "{{/if}}",
        "{{else}}",
        "{{#if org}}{{else}}{{else}}{{/if}}",
        "{{#if a}}" * 30 + "{{/if}}" * 30,
    ],
)
def test_what_cannot_be_read_says_why(text):
    """A text that is not closed, not begun, nameless or nested without end."""
    with pytest.raises(ValueError, match=r"^(has|lacks) "):
        placeholders.parsed(text)


def test_the_names_that_a_text_shows():
    """In every branch, but not those of the conditions."""
    parts = placeholders.parsed("{{a}}{{#if b}}{{c}}{{else}}{{d.e}}{{/if}}")

    assert {"a", "c", "d.e"} == placeholders.names(parts)


def test_a_long_text_is_read_once():
    """The cost grows with the text, not with its square."""
    assert 80_001 == len(placeholders.parsed("x{{a}}" * 40_000))
