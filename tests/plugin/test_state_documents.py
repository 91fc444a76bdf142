"""docs/STATE.md: its Python runs, its requests are answered."""

import json
import re

import pytest

from mockfapi.app import App
from mockfapi.world.whole import Rest
from tests.house.tree import ROOT
from tests.plugin.test_documents import PYTHON

STATE = (ROOT / "docs/STATE.md").read_text(encoding="utf-8")
HTTP = re.findall(r"^```http\n(.*?)^```", STATE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("source", PYTHON.findall(STATE))
def test_examples_run(run, source):
    """Every example of the document does what it claims."""
    if re.search(r"def test_", source) is None:
        source = f"def test_it():\n{re.sub('^', '    ', source, flags=re.MULTILINE)}"
    result = run(source, "-W", "error")

    assert {"passed": 1} == result.parseoutcomes()


@pytest.mark.parametrize("block", HTTP)
def test_every_request_works(block):
    """Line by line, each is answered with 200."""
    app = App()
    app.open_world()
    statuses = []
    for line in block.splitlines():
        method, path, *body = line.split(" ", 2)
        answer = app.browser().request(method, path, json=json.loads(body[0]) if body else None)
        statuses.append(answer.status_code)

    assert [200] * len(block.splitlines()) == statuses


def test_every_key_of_an_export_is_told():
    """`world` has a word for everything that a world is besides rows."""
    renamed = {"offset": "clock_offset", "pinned_at": "clock"}
    words = [renamed.get(name, name) for name in Rest.__annotations__]

    assert [] == [word for word in [*words, "world", "instance", "tables"] if f"`{word}`" not in STATE]
