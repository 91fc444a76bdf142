"""E-mails as people read them: the HTML of those that were written as text, links with their address."""

import re
from dataclasses import replace
from html import escape

from mockfapi.rules.identifiers import PHONE_ORNAMENTS
from mockfapi.world.records import Message

ACTIONS = {
    "magic_link_sign_in": "Sign in",
    "magic_link_sign_up": "Sign up",
    "magic_link_user_profile": "Verify address",
    "invitation": "Accept invitation",
    "waitlist_invitation": "Accept invitation",
    "organization_invitation": "Accept invitation",
}
FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{subject}</title>
</head>
<body style="margin:0;padding:24px 12px;background:#f3f4f7;color:#1d2433;{font}">
<div style="max-width:480px;margin:0 auto;padding:28px 32px;background:#ffffff;border:1px solid #e3e6ec;\
border-radius:12px;font-size:15px;line-height:1.55">
{content}
</div>
</body>
</html>
"""
APP = '<p style="margin:0 0 20px;font-size:16px;font-weight:600;color:#5a6478">{name}</p>'
SUBJECT = '<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">{text}</h1>'
CODE = (
    '<p style="margin:0 0 20px;padding:16px 8px;background:#f3f4f7;border-radius:8px;text-align:center;'
    'font:600 32px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px">{code}</p>'
)
PARAGRAPH = '<p style="margin:0 0 16px;overflow-wrap:anywhere">{text}</p>'
BUTTON = (
    '<p style="margin:0 0 20px"><a href="{link}" style="display:inline-block;padding:11px 22px;'
    'background:#3f51c7;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600">{words}</a></p>'
)
BELOW = (
    '<p style="margin:0;font-size:12px;color:#5a6478;overflow-wrap:anywhere">If the button does not work, '
    'open <a href="{link}" style="color:#3f51c7">{link}</a></p>'
)
# Whatever a caller says of its address, a link is one that people may follow.
FOLLOWED = re.compile(r"(?:https?:/)?/[^/\\]", re.IGNORECASE)


def spelled(to: str) -> str:
    """How the outbox spells an address or number that somebody asks for."""
    return to.strip().lower() if "@" in to else PHONE_ORNAMENTS.sub("", to)


def delivered(it: Message, address: str) -> Message:
    """A message as it arrives: e-mails have HTML; a link that was sent from no address leads to `address`."""
    if address and it.link is not None and it.link.startswith("/"):
        it = _placed(it, it.link, address + it.link)
    return replace(it, html=html(it)) if it.channel == "email" else it


def html(it: Message) -> str | None:
    """The HTML of an e-mail: what its sender wrote, else its text as a letter. Other messages have none."""
    if it.channel != "email" or it.html is not None:
        return it.html
    return PAGE.format(subject=escape(it.subject), font=FONT, content="\n".join(_parts(it)))


def may_be_followed(link: str) -> bool:
    """Whether a link leads to a page: one of a script does not."""
    return FOLLOWED.match(link) is not None


def _placed(it: Message, path: str, link: str) -> Message:
    """The message with its link in full wherever it stands."""
    written = None if it.html is None else it.html.replace(escape(path), escape(link))
    return replace(it, link=link, body=it.body.replace(path, link), html=written)


def _parts(it: Message) -> list[str]:
    link = it.link if it.link is not None and may_be_followed(it.link) else None
    text, own_line = it.body, False
    if link is not None and text.endswith(link):
        text, own_line = text.removesuffix(link).rstrip(" \n:"), True
    parts = []
    if name := str((it.data.get("app") or {}).get("name") or ""):
        parts.append(APP.format(name=escape(name)))
    if not text.startswith(it.subject):
        parts.append(SUBJECT.format(text=escape(it.subject)))
    if it.code is not None:
        parts.append(CODE.format(code=escape(it.code)))
    parts += [PARAGRAPH.format(text=_linked(each, link)) for each in _paragraphs(text)]
    if link is not None:
        parts.append(BUTTON.format(link=escape(link), words=ACTIONS.get(it.kind, "Open link")))
    if link is not None and own_line:
        parts.append(BELOW.format(link=escape(link)))
    return parts


def _paragraphs(text: str) -> list[str]:
    return [part for it in re.split(r"\n\s*\n", text) if (part := it.strip())]


def _linked(text: str, link: str | None) -> str:
    shown = escape(text)
    if link is not None:
        shown = shown.replace(escape(link), f'<a href="{escape(link)}">{escape(link)}</a>')
    return shown.replace("\n", "<br>\n")
