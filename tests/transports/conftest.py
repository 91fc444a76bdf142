"""pytest inside pytest, as the tests of the plugin have it."""

from tests.plugin.conftest import run, warm

__all__ = ["run", "warm"]
