"""`mockfapi scenario export`: a world of a running mock as a scenario, and the commands of docs/STATE.md."""

from __future__ import annotations

import re
import signal
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.conftest import Outcome, Serving
from tests.house.tree import ROOT

Serve = Callable[..., Serving]
Run = Callable[..., Outcome]

STATE = (ROOT / "docs/STATE.md").read_text(encoding="utf-8")
(COMMANDS,) = re.findall(r"^```sh\n(.*?)^```", STATE, re.MULTILINE | re.DOTALL)
KEY = "swordfish-42"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def url_of(mock: Serving) -> str:
    (url,) = set(re.findall(r"serves (http://127\.0\.0\.1:\d+)", mock.until("Stop with")))
    return str(url)


def test_the_commands_of_the_document_work(serve: Serve, run: Run, here: Path) -> None:
    """In their order; mocks take a free port here, and the exporter is told which."""
    mock, url, codes = None, "", []
    for line in COMMANDS.splitlines():
        program, command, *options = line.split()
        if command == "serve":
            if mock is not None:
                codes.append(mock.stop(signal.SIGTERM).code)
            mock = serve("--port", "0", *options)
            url = url_of(mock)
        else:
            told = ("--url", url) if "export" in options else ()
            codes.append(run(command, *options, *told).code)

    assert "mockfapi" == program
    assert [0, 0, 0] == codes


def test_an_export_goes_to_the_screen_or_to_a_new_file(serve: Serve, run: Run, here: Path) -> None:
    """It loads; a file that is there is left alone."""
    url = url_of(serve("--port", "0", "--scenario", "b2b"))
    shown = run("scenario", "export", "--url", f"{url}/")
    Path("shown.yaml").write_text(shown.out)
    written = run("scenario", "export", "it.yaml", "--url", url)
    again = run("scenario", "export", "it.yaml", "--url", url)
    elsewhere = run("scenario", "export", "no/folder/it.yaml", "--url", url)

    assert (0, f"it.yaml: default of {url}\n") == (written.code, written.out)
    assert (2, "mockfapi: it.yaml is there already; remove it first, or take another name\n") == (
        again.code,
        again.err,
    )
    assert (2, True) == (elsewhere.code, "cannot write no/folder/it.yaml" in elsewhere.err)
    assert 0 == run("scenario", "check", "it.yaml", "shown.yaml").code
    assert "Olga Brandt" in run("scenario", "show", "it.yaml").out


def test_other_worlds_and_locked_mocks(serve: Serve, run: Run) -> None:
    """A world that is not there, a key that is missing, a key that fits."""
    url = url_of(serve("--port", "0", "--control-key", KEY))
    unknown = run("scenario", "export", "--url", url, "--world", "shop", "--control-key", KEY)
    locked = run("scenario", "export", "--url", url)

    assert (2, True) == (unknown.code, f"mockfapi: {url} refuses: Cannot find the world shop" in unknown.err)
    assert (2, True) == (locked.code, "Send the control key of this mock" in locked.err)
    assert 0 == run("scenario", "export", "--url", url, "--control-key", KEY).code


class Stranger(BaseHTTPRequestHandler):
    """Answers, but is no mock: a page at one path, a redirect with everything else."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path.startswith("/page/") else 302)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing to say."""


def test_what_is_no_mock_is_said_to_be_none(run: Run) -> None:
    """A closed port, another scheme, another server; redirects are not followed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{probe.getsockname()[1]}"
        nobody = run("scenario", "export", "--url", closed)
    stranger = HTTPServer(("127.0.0.1", 0), Stranger)
    Thread(target=stranger.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{stranger.server_port}"
    moved, page = run("scenario", "export", "--url", url), run("scenario", "export", "--url", f"{url}/page")
    stranger.shutdown()
    stranger.server_close()

    assert (2, f"mockfapi: nobody answers at {closed}: Connection refused\n") == (nobody.code, nobody.err)
    assert (2, f"mockfapi: {url} refuses: status 302\n") == (moved.code, moved.err)
    assert (2, f"mockfapi: what answers at {url}/page is no mockfapi that can export\n") == (
        page.code,
        page.err,
    )
    assert "begins with http:// or https://" in run("scenario", "export", "--url", "file:///etc").err
