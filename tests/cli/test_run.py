"""`mockfapi run -- COMMAND`: the command has its variables and its terminal, and both end together."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE
from threading import Timer
from typing import Any

import pytest

from mockfapi.cli.child import FORWARDED
from tests.cli.conftest import PATIENCE_S, Outcome

RUN = [sys.executable, "-m", "mockfapi", "run", "--port", "0", "--scenario", "one_user"]
TELL = "import json, os; print(json.dumps(dict(os.environ)))"
# In short steps: a signal that comes just before a long one would be heard at its end.
WAIT = "while True: time.sleep(0.05)"
# Says who it is, and waits for a signal with somebody beside it that waits, too.
FAMILY = f"""
import os, subprocess, sys, time
beside = subprocess.Popen([sys.executable, "-c", "import signal, time\\nHEEDS\\n{WAIT}"])
print(os.getpid(), beside.pid, flush=True)
{WAIT}
"""
OBEDIENT = FAMILY.replace("HEEDS", "pass")
STUBBORN = FAMILY.replace("HEEDS", "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
POLITE = f"""
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))
print(flush=True)
{WAIT}
"""


def program(source: str) -> list[str]:
    return ["--", sys.executable, "-c", source]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `mockfapi run` in an empty folder, the pieces of its command as arguments."""
    started: list[tuple[subprocess.Popen[str], Timer]] = []

    def begin(*arguments: str, **more: object) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.getcwd()}
        streams: dict[str, Any] = {
            "stdin": DEVNULL,
            "stdout": PIPE,
            "stderr": PIPE,
            "env": environment,
            **more,
        }
        process = subprocess.Popen([*RUN, *arguments], cwd=tmp_path, text=True, **streams)
        watchdog = Timer(PATIENCE_S, process.kill)
        watchdog.start()
        started.append((process, watchdog))
        return process

    yield begin
    for process, watchdog in started:
        watchdog.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> Outcome:
    out, err = process.communicate(timeout=PATIENCE_S)
    return Outcome(process.returncode, out, err)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that nobody has waited for yet is dead all the same.
    return " Z " not in Path(f"/proc/{pid}/stat").read_text() if Path("/proc").is_dir() else True


def test_the_command_finds_the_mock(start) -> None:
    """Its variables lead to a server that answers; its output is its own, the greeting goes to stderr."""
    ask = (
        "import os, urllib.request as u; print(u.urlopen(os.environ['CLERK_API_URL'] + '/v1/health').status)"
    )
    outcome = ended(start(*program(ask)))

    assert (0, "200\n") == (outcome.code, outcome.out)
    assert re.search(r"mockfapi \S+ serves http://127\.0\.0\.1:\d+  scenario one_user", outcome.err)
    assert re.search(
        r"Ada Lovelace  http://127\.0\.0\.1:\d+/__mockfapi/sign_in/ada@engines\.test", outcome.err
    )


CHANGE_PEOPLE = """
import json, os, urllib.request as u

def ask(method, path, **body):
    bearer = "Bearer " + os.environ["CLERK_SECRET_KEY"]
    headers = {"authorization": bearer, "content-type": "application/json"}
    data = json.dumps(body).encode() if body else None
    url = os.environ["CLERK_API_URL"] + path
    return json.load(u.urlopen(u.Request(url, data, headers, method=method)))

(ada,) = ask("GET", "/v1/users?query=ada")
ask("DELETE", "/v1/users/" + ada["id"])
for name in ("Zoe", "Bad\\x1b[2J"):
    address = name[:3].lower() + "@new.test"
    made = ask("POST", "/v1/users", first_name=name, email_address=[address], skip_password_requirement=True)
ask("POST", "/v1/users/" + made["id"] + "/ban")
"""


def test_links_are_of_those_who_are_there(start, tmp_path: Path) -> None:
    """After a restart on a state file: not of who is gone; its own scenario file need not be there."""
    scenario = tmp_path / "own.yaml"
    scenario.write_text("users: {ada: {first_name: Ada, email_address: ada@engines.test}}\n")
    kept = ("--state", "kept.db")
    first = ended(start(*kept, "--scenario", "own.yaml", *program(CHANGE_PEOPLE)))
    scenario.unlink()
    second = ended(start(*kept, *program("")))

    assert (0, 0) == (first.code, second.code)
    assert re.search(r"Ada +http\S+/sign_in/ada@engines\.test$", first.err, re.MULTILINE)
    assert re.search(r"Zoe +http\S+/sign_in/zoe@new\.test$", second.err, re.MULTILINE)
    assert "Bad\\x1b[2J  banned: cannot sign in" in second.err
    assert "sign_in/ada" not in second.err


def test_crowds_have_links_too(start, tmp_path: Path) -> None:
    """Twenty of them, and how many there are besides."""
    (tmp_path / "crowd.yaml").write_text("users: 50\n")
    outcome = ended(start("--scenario", "crowd.yaml", *program("")))

    assert 20 == outcome.err.count("/__mockfapi/sign_in/")
    assert "  and 30 more\n" in outcome.err


ASK_HEALTH = """
import os, urllib.request as u
try:
    print(u.urlopen(os.environ["CLERK_API_URL"] + "/__mockfapi/health").status)
except u.HTTPError as refused:
    print(refused.code)
"""


@pytest.mark.parametrize(
    ("arguments", "variable", "status", "has_links", "asks"),
    [
        ((), None, 200, True, False),
        (("--control-key", "swordfish"), None, 401, True, True),
        ((), "swordfish", 401, True, True),
        (("--no-control",), None, 404, False, False),
    ],
    ids=["open", "key", "key in the environment", "off"],
)
def test_the_control_api_is_as_guarded_as_of_serve(
    start, arguments, variable, status: int, has_links: bool, asks: bool
) -> None:
    """A key is asked for, and the greeting says so; without a control API no link is printed."""
    more = {} if variable is None else {"MOCKFAPI_CONTROL_KEY": variable}
    environment = {**os.environ, "PYTHONPATH": os.getcwd(), **more}
    outcome = ended(start(*arguments, *program(ASK_HEALTH), env=environment))

    assert (0, f"{status}\n") == (outcome.code, outcome.out)
    assert (has_links, has_links) == ("/sign_in/" in outcome.err, "/outbox.html" in outcome.err)
    assert asks == ("asks for a password: the control key" in outcome.err)
    assert (not has_links) == ("The control API is off" in outcome.err)


def test_the_weather_is_told(start) -> None:
    """What goes wrong on purpose must not surprise."""
    assert "  Weather slow_network=1s\n" in ended(start("--weather", "slow_network=1s", *program(""))).err


def test_it_reads_what_it_is_given(start) -> None:
    """Standard input is the command's."""
    process = start(*program("print(input()[::-1])"), stdin=PIPE)
    out, _ = process.communicate("sdrow\n", timeout=PATIENCE_S)

    assert "words\n" == out


@pytest.mark.parametrize(
    ("marks", "names"),
    [
        ({"package.json": '{"dependencies": {"next": "15"}}'}, {"NEXT_PUBLIC_"}),
        ({"package.json": '{"devDependencies": {"vite": "6"}}'}, {"VITE_"}),
        ({"requirements.txt": "FastAPI[standard]>=0.1\n"}, set()),
        ({}, {"NEXT_PUBLIC_", "VITE_", "PUBLIC_", "NUXT_PUBLIC_", "EXPO_PUBLIC_", "REACT_APP_"}),
    ],
    ids=["next", "vite", "fastapi", "unknown"],
)
def test_the_variables_are_those_of_the_framework(start, tmp_path: Path, marks, names) -> None:
    """Found in the folder's list of packages; values of the shell that started it are replaced."""
    for name, text in marks.items():
        (tmp_path / name).write_text(text)
    live = {"CLERK_SECRET_KEY": "sk_live_of_somebody", "PYTHONPATH": os.getcwd()}
    outcome = ended(start(*program(TELL), env={**os.environ, **live}))
    found = json.loads(outcome.out)
    prefixes = {it.partition("CLERK_")[0] for it in found if it.endswith("CLERK_PUBLISHABLE_KEY")}

    assert names <= prefixes - {""}
    assert {""} <= prefixes
    assert found["CLERK_SECRET_KEY"].startswith("sk_test_")
    assert not names or len(names) == 6 or names == prefixes - {""}


@pytest.mark.parametrize(
    ("source", "code"), [("", 0), ("raise SystemExit(7)", 7), ("import os; os.kill(os.getpid(), 9)", 137)]
)
def test_the_exit_code_is_the_commands(start, source: str, code: int) -> None:
    """128 and the number of the signal where one ended it, as in a shell."""
    assert code == ended(start(*program(source))).code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("source", [OBEDIENT, STUBBORN], ids=["obedient", "stubborn"])
def test_a_signal_ends_the_whole_family(start, number: int, source: str) -> None:
    """It reaches the command and those that it started; whoever does not go is made to."""
    process = start(*program(source))
    pids = [int(it) for it in process.stdout.readline().split()]
    process.send_signal(number)
    outcome = ended(process)

    assert [False, False] == [is_there(it) for it in pids]
    assert 128 + number == outcome.code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_the_command(start, number: int) -> None:
    """Somebody ends the command: the mock and those beside the command end, too."""
    process = start(*program(OBEDIENT))
    leader, beside = (int(it) for it in process.stdout.readline().split())
    os.kill(leader, number)
    outcome = ended(process)

    assert (128 + number, False) == (outcome.code, is_there(beside))


def test_a_command_may_end_in_its_own_way(start) -> None:
    """The signal is the command's to answer: its code counts."""
    process = start(*program(POLITE))
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)

    assert 3 == ended(process).code


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Puts back what answers signals in this process: the command sets it up for one of its own."""
    before = {it: signal.getsignal(it) for it in (getattr(signal, name) for name in FORWARDED)}
    yield
    for number, answer in before.items():
        signal.signal(number, answer)


MISTAKES = [
    (["--"], 2, "Missing argument '-- COMMAND...'"),
    (["--", "no-such-command"], 127, "no-such-command: command not found"),
    (["--", "./plain.txt"], 126, "./plain.txt: is no program that can be run"),
    (["--framework", "nxt", "--", "true"], 2, "--framework"),
    (["--app", "localhost:3000", "--", "true"], 2, "is no address of a page"),
    (["--npm", "nowhere", "--", "true"], 2, "there is no folder nowhere"),
    (["--https-dir", "somewhere", "--", "true"], 2, "means nothing without it"),
    (["--quiet", "--verbose", "--", "true"], 2, "exclude each other"),
    (["--no-control", "--control-key", "K", "--", "true"], 2, "exclude each other"),
    (["--scenario", "dmo", "--", "true"], 2, "did you mean 'demo'?"),
]


@pytest.mark.parametrize(("arguments", "code", "says"), MISTAKES)
@pytest.mark.usefixtures("own_signals")
def test_mistakes_are_one_line(run, tmp_path: Path, monkeypatch, arguments, code: int, says: str) -> None:
    """Nothing is started; exit code 2, or that of a shell for what cannot be run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain.txt").write_text("text")
    outcome = run("run", "--port", "0", *arguments)

    assert (code, "", 1) == (outcome.code, outcome.out, outcome.err.count("\n"))
    assert says in outcome.err


def test_a_busy_port_starts_nothing(start, tmp_path: Path) -> None:
    """One line, and the command never ran."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start("--port", str(taken.getsockname()[1]), "--", "touch", "ran")
        outcome = ended(process)

    assert (2, False) == (outcome.code, (tmp_path / "ran").exists())
    assert "is in use; take another one, or --port 0" in outcome.err


def test_a_broken_package_list_is_told(start, tmp_path: Path) -> None:
    """Which file, and that it cannot be read."""
    (tmp_path / "package.json").write_text("{")
    outcome = ended(start("--", "true"))

    assert (2, 1) == (outcome.code, outcome.err.count("\n"))
    assert "package.json cannot be read" in outcome.err


SIGN_IN = """
import os, urllib.request as u
form = b"identifier=ada%40engines.test&strategy=email_code"
base = os.environ["CLERK_API_URL"]
u.urlopen(base + "/v1/client/sign_ins?_is_native=1", data=form).read()
try:
    u.urlopen(base + "/npm/@clerk/clerk-js@6/dist/clerk.browser.js")
except u.HTTPError:
    pass
"""


@pytest.mark.parametrize(
    ("option", "asked", "told"),
    [((), False, True), (("--verbose",), True, True), (("--quiet",), False, False)],
)
def test_it_says_what_a_developer_needs(start, option, asked: bool, told: bool) -> None:
    """Codes and what is missing by default, every request if asked, nothing if told to be quiet."""
    outcome = ended(start(*option, *program(SIGN_IN)))

    assert told == bool(
        re.search(r"^mockfapi: --> e-mail to ada@engines\.test: code \d{6}", outcome.err, re.MULTILINE)
    )
    assert told == ("npm install --save-dev @clerk/clerk-js@6" in outcome.err or asked)
    assert asked == ("createSignIn" in outcome.err)
    assert (0, "") == (outcome.code, outcome.out if told else outcome.err)
