"""HTML as plain text."""

import pytest

from mockfapi.rules import plain_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, {{user.first_name}}.", False),
        ("1 < 2 and 3 > 2", False),
        ("write to <support> for help", False),
        ("Jane Doe <jane@example.com>", False),
        ("a<b", False),
        ("<p>Hello", True),
        ("one<br>two", True),
        ("one<BR />two", True),
        ('<a href="{{action_url}}">join</a>', True),
        ("<!DOCTYPE html>", True),
    ],
)
def test_html_is_known_by_its_tags(text, expected):
    """What stands between angle brackets may be meant as it stands."""
    assert expected == plain_texts.is_html(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<b>One</b>\n   <i>line</i>", "One line"),
        ("Mills &amp; Sons&nbsp;&lt;3", "Mills & Sons <3"),
        ('<a href="https://a.test/x?b=1&amp;c=2">Join</a> now', "Join https://a.test/x?b=1&c=2 now"),
        ('<a href="https://a.test/">https://a.test/</a>', "https://a.test/"),
        ('<a href="https://a.test/"><img src="x"></a>', "https://a.test/"),
        ("<a>no address</a>", "no address"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<head><title>T</title><style>p{}</style><body>Shown<script>x()</script>", "Shown"),
        ("<!-- hidden -->Shown<template>not</template>", "Shown"),
        ("</a></p></style>Shown", "Shown"),
        ("<style><b>lost in an open style", ""),
        ("", ""),
    ],
)
def test_html_becomes_what_is_read(html, text):
    """Paragraphs, links and entities; nothing that a browser would not show."""
    assert text == plain_texts.of(html)
