"""`mockfapi run -- COMMAND`: the command has its variables and its terminal, and both end together."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest

from mockfapi.cli.child import FORWARDED
from tests.cli.conftest import PATIENCE_S
from tests.cli.running import ended, program

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
