"""FIXTURE.md, JOURNAL.md, TOKENS.md, OUTBOX.md, what the README says: examples run, names are all there."""

import inspect
import re
from dataclasses import fields

import pytest

from conftest_plugin.plugin import OPTIONS
from mockfapi.clerk import Clerk
from mockfapi.clerk.clock import WorldClock
from mockfapi.clerk.outbox import Outbox
from mockfapi.clerk.person import Person
from mockfapi.clerk.reply import ReadableReply
from mockfapi.clerk.signing import SigningKeys
from mockfapi.http.served import Served
from mockfapi.rules import emails
from mockfapi.rules.token_desk import BAD_TOKENS
from mockfapi.rules.wordings import WORDINGS
from mockfapi.world.journal import Change
from mockfapi.world.records import Message
from tests.house.tree import ROOT

FIXTURE = (ROOT / "docs/FIXTURE.md").read_text(encoding="utf-8")
JOURNAL = (ROOT / "docs/JOURNAL.md").read_text(encoding="utf-8")
TOKENS = (ROOT / "docs/TOKENS.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
OUTBOX = (ROOT / "docs/OUTBOX.md").read_text(encoding="utf-8")
EXAMPLES = [it for page in (FIXTURE, JOURNAL, TOKENS, OUTBOX, README) for it in PYTHON.findall(page)]
# For reports and for whoever builds on top; `close` is what `with` is for.
INNER = {"close", "latest_call", "told", "answer"}


def public(kind: type) -> list[str]:
    return [name for name, _ in inspect.getmembers(kind) if not name.startswith("_") and name not in INNER]


@pytest.mark.parametrize("source", EXAMPLES)
def test_examples_run(run, source):
    """Every example of the documents does what it claims."""
    if re.search(r"def test_", source) is None:
        source = f"def test_it():\n{re.sub('^', '    ', source, flags=re.MULTILINE)}"
    result = run(source, "-W", "error")

    assert result.parseoutcomes().keys() == {"passed"}


@pytest.mark.parametrize("kind", [Clerk, Outbox, WorldClock, Person, ReadableReply])
def test_every_name_is_documented(kind):
    """What a test may use is named in docs/FIXTURE.md."""
    assert [] == [name for name in public(kind) if not re.search(rf"\b{name}\b", FIXTURE)]


@pytest.mark.parametrize("name", [*public(SigningKeys), *BAD_TOKENS])
def test_tokens_and_keys_are_documented(name):
    """Every flaw, and what can be done with keys."""
    assert re.search(rf"\b{name}\b", TOKENS)


@pytest.mark.parametrize("name", [it.name for it in fields(Message)])
def test_what_a_message_tells_is_documented(name):
    """Every field of the JSON; Python has the same names."""
    assert f"`{name}`" in OUTBOX


@pytest.mark.parametrize("kind", [*sorted({it.slug for it in WORDINGS}), emails.KIND])
def test_every_kind_of_message_is_documented(kind):
    """What `kind=` may be."""
    assert f"`{kind}`" in OUTBOX


@pytest.mark.parametrize("name", [it.name for it in fields(Served)])
def test_what_a_call_tells_is_documented(name):
    """What reports are made of is for tests, too."""
    assert f"`{name}`" in JOURNAL


@pytest.mark.parametrize("name", [*(it.name for it in fields(Change)), "kind"])
def test_what_a_change_tells_is_documented(name):
    """Every field of a row of the journal."""
    assert f"`{name}`" in JOURNAL


@pytest.mark.parametrize("name", OPTIONS)
def test_every_way_to_choose_is_documented(name):
    """Options, variables, ini settings and arguments of the marker, for each thing that can be chosen."""
    ways = (f"`--clerk-{name}`", f"`MOCKFAPI_{name.upper()}`", f"`clerk_{name}`", f"{name}=")

    assert [] == [way for way in ways if way not in FIXTURE]


def test_the_readme_introduces_fixture_and_marker():
    """Who reads the README only knows how to begin."""
    assert all(word in README for word in ("`clerk`", "@pytest.mark.clerk(", "docs/FIXTURE.md"))
