"""What a failing test shows of its world."""

from mockfapi.clerk import Clerk

SHOWN = 50


def sections(clerk: Clerk) -> list[tuple[str, str]]:
    """Titles and texts: the latest calls with their operation ids, and the outbox."""
    calls = [
        f"{it.status} {it.method:6} {it.path}  {it.operation_id or 'no operation'}  {it.code or ''}".rstrip()
        for it in clerk.calls()[-SHOWN:]
    ]
    messages = [
        f"{it.channel} to {it.to}: {it.subject}{'  ' + it.link if it.link else ''}"
        for it in list(clerk.outbox)[-SHOWN:]
    ]
    return [
        (f"mockfapi calls ({clerk.scenario})", "\n".join(calls) or "none"),
        ("mockfapi outbox", "\n".join(messages) or "empty"),
    ]
