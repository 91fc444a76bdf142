"""`mockfapi serve`: one process, one world, until it is stopped. What it prints: `banner` and `news`."""

import asyncio
import gc
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from uvicorn import Config, Server

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.cli import address, banner, clients, console, keeping, news
from mockfapi.frozen import dataclass
from mockfapi.http.serving import config
from mockfapi.scenario import Scenario
from mockfapi.world import World

if TYPE_CHECKING:
    from mockfapi.cli.trust import Trust


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `style` is text, json or quiet; `control` is a key or whether it is on.

    `weather` are presets of faults. `is_chosen`: scenario, seed or weather were named, not left to their
    defaults.
    """

    host: str
    port: int
    scenario: str
    seed: str
    style: str
    lenient: bool
    control: bool | str = True
    webhooks_anywhere: bool = False
    weather: tuple[str, ...] = ()
    https: bool = False
    https_dir: Path | None = None
    npm: Path | None = None
    state: str | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """All that there is before somebody is served. `base` is the URL of the mock.

    `scenario` is what the default world began with, as far as that is still to be had.
    """

    app: App
    world: World
    scenario: Scenario | None
    listener: socket.socket
    base: str
    trust: "Trust | None"
    origins: keeping.Origins

    def server(self, ready: Callable[[], None]) -> "Listener":
        """What serves it; `ready` is called when it does."""
        pem = None if self.trust is None else str(self.trust.server)
        return Listener(config(self.app.reception, pem), ready)


class Listener(Server):
    """A server that says when it is ready and leaves the signals to `Wish`."""

    def __init__(self, config: Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self.ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Wish:
    """The wish to stop, by Ctrl-C or SIGTERM, from the first moment on. It is heard wherever it falls."""

    def __init__(self) -> None:
        self.made = False
        self._server: Server | None = None
        if threading.current_thread() is threading.main_thread():
            for wish in (signal.SIGINT, signal.SIGTERM):
                signal.signal(wish, self._heard)

    def meant_for(self, server: Server) -> None:
        """From now on the wish ends the server, not the preparations."""
        self._server = server
        server.should_exit = self.made

    def _heard(self, _sig: int, _frame: FrameType | None) -> None:
        if self._server is None:
            self.made = True
            raise KeyboardInterrupt
        # Asked twice, it does not wait for open connections.
        self._server.force_exit = self._server.should_exit
        self._server.should_exit = True


def run(order: Order) -> None:
    """Serves until Ctrl-C or SIGTERM."""
    wish = Wish()
    console.prepare()
    with staged(order) as stage:
        seed = stage.world.chance.seed
        about = (stage.base, stage.world.keys, stage.scenario, seed, order.control, stage.trust)
        facts = banner.Facts(*about, stage.origins)
        tell(stage.app, news.PAPERS.get(order.style))

        def ready() -> None:
            settle()
            banner.show(order.style, facts)

        server = stage.server(ready)
        wish.meant_for(server)
        asyncio.run(server.serve(sockets=[stage.listener]))


@contextmanager
def staged(order: Order) -> Iterator[Stage]:
    """All made ready, and the socket listening. CommandError and ScenarioError say what is in the way."""
    loaded = replace(scenario.load(order.scenario), weather=order.weather)
    listener = address.listen(order.host, order.port)
    with listener, keeping.opened(order.state) as file:
        app = App(lenient=order.lenient, control=order.control)
        app.webhooks_anywhere = order.webhooks_anywhere
        if order.npm is not None:
            app.reception.scripts = clients.scripts_in(order.npm)
        origins = keeping.worlds(app, file, loaded, order.seed)
        world = app.worlds.default
        assert world is not None, "there is one, from the file or from the scenario"
        trust = _trust(order, world)
        scheme = "http" if trust is None else "https"
        base = address.base_url(order.host, listener.getsockname()[1], scheme)
        _warn(order, origins)
        begun = keeping.beginning(app, origins, loaded)
        yield Stage(app, world, begun, listener, base, trust, origins)


def _trust(order: Order, world: World) -> "Trust | None":
    if not order.https:
        return None
    from mockfapi.cli import trust

    return trust.prepared(order.https_dir or trust.default_folder(), order.host, world.keys.frontend_api)


def _warn(order: Order, origins: keeping.Origins) -> None:
    if origins.in_it and order.is_chosen:
        console.warn(
            f"{origins.file} is not new: --scenario, --seed and --weather have no say in what is in it"
        )
    if not address.is_loopback(order.host):
        console.warn(f"other machines may reach {order.host}; a mock protects nothing")


def tell(app: App, paper: news.Paper | None) -> None:
    """From now on the paper hears of everything; nobody does without one."""
    if paper is not None:
        app.listen(on_request=paper.request, on_message=paper.message)
        app.webhooks.on_attempt = paper.webhook


def settle() -> None:
    """What is there now stays: from here on, garbage is collected."""
    gc.freeze()
    gc.enable()
