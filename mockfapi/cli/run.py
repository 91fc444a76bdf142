"""`mockfapi run -- COMMAND`: the mock and an app side by side, and both end together."""

import asyncio
import os
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mockfapi.cli import clients, console, env, frameworks, greeting, news, serve
from mockfapi.cli.child import FORWARDED, HAS_GROUPS, Wish, executable, started
from mockfapi.cli.clients import Client
from mockfapi.cli.failure import CommandError
from mockfapi.cli.frameworks import Framework
from mockfapi.frozen import dataclass
from mockfapi.http.scripts import Scripts
from mockfapi.rules import instance

if TYPE_CHECKING:
    from mockfapi.cli.trust import Trust

PATIENCE_S = 20


@dataclass(frozen=True, slots=True)
class App:
    """The app in this folder: what it is made with, where it will be, which scripts its pages load."""

    framework: Framework | None
    url: str | None
    client: Client | None


def run(order: serve.Order, command: Sequence[str], *, framework: str, app_url: str | None) -> int:
    """Serves while the command runs, with the variables of its framework; its exit code."""
    wish = Wish()
    console.prepare()
    found = executable(command)
    here = Path.cwd()
    made_with = frameworks.chosen(framework, here)
    with serve.staged(order) as stage:
        scripts = stage.app.reception.scripts
        if order.npm is None:
            scripts = stage.app.reception.scripts = Scripts.near(here)
        app = App(made_with, app_url or _usual_url(made_with), clients.client_of(order.npm or here, scripts))
        _tell_where(stage, app)
        serve.tell(stage.app, {"text": news.Asides(), "verbose": news.Talk()}.get(order.style))
        environment = {**os.environ, **_variables(stage, app)}
        with Beside(stage):
            if order.style != "quiet":
                greeting.show(stage, order.control, app.client, app.url if app_url else None)
            child = started(command, environment, found)
            wish.meant_for(child)
            return child.wait()


def _usual_url(framework: Framework | None) -> str | None:
    """Where an app of this framework listens, if nobody says otherwise. What it calls us from counts more."""
    if framework is None:
        return None
    port = os.environ.get("PORT", "")
    return f"http://localhost:{port if port.isdigit() else framework.port}"


def _tell_where(stage: serve.Stage, app: App) -> None:
    """Links lead to the app, also before its first page was opened."""
    if app.url is not None:
        parts = urlsplit(app.url)
        instance.remember_origin(stage.world, f"{parts.scheme}://{parts.netloc}")


def _variables(stage: serve.Stage, app: App) -> dict[str, str]:
    values = {**env.variables(stage.world.keys, stage.base), **clients.urls(app.client, stage.base)}
    found = frameworks.names_for(app.framework, values)
    return found if stage.trust is None else {**found, **_trusting(stage.trust, app.framework)}


def _trusting(trust: "Trust", framework: Framework | None) -> dict[str, str]:
    """What makes programs trust the mock and nobody less. Node adds to what it trusts, Python replaces it."""
    from mockfapi.cli import trust as making

    found = {}
    if framework is None or not framework.python:
        before = os.environ.get("NODE_EXTRA_CA_CERTS")
        both = making.bundle(trust, before) if before else trust.authority
        found["NODE_EXTRA_CA_CERTS"] = str(both or trust.authority)
    if framework is None or framework.python:
        for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
            all_of_them = making.bundle(trust, os.environ.get(name))
            if all_of_them is not None:
                found[name] = str(all_of_them)
    return found


class Beside:
    """The server in a thread of its own, from `with` to its end."""

    def __init__(self, stage: serve.Stage) -> None:
        self._stage, self._ready = stage, threading.Event()
        self._server = stage.server(self._begun)
        self._thread = threading.Thread(target=self._run, name="mockfapi", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()
        if not self._ready.wait(PATIENCE_S):
            raise CommandError("the server did not start")

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()

    def _begun(self) -> None:
        serve.settle()
        self._ready.set()

    def _run(self) -> None:
        if HAS_GROUPS:
            # Signals are for the thread that waits for the command.
            signal.pthread_sigmask(signal.SIG_BLOCK, {getattr(signal, it) for it in FORWARDED})
        asyncio.run(self._server.serve(sockets=[self._stage.listener]))
