"""The outbox as a page, which works without its script. Whatever people wrote stands in it escaped."""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from html import escape
from urllib.parse import urlencode

from mockfapi.frozen import dataclass
from mockfapi.views import mail
from mockfapi.views.outbox_look import SCRIPT, STYLE
from mockfapi.world import World
from mockfapi.world.records import Message

MOST = 200
CHANNELS = {"email": "e-mail", "sms": "SMS", "whatsapp": "WhatsApp"}
_HASH = b64encode(sha256(SCRIPT.encode()).digest()).decode()
# The frame of a mail inherits it: nothing is loaded from anywhere, and only the script of this page runs.
POLICY = (
    f"default-src 'none'; script-src 'sha256-{_HASH}'; style-src 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Without an Origin of its own the button that clears the outbox would look like a stranger's.
    ("Referrer-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
# A mail may open tabs, with everything a tab may do; it runs no script and moves this page nowhere.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>Outbox</h1>
<span id="count" role="status">{count}</span>
<span id="away" role="alert">The mock does not answer.</span>
<form class="filters" id="filters">
{filters}
<button>Show</button>
</form>
<form class="clear" method="post" action="outbox.html"><button>Clear</button></form>
</header>
<main class="{state}">
<nav id="list" aria-label="Messages">
{rows}
</nav>
{view}
</main>
<script>{script}</script>
</body>
</html>
"""
SELECT = """<select name="{name}" aria-label="{label}">
<option value="">{everything}</option>
{options}
</select>"""
OPTION = '<option value="{name}"{selected}>{name} ({count})</option>'
ROW = """<li><a id="row-{id}" href="{href}"{current}>
<b>{to}</b><time datetime="{at}" title="{at} UTC">{time}</time>
<span class="subject">{subject}</span><span class="kind">{channel}</span>
</a></li>"""
KEY = '<div class="key">{shown}{further}<button type="button" class="copy" data-of="{id}">Copy</button></div>'
OPEN = '<a class="open" href="{link}" target="_blank" rel="noopener noreferrer">Open link</a>'
FRAME = '<h3>HTML</h3>\n<iframe title="The mail as HTML" sandbox="{sandbox}" srcdoc="{html}"></iframe>'
VIEW = '<article id="view">\n{parts}\n</article>'
NOTHING = """<article id="view" class="nothing">
{back}
<h2>{heading}</h2>
<p class="note">{advice}</p>
</article>"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader wants: messages `to` an address, of a `kind`; a `message` by its id, else the newest.

    `address` is where the world was reached; `written` writes a time.
    """

    to: str | None
    kind: str | None
    message: str | None
    address: str
    written: Callable[[int], str]

    def href(self, message: str | None) -> str:
        """The page with the same filters and this message."""
        given = {"to": self.to, "kind": self.kind, "message": message}
        return f"outbox.html?{urlencode({name: value for name, value in given.items() if value})}"


def page(world: World, found: Sequence[Message], asked: Asked) -> str:
    """The whole page; `found` are the messages that pass its filters, oldest first."""
    chosen, total = _chosen(world, found, asked), len(world.messages)
    count = f"{len(found)} of {total}" if asked.to or asked.kind else f"{total}"
    label = f"{count} message{'' if total == 1 else 's'}, world {world.name}"
    return PAGE.format(
        title=escape(f"({len(found)}) Outbox of {world.name}"),
        style=STYLE,
        script=SCRIPT,
        count=escape(label),
        filters=_filters(world, asked),
        state="chosen" if asked.message else "newest",
        rows=_rows(found, chosen, asked, asked.written(world.clock.now)[:10]),
        view=_nothing(total, asked) if chosen is None else _view(chosen, asked),
    )


def _chosen(world: World, found: Sequence[Message], asked: Asked) -> Message | None:
    """The message that is shown: the one that was asked for if it is still there, else the newest."""
    if asked.message:
        return world.messages.find(asked.message)
    return found[-1] if found else None


def _filters(world: World, asked: Asked) -> str:
    recipients, kinds = Counter(it.to for it in world.messages), Counter(it.kind for it in world.messages)
    return "\n".join(
        (
            _select("to", ("Recipient", "Everybody"), recipients, asked.to),
            _select("kind", ("Kind", "Every kind"), kinds, asked.kind),
        )
    )


def _select(name: str, labels: tuple[str, str], counts: Counter[str], chosen: str | None) -> str:
    # What was chosen stays on offer when its last message is gone.
    names = sorted({*counts, *([chosen] if chosen else [])})
    options = (
        OPTION.format(name=escape(it), count=counts[it], selected=" selected" if it == chosen else "")
        for it in names
    )
    label, everything = labels
    return SELECT.format(name=name, label=label, everything=everything, options="\n".join(options))


def _rows(found: Sequence[Message], chosen: Message | None, asked: Asked, today: str) -> str:
    rows = "\n".join(_row(it, chosen, asked, today) for it in reversed(found[-MOST:]))
    rest = len(found) - MOST
    more = f'<p class="more">{rest} older ones are not listed: filters find them.</p>' if rest > 0 else ""
    return f"<ol>\n{rows}\n</ol>\n{more}"


def _row(it: Message, chosen: Message | None, asked: Asked, today: str) -> str:
    at = asked.written(it.created_at)
    day, _, time = at.partition(" ")
    return ROW.format(
        id=escape(it.id),
        href=escape(asked.href(it.id)),
        current=' aria-current="true"' if chosen is not None and chosen.id == it.id else "",
        to=escape(it.to),
        at=at,
        time=time if day == today else day,
        subject=escape(it.subject),
        channel=CHANNELS.get(it.channel, escape(it.channel)),
    )


def _nothing(total: int, asked: Asked) -> str:
    """What stands where a message would."""
    if asked.message:
        said = "This message is gone", "The outbox was cleared, or the world went back to an earlier time."
    elif total:
        said = "Nothing like that", "No message passes these filters."
    else:
        said = "Nothing was sent yet", "Codes and links appear here as soon as the app asks for them."
    return NOTHING.format(back=_back(asked), heading=said[0], advice=said[1])


def _back(asked: Asked) -> str:
    return f'<a class="back" href="{escape(asked.href(None))}">All messages</a>' if asked.message else ""


def _view(it: Message, asked: Asked) -> str:
    it = mail.delivered(it, asked.address)
    parts = [_back(asked), f"<h2>{escape(it.subject)}</h2>", _facts(it, asked)]
    if it.code is not None:
        parts.append(_key("code", it.code, ""))
    if it.link is not None:
        parts.append(_key("link", it.link, _open(it.link)))
    if not it.delivered_by_clerk:
        parts.append('<p class="note">The app is to send this one: a webhook told it.</p>')
    if it.html is not None:
        # Its links open tabs, or they would load within the frame.
        html = f'<!doctype html>\n<base target="_blank">\n{it.html}'
        parts.append(FRAME.format(sandbox=SANDBOX, html=escape(html)))
    parts.append(f"<h3>Text</h3>\n<pre>{escape(it.text)}</pre>")
    return VIEW.format(parts="\n".join(parts))


def _facts(it: Message, asked: Asked) -> str:
    at = asked.written(it.created_at)
    facts = {
        "To": escape(it.to),
        "From": escape(it.from_email_name),
        "Reply to": escape(it.reply_to_email_name),
        "Sent": f'<time datetime="{at}">{at} UTC</time>, by {CHANNELS.get(it.channel, escape(it.channel))}',
        "Kind": escape(it.kind),
        "User": escape(it.user_id or ""),
    }
    rows = "\n".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items() if value)
    return f"<dl>\n{rows}\n</dl>"


def _key(kind: str, text: str, further: str) -> str:
    """What people came for, large and ready to be copied."""
    shown = f'<span class="{kind}" id="the-{kind}">{escape(text)}</span>'
    return KEY.format(shown=shown, further=further, id=f"the-{kind}")


def _open(link: str) -> str:
    return OPEN.format(link=escape(link)) if mail.may_be_followed(link) else ""
