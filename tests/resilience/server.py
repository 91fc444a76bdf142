"""A server in a process of its own, so that what it holds can be counted, and ways to be rude to it."""

import json
import os
import socket
import struct
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

PATIENCE_S = 20
SERVE = (sys.executable, "-m", "mockfapi", "serve", "--port", "0", "--scenario", "empty", "--json-logs")
# Closing a socket that is set so resets the connection at once.
AT_ONCE = struct.pack("ii", 1, 0)


class Server:
    """`mockfapi serve` on a free port."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(SERVE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._process.stdout is not None
        self._told = self._process.stdout
        self.port = int(json.loads(self._told.readline())["url"].rpartition(":")[2])
        # What it prints later is read and dropped, or it would have to wait for us.
        self._reader = Thread(target=self._told.read)
        self._reader.start()
        self.health()
        self._files = self._open_files()

    @property
    def memory(self) -> float:
        """The MB that it holds; 0 where the system does not tell."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        except OSError:
            return 0
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def sockets_are_closed(self) -> bool:
        """Whether it gives back every connection that nobody holds, within some requests' time."""
        return any(self.health() == 200 and self._open_files() <= self._files for _ in range(100))

    def _open_files(self) -> int:
        try:
            return len(os.listdir(f"/proc/{self._process.pid}/fd"))
        except OSError:
            return 0

    def health(self) -> int:
        """The status of a request by somebody who behaves."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            line.request("GET", "/v1/health", headers={"connection": "close"})
            return line.getresponse().status
        finally:
            line.close()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)

    def rudely(self, sent: bytes, connections: int) -> None:
        """So many connections at a time: all send, nobody listens, half of them hang up without a word."""
        lines = [self.connect() for _ in range(connections)]
        for number, line in enumerate(lines):
            line.sendall(sent)
            if number % 2:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        for line in lines:
            line.close()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=PATIENCE_S)
        self._reader.join(timeout=PATIENCE_S)
        self._told.close()
