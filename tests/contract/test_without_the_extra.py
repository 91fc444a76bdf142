"""Without the extra `fuzz`, what needs it says so."""

import importlib
import sys

import pytest

import mockfapi


def test_a_missing_schemathesis_is_told(monkeypatch):
    """The error is the command that helps."""
    monkeypatch.setitem(sys.modules, "schemathesis", None)
    with mockfapi.world() as clerk, pytest.raises(ImportError, match=r"pip install 'mockfapi\[fuzz\]'"):
        mockfapi.schema("fapi", clerk)


def test_a_missing_hypothesis_is_told(monkeypatch):
    """The same for the strategies."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "mockfapi.strategies", raising=False)

    with pytest.raises(ImportError, match=r"pip install 'mockfapi\[fuzz\]'"):
        importlib.import_module("mockfapi.strategies")
