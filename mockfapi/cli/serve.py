"""`mockfapi serve`: one process, one world, until it is stopped. What it prints: `banner` and `news`."""

import asyncio
import gc
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from uvicorn import Config, Server

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.cli import address, banner, console, keeping, news
from mockfapi.frozen import dataclass
from mockfapi.http.serving import config


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `style` is text, json or quiet; `control` is a key or whether it is on.

    `is_chosen`: scenario or seed were named, not left to their defaults.
    """

    host: str
    port: int
    scenario: str
    seed: str
    style: str
    lenient: bool
    control: bool | str = True
    webhooks_anywhere: bool = False
    state: str | None = None
    is_chosen: bool = False


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
    loaded = scenario.load(order.scenario)
    listener = address.listen(order.host, order.port)
    with listener, keeping.opened(order.state) as file:
        app = App(lenient=order.lenient, control=order.control)
        app.webhooks_anywhere = order.webhooks_anywhere
        origins = keeping.worlds(app, file, loaded, order.seed)
        base = address.base_url(order.host, listener.getsockname()[1])
        facts = _facts(order, app, base, (loaded, origins))
        _warn(order, origins)
        paper = news.PAPERS.get(order.style)
        if paper is not None:
            app.listen(on_request=paper.request, on_message=paper.message)
            app.webhooks.on_attempt = paper.webhook

        def ready() -> None:
            gc.freeze()
            gc.enable()
            banner.show(order.style, facts)

        server = Listener(config(app.reception), ready)
        wish.meant_for(server)
        asyncio.run(server.serve(sockets=[listener]))


def _warn(order: Order, origins: keeping.Origins) -> None:
    if origins.in_it and order.is_chosen:
        console.warn(f"{origins.file} is not new: --scenario and --seed have no say in what is in it")
    if not address.is_loopback(order.host):
        console.warn(f"other machines may reach {order.host}; a mock protects nothing")


def _facts(
    order: Order, app: App, base: str, begun: tuple[scenario.Scenario, keeping.Origins]
) -> banner.Facts:
    world, (loaded, origins) = app.worlds.default, begun
    assert world is not None
    return banner.Facts(
        base,
        world.keys,
        keeping.beginning(app, origins, loaded),
        world.chance.seed,
        order.control,
        origins,
    )
