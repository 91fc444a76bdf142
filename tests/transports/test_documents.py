"""docs/APPS.md: its examples run as they stand, and its tables name what there is."""

import re

import pytest

from mockfapi.transports.hosts import BACKENDS
from mockfapi.transports.over_httpx import LIBRARIES
from tests.house.tree import ROOT

PAGE = (ROOT / "docs/APPS.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("source", EXAMPLES)
def test_examples_run(run, source):
    """Every example does what it claims."""
    result = run(source, "-W", "error", "-W", "ignore:warning. .. DEPRECATED:DeprecationWarning")

    assert result.parseoutcomes().keys() == {"passed"}


@pytest.mark.parametrize("name", [*sorted(BACKENDS), *LIBRARIES, "CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY"])
def test_what_is_taken_over_is_documented(name):
    """Hosts, libraries and variables."""
    assert re.search(rf"\b{re.escape(name)}\b", PAGE)
