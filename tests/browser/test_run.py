"""An app under `mockfapi run`: the real client comes out of its node_modules, links sign people in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from . import packages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, HttpCredentials, Page

PATIENCE_S, PATIENCE_MS = 40, 40_000
KEY = "swordfish-42"
APP = Path(__file__).with_name("app.py")
INSTALLED = {
    "v5": {"v5": packages.CLERK_JS_5},
    "v6": {"v6": packages.CLERK_JS_6, "ui": packages.CLERK_UI},
}


@dataclass(frozen=True)
class Running:
    """An app beside its mock: where it is, where the mock is, and what `run` said."""

    home: str
    said: list[str]

    @property
    def base(self) -> str:
        return re.search(r"serves (\S+)", "".join(self.said))[1]

    def link(self, name: str) -> str:
        """The sign-in link of a person, as printed."""
        return re.search(rf"{name} +(\S+)", "".join(self.said))[1]


@pytest.fixture
def node_modules(tmp_path: Path, scripts: Mapping[str, Path], line: str) -> Path:
    """The client's packages, as npm would install them for an app."""
    for key, package in INSTALLED[line].items():
        folder = tmp_path / "node_modules" / package.name
        shutil.copytree(scripts[key], folder / "dist", copy_function=os.link)
        (folder / "package.json").write_text(json.dumps({"name": package.name, "version": package.version}))
    return tmp_path


@pytest.fixture(params=["http", "https", "with a key"])
def app(request: pytest.FixtureRequest, node_modules: Path) -> Iterator[Running]:
    """The app, started by `mockfapi run` in its folder."""
    https = ["--https", "--https-dir", str(node_modules / "https")]
    options = {"http": [], "https": https, "with a key": ["--control-key", KEY]}[request.param]
    process = subprocess.Popen(
        [sys.executable, "-m", "mockfapi", "run", "--port", "0", *options, "--", sys.executable, str(APP)],
        cwd=node_modules,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said: list[str] = []
    listener = Thread(target=lambda: said.extend(process.stderr), daemon=True)
    listener.start()
    port = process.stdout.readline().strip()
    yield Running(f"http://localhost:{port}/", said)
    process.terminate()
    process.wait(PATIENCE_S)
    listener.join()
    process.stdout.close()
    process.stderr.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab of a browser that does not ask about certificates; its user knows the control key."""
    password: HttpCredentials = {"username": "", "password": KEY}
    with chromium.new_context(ignore_https_errors=True, http_credentials=password) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()


def who_is(page: Page, name: str) -> None:
    """Waits until the page greets somebody."""
    page.locator("#who").filter(has_text=re.compile(f"^{re.escape(name)}$")).wait_for()


def test_links_sign_in_one_after_another(app: Running, page: Page) -> None:
    """The card out of the packages of the app; a click each for two people; a reload knows the last."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(app.home)
    who_is(page, "signed out")
    page.locator("input[name=identifier]").wait_for()
    for name, address in (("Mara Lindqvist", "mara@fernhill.test"), ("Yuki Tanabe", "yuki@fernhill.test")):
        page.goto(app.link(name))
        who_is(page, address)
        page.locator(".cl-userButtonTrigger").wait_for()
        page.reload()
        who_is(page, address)

    assert page.url == app.home
    assert any(it.startswith(f"{app.base}/npm/@clerk/clerk-js@") for it in asked)
    assert [] == [it for it in asked if not it.startswith((app.home, app.base, "data:", "blob:"))]
    assert 1 == page.evaluate("Clerk.client.sessions.length")
