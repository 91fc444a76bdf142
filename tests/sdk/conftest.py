"""A server of an app that asks Clerk's library, and a visitor whose browser keeps cookies."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from . import packages

SCRIPT = Path(__file__).with_name("server.mjs")
Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def library() -> Path:
    """The folder in which the server library is installed."""
    if shutil.which("node") is None:
        pytest.skip("the tests of the server library need Node.js: apt-get install nodejs")
    try:
        return packages.installed()
    except packages.MissingError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def ask(library: Path) -> Ask:
    """Puts one question to the library, in a process of its own."""

    def put(**question: Any) -> dict[str, Any]:
        done = subprocess.run(
            ["node", str(SCRIPT), str(library)],
            input=json.dumps(question),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "CLERK_TELEMETRY_DISABLED": "1"},
        )
        assert 0 == done.returncode, done.stderr

        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    return put


@dataclass
class Visitor:
    """A browser that walks through redirects and keeps the cookies of the app's host."""

    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def keep(self, lines: list[str]) -> None:
        """Takes Set-Cookie lines as a browser does."""
        for line in lines:
            pair, *attributes = line.split("; ")
            name, _, value = pair.partition("=")
            if "Max-Age=0" in attributes:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    def follow(self, url: str) -> str:
        """Goes to an address of the mock and answers where it is sent next."""
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc, timeout=20)
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()

        assert 307 == answer.status, body

        return answer.headers["location"] or ""


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
