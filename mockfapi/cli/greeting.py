"""What `run` says before the app speaks: the mock, a link for each person to sign in by, what is missing."""

from collections.abc import Iterator

import mockfapi
from mockfapi.cli.banner import OUTBOX, SHOWN_PERSONAS, table, trusting
from mockfapi.cli.clients import Client
from mockfapi.cli.console import BOLD, GREEN, YELLOW, aside, styled
from mockfapi.cli.serve import Stage
from mockfapi.rules import sign_in_links
from mockfapi.scenario import Persona


def show(stage: Stage, client: Client | None, page: str | None) -> None:
    """Says it on stderr: stdout is the app's. `page` is where links lead, if that was said."""
    for line in _lines(stage, client, page):
        aside(line)


def sign_in_link(base: str, persona: Persona, page: str | None) -> str | None:
    """The address that signs somebody in; None for whom nothing identifies or who may not sign in."""
    identifier = persona.username or persona.email_address or persona.phone_number
    if identifier is None or persona.barred:
        return None
    return sign_in_links.address(base, identifier, page)


def _lines(stage: Stage, client: Client | None, page: str | None) -> Iterator[str]:
    ready = styled(f"mockfapi {mockfapi.__version__} serves {stage.base}", BOLD, GREEN)
    began = f"  scenario {styled(stage.scenario.name, BOLD)}" if stage.scenario else ""
    yield f"{ready}{began}"
    if stage.origins.file is not None:
        yield f"  State file {stage.origins.line}"
    yield from () if stage.trust is None else trusting(stage.trust)
    if client is not None and client.missing:
        command = f"npm install --save-dev {' '.join(client.missing)}"
        yield styled(f"  Pages will miss what they load: {command}", YELLOW)
    yield from _people(stage, page)
    yield f"  Codes and links appear here and lie at {stage.base}{OUTBOX}"


def _people(stage: Stage, page: str | None) -> Iterator[str]:
    personas = stage.scenario.personas if stage.scenario else ()
    if not personas:
        yield "  Nobody to sign in as: sign up."
        return
    yield "  Sign in as" + ("" if page else ", once the app is there")
    shown = personas[:SHOWN_PERSONAS]
    yield from table((it.full_name, sign_in_link(stage.base, it, page) or _why_not(it)) for it in shown)
    if others := len(personas[SHOWN_PERSONAS:]):
        yield f"  and {others} more"


def _why_not(it: Persona) -> str:
    return f"{it.barred}: cannot sign in" if it.barred else "has no identifier"
