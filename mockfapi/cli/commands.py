"""The commands and their options. What they do lives in the modules beside this one."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click
from click import BadParameter, IntRange
from click.core import ParameterSource

import mockfapi

HOST = "127.0.0.1"
PORT = 4010
HIGHEST_PORT = 65_535
COMMANDLINE = ParameterSource.COMMANDLINE

Decorated = Callable[..., Any]


def _host(command: Decorated) -> Decorated:
    help_text = "Address to listen on; only this machine can reach the default."
    return click.option("--host", default=HOST, show_default=True, help=help_text)(command)


def _port(lowest: int, help_text: str) -> Callable[[Decorated], Decorated]:
    kind = IntRange(lowest, HIGHEST_PORT)
    return click.option("--port", type=kind, default=PORT, show_default=True, help=help_text)


def _scenario(command: Decorated) -> Decorated:
    name, text = "NAME|FILE", "What the world starts from."
    return click.option("--scenario", metavar=name, default="demo", show_default=True, help=text)(command)


def _control_key(help_text: str) -> Callable[[Decorated], Decorated]:
    variable = "MOCKFAPI_CONTROL_KEY"
    return click.option("--control-key", metavar="KEY", envvar=variable, show_envvar=True, help=help_text)


def _no_workers(_context: click.Context, _option: click.Parameter, count: int | None) -> None:
    if count is not None:
        raise BadParameter("a world lives in the memory of one process, so there is only one worker")


def _who_controls(control: bool, key: str | None) -> bool | str:
    """Nobody, everybody, or who has the key."""
    if key is None:
        return control
    if not control:
        raise BadParameter("--no-control and --control-key exclude each other")
    if re.fullmatch(r"[!-~]+", key) is None:
        raise BadParameter("--control-key takes visible ASCII characters, for it travels in a header")
    return key


def _help_alone(context: click.Context) -> None:
    """Whoever names no command is told which there are."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@click.group(invoke_without_command=True)
@click.version_option(mockfapi.__version__, message="mockfapi %(version)s")
@click.pass_context
def program(context: click.Context) -> None:
    """A stateful mock of Clerk's Frontend and Backend API."""
    _help_alone(context)


@program.group(invoke_without_command=True)
@click.pass_context
def scenario(context: click.Context) -> None:
    """Look into scenarios and check your own."""
    _help_alone(context)


@program.command()
@_host
@_port(0, "Port to listen on; 0 picks a free one.")
@_scenario
@click.option("--seed", default="0", show_default=True, help="Ids, codes and tokens follow from it.")
@click.option("--state", metavar="FILE", help="Keep all worlds in this file, and go on where it stands.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json-logs", is_flag=True, help="Print one JSON object a line.")
@click.option("--lenient", is_flag=True, help="Serve answers that break the contract instead of failing.")
@click.option("--webhooks-anywhere", is_flag=True, help="Let webhooks go to other machines, too.")
@click.option("--control/--no-control", default=True, show_default=True, help="Whether tests may control it.")
@_control_key("Whoever controls it must send this key.")
@click.option(
    "--workers",
    type=int,
    callback=_no_workers,
    expose_value=False,
    help="Refused: a world lives in one process.",
)
def serve(*, quiet: bool, json_logs: bool, control: bool, control_key: str | None, **order: Any) -> None:
    """Serve a world until Ctrl-C; show its keys and people, then every request and every code."""
    from mockfapi.cli import serve as implementation

    if quiet and json_logs:
        raise BadParameter("--quiet and --json-logs exclude each other")
    style = "json" if json_logs else "quiet" if quiet else "text"
    who = _who_controls(control, control_key)
    context = click.get_current_context()
    chosen = any(context.get_parameter_source(it) is COMMANDLINE for it in ("scenario", "seed"))
    # Click would end an interrupted command with an empty line on stderr.
    with suppress(KeyboardInterrupt):
        implementation.run(implementation.Order(**order, style=style, control=who, is_chosen=chosen))


@program.command()
@_host
@_port(1, "Port that the mock listens on.")
@_scenario
def env(host: str, port: int, scenario: str) -> None:
    """Print the variables that apps need, for a .env file or set -a; eval "$(mockfapi env)"; set +a."""
    from mockfapi.cli import env as implementation

    implementation.run(host, port, scenario)


@program.command()
@click.argument("operation_id", metavar="[ID]", required=False)
@click.option("--missing", is_flag=True, help="Only those that are not modelled.")
@click.option("--tag", help="Only those of one tag or group.")
@click.option("--api", metavar="fapi|bapi|control", help="Only those of one API.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def ops(operation_id: str | None, missing: bool, tag: str | None, api: str | None, as_json: bool) -> None:
    """List the operations of the contracts and which are modelled, or show where one, ID, lives."""
    from mockfapi.cli import ops as implementation

    implementation.run(operation_id, implementation.Wanted(missing, tag, api), as_json=as_json)


@scenario.command()
@click.argument("files", metavar="NAME|FILE...", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """Say whether scenarios can be loaded, and if not, every reason with its line."""
    from mockfapi.cli import scenarios as implementation

    implementation.check(list(files))


@scenario.command()
@click.argument("name", metavar="NAME|FILE")
def show(name: str) -> None:
    """Show what a scenario holds: people, organizations, settings that differ from a new instance."""
    from mockfapi.cli import scenarios as implementation

    implementation.show(name)


@scenario.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--url", default=f"http://{HOST}:{PORT}", show_default=True, help="Where the mock is served.")
@click.option("--world", default="default", show_default=True, help="Which of its worlds.")
@click.option(
    "--control-key", metavar="KEY", envvar="MOCKFAPI_CONTROL_KEY", show_envvar=True, help="Its key."
)
def export(file: str | None, url: str, world: str, control_key: str | None) -> None:
    """Write a world of a running mock as a scenario, to FILE or to the screen: it loads back as it stood."""
    from mockfapi.cli import fetch
    from mockfapi.cli import scenarios as implementation

    implementation.export(fetch.Source(url.rstrip("/"), world, control_key), file)


@scenario.command()
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from mockfapi.cli import scenarios as implementation

    implementation.schema()
