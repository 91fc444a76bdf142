"""Shortcodes: what they become, alone and inside texts."""

from typing import Any

import pytest

from mockfapi.rules.shortcodes import filled

KNOWN: dict[str, Any] = {
    "user.id": "user_1",
    "user.age": 36,
    "user.banned": False,
    "user.tags": {"plan": "gold"},
}


def source(path: Any) -> Any:
    return KNOWN.get(".".join(path))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain text", "plain text"),
        ("{{user.id}}", "user_1"),
        ("{{ user.id }}", "user_1"),
        ("{{user.age}}", 36),
        ("{{user.banned}}", False),
        ("{{user.tags}}", {"plan": "gold"}),
        ("{{user.nobody}}", None),
        ("{{}}", None),
        ("id {{user.id}}, age {{user.age}}", "id user_1, age 36"),
        ("{{user.id}}{{user.age}}", "user_136"),
        ("is {{user.nobody}}", "is null"),
        ("is {{user.banned}}", "is false"),
        ("is {{user.tags}}", 'is {"plan":"gold"}'),
        ("{{user.nobody || user.id}}", "user_1"),
        ("{{user.banned || user.id}}", "user_1"),
        ("{{user.nobody || user.banned}}", False),
        ("{{user.banned || user.nobody}}", None),
        ("{{user.nobody || 'a || b'}}", "a || b"),
        ("{{user.nobody || ''}}", ""),
        ("{{'}}'}}", "}}"),
        ("{{ 0 || user.id }}", 0),
        ("{{-3}}", -3),
        ("{{1.5}}", 1.5),
        ("{{true}}", True),
        ("{{false || true}}", True),
        ("{{user.id", "{{user.id"),
        ("{{'open}}", "{{'open}}"),
    ],
)
def test_a_text_is_filled(written: str, expected: object) -> None:
    """A lone shortcode keeps its type, one of several is text; null and false are passed over."""
    found = filled(written, source)

    assert (type(expected), expected) == (type(found), found)


def test_claims_are_filled_at_any_depth() -> None:
    """In mappings and in lists; what is no text stays."""
    written = {"a": {"b": ["{{user.id}}", 7, None]}, "{{user.id}}": True}

    assert {"a": {"b": ["user_1", 7, None]}, "{{user.id}}": True} == filled(written, source)


def test_what_a_shortcode_stands_for_is_not_read_again() -> None:
    """Metadata that looks like a shortcode is data: users must not reach further than the template does."""
    assert "{{user.secret}} of user_1" == filled(
        "{{user.motto}} of {{user.id}}",
        lambda path: "{{user.secret}}" if list(path) == ["user", "motto"] else source(path),
    )
