"""Writing JSON: the fast encoder and the slow one say the same."""

import json

import pytest

from mockfapi.http import write


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Zoë ✓", "nothing": None, "list": [1, 2.5, True], "nested": {"a": {}}},
        {"big": 2**70, "negative": -1},
        {"quote": 'a"b\\c\n', "html": "</script>"},
    ],
)
def test_both_encoders_write_the_same_bytes(monkeypatch, body):
    """With or without the fast encoder an answer is byte for byte the same."""
    fast = write.encoded(body)
    monkeypatch.setattr(write, "orjson", None)

    assert write.encoded(body) == fast
    assert body == json.loads(fast)


def test_a_lone_surrogate_is_escaped():
    """Half a character, as JavaScript can send it, never breaks an answer."""
    assert b'{"name":"\\ud83d"}' == write.encoded({"name": "\ud83d"})
