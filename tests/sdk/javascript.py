"""Clerk's JavaScript library as an object: `js.users.getUser(id)` asks a Node process that holds it."""

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("calls.mjs")


class RefusedError(Exception):
    """What the mock refused, as the library tells its callers."""

    def __init__(self, refusal: Mapping[str, Any]) -> None:
        self.status: int = refusal["status"]
        self.codes: list[str] = [it["code"] for it in refusal["errors"]]
        self.errors: list[dict[str, Any]] = refusal["errors"]
        self.trace_id: str | None = refusal.get("clerkTraceId")
        self.retry_after: int | None = refusal.get("retryAfter")
        super().__init__(f"{self.status}: {self.errors}")


class Node:
    """One Node process for many calls."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(SCRIPT), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "CLERK_TELEMETRY_DISABLED": "1"},
        )

    def ask(self, **question: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"broken": "the Node process is gone"}')
        if "refused" in answer:
            raise RefusedError(answer["refused"])
        if "broken" in answer:
            raise AssertionError(f"the library itself failed: {answer['broken']}")
        return answer["value"]

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


class Library:
    """One edition of the library, set up with the options of a world."""

    def __init__(self, node: Node, edition: int, options: Mapping[str, Any]) -> None:
        self._node, self.edition, self._options = node, edition, dict(options)

    def __getattr__(self, group: str) -> "Group":
        return Group(self, group)

    def given(self, **options: Any) -> "Library":
        """The same library, set up with further options."""
        return Library(self._node, self.edition, self._options | options)

    def call(self, method: str, args: tuple[Any, ...]) -> Any:
        return self._node.ask(edition=self.edition, options=self._options, method=method, args=args)


class Group:
    """The calls of one resource."""

    def __init__(self, library: Library, name: str) -> None:
        self._library, self._name = library, name

    def __getattr__(self, method: str) -> Any:
        return lambda *args: self._library.call(f"{self._name}.{method}", args)


def blob(content: bytes, kind: str) -> dict[str, str]:
    """A file as the library takes it."""
    return {"$blob": b64encode(content).decode(), "type": kind}
