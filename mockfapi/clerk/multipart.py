"""Files in a form: multipart/form-data without chance, so that equal requests have equal bytes."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

UNKNOWN = "application/octet-stream"
# How a quoted name or file name is written in a header.
ESCAPES = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A"})


def encode(fields: Iterable[tuple[str, Any]], files: Mapping[str, Any]) -> tuple[bytes, str]:
    """The body and its content type. A file is bytes, a path, or (name, content[, content type])."""
    blocks = [_block(f'name="{_quoted(name)}"', None, str(value).encode()) for name, value in fields]
    blocks += [_file(name, given) for name, given in files.items()]
    boundary = f"mockfapi-{blake2b(b''.join(blocks), digest_size=16).hexdigest()}"
    line = f"--{boundary}\r\n".encode()
    body = b"".join(line + block + b"\r\n" for block in blocks) + f"--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"


def _file(name: str, given: Any) -> bytes:
    if isinstance(given, Path):
        given = (given.name, given.read_bytes())
    filename, content, *media = given if isinstance(given, tuple) else (name, given)
    content = content.read() if hasattr(content, "read") else content
    if not isinstance(content, bytes):
        raise TypeError(
            f"the file {name!r} is bytes, a path, an open file or (name, content[, content type])"
        )
    kind = media[0] if media else _guessed(filename)
    return _block(f'name="{_quoted(name)}"; filename="{_quoted(filename)}"', kind, content)


def _guessed(filename: str) -> str:
    from mimetypes import guess_type

    return guess_type(filename)[0] or UNKNOWN


def _block(disposition: str, kind: str | None, content: bytes) -> bytes:
    media = "" if kind is None else f"Content-Type: {kind}\r\n"
    return f"Content-Disposition: form-data; {disposition}\r\n{media}\r\n".encode() + content


def _quoted(name: str) -> str:
    return name.translate(ESCAPES)
