"""What `mockfapi run` says first: links of the people who are there, who may open them, the weather."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.cli.running import ended, program

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
