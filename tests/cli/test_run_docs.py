"""docs/RUN.md: its commands run, with an `npm` that does nothing; its tables are those of the code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mockfapi.cli import frameworks
from tests.house.tree import ROOT

PAGE = (ROOT / "docs/RUN.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
ROWS = re.findall(r"^\| (`[a-z`, -]+`) \| ([^|]+) \|", PAGE, re.MULTILINE)


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which mockfapi takes a free port and npm tells that it ran."""
    (tmp_path / "node_modules").mkdir()
    programs = tmp_path / "programs"
    programs.mkdir()
    mockfapi = f'command=$1; shift\nexec {sys.executable} -m mockfapi "$command" $MORE "$@"\n'
    for name, script in (("mockfapi", mockfapi), ("npm", 'echo "npm $* $CLERK_API_URL"\n')):
        (programs / name).write_text(f"#!/bin/sh\n{script}")
        (programs / name).chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return {
        **os.environ,
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "MOCKFAPI_HTTPS_DIR": str(tmp_path / "https"),
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_works(shell: dict[str, str], tmp_path: Path, command: str) -> None:
    """Copied as it stands. A server that would go on for ever is stopped when it is ready."""
    more = {"run": "--port 0", "serve": "--port 0"}.get(command.split()[1], "")
    process = subprocess.Popen(
        ["sh", "-c", f"exec {command}"],
        cwd=tmp_path,
        env={**shell, "MORE": more},
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Stop with Ctrl-C" in line:
            process.terminate()
    process.stdout.close()

    assert 0 == process.wait(30)
    assert re.search(r"npm run dev https?://127|serves http|NEXT_PUBLIC_CLERK|npm install", "".join(lines))


def test_every_framework_is_in_the_table() -> None:
    """With the prefix that its variables get."""
    told = {name: prefixes for names, prefixes in ROWS for name in re.findall(r"`([a-z-]+)`", names)}

    assert set(frameworks.NAMES) == set(told)
    for it in frameworks.FRAMEWORKS:
        assert all(f"`{prefix}`" in told[it.name] for prefix in it.prefixes)
