"""`mockfapi env`: variables that shells and .env readers read alike."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from jwt.utils import base64url_decode

from mockfapi.ports import signer
from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]

LINE = re.compile(r"([A-Z_]+)='([^']*)'")


def variables(outcome: Outcome) -> dict[str, str]:
    pairs = [LINE.fullmatch(line) for line in outcome.out.splitlines()]
    assert all(pairs)

    return {pair[1]: pair[2] for pair in pairs if pair}


def test_the_variables_of_the_default_world(run: Run) -> None:
    """Keys, and the bare origin for every address."""
    found = variables(run("env", "--port", "5123"))
    origin = "http://127.0.0.1:5123"

    assert found["CLERK_PUBLISHABLE_KEY"].startswith("pk_test_")
    assert found["CLERK_SECRET_KEY"].startswith("sk_test_")
    assert {origin} == {found[name] for name in ("CLERK_API_URL", "CLERK_FAPI_URL", "CLERK_PROXY_URL")}
    for prefix in ("NEXT_PUBLIC_", "VITE_"):
        assert found["CLERK_PUBLISHABLE_KEY"] == found[f"{prefix}CLERK_PUBLISHABLE_KEY"]
        assert origin == found[f"{prefix}CLERK_PROXY_URL"]


def test_the_key_that_verifies_tokens_is_one_line(run: Run) -> None:
    """Header, base64 and footer joined: what is between them is the public key that signs."""
    written = variables(run("env"))["CLERK_JWT_KEY"]
    middle = written.removeprefix("-----BEGIN PUBLIC KEY-----").removesuffix("-----END PUBLIC KEY-----")
    key = load_der_public_key(base64url_decode(middle.replace("+", "-").replace("/", "_")))

    assert signer.test_key(1).public_key() == key


def test_a_shell_reads_what_is_meant(run: Run, tmp_path: Path) -> None:
    """`set -a; eval "$(mockfapi env)"` hands the very values on to programs."""
    outcome = run("env", "--port", "5123")
    (tmp_path / "variables").write_text(outcome.out)
    script = 'set -a; eval "$(cat variables)"; set +a; env'
    printed = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout

    assert {f"{name}={value}" for name, value in variables(outcome).items()} <= set(printed.splitlines())


def test_hosts_and_keys_may_be_others(run: Run, tmp_path: Path) -> None:
    """The address follows --host, the keys follow the scenario."""
    file = tmp_path / "own.yaml"
    file.write_text("instance: {secret_key: sk_test_mine}")
    found = variables(run("env", "--host", "::1", "--scenario", str(file)))

    assert ("http://[::1]:4010", "sk_test_mine") == (found["CLERK_API_URL"], found["CLERK_SECRET_KEY"])


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--scenario", "nope"], ["--hots", "x"]])
def test_mistakes_print_no_variable(run: Run, arguments: list[str]) -> None:
    """A variable file is never half written: stdout stays empty."""
    outcome = run("env", *arguments)

    assert (2, "", 1) == (outcome.code, outcome.out, outcome.err.count("\n"))
