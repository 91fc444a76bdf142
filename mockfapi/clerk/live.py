"""A live server in a thread: started once a process, and only when a test asks for an address."""

import asyncio
import socket
import threading

from mockfapi.app import App

PATIENCE_S = 5


class Live:
    """Serves an app on a free loopback port until the process ends or it is stopped."""

    def __init__(self, app: App) -> None:
        from uvicorn import Server

        from mockfapi.http.serving import config

        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(128)
        self._server = Server(config(app.reception))
        self._thread = threading.Thread(target=self._run, name="mockfapi", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The base URL, without a world's prefix. The socket listens before anybody is told."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def stop(self) -> None:
        """Ends the server and waits for its thread."""
        self._server.should_exit = True
        self._thread.join(timeout=PATIENCE_S)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))
