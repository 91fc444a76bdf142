"""Which world a test gets: marker, `clerk_config`, options; and what is refused."""

import pytest

SAYS = """
def test_says(clerk):
    print("scenario", clerk.scenario, "now", clerk.clock.now, "first", clerk.world.chance.seed)
"""
MARKED = "import pytest\n@pytest.mark.clerk(scenario='b2b', seed=7)" + SAYS
CONFIGURED = """
import pytest
@pytest.fixture
def clerk_config():
    return {"scenario": "one_user", "seed": 5}
"""
BESIDE = """
import pytest
@pytest.mark.clerk(scenario='shop.yaml')
def test_it(clerk): assert len(clerk.world.users)
"""
SHOP = "include: [one_user]\ndescription: A shop.\n"


def test_the_default_is_an_empty_world(run):
    """A test that says nothing gets a world without people."""
    run(
        "def test_it(clerk): assert clerk.scenario == 'empty' and not len(clerk.world.users)"
    ).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        (SAYS, {}, "scenario empty * first 0"),
        (SAYS, {"ini": "clerk_scenario = demo\nclerk_seed = 3"}, "scenario demo * first 3"),
        (SAYS, {"MOCKFAPI_SCENARIO": "b2b", "ini": "clerk_scenario = demo"}, "scenario b2b * first 0"),
        (SAYS, {"option": "--clerk-scenario=one_user", "MOCKFAPI_SCENARIO": "b2b"}, "scenario one_user *"),
        (SAYS, {"option": "--clerk-clock=2026-01-31T12:00Z"}, "scenario empty now 1769860800000 *"),
        (CONFIGURED + SAYS, {"option": "--clerk-scenario=b2b"}, "scenario one_user * first 5"),
        (CONFIGURED + MARKED, {}, "scenario b2b * first 7"),
    ],
    ids=["default", "ini", "environment", "option", "clock", "fixture", "marker"],
)
def test_the_nearest_choice_counts(run, pytester, monkeypatch, source, said, wanted):
    """Marker before clerk_config before command line before environment before ini file."""
    pytester.makeini(f"[pytest]\n{said.get('ini', '')}\n")
    for name, value in said.items():
        if name.startswith("MOCKFAPI_"):
            monkeypatch.setenv(name, value)
    result = run(source, "-s", *([said["option"]] if "option" in said else []))

    result.stdout.fnmatch_lines([f"*{wanted}*"])


def test_the_header_tells_what_was_chosen(run):
    """A run whose worlds are not the default ones says so in its first lines."""
    run(SAYS, "--clerk-scenario=b2b", "--clerk-seed=9").stdout.fnmatch_lines(
        ["mockfapi: scenario b2b, seed 9"]
    )


def test_a_file_lies_beside_the_test_or_the_configuration(run, pytester):
    """A scenario file is looked for beside the test that names it, wherever pytest was started."""
    (pytester.path / "shop.yaml").write_text(SHOP)
    pytester.makepyfile(test_it=BESIDE)
    elsewhere = pytester.mkdir("elsewhere")
    pytester.makeini("[pytest]\n")

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(elsewhere)
        run_there = pytester.runpytest_inprocess("-p", "conftest_plugin.plugin", str(pytester.path))
    run_there.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ("scenari='b2b'", "the marker clerk knows no 'scenari' (did you mean 'scenario'?)"),
        ("flavour='b2b'", "the marker clerk knows no 'flavour'; it knows scenario, seed, clock, intercept"),
        ("'b2b'", "the marker clerk takes named arguments only: clerk(scenario='b2b')"),
        ("scenario='b3b'", "'b3b': there is no scenario of this name (did you mean 'b2b'?)"),
        ("scenario=3", "the marker clerk: a scenario is a name or a file, not 3"),
        ("seed=[1]", "the marker clerk: a seed is a number or a text, not [[]1]"),
        ("clock='noon'", "the marker clerk: 'noon' is no moment: write 2026-01-31 or *"),
        ("intercept='of'", "the marker clerk: intercept is one of on, strict, off, not 'of'"),
        ("clock=1.5", "the marker clerk: 1.5 is no moment: *"),
    ],
)
def test_a_wrong_marker_is_refused_in_one_line(run, marker, told):
    """The test errs with what is wrong and what was probably meant; no traceback of ours."""
    result = run(f"import pytest\n@pytest.mark.clerk({marker})\ndef test_it(clerk): pass\n")
    shown = result.stdout.str()

    result.stdout.fnmatch_lines([told])
    assert "Traceback" not in shown
    assert "conftest_plugin" not in shown
    result.assert_outcomes(errors=1)


def test_a_wrong_configuration_names_its_fixture(run):
    """The fixture clerk_config is checked like the marker."""
    source = "import pytest\n@pytest.fixture\ndef clerk_config(): return {'sede': 1}\n" + SAYS

    run(source).stdout.fnmatch_lines(["the fixture clerk_config knows no 'sede' (did you mean 'seed'?)"])


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--clerk-scenaro=b2b", "ERROR: there is no option --clerk-scenaro (did you mean --clerk-scenario?)"),
        ("--clerk-scenario=b3b", "ERROR: 'b3b': there is no scenario of this name (did you mean 'b2b'?)"),
        ("--clerk-clock=noon", "ERROR: the options: 'noon' is no moment: *"),
    ],
)
def test_a_wrong_option_is_a_usage_error(run, option, told):
    """Exit status 4 and one line, before any test runs."""
    result = run(SAYS, option)
    result.stderr.fnmatch_lines([told])

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    assert "Traceback" not in result.stderr.str() + result.stdout.str()


def test_options_of_others_are_left_alone(run, pytester):
    """Another plugin may have options that begin like ours."""
    pytester.makeconftest("def pytest_addoption(parser): parser.addoption('--clerk-docker-image')")

    run(SAYS, "--clerk-docker-image=x").assert_outcomes(passed=1)


def test_a_wrong_option_harms_no_run_without_worlds(run):
    """Who opens no world does not pay for checking what nobody uses."""
    run("def test_it(): pass", "--clerk-scenario=b3b").assert_outcomes(passed=1)


def test_the_world_of_a_test_has_the_same_keys_in_every_run(run):
    """Name, keys and issuer derive from the test, not from what ran before it."""
    source = "def test_{}(clerk): print('name', clerk.name, clerk.secret_key)\n"
    both = run(source.format("a") + source.format("b"), "-s").stdout.str()
    alone = run(source.format("a") + source.format("b"), "-s", "-k", "test_b").stdout.str()
    told = [line for line in alone.splitlines() if "name test-b-" in line]

    assert 1 == len(told)
    assert told[0][told[0].index("name ") :] in both


def test_a_configuration_may_be_parametrized(run):
    """Every test runs in each of the worlds that `clerk_config` gives."""
    source = """
import pytest
@pytest.fixture(params=["empty", "b2b"])
def clerk_config(request): return {"scenario": request.param}
def test_it(clerk, request): assert clerk.scenario in request.node.name
"""
    run(source).assert_outcomes(passed=2)


def test_a_run_inside_a_test_leaves_the_test_its_own_choice(run, pytester):
    """Who asks for the fixture late, after another run in the same process, still gets what it chose."""
    pytester.makepyfile(inner="import pytest\n@pytest.mark.clerk(scenario='demo')" + SAYS)
    source = """
import pytest
@pytest.mark.clerk(scenario="b2b")
def test_outer(request, monkeypatch):
    assert 0 == pytest.main(["-q", "-p", "no:cacheprovider", "-p", "conftest_plugin.plugin", "inner.py"])
    assert request.getfixturevalue("clerk").scenario == "b2b"
"""
    run(source, "-p", "no:cacheprovider").assert_outcomes(passed=1)
