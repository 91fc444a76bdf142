"""What a failing test shows of the worlds that it used."""

from mockfapi.clerk import Clerk, engine
from mockfapi.clerk.expecting import line

SHOWN = 50
WORLDS = 5

# The worlds that were there when a test began, with what each had answered last.
Before = dict[int, object]


def before() -> Before:
    """What to compare with when the test has failed."""
    return {number: clerk.latest_call for number, clerk in engine().opened.items()}


def sections(known: Before) -> list[tuple[str, str]]:
    """Titles and texts for the worlds that were opened or asked since: latest calls and outbox."""
    there = engine().opened.items()
    used = [it for number, it in there if number not in known or it.latest_call is not known[number]]
    return [section for clerk in used[-WORLDS:] for section in _of(clerk)]


def _of(clerk: Clerk) -> list[tuple[str, str]]:
    calls, messages = clerk.told()
    answered = [line(it) for it in calls[-SHOWN:]]
    sent = [
        "  ".join([f"{it.channel} to {it.to}: {it.subject}", *_unsaid(it.subject, it.code, it.link)])
        for it in messages[-SHOWN:]
    ]
    return [
        (f"mockfapi calls of {clerk!r}", "\n".join(answered) or "none"),
        (f"mockfapi outbox of {clerk!r}", "\n".join(sent) or "empty"),
    ]


def _unsaid(subject: str, *told: str | None) -> list[str]:
    return [it for it in told if it is not None and it not in subject]
