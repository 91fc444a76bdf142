"""Reads multipart/form-data: texts, and files as bytes. What they hold is judged by rules."""

import re

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.http.wire import Pairs, Request

PARTS = 1000
PARAMETER = re.compile(r';\s*([\w-]+)=("(?:[^"\\]|\\.)*"|[^;]*)')
ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file out of a form. Its name and type are what the sender calls them."""

    name: str
    media_type: str | None
    content: bytes


def parts(request: Request) -> tuple[Pairs, dict[str, Upload]]:
    """The texts in their order and the files by field; a body that is no such form is refused."""
    boundary = _parameters(request.header("content-type") or "").get("boundary")
    if not boundary:
        raise errors.request_body_invalid(reason="its content type names no boundary")
    texts: Pairs = []
    files: dict[str, Upload] = {}
    for head, content in _split(request.body, b"--" + boundary.encode("latin-1", "replace")):
        headers = _headers(head)
        said = _parameters(headers.get("content-disposition", ""))
        name = said.get("name")
        if name is None:
            raise errors.request_body_invalid(reason="a part of it has no name")
        if name in files or any(name == known for known, _ in texts):
            raise errors.form_param_duplicate(name)
        if "filename" in said:
            files[name] = Upload(said["filename"], headers.get("content-type"), content)
        else:
            texts.append((name, _text(name, content)))
    return texts, files


def _split(body: bytes, line: bytes) -> list[tuple[bytes, bytes]]:
    """Head and content of each part."""
    first, *blocks = (b"\r\n" + body).split(b"\r\n" + line)
    if not blocks or not blocks[-1].startswith(b"--") or len(blocks) > PARTS:
        raise errors.request_body_invalid(reason="it is no complete form")
    del first
    found = []
    for block in blocks[:-1]:
        head, gap, content = block.lstrip(b" \t").partition(b"\r\n\r\n")
        if not gap or not head.startswith(b"\r\n"):
            raise errors.request_body_invalid(reason="a part of it has no head")
        found.append((head, content))
    return found


def _headers(head: bytes) -> dict[str, str]:
    lines = [it.partition(":") for it in head.decode("utf-8", "replace").split("\r\n") if ":" in it]
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _parameters(value: str) -> dict[str, str]:
    """The parameters of a header value, by name in lower case."""
    return {name.lower(): _plain(text) for name, text in PARAMETER.findall(value)}


def _plain(text: str) -> str:
    return ESCAPED.sub(r"\1", text[1:-1]) if text.startswith('"') else text.strip()


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as broken:
        raise errors.form_param_value_invalid(name, reason="is not valid UTF-8") from broken
