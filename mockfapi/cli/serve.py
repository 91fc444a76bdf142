"""`mockfapi serve`: one process, one world, until it is stopped. What it prints: `banner` and `news`."""

import asyncio
import gc
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

from uvicorn import Config, Server

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.cli import address, banner, console, news

GRACE_S = 2


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. `style` is text, json or quiet."""

    host: str
    port: int
    scenario: str
    seed: str
    style: str
    lenient: bool


class Listener(Server):
    """A server that says when it is ready and that a signal ends as any other wish to stop."""

    def __init__(self, config: Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        del sig, frame
        # Asked twice, it does not wait for open connections. Kept out of the list of captured
        # signals, which would end the process by the signal once more.
        self.force_exit = self.should_exit
        self.should_exit = True


def run(order: Order) -> None:
    """Serves until Ctrl-C or SIGTERM."""
    _heed_sigterm()
    console.prepare()
    loaded = scenario.load(order.scenario)
    listener = address.listen(order.host, order.port)
    with listener:
        app = App(lenient=order.lenient)
        world = app.open_world(scenario_name=order.scenario, seed=order.seed)
        base = address.base_url(order.host, listener.getsockname()[1])
        facts = banner.Facts(base, world.keys, loaded, order.seed)
        if not address.is_loopback(order.host):
            console.warn(f"other machines may reach {order.host}; a mock protects nothing")
        paper = news.PAPERS.get(order.style)
        if paper is not None:
            app.listen(on_request=paper.request, on_message=paper.message)

        def ready() -> None:
            gc.freeze()
            gc.enable()
            banner.show(order.style, facts)

        _serve(app.asgi, listener, ready)


def _serve(asgi: Any, listener: socket.socket, ready: Callable[[], None]) -> None:
    config = Config(
        asgi,
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    asyncio.run(Listener(config, ready).serve(sockets=[listener]))


def _heed_sigterm() -> None:
    def stop(_sig: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, stop)
