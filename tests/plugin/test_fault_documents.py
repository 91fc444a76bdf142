"""docs/FAULTS.md: examples run; names, fields, presets and requests are all there."""

import re

import pytest

from mockfapi import spec
from mockfapi.clerk.faults import Faults
from mockfapi.rules.fault_presets import PRESETS
from mockfapi.rules.faults import WISHES
from tests.house.tree import ROOT
from tests.plugin.test_documents import PYTHON, public

FAULTS = (ROOT / "docs/FAULTS.md").read_text(encoding="utf-8")
CONTROL = [it for it in spec.load("control").operations.values() if it.group == "faults"]


@pytest.mark.parametrize("source", PYTHON.findall(FAULTS))
def test_examples_run(run, source):
    """Every example of the document does what it claims."""
    if re.search(r"def test_", source) is None:
        source = f"def test_it():\n{re.sub('^', '    ', source, flags=re.MULTILINE)}"
    result = run(source, "-W", "error")

    assert {"passed": 1} == result.parseoutcomes()


def test_everything_is_documented():
    """Methods of the fixture, fields of a fault, presets, requests of the control API."""
    words = [*public(Faults), *WISHES, *PRESETS, *(f"{it.method} {it.path}" for it in CONTROL)]

    assert CONTROL
    assert [] == [word for word in words if f"`{word}`" not in FAULTS]


def test_a_typo_is_named(run):
    """An operation or a word that there is not would strike nobody."""
    source = """
import pytest
from mockfapi.errors import ClerkError

def test_it(clerk):
    with pytest.raises(ClerkError, match="createSignIn"):
        clerk.faults.add("createSignInn", status=503)
    with pytest.raises(TypeError, match="did you mean 'status'"):
        clerk.faults.add(statuss=503)
    assert 0 == len(clerk.faults)
"""

    assert {"passed": 1} == run(source).parseoutcomes()


def test_a_session_may_be_given_as_it_is(run):
    """The record of `user.session` does as well as its id; others are spared."""
    source = """
def test_it(clerk):
    ada, kim = clerk.user("ada@engines.test"), clerk.user("kim@engines.test")
    fault = clerk.faults.add(session=ada.session, status=503)
    statuses = [
        clerk.backend().get(f"/v1/sessions/{it.session.id}").status_code for it in (ada, kim)
    ]

    assert [503, 200] == statuses
    assert [1] == [it.struck for it in clerk.faults]

    clerk.faults.remove(fault)
    clerk.faults.add(latency=5)
    clerk.faults.clear()

    assert [] == clerk.faults.all
"""

    assert {"passed": 1} == run(source).parseoutcomes()
