"""The requests of docs/CONTROL.md and docs/OUTBOX.md, sent in their order."""

import json
import re

import pytest

from tests.house.tree import ROOT

DOC = (ROOT / "docs/CONTROL.md").read_text(encoding="utf-8")
OUTBOX = (ROOT / "docs/OUTBOX.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```http\n(.*?)^```", DOC + OUTBOX, re.MULTILINE | re.DOTALL)
STEPS = re.findall(r"^\| `({.*?})` \|", DOC, re.MULTILINE)


@pytest.mark.parametrize("block", BLOCKS)
def test_every_example_works(browser, block):
    """Copied line by line, each request is answered with 200."""
    statuses = []
    for line in block.splitlines():
        method, path, *body = line.split(" ", 2)
        where, _, query = path.partition("?")
        asked = dict(pair.split("=") for pair in query.split("&") if pair)
        sent = json.loads(body[0]) if body else None
        statuses.append(browser.request(method, where, query=asked, json=sent).status_code)

    assert [200] * len(block.splitlines()) == statuses


def test_every_step_of_the_clock_is_shown_and_works(control):
    """In the order of the document."""
    shown = [json.loads(step) for step in STEPS]

    assert {"advance", "set", "freeze", "pin"} == {name for step in shown for name in step}
    assert all(isinstance(control("POST", "/clock", **step), dict) for step in shown)
