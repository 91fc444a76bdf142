"""The options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from click import BadParameter, Choice, IntRange

from mockfapi.cli.frameworks import ALL, AUTO, NAMES

HOST = "127.0.0.1"
PORT = 4010
HIGHEST_PORT = 65_535

Decorated = Callable[..., Any]


def host(command: Decorated) -> Decorated:
    help_text = "Address to listen on; only this machine can reach the default."
    return click.option("--host", default=HOST, show_default=True, help=help_text)(command)


def port(lowest: int, help_text: str) -> Callable[[Decorated], Decorated]:
    kind = IntRange(lowest, HIGHEST_PORT)
    return click.option("--port", type=kind, default=PORT, show_default=True, help=help_text)


def scenario(command: Decorated) -> Decorated:
    name, text = "NAME|FILE", "What the world starts from."
    return click.option("--scenario", metavar=name, default="demo", show_default=True, help=text)(command)


def seed(command: Decorated) -> Decorated:
    text = "Ids, codes and tokens follow from it."
    return click.option("--seed", default="0", show_default=True, help=text)(command)


def state(command: Decorated) -> Decorated:
    text = "Keep all worlds in this file, and go on where it stands."
    return click.option("--state", metavar="FILE", help=text)(command)


def _presets(_context: click.Context, _option: click.Parameter, said: tuple[str, ...]) -> tuple[str, ...]:
    """Ready-made weather; what is none is told which there is."""
    if said:
        from mockfapi.errors import ClerkError
        from mockfapi.rules import fault_presets

        for it in said:
            try:
                fault_presets.wanted(it)
            except ClerkError as refused:
                raise BadParameter(f"{it!r} {refused.entries[0].meta['reason']}") from None
    return said


def weather(command: Decorated) -> Decorated:
    text = "What goes wrong from the start, such as slow_network=1s; may be given several times."
    kind = "PRESET[=VALUE]"
    return click.option("--weather", metavar=kind, multiple=True, callback=_presets, help=text)(command)


def https(command: Decorated) -> Decorated:
    folder = click.Path(file_okay=False, path_type=Path)
    where = "Where its authority lies; a folder of yours by default.."
    command = click.option("--https-dir", metavar="DIR", type=folder, help=where)(command)
    text = "Speak https, with a certificate made here."
    return click.option("--https", is_flag=True, help=text)(command)


def npm(help_text: str) -> Callable[[Decorated], Decorated]:
    return click.option("--npm", metavar="DIR", type=click.Path(path_type=Path), help=help_text)


def framework(default: str, help_text: str) -> Callable[[Decorated], Decorated]:
    names, shown = Choice([AUTO, ALL, *NAMES]), "NAME"
    return click.option(
        "--framework", metavar=shown, type=names, default=default, show_default=True, help=help_text
    )


def page(_context: click.Context, _option: click.Parameter, url: str | None) -> str | None:
    """A URL of the web, or none."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        fine = False
    if not fine:
        raise BadParameter(f"{url!r} is no address of a page, such as http://localhost:3000")
    return url


def control(command: Decorated) -> Decorated:
    text = "Whether tests may control it."
    return click.option("--control/--no-control", default=True, show_default=True, help=text)(command)


def control_key(help_text: str) -> Callable[[Decorated], Decorated]:
    variable = "MOCKFAPI_CONTROL_KEY"
    return click.option("--control-key", metavar="KEY", envvar=variable, show_envvar=True, help=help_text)
