"""What `serve` says when it is ready: addresses, keys, a snippet that works, the people. No requests."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import mockfapi
from mockfapi.cli.console import BOLD, CYAN, DIM, GREEN, YELLOW, say, styled
from mockfapi.cli.keeping import Origins
from mockfapi.frozen import dataclass
from mockfapi.scenario import Persona, Scenario
from mockfapi.world.keys import Keys

if TYPE_CHECKING:
    from mockfapi.cli.trust import Trust

SHOWN_PERSONAS = 20
OUTBOX = "/__mockfapi/outbox.html"


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to say. `base` is the URL of the mock; `control` its key or whether it is on.

    `trust` is there where it speaks https. `scenario` is what the default world began with, as far as that
    is still to be had; `origins` are those of all worlds.
    """

    base: str
    keys: Keys
    scenario: Scenario | None
    seed: str
    control: bool | str = True
    trust: "Trust | None" = None
    origins: Origins = Origins()


def show(style: str, facts: Facts) -> None:
    """Says that the mock is ready, in the style asked for."""
    if style == "json":
        say(json.dumps(_record(facts)))
    elif style == "text":
        for line in _lines(facts):
            say(line)


def _record(facts: Facts) -> dict[str, object]:
    trusted = {} if facts.trust is None else {"authority": str(facts.trust.authority)}
    kept: dict[str, object] = {}
    if facts.origins.file is not None:
        kept = {"state": facts.origins.file, "restored": [name for name, _ in facts.origins.in_it]}
    return {
        "event": "ready",
        "url": facts.base,
        "publishable_key": facts.keys.publishable_key,
        "secret_key": facts.keys.secret_key,
        "frontend_api": facts.keys.frontend_api,
        "scenario": facts.scenario.name if facts.scenario else None,
        "seed": facts.seed,
        "outbox_url": None if facts.control is False else f"{facts.base}{OUTBOX}",
        "weather": list(facts.scenario.weather) if facts.scenario else [],
        **trusted,
        **kept,
    }


def _lines(facts: Facts) -> Iterator[str]:
    scenario = facts.scenario
    ready = styled(f"mockfapi {mockfapi.__version__} serves {facts.base}", BOLD, GREEN)
    began = "no scenario" if scenario is None else f"scenario {styled(scenario.name, BOLD)}"
    yield f"\n{ready}  {began}, seed {facts.seed}"
    if scenario is not None and scenario.description:
        yield styled(scenario.description, DIM)
    if scenario is not None and scenario.weather:
        yield f"Weather: {styled(', '.join(scenario.weather), BOLD, YELLOW)}"
    yield ""
    yield from table(
        [
            ("Frontend API", f"{facts.base}/v1"),
            ("Backend API", f"{facts.base}/v1  with the secret key as bearer"),
            ("Control API", _control(facts)),
            *([] if facts.control is False else [("Outbox", f"{facts.base}{OUTBOX}")]),
            ("Publishable key", facts.keys.publishable_key),
            ("Secret key", facts.keys.secret_key),
            *([("State file", facts.origins.line)] if facts.origins.file else []),
        ]
    )
    yield from () if facts.trust is None else trusting(facts.trust)
    yield ""
    yield from _snippets(facts)
    yield ""
    yield from _people(facts)
    yield ""
    place = "below" if facts.control is False else "below and in the outbox"
    yield f"Nothing is ever sent: codes and links appear {place}. Addresses with +clerk_test take 424242."
    yield "Stop with Ctrl-C."
    yield ""


def trusting(trust: "Trust") -> Iterator[str]:
    """What browsers and programs need for https."""
    yield f"  To be trusted once by browser and programs (docs/RUN.md says how): {trust.authority}"


def _control(facts: Facts) -> str:
    if facts.control is False:
        return "switched off"
    needed = "" if facts.control is True else "  with the control key"
    return f"{facts.base}/__mockfapi/health  and worlds, clock, outbox, journal, reset{needed}"


def _snippets(facts: Facts) -> Iterator[str]:
    key, base = facts.keys.publishable_key, facts.base
    port = base.rpartition(":")[2]
    yield styled("In a page, with your copy of clerk-js:", BOLD)
    yield '  <script src="clerk.browser.js"'
    yield f'    data-clerk-publishable-key="{key}"'
    yield f'    data-clerk-proxy-url="{base}"></script>'
    yield "  <script>Clerk.load().then(() => Clerk.mountSignIn(document.body))</script>"
    yield styled("In a framework, so that it loads clerk-js from you, not from outside:", BOLD)
    yield f'  <ClerkProvider publishableKey="{key}"'
    yield f'    proxyUrl="{base}" __internal_clerkJSUrl="/clerk.browser.js">'
    yield styled("As variables, for apps and servers:", BOLD)
    yield f'  set -a; eval "$(mockfapi env --port {port}{_scenario_option(facts.scenario)})"; set +a'


def _scenario_option(scenario: Scenario | None) -> str:
    # Only a scenario that brings keys of its own changes what `env` prints.
    own = scenario is not None and scenario.keys("default") != Keys.of("default")
    return f" --scenario {scenario.file}" if scenario is not None and own else ""


def _people(facts: Facts) -> Iterator[str]:
    scenario, goes_on = facts.scenario, bool(facts.origins.in_it)
    if scenario is None or (goes_on and not scenario.personas):
        yield "The people are those of the state file."
        return
    personas = scenario.personas
    if not personas and not scenario.crowd:
        yield "Nobody has signed up yet."
        return
    yield styled("People in the beginning:" if goes_on else "People:", BOLD)
    yield from table(_row(it) for it in personas[:SHOWN_PERSONAS])
    others = len(personas[SHOWN_PERSONAS:]) + scenario.crowd
    if others:
        yield f"  and {others} more"


def _row(it: Persona) -> tuple[str, ...]:
    identifier = it.email_address or it.phone_number or it.username or "no identifier"
    absent = "a password that no file tells" if it.is_unknown else "no password: signs in by code"
    password = it.password if it.password is not None else absent
    organizations = ", ".join(f"{name} ({role})" for name, role in it.organizations)
    remark = f"{it.barred}: cannot sign in" if it.barred else organizations
    return it.full_name, identifier, password, remark


def table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Aligned columns; the second one is what people copy."""
    kept = list(rows)
    widths = [max(len(row[column]) for row in kept) for column in range(len(kept[0]))] if kept else []
    for row in kept:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[1] = styled(cells[1], CYAN)
        yield "  " + "  ".join(cells).rstrip()
