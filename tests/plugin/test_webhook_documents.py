"""docs/WEBHOOKS.md: examples run, names and requests are all there."""

import re

import pytest

from mockfapi import spec
from mockfapi.clerk.webhooks import Webhooks
from mockfapi.rules.events import NAMES
from mockfapi.webhooks import Webhook
from tests.house.tree import ROOT
from tests.plugin.test_documents import PYTHON, public

WEBHOOKS = (ROOT / "docs/WEBHOOKS.md").read_text(encoding="utf-8")
CONTROL = [it for it in spec.load("control").operations.values() if it.group == "webhooks"]


@pytest.mark.parametrize("source", PYTHON.findall(WEBHOOKS))
def test_examples_run(run, source):
    """Every example of the document does what it claims."""
    if re.search(r"def test_", source) is None:
        source = f"def test_it():\n{re.sub('^', '    ', source, flags=re.MULTILINE)}"
    result = run(source, "-W", "error")

    assert {"passed": 1} == result.parseoutcomes()


@pytest.mark.parametrize("kind", [Webhooks, Webhook])
def test_every_name_is_documented(kind):
    """What a test may use is named in docs/WEBHOOKS.md."""
    assert [] == [name for name in public(kind) if not re.search(rf"\b{name}\b", WEBHOOKS)]


def test_every_request_is_documented():
    """The requests of the control API."""
    assert [] == [it.id for it in CONTROL if f"`{it.method} {it.path}`" not in WEBHOOKS]


def test_every_noun_is_documented():
    """Whatever events are about has a line in the table."""
    nouns = {name.partition(".")[0] for name in NAMES}

    assert CONTROL
    assert set() == {noun for noun in nouns if f"`{noun}." not in WEBHOOKS}
