"""How the application is put on a socket: uvicorn, httptools, Clerk's error shape even for broken HTTP."""

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockfapi import errors
from mockfapi.http.asgi import Shell
from mockfapi.http.dispatch import Reception
from mockfapi.http.refuse import refuse
from mockfapi.http.wire import Request

GRACE_S = 2


class ClerkProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it; what cannot be parsed is refused in Clerk's words."""

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
