"""What `run` says before the app speaks: the mock, a link for each person to sign in by, what is missing."""

from collections.abc import Iterator
from itertools import islice

import mockfapi
from mockfapi.cli.banner import OUTBOX, SHOWN_PERSONAS, table, trusting
from mockfapi.cli.clients import Client
from mockfapi.cli.console import BOLD, GREEN, YELLOW, aside, harmless, styled
from mockfapi.cli.serve import Stage
from mockfapi.rules import lockout, sign_in_links
from mockfapi.world import World
from mockfapi.world.records import User

BARRED = ("banned", "deactivated", "deprovisioned")


def show(stage: Stage, control: bool | str, client: Client | None, page: str | None) -> None:
    """Says it on stderr: stdout is the app's. `control` is its key or whether it is on.

    `page` is where links lead, if that was said.
    """
    for line in _lines(stage, control, client, page):
        aside(line)


def _lines(stage: Stage, control: bool | str, client: Client | None, page: str | None) -> Iterator[str]:
    scenario = stage.scenario
    ready = styled(f"mockfapi {mockfapi.__version__} serves {stage.base}", BOLD, GREEN)
    began = f"  scenario {styled(scenario.name, BOLD)}" if scenario else ""
    yield f"{ready}{began}"
    if scenario is not None and scenario.weather:
        yield f"  Weather {styled(', '.join(scenario.weather), BOLD, YELLOW)}"
    if stage.origins.file is not None:
        yield f"  State file {stage.origins.line}"
    yield from () if stage.trust is None else trusting(stage.trust)
    if client is not None and client.missing:
        command = f"npm install --save-dev {' '.join(client.missing)}"
        yield styled(f"  Pages will miss what they load: {command}", YELLOW)
    if control is False:
        yield "  Codes and links appear here. The control API is off: no links to sign in by, no outbox."
        return
    yield from _people(stage.world, stage.base, page)
    yield f"  Codes and links appear here and lie at {stage.base}{OUTBOX}"
    if control is not True:
        yield "  A browser that opens one of these asks for a password: the control key."


def _people(world: World, base: str, page: str | None) -> Iterator[str]:
    """Those who are there now: what a state file keeps is not what its scenario began with."""
    if not len(world.users):
        yield "  Nobody to sign in as: sign up."
        return
    yield "  Sign in as" + ("" if page else ", once the app is there")
    yield from table(_person(world, it, base, page) for it in islice(world.users, SHOWN_PERSONAS))
    if (others := len(world.users) - SHOWN_PERSONAS) > 0:
        yield f"  and {others} more"


def _person(world: World, it: User, base: str, page: str | None) -> tuple[str, str]:
    name = sign_in_links.name_of(world, it)
    full_name = harmless(" ".join(part for part in (it.first_name, it.last_name) if part) or name)
    if lockout.is_barred(it) or lockout.is_locked(world, it):
        why = next((reason for reason in BARRED if getattr(it, reason)), "locked")
        return full_name, f"{why}: cannot sign in"
    return full_name, sign_in_links.address(base, name, page)
