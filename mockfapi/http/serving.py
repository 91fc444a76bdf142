"""How the application is put on a socket: uvicorn, httptools, Clerk's error shape even for broken HTTP."""

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockfapi import errors
from mockfapi.http.asgi import Shell
from mockfapi.http.dispatch import Reception
from mockfapi.http.refuse import refuse
from mockfapi.http.wire import Request

GRACE_S = 2
HEAD_LIMIT = 65_536


class ClerkProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it; what cannot be parsed is refused in Clerk's words.

    The parser keeps a head of any length, byte for byte: one without end is cut off here.
    """

    _in_head = False
    _head = 0

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head, self._head = True, 0

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        continued = self._in_head
        super().data_received(data)
        if continued and self._in_head:
            self._head += len(data)
            if self._head > HEAD_LIMIT:
                self.send_400_response(f"The head of the request is larger than {HEAD_LIMIT} bytes.")

    def send_400_response(self, msg: str) -> None:
        answer = refuse(errors.malformed_request_parameters(reason=msg.rstrip(".")), None, Request("", ""))
        head = [
            "HTTP/1.1 400 Bad Request",
            "content-type: application/json",
            f"content-length: {len(answer.body)}",
            "cache-control: no-store",
            "access-control-allow-origin: *",
            "connection: close",
        ]
        self.transport.write("\r\n".join([*head, "", ""]).encode() + answer.body)
        self.transport.close()


def config(reception: Reception) -> Config:
    """The settings of a server for these worlds: one process, no log lines of its own."""
    return Config(
        Shell(reception),
        http=ClerkProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
