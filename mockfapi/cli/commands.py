"""The commands and their options. What they do lives in the modules beside this one."""

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, BadParameter, Option, Typer
from typer.main import get_command

import mockfapi

if TYPE_CHECKING:
    from typer.core import TyperCommand

HOST = "127.0.0.1"
PORT = 4010

app = Typer(
    name="mockfapi",
    help="A stateful mock of Clerk's Frontend and Backend API.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
scenarios = Typer(help="Look into scenarios and check your own.", no_args_is_help=True)
app.add_typer(scenarios, name="scenario")

Host = Annotated[str, Option(help="Address to listen on; only this machine can reach the default.")]
AnyPort = Annotated[int, Option(min=0, max=65535, help="Port to listen on; 0 picks a free one.")]
Port = Annotated[int, Option(min=1, max=65535, help="Port that the mock listens on.")]
ScenarioName = Annotated[str, Option(metavar="NAME|FILE", help="What the world starts from.")]


def program() -> "TyperCommand | Any":
    """The whole command line, ready to run."""
    return get_command(app)


def _version(wanted: bool) -> None:
    if wanted:
        from typer import Exit, echo

        echo(f"mockfapi {mockfapi.__version__}")
        raise Exit


def _workers(count: int | None) -> int | None:
    if count is not None:
        raise BadParameter("a world lives in the memory of one process, so there is only one worker")
    return count


@app.callback()
def _common(
    version: Annotated[
        bool, Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    del version


@app.command()
def serve(  # noqa: PLR0913 - one argument an option
    *,
    host: Host = HOST,
    port: AnyPort = PORT,
    scenario: ScenarioName = "demo",
    seed: Annotated[str, Option(help="Ids, codes and tokens follow from it.")] = "0",
    quiet: Annotated[bool, Option("--quiet", help="Print nothing but errors.")] = False,
    json_logs: Annotated[bool, Option("--json-logs", help="Print one JSON object a line.")] = False,
    lenient: Annotated[
        bool, Option("--lenient", help="Serve answers that break the contract instead of failing.")
    ] = False,
    workers: Annotated[
        int | None, Option(callback=_workers, help="Refused: a world lives in one process.")
    ] = None,
) -> None:
    """Serve a world until Ctrl-C; show its keys and people, then every request and every code."""
    from mockfapi.cli import serve as implementation

    del workers
    if quiet and json_logs:
        raise BadParameter("--quiet and --json-logs exclude each other")
    style = "json" if json_logs else "quiet" if quiet else "text"
    implementation.run(implementation.Order(host, port, scenario, seed, style, lenient))


@app.command()
def env(host: Host = HOST, port: Port = PORT, scenario: ScenarioName = "demo") -> None:
    """Print the variables that apps need, for a .env file or set -a; eval "$(mockfapi env)"; set +a."""
    from mockfapi.cli import env as implementation

    implementation.run(host, port, scenario)


@app.command()
def ops(
    operation_id: Annotated[str | None, Argument(metavar="[ID]", help="Show one operation in full.")] = None,
    missing: Annotated[bool, Option("--missing", help="Only those that are not modelled.")] = False,
    tag: Annotated[str | None, Option(help="Only those of one tag or group.")] = None,
    api: Annotated[str | None, Option(metavar="fapi|bapi|control", help="Only those of one API.")] = None,
    json: Annotated[bool, Option("--json", help="Print JSON.")] = False,
) -> None:
    """List the operations of the contracts and which are modelled, or show where one lives."""
    from mockfapi.cli import ops as implementation

    implementation.run(operation_id, implementation.Wanted(missing, tag, api), as_json=json)


@scenarios.command()
def check(
    files: Annotated[list[str], Argument(metavar="NAME|FILE...", help="Scenarios to check.")],
) -> None:
    """Say whether scenarios can be loaded, and if not, every reason with its line."""
    from mockfapi.cli import scenarios as implementation

    implementation.check(files)


@scenarios.command()
def show(name: Annotated[str, Argument(metavar="NAME|FILE")]) -> None:
    """Show what a scenario holds: its people, organizations and settings that differ from a new instance."""
    from mockfapi.cli import scenarios as implementation

    implementation.show(name)


@scenarios.command()
def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from mockfapi.cli import scenarios as implementation

    implementation.schema()
