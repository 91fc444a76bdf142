"""What a refusal is: a row of the catalogue, an entry of an answer, the error that rules raise."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One entry of an error answer."""

    status: int
    code: str
    message: str
    long_message: str
    meta: Mapping[str, Any] = field(default_factory=dict)


class ClerkError(Exception):
    """A refusal in Clerk's words: one or more entries; the status is that of the first."""

    def __init__(self, *entries: Refusal) -> None:
        super().__init__("; ".join(f"{entry.code} {dict(entry.meta)}" for entry in entries))
        self.entries = entries

    @property
    def status(self) -> int:
        return self.entries[0].status

    @property
    def code(self) -> str:
        return self.entries[0].code


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A row of the catalogue; calling it makes the error. Texts may name `{param}` and any meta key."""

    status: int
    code: str
    message: str
    long_message: str

    def entry(self, param: str | None = None, /, **meta: Any) -> Refusal:
        words = {"param": param, **meta}
        if param is not None:
            meta = {"param_name": param, **meta}
        return Refusal(
            self.status, self.code, self.message.format(**words), self.long_message.format(**words), meta
        )

    def __call__(self, param: str | None = None, /, **meta: Any) -> ClerkError:
        return ClerkError(self.entry(param, **meta))


def several(entries: Iterable[Refusal]) -> ClerkError:
    """One error that lists several refusals."""
    return ClerkError(*entries)
