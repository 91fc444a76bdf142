"""A server of an app that asks Clerk's library, and a visitor whose browser keeps cookies."""

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from mockfapi.clerk import Clerk

from . import packages
from .javascript import Library, Node

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def library() -> Path:
    """The folder in which the server library is installed."""
    if shutil.which("node") is None:
        pytest.skip("the tests of the server library need Node.js: apt-get install nodejs")
    try:
        return packages.installed()
    except packages.MissingError as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def node(library: Path) -> Iterator[Node]:
    """A process with the JavaScript libraries, one for all tests."""
    process = Node(library)
    yield process
    process.close()


def _options(clerk: Clerk) -> dict[str, str]:
    env = clerk.env
    return {
        "publishableKey": env["CLERK_PUBLISHABLE_KEY"],
        "secretKey": env["CLERK_SECRET_KEY"],
        "apiUrl": env["CLERK_API_URL"],
    }


@pytest.fixture(params=[2, 3], ids=["js2", "js3"])
def js(request, node: Node, clerk: Clerk) -> Library:
    """@clerk/backend, in turn both editions."""
    return Library(node, request.param, _options(clerk))


@pytest.fixture(params=[2, 3], ids=["js2", "js3"])
def ask(request, node: Node) -> Ask:
    """Asks the library about a request with a cookie or other headers, or about a token."""

    def put(**question: Any) -> dict[str, Any]:
        if cookie := question.pop("cookie", None):
            question["headers"] = {"cookie": cookie, **question.get("headers", {})}
        answer: dict[str, Any] = node.ask(edition=request.param, **question)
        return answer

    return put


@pytest.fixture
def js2(node: Node, clerk: Clerk) -> Library:
    """@clerk/backend 2, for what 3 no longer has."""
    return Library(node, 2, _options(clerk))


@pytest.fixture
def js3(node: Node, clerk: Clerk) -> Library:
    """@clerk/backend 3, for what 2 does not have yet."""
    return Library(node, 3, _options(clerk))


@pytest.fixture
def py(clerk: Clerk) -> Iterator[Any]:
    """clerk-backend-api. A 5xx fails at once, where the library by itself would try again for an hour."""
    from clerk_backend_api import Clerk as Library

    with Library(bearer_auth=clerk.secret_key, server_url=f"{clerk.url}/v1", retry_config=None) as it:
        yield it


@pytest.fixture
def untidy() -> Iterator[None]:
    """For calls after which Clerk's Python library leaves a connection open."""
    yield
    gc.collect()


@dataclass
class Visitor:
    """A browser that walks through redirects and keeps the cookies of the app's host."""

    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def keep(self, lines: list[str]) -> None:
        """Takes Set-Cookie lines as a browser does."""
        for line in lines:
            pair, *attributes = line.split("; ")
            name, _, value = pair.partition("=")
            if "Max-Age=0" in attributes:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    def follow(self, url: str) -> str:
        """Goes to an address of the mock and answers where it is sent next."""
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc, timeout=20)
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()

        assert 307 == answer.status, body

        return answer.headers["location"] or ""


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()
