"""Browsers and servers of one world, in process. They end with its test."""

import re
from collections.abc import Mapping
from typing import Any, Unpack
from urllib.parse import parse_qsl

from mockfapi.clerk.lease import Lease
from mockfapi.clerk.multipart import encode
from mockfapi.clerk.near import nearest
from mockfapi.clerk.reply import ReadableReply
from mockfapi.http.dispatch import Reception
from mockfapi.http.transport import Caller, Parts, form_of
from mockfapi.world import World


class Browser(Caller):
    """Sends forms, keeps its cookies, and speaks to one world whatever else is open."""

    def __init__(self, reception: Reception, lease: Lease, headers: Mapping[str, str]) -> None:
        super().__init__(reception, base=f"/w/{lease.name}", headers=headers)
        self._lease = lease

    def request(self, method: str, path: str, **parts: Unpack[Parts]) -> ReadableReply:
        """One request. `files` maps field names to bytes, paths, or (name, content[, content type]).

        `path` may be the link of a message, also one to the live server.
        """
        self._lease.check()
        path = _local(path, self._lease.world)
        _check(path, parts)
        path, _, asked = path.partition("?")
        parts["query"] = {**_by_name(asked), **(parts.get("query") or {})}
        if (files := parts.pop("files", None)) is not None:
            body, media = encode(form_of(parts.pop("form", None) or {}), files)
            parts["body"], parts["headers"] = body, {"content-type": media, **(parts.get("headers") or {})}
        return ReadableReply(super().request(method, path, **parts).answer)


class Server(Browser):
    """Holds the secret key of its world. Fields of a body travel as JSON, as the Backend API wants them."""

    def post(self, path: str, /, **fields: Any) -> ReadableReply:
        return self.request("POST", path, json=fields)

    def patch(self, path: str, /, **fields: Any) -> ReadableReply:
        return self.request("PATCH", path, json=fields)

    def put(self, path: str, /, **fields: Any) -> ReadableReply:
        return self.request("PUT", path, json=fields)


def _local(path: str, world: World) -> str:
    """The path of an address at which a server or a page has this world; any other stays as it is."""
    if path.startswith("/"):
        return path
    own = re.escape(world.keys.frontend_api)
    home = re.match(rf"https?://[^/?#]+/w/{re.escape(world.name)}(?=/)|https://{own}(?=/)", path)
    return path if home is None else path[home.end() :]


def _check(path: str, parts: Mapping[str, Any]) -> None:
    if not path.startswith("/"):
        raise ValueError(f"{path!r} is no path of an API: it begins with a slash, such as /v1/client")
    for name in parts:
        if name not in Parts.__annotations__:
            raise TypeError(f"request takes no {name!r}; {nearest(name, Parts.__annotations__)}")


def _by_name(query: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        found[name] = [*found[name], value] if name in found else [value]
    return found
