"""Answers as tests read them: members of JSON objects are attributes too."""

import json
from typing import Any

from mockfapi.clerk.near import nearest
from mockfapi.http.transport import Reply
from mockfapi.http.wire import JSON


class Body(dict[str, Any]):
    """A JSON object: `body["id"]` and `body.id` are the same. Names of methods need the brackets."""

    def __getattr__(self, name: str) -> Any:
        if name in self:
            return self[name]
        raise AttributeError(f"the body has no {name!r}; {nearest(name, self)}")


class ReadableReply(Reply):
    """A reply whose objects are `Body`, and which shows its errors where a test fails."""

    def json(self) -> Any:
        return json.loads(self.answer.body, object_hook=Body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.answer.body.decode("utf-8", "replace")

    def __repr__(self) -> str:
        said = [f"{it['code']}: {it['message']}" for it in self._refusals()]
        return f"<{self.status_code}{' ' if said else ''}{'; '.join(said)}>"

    def _refusals(self) -> list[dict[str, Any]]:
        return self.errors if self.answer.media_type == JSON else []
