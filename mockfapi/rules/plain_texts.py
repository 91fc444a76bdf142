"""HTML as plain text: what a mail program shows that cannot show HTML. Nothing here writes HTML."""

import re
from html.parser import HTMLParser

# Tags that mails have; another word between these brackets may be meant as it stands.
TAG = re.compile(
    r"<(?:!doctype|/?(?:a|b|blockquote|body|br|center|code|div|em|font|h[1-6]|hr|html|i|img|li|ol|p|pre|small|span"
    r"|strong|style|table|tbody|td|th|tr|u|ul))(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
BLOCKS = re.compile(
    r"address|article|blockquote|div|dl|dt|dd|footer|h[1-6]|header|hr|li|main|ol|p|pre|section|table|tr|ul"
)
# What these hold is not for readers.
SILENT = frozenset(("script", "style", "template", "title"))
SPACES = re.compile(r"[ \t\r\f\v\xa0]+")


def is_html(text: str) -> bool:
    """Whether a text is written in HTML: it has a tag."""
    return TAG.search(text) is not None


def of(html: str) -> str:
    """The text of an HTML body; links stand behind their words. Broken HTML is read as browsers read it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [SPACES.sub(" ", line).strip() for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects what people would read."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent.append(tag)
        elif tag == "br":
            self.parts.append("\n")
        elif BLOCKS.fullmatch(tag):
            self._paragraph()
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.parts)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif BLOCKS.fullmatch(tag):
            self._paragraph()
        elif tag == "a" and self._links:
            target, begun = self._links.pop()
            words = "".join(self.parts[begun:]).strip()
            if target and target != words:
                self.parts.append(f" {target}" if words else target)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # A line break of the source is a space to its reader.
            self.parts.append(data.replace("\n", " "))

    def _paragraph(self) -> None:
        self.parts.append("\n\n")
