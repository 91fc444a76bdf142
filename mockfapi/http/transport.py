"""Browsers and servers in process: synchronous, without a socket, with their own cookies."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, TypedDict, Unpack
from urllib.parse import urlencode

from mockfapi.http.dispatch import Reception
from mockfapi.http.weather import endure
from mockfapi.http.wire import FORM, JSON, Answer, Request

ORIGIN = "http://localhost:3000"


@dataclass(frozen=True)
class Reply:
    """What came back. `response`, `client` and `errors` are the parts of Clerk's bodies, or None."""

    answer: Answer

    @property
    def status_code(self) -> int:
        return self.answer.status

    @property
    def headers(self) -> dict[str, str]:
        """The last value of each header, by its name in lower case."""
        media = {"content-type": self.answer.media_type} if self.answer.media_type else {}
        return media | {name.lower(): value for name, value in self.answer.headers}

    def json(self) -> Any:
        return json.loads(self.answer.body)

    @property
    def response(self) -> Any:
        return self._part("response")

    @property
    def client(self) -> Any:
        """The piggybacked client, also that of an error."""
        meta = self._part("meta")
        return self._part("client") or (meta or {}).get("client")

    @property
    def errors(self) -> list[dict[str, Any]]:
        return self._part("errors") or []

    def _part(self, name: str) -> Any:
        body = self.json() if self.answer.body and self.answer.media_type == JSON else None
        return body.get(name) if isinstance(body, dict) else None


class Parts(TypedDict, total=False):
    """What a request may be made of. `files` is for callers that can send them: those of `mockfapi.clerk`."""

    query: Mapping[str, Any] | None
    form: Mapping[str, Any] | None
    json: Any
    body: bytes | None
    files: Mapping[str, Any] | None
    headers: Mapping[str, str | None] | None


class Caller:
    """Sends requests to a reception and keeps the cookies that come back."""

    def __init__(
        self,
        reception: Reception,
        *,
        base: str = "",
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> None:
        self._reception = reception
        self._base = base
        self.headers = dict(headers or {})
        self.query = dict(query or {})
        self.cookies: dict[str, str] = {}

    def request(self, method: str, path: str, **parts: Unpack[Parts]) -> Reply:
        """One request of the parts `query`, `form`, `json`, `body`, `headers`; None leaves a header out."""
        body, media = _body(parts)
        wanted = {
            **self.headers,
            **({"content-type": media} if media else {}),
            **(parts.get("headers") or {}),
        }
        headers = [(name.lower(), value) for name, value in wanted.items() if value is not None]
        if self.cookies:
            headers.append(("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items())))
        query = {**self.query, **(parts.get("query") or {})}
        text = urlencode([pair for pair in form_of(query) if pair[1] is not None])
        request = Request(method, self._base + path, text, headers, body)
        answer = self._reception.answer(request)
        if answer.weather is None or answer.weather.connection is None:
            self._keep(answer)
        if self._reception.courier is not None:
            self._reception.courier.flush()
        endure(answer)
        return Reply(answer)

    def get(self, path: str, /, **query: Any) -> Reply:
        return self.request("GET", path, query=query)

    def post(self, path: str, /, **form: Any) -> Reply:
        return self.request("POST", path, form=form)

    def patch(self, path: str, /, **form: Any) -> Reply:
        return self.request("PATCH", path, form=form)

    def put(self, path: str, /, **form: Any) -> Reply:
        return self.request("PUT", path, form=form)

    def delete(self, path: str, /, **query: Any) -> Reply:
        return self.request("DELETE", path, query=query)

    def _keep(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name != "Set-Cookie":
                continue
            for key, morsel in SimpleCookie(value).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(key, None)
                else:
                    self.cookies[key] = morsel.value


class Server(Caller):
    """Sends its fields as JSON, as servers do."""

    def post(self, path: str, /, **fields: Any) -> Reply:
        return self.request("POST", path, json=fields or None)

    def patch(self, path: str, /, **fields: Any) -> Reply:
        return self.request("PATCH", path, json=fields)

    def put(self, path: str, /, **fields: Any) -> Reply:
        return self.request("PUT", path, json=fields)


def _body(parts: Mapping[str, Any]) -> tuple[bytes, str | None]:
    if parts.get("body") is not None:
        return parts["body"], None
    if parts.get("json") is not None:
        return json.dumps(parts["json"]).encode(), JSON
    if parts.get("form") is not None:
        return urlencode(list(form_of(parts["form"]))).encode(), FORM
    return b"", None


def form_of(form: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """A form as clerk-js writes it: null is empty, lists repeat their key, booleans and objects are JSON."""
    for name, value in form.items():
        for item in value if isinstance(value, list | tuple) else [value]:
            if isinstance(item, bool | dict):
                yield name, json.dumps(item)
            else:
                yield name, "" if item is None else item
