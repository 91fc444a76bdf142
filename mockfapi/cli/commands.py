"""The commands and their options. What they do lives in the modules beside this one."""

import re
from contextlib import suppress
from typing import Any

import click
from click import BadParameter
from click.core import ParameterSource

import mockfapi
from mockfapi.cli import options
from mockfapi.cli.frameworks import ALL, AUTO
from mockfapi.cli.options import HOST, PORT

COMMANDLINE = ParameterSource.COMMANDLINE


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


def _check_https(order: dict[str, Any]) -> None:
    if order["https_dir"] is not None and not order["https"]:
        raise BadParameter("--https-dir says where --https keeps its authority, and means nothing without it")


def _is_chosen() -> bool:
    """Whether somebody said what the world begins with."""
    context = click.get_current_context()
    return any(context.get_parameter_source(it) is COMMANDLINE for it in ("scenario", "seed", "weather"))


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
@options.host
@options.port(0, "Port to listen on; 0 picks a free one.")
@options.scenario
@options.seed
@options.state
@options.weather
@options.https
@options.npm("What pages load at /npm/@clerk/...: an app's folder, or its node_modules.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json-logs", is_flag=True, help="Print one JSON object a line.")
@click.option("--lenient", is_flag=True, help="Serve answers that break the contract instead of failing.")
@click.option("--webhooks-anywhere", is_flag=True, help="Let webhooks go to other machines, too.")
@options.control
@options.control_key("Whoever controls it must send this key.")
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
    _check_https(order)
    style = "json" if json_logs else "quiet" if quiet else "text"
    who = _who_controls(control, control_key)
    # Click would end an interrupted command with an empty line on stderr.
    with suppress(KeyboardInterrupt):
        implementation.run(implementation.Order(**order, style=style, control=who, is_chosen=_is_chosen()))


@program.command(context_settings={"allow_interspersed_args": False})
@options.host
@options.port(0, "Port to listen on; 0 picks a free one.")
@options.scenario
@options.seed
@options.state
@options.weather
@options.https
@options.npm("Where the scripts of pages are, if not in this folder: an app's folder, or its node_modules.")
@options.framework(AUTO, "Whose names the variables get; auto looks into package.json and pyproject.toml.")
@click.option("--app", "app_url", metavar="URL", callback=options.page, help="The page that links lead to.")
@options.control
@options.control_key("Whoever controls it must send this key; browsers ask for it.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--verbose", is_flag=True, help="Print a line for each request, too.")
@click.argument("command", metavar="-- COMMAND...", nargs=-1, required=True, type=click.UNPROCESSED)
def run(*, command: tuple[str, ...], framework: str, app_url: str | None, **order: Any) -> int:
    """Serve a world while a command runs, with its keys and addresses in the command's environment."""
    from mockfapi.cli import run as implementation
    from mockfapi.cli.serve import Order

    quiet, verbose = order.pop("quiet"), order.pop("verbose")
    who = _who_controls(order.pop("control"), order.pop("control_key"))
    if quiet and verbose:
        raise BadParameter("--quiet and --verbose exclude each other")
    _check_https(order)
    style = "quiet" if quiet else "verbose" if verbose else "text"
    return implementation.run(
        Order(**order, style=style, lenient=False, control=who, is_chosen=_is_chosen()),
        command,
        framework=framework,
        app_url=app_url,
    )


@program.command()
@options.host
@options.port(1, "Port that the mock listens on.")
@options.scenario
@click.option("--https", is_flag=True, help="For a mock that speaks https.")
@options.npm("For a mock that serves scripts from there: adds their addresses.")
@options.framework(ALL, "Whose names to print; auto looks into package.json and pyproject.toml.")
def env(**order: Any) -> None:
    """Print the variables that apps need, for a .env file or set -a; eval "$(mockfapi env)"; set +a."""
    from mockfapi.cli import env as implementation

    implementation.run(implementation.Order(**order))


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
@options.control_key("Its key.")
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
