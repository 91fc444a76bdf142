"""What is refused before a rule is asked changes nothing: not a row, not a counter, not the journal."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi.http.bind import Bound
from mockfapi.http.wire import FORM, JSON, Answer, Request
from mockfapi.world import World
from tests.properties.steps import house, opened, operations, state

Spoil = Callable[[Request, str], None]


def with_header(name: str, *values: str) -> Spoil:
    def spoil(request: Request, junk: str) -> None:
        request.headers = [*request.headers, *((name, value.format(junk=junk)) for value in values)]

    return spoil


def with_query(text: str) -> Spoil:
    def spoil(request: Request, junk: str) -> None:
        request.query_string = text.format(junk=junk)

    return spoil


def with_body(media: str, body: bytes) -> Spoil:
    def spoil(request: Request, junk: str) -> None:
        request.body = body
        request.headers = [*request.headers, ("content-type", media)]

    return spoil


def too_large(request: Request, junk: str) -> None:
    request.oversized = True


def without_credentials(request: Request, junk: str) -> None:
    request.headers = []


SPOILS: dict[str, Spoil] = {
    "two origins": with_header("origin", "http://localhost:3000", "http://localhost:{junk}"),
    "a forged cookie": with_header("cookie", "__client=ey{junk}.e30.x"),
    "an unknown dev browser": with_query("__clerk_db_jwt=dvb_{junk}"),
    "a version that is no date": with_query("__clerk_api_version=v{junk}"),
    "a query that is no UTF-8": with_query("{junk}=%ff"),
    "an unknown field": with_body(FORM, b"unheard_of=1"),
    "a field twice": with_body(FORM, b"strategy=password&strategy=password"),
    "a broken body": with_body(JSON, b'{"advance": '),
    "another media type": with_body("text/plain", b"hello"),
    "too large a body": too_large,
    "no credentials": without_credentials,
}


def spoiled(world: World, bound: Bound, spoil: str, junk: str) -> Answer:
    """The answer to a request that is right but for one thing."""
    operation = bound.operation
    path = operation.path
    for parameter in operation.parameters:
        if parameter.place == "path":
            path = path.replace(f"{{{parameter.name}}}", f"unknown_{junk}")
    key = [("authorization", f"Bearer {world.keys.secret_key}")] if operation.api == "bapi" else []
    request = Request(operation.method, f"/w/{world.name}{path}", headers=[*key, ("host", "localhost")])
    SPOILS[spoil](request, junk)
    return house().reception.answer(request)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(operations())),
    st.sampled_from(sorted(SPOILS)),
    st.from_regex("[a-z0-9]{1,8}", fullmatch=True),
)
def test_a_request_that_cannot_be_read_changes_nothing(operation_id, spoil, junk):
    """Every modelled operation, spoiled in every way: refused with 4xx, and the world is as it was."""
    with opened("castor") as (world, _):
        before = (state(world), world.journal.number)
        answer = spoiled(world, operations()[operation_id], spoil, junk)

        assert 500 > answer.status, answer.body
        assert answer.status < 400 or before == (state(world), world.journal.number)


@pytest.mark.parametrize("spoil", SPOILS)
def test_each_way_of_spoiling_is_refused_somewhere(spoil):
    """The property above is about something: there are operations that refuse it."""
    with opened("castor") as (world, _):
        refused = [it for it in operations().values() if spoiled(world, it, spoil, "x1").status >= 400]

        assert refused
