"""Base URLs and listening sockets. Knows nothing of what is served."""

import socket
import sys
from ipaddress import ip_address

from mockfapi.cli.failure import CommandError

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def base_url(host: str, port: int, scheme: str = "http") -> str:
    """The URL by which this machine reaches a server on host and port."""
    name = EVERYWHERE.get(host, host)
    return f"{scheme}://[{name}]:{port}" if ":" in name else f"{scheme}://{name}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. CommandError says what is in the way."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (socket.gaierror, UnicodeError):
        raise CommandError(f"{host!r} is not an address of this machine") from None
    listener = socket.socket(family, kind, protocol)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(place)
        listener.listen(512)
    except OSError as broken:
        listener.close()
        raise CommandError(_obstacle(host, port, broken)) from None
    listener.setblocking(False)
    return listener


def _obstacle(host: str, port: int, broken: OSError) -> str:
    import errno

    if broken.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use; take another one, or --port 0 for any that is free"
    return f"cannot listen on port {port} of {host}: {broken.strerror or broken}"
