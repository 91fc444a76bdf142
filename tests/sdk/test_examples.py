"""docs/SDKS.md: its examples run, as they stand."""

import os
import re
import subprocess

import pytest

from . import parity

PAGE = parity.PAGE.read_text("utf-8")
BLOCK = r"^```{}\n(.*?)^```"
PYTHON, SCRIPTS = (re.findall(BLOCK.format(it), PAGE, re.MULTILINE | re.DOTALL) for it in ("python", "js"))


@pytest.mark.usefixtures("untidy")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("source", PYTHON)
def test_examples_in_python_run(source):
    """Each is a program of its own."""
    exec(compile(source, "docs/SDKS.md", "exec"), {})


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("source", SCRIPTS)
def test_examples_in_javascript_run(clerk, library, tmp_path, source):
    """With the variables of a world; what they assert holds."""
    # Modules are looked for from where a script lies.
    (tmp_path / "node_modules").symlink_to(library / "node_modules")
    script = tmp_path / "example.mjs"
    script.write_text(source)
    done = subprocess.run(
        ["node", str(script)],
        env={**os.environ, **clerk.env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_there_are_examples():
    """Both languages have some."""
    assert PYTHON
    assert SCRIPTS
