"""Having the plugin installed costs nothing until a test asks for a world."""

import json

MODULES = """
import json, sys
def pytest_unconfigure():
    ours = ("mockfapi", "conftest_plugin", "starlette")
    names = {name for name in sys.modules if name.split(".")[0] in ours}
    print("LOADED", json.dumps(sorted(names)))
"""


def loaded(pytester, monkeypatch, *options: str) -> list[str]:
    """The modules of ours that a run holds at its end."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeconftest(MODULES)
    pytester.makepyfile("def test_nothing(): pass")
    result = pytester.runpytest_subprocess("-p", "conftest_plugin.plugin", "-s", *options)
    result.assert_outcomes(passed=1)
    told = next(line for line in result.outlines if "LOADED" in line)
    return json.loads(told.partition("LOADED ")[2])


def test_an_unused_plugin_is_one_small_module(pytester, monkeypatch):
    """Nothing of mockfapi is imported."""
    assert ["conftest_plugin", "conftest_plugin.plugin"] == loaded(pytester, monkeypatch)


def test_options_alone_open_nothing(pytester, monkeypatch):
    """A scenario for all tests costs nothing in a run that opens no world."""
    modules = loaded(pytester, monkeypatch, "--clerk-scenario=b2b")

    assert ["conftest_plugin", "conftest_plugin.plugin", "conftest_plugin.spelling"] == modules


def test_marker_and_fixtures_introduce_themselves(run):
    """`pytest --markers`, `--fixtures` and `--help` tell what there is."""
    run("", "--markers").stdout.fnmatch_lines(["@pytest.mark.clerk(scenario=..., seed=..., clock=..., *"])
    run("", "--fixtures").stdout.fnmatch_lines(
        ["clerk_config *", "clerk -- *", "*A fresh world for this test*"]
    )
    run("", "--help").stdout.fnmatch_lines(
        ["mockfapi:", "*--clerk-scenario=*", "*--clerk-seed=*", "*--clerk-clock=*"]
    )
