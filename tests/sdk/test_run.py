"""The sample app with Clerk's middleware for Express, started by `mockfapi run`."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import Visitor

APP = Path(__file__).with_name("app.cjs")
DOCUMENT = {"sec-fetch-dest": "document", "accept": "text/html"}
PATIENCE_S = 30


@pytest.fixture
def running(library: Path, tmp_path: Path) -> Iterator[tuple[int, str]]:
    """Port of the app, and Ada's sign-in link with its page."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "mockfapi",
            "run",
            "--port",
            "0",
            "--scenario",
            "one_user",
            "--",
            "node",
            str(APP),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.getcwd(), "NODE_PATH": str(library / "node_modules")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    port = int(process.stdout.readline())
    lines = iter(process.stderr.readline, "")
    link = next(found[1] for line in lines if (found := re.search(r"Ada Lovelace +(\S+)", line)))
    yield port, f"{link}?redirect_url=http://localhost:{port}/who"
    process.terminate()
    process.communicate(timeout=PATIENCE_S)

    assert 128 + 15 == process.returncode


def test_a_link_signs_in_on_the_server(running: tuple[int, str], visitor: Visitor) -> None:
    """Link, handshake, page: the server knows Ada, without any script in a page."""
    _, url = running
    hops = 0
    while url is not None:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc, timeout=PATIENCE_S)
        connection.request(
            "GET", f"{parts.path}?{parts.query}", headers={**DOCUMENT, "cookie": visitor.cookie}
        )
        answer = connection.getresponse()
        body, url, hops = answer.read(), answer.headers["location"], hops + 1
        if parts.hostname == "localhost":
            visitor.keep(answer.headers.get_all("set-cookie") or [])
        connection.close()
        assert hops < 8

    assert 200 == answer.status
    assert json.loads(body)["userId"].startswith("user_")
