"""`mockfapi serve` as a process: ready, talkative, quiet, and gone when told to."""

from __future__ import annotations

import json
import re
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import PATIENCE_S, Outcome, Serving

Serve = Callable[..., Serving]

SIGN_IN = "identifier=ada%40engines.test&strategy=email_code"


def test_people_see_keys_people_requests_and_codes(serve: Serve) -> None:
    """The banner comes when the socket accepts; then a line a request and every code; Ctrl-C ends with 0."""
    mock = serve("--port", "0", "--scenario", "one_user")
    banner = mock.until("Stop with Ctrl-C.")
    (base,) = set(re.findall(r"serves (http://127\.0\.0\.1:\d+)", banner))

    assert 200 == mock.ask(f"{base}/v1/client/sign_ins?_is_native=1", SIGN_IN)

    news = mock.until("createSignIn")
    ended = mock.stop(signal.SIGINT)

    for word in ("pk_test_", "sk_test_", "Ada Lovelace", "ada@engines.test", "punched-cards-1843"):
        assert word in banner
    assert f'proxyUrl="{base}"' in banner
    assert f'data-clerk-proxy-url="{base}"' in banner
    assert re.search(r"--> e-mail to ada@engines\.test: code \d{6}  \(", news)
    assert re.search(r"200 POST   /v1/client/sign_ins  createSignIn  \d+\.\d ms", news)
    assert (0, "") == (ended.code, ended.err)


def test_programs_read_json(serve: Serve) -> None:
    """With --json-logs every line is an object, the first says where; SIGTERM ends with 0."""
    mock = serve("--port", "0", "--scenario", "one_user", "--json-logs")
    ready = json.loads(mock.until("ready"))
    assert 200 == mock.ask(ready["outbox_url"])
    mock.ask(f"{ready['url']}/v1/client/sign_ins?_is_native=1", SIGN_IN)
    news = [json.loads(line) for line in mock.until("createSignIn").splitlines()]
    ended = mock.stop(signal.SIGTERM)

    assert ("ready", "one_user", []) == (ready["event"], ready["scenario"], ready["weather"])
    assert ready["publishable_key"].startswith("pk_test_")
    assert ready["secret_key"].startswith("sk_test_")
    assert {"message", "request"} == {it["event"] for it in news}
    (request,) = [it for it in news if it["event"] == "request"]
    assert ("POST", "/v1/client/sign_ins", 200) == (request["method"], request["path"], request["status"])
    (message,) = [it for it in news if it["event"] == "message"]
    assert re.fullmatch(r"\d{6}", message["code"])
    assert (0, "", "") == (ended.code, ended.out, ended.err)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ([], 200, "/__mockfapi/health"),
        (["--control-key", "swordfish"], 401, "with the control key"),
        (["--no-control"], 404, "switched off"),
    ],
)
def test_the_control_api_can_be_locked(serve: Serve, arguments: list[str], status: int, says: str) -> None:
    """The banner says so without telling the key; the other APIs are as open as before."""
    mock = serve("--port", "0", "--scenario", "one_user", *arguments)
    banner = mock.until("Stop with Ctrl-C.")
    (base,) = set(re.findall(r"serves (http://127\.0\.0\.1:\d+)", banner))

    page = f"{base}/__mockfapi/outbox.html"

    assert (says in banner, "swordfish" in banner) == (True, False)
    assert (status != 404) == (page in banner)
    assert status == mock.ask(page)
    assert 200 == mock.ask(f"{base}/v1/health")
    assert status == mock.ask(f"{base}/__mockfapi/health")


def test_nothing_is_said_about_who_looks_into_the_outbox(serve: Serve) -> None:
    """Its page asks all the time: only a look that fails is news."""
    mock = serve("--port", "0", "--scenario", "one_user")
    (base,) = set(re.findall(r"serves (http://127\.0\.0\.1:\d+)", mock.until("Stop with Ctrl-C.")))

    assert 200 == mock.ask(f"{base}/__mockfapi/outbox.html")
    assert 400 == mock.ask(f"{base}/__mockfapi/outbox.html?to=1&to=2")

    news = mock.until("GET")

    assert (1, True) == (news.count("outbox.html"), news.lstrip().startswith("400"))


def test_weather_from_the_start(serve: Serve) -> None:
    """It is named, it holds, and it is there again after a reset."""
    presets = ("user_cap_reached", "replica_lag=5s")
    mock = serve(
        "--port", "0", "--scenario", "one_user", *(it for name in presets for it in ("--weather", name))
    )
    (base,) = set(re.findall(r"serves (http://127\.0\.0\.1:\d+)", banner := mock.until("Stop with Ctrl-C.")))
    sign_up = f"{base}/v1/client/sign_ups?_is_native=1"
    before = mock.ask(sign_up, "email_address=grace%40engines.test")
    reset = mock.ask(f"{base}/__mockfapi/reset", "{}")

    assert "Weather: user_cap_reached, replica_lag=5s" in banner
    assert (403, 200) == (before, reset)
    assert 403 == mock.ask(sign_up, "email_address=grace%40engines.test")


def test_quiet_prints_nothing(serve: Serve) -> None:
    """--quiet keeps silent about everything but errors, and that others may reach it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mock = serve("--port", str(port), "--host", "0.0.0.0", "--quiet", "--scenario", "empty")
    assert mock.process.stderr is not None
    warning = mock.process.stderr.readline()

    assert 200 == mock.ask(f"http://127.0.0.1:{port}/v1/health")

    ended = mock.stop(signal.SIGTERM)

    assert "other machines may reach 0.0.0.0" in warning
    assert (0, "", "") == (ended.code, ended.out, ended.err)


def test_a_busy_port_is_one_clear_line(run: Callable[..., Outcome]) -> None:
    """Another server on the port: exit code 2, and the way out is named."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        outcome = run("serve", "--port", str(port))

    line = (
        f"mockfapi: port {port} of 127.0.0.1 is in use; take another one, or --port 0 for any that is free\n"
    )

    assert Outcome(2, "", line) == outcome


BOMB = "a: &a [" + "x," * 200 + "]\n" + "".join(f"b{n}: &a [{'*a,' * 50}]\n" for n in range(9))

MISTAKES = [
    (["--workers", "4"], "only one worker"),
    (["--prot", "1"], "No such option"),
    (["--port", "70000"], "--port"),
    (["--port", "many"], "--port"),
    (["--scenario", "dmo"], "did you mean 'demo'?"),
    (["--scenario", "./gone.yaml"], "there is no such file"),
    (["--scenario", "broken.yaml"], "broken.yaml:2: is not YAML"),
    (["--scenario", "bomb.yaml"], "unfolds to more than 50000 values"),
    (["--scenario", "weak.yaml"], "weak.yaml:3: users.ada.password: form_password_"),
    (["--scenario", "live.yaml"], "never a live key"),
    (["--quiet", "--json-logs"], "exclude each other"),
    (["--no-control", "--control-key", "swordfish"], "exclude each other"),
    (["--control-key", ""], "visible ASCII"),
    (["--control-key", "sword fish"], "visible ASCII"),
    (["--control-key", "schlüssel"], "visible ASCII"),
    (["--host", "no.such.host.test"], "is not an address of this machine"),
    (["--weather", "hail"], "'hail' is no preset; there are development_quota, "),
    (["--weather", "slow_network=fast"], "after slow_network= comes a span, such as 1s"),
    (["--weather", "user_cap_reached=3"], "takes no value"),
    (["extra"], "extra"),
]


@pytest.mark.parametrize(("arguments", "says"), MISTAKES)
def test_mistakes_are_one_line_and_code_2(
    run: Callable[..., Outcome],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    """Bad flags, missing scenarios, malformed YAML, bombs: one line on stderr, exit code 2, no traceback."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.yaml").write_text("users: {")
    (tmp_path / "bomb.yaml").write_text(BOMB)
    (tmp_path / "weak.yaml").write_text("users:\n  ada:\n    password: aaaaaaaa")
    (tmp_path / "live.yaml").write_text("instance: {secret_key: sk_live_abcdef}")

    outcome = run("serve", "--port", "0", *arguments)

    assert (2, "") == (outcome.code, outcome.out)
    assert 1 == outcome.err.count("\n")
    assert outcome.err.startswith("mockfapi: ")
    assert says in outcome.err


def test_a_reader_that_goes_away_does_not_end_it(serve: Serve) -> None:
    """`mockfapi serve | head` stops reading; the server goes on."""
    mock = serve("--port", "0", "--scenario", "empty", "--json-logs")
    url = json.loads(mock.until("ready"))["url"]
    mock.hang_up()

    assert [200, 200] == [mock.ask(f"{url}/v1/health") for _ in range(2)]

    mock.process.send_signal(signal.SIGTERM)
    assert mock.process.stderr is not None

    assert ("", 0) == (mock.process.stderr.read(), mock.process.wait(PATIENCE_S))


def test_impatient_people_may_stop_it_while_it_starts(serve: Serve) -> None:
    """Ctrl-C while it starts, or just after, ends it without a traceback."""
    mock = serve("--port", "0", "--host", "0.0.0.0", "--quiet")
    assert mock.process.stderr is not None
    # The warning is the first thing that is printed, before the server listens.
    mock.process.stderr.readline()

    assert Outcome(0, "", "") == mock.stop(signal.SIGINT)
