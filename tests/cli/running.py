"""What tests of `mockfapi run` give to it and what it left behind; conftest starts it. No tests."""

from __future__ import annotations

import subprocess
import sys

from tests.cli.conftest import PATIENCE_S, Outcome


def program(source: str) -> list[str]:
    return ["--", sys.executable, "-c", source]


def ended(process: subprocess.Popen[str]) -> Outcome:
    out, err = process.communicate(timeout=PATIENCE_S)
    return Outcome(process.returncode, out, err)
