"""Corrections: what each verb does, and that a wrong or useless entry is refused by name."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from mockfapi.spec.overlay import OverlayError, correct
from mockfapi.spec.sources import FILES, overlays

SPECS = Path(__file__).parents[2] / "specs"
ENTRIES = [
    (path.name, number, entry)
    for path in overlays(SPECS)
    for number, entry in enumerate(yaml.safe_load(path.read_text()), 1)
]


def a_document() -> dict[str, Any]:
    operation: dict[str, Any] = {"operationId": "getUser", "responses": {"200": {"description": "OK"}}}
    schemas = {"User": {"properties": {"id": {"enum": ["a"]}}}, "ClerkErrors": {"type": "object"}}
    return {"paths": {"/v1/me": {"get": operation, "parameters": []}}, "components": {"schemas": schemas}}


def corrected(**entry: Any) -> dict[str, Any]:
    document = a_document()
    correct(document, "fapi", [{"reason": "a test", "api": "fapi"} | entry], "x.yaml")
    return document


def user_after(**entry: Any) -> Any:
    return corrected(**entry)["components"]["schemas"]["User"]


def test_set_replaces_and_creates():
    """A place gets a new value, also when only what holds it was there."""
    assert {"type": "string"} == user_after(at="/components/schemas/User", set={"type": "string"})
    assert 1 == user_after(at="/components/schemas/User/new", set=1)["new"]


def test_merge_goes_deep():
    """What a merge does not mention stays."""
    merged = user_after(at="/components/schemas/User", merge={"properties": {"name": {}}})

    assert {"properties": {"id": {"enum": ["a"]}, "name": {}}} == merged


def test_append_and_remove_change_lists_and_mappings():
    """Lists grow and shrink by items, mappings lose keys."""
    at = "/components/schemas/User/properties/id/enum"

    assert ["a", "b"] == user_after(at=at, append=["b"])["properties"]["id"]["enum"]
    assert [] == user_after(at=at, remove=["a"])["properties"]["id"]["enum"]
    assert {} == user_after(at="/components/schemas/User", remove=["properties"])


def test_an_operation_is_named_by_its_id():
    """A pointer may start at an operationId, and `~1` stands for a slash."""
    document = corrected(at="getUser/responses/200/content", set={"text/html": {}})
    again = {"reason": "a test", "api": "fapi", "at": "getUser/responses/200/content/text~1html", "set": 1}
    correct(document, "fapi", [again], "x.yaml")

    assert {"text/html": 1} == document["paths"]["/v1/me"]["get"]["responses"]["200"]["content"]


def test_statuses_answer_with_errors():
    """An added status has the body of every error; a listed one keeps its own."""
    responses = corrected(where={}, statuses=[200, 401])["paths"]["/v1/me"]["get"]["responses"]

    assert {"$ref": "#/components/responses/ClerkErrors"} == responses["401"]


@pytest.mark.parametrize(
    ("where", "hit"),
    [
        ({"under": "/v1/"}, True),
        ({"under": ["/api_keys", "/v1/"]}, True),
        ({"under": "/oauth"}, False),
        ({"methods": ["get"]}, True),
        ({"methods": ["post"]}, False),
        ({"query": False}, True),
        ({"query": True}, False),
    ],
)
def test_conditions_choose_operations(where: dict[str, Any], hit: bool):
    """A general entry reaches the operations that meet all its conditions."""
    document = a_document()
    document["paths"]["/other"] = {
        "put": {"operationId": "put", "parameters": [{"in": "query"}], "responses": {}}
    }
    either = {"where": where, "statuses": 418}
    both = [
        {"reason": "a test", "api": "fapi"} | it for it in (either, {"operations": ["put"], "statuses": 419})
    ]

    if hit:
        correct(document, "fapi", both, "x.yaml")

    assert hit == ("418" in document["paths"]["/v1/me"]["get"]["responses"])


def test_an_entry_concerns_its_api_only():
    """A correction of one contract leaves the others alone."""
    document = a_document()

    correct(document, "bapi", [{"reason": "a test", "api": "fapi", "at": "/nope", "set": 1}], "x.yaml")

    assert a_document() == document


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"at": "/components/schemas/Nope/enum", "append": [1]}, r"Nope/enum\): there is no such place"),
        ({"at": "/components/schemas/User/nope", "merge": {}}, "there is no such place"),
        ({"at": "/components/schemas/User/properties/id/enum/7", "set": 1}, "there is no such place"),
        ({"at": "getNobody/responses", "merge": {}}, "there is no operation 'getNobody'"),
        ({"at": "getUser", "merge": {}}, "a pointer names a place below"),
        ({"at": "/components/schemas/User", "merge": 1}, "`merge` wants a mapping"),
        ({"at": "/components/schemas/User", "append": [1]}, "`append` wants a list"),
        ({"at": "/components/schemas/User/properties/id/enum", "append": ["a"]}, "has 'a' already"),
        ({"at": "/components/schemas/User", "remove": ["nope"]}, "has no 'nope' here"),
        ({"at": "/components/schemas/User", "merge": {"properties": {}}}, "corrects nothing"),
        ({"at": "/components/schemas/User"}, "exactly one of remove, set, merge, append"),
        ({"at": "/components/schemas/User", "set": 1, "merge": {}}, "exactly one of"),
        ({"set": 1}, "wants `at`"),
        ({"at": "/x", "set": 1, "nope": 1}, "unknown word 'nope'"),
        ({"at": "/x", "set": 1, "reason": " "}, "gives its reason"),
        ({"at": "/x", "set": 1, "api": "sapi"}, "`api` is one of bapi, control, fapi"),
        ({"statuses": 401}, "either `operations` or `where`"),
        ({"statuses": 401, "where": {}, "operations": ["getUser"]}, "either `operations` or `where`"),
        ({"statuses": 401, "where": {}, "at": "/x"}, "either `operations` or `where`"),
        ({"statuses": 401, "where": {"nope": 1}}, "unknown condition 'nope'"),
        ({"statuses": 401, "operations": ["getNobody"]}, "there is no operation 'getNobody'"),
        ({"statuses": 401, "where": {"under": "/v2"}}, "corrects nothing"),
    ],
)
def test_a_wrong_entry_is_named(entry: dict[str, Any], complaint: str):
    """The error says which entry of which file is wrong, and what about it."""
    with pytest.raises(OverlayError, match=complaint) as caught:
        corrected(**entry)

    assert str(caught.value).startswith("x.yaml, entry 1")


@pytest.mark.parametrize("entries", [{"reason": "x"}, ["text"]])
def test_a_file_is_a_list_of_mappings(entries: Any):
    """Anything else is refused with the file's name."""
    with pytest.raises(OverlayError, match=r"^x\.yaml"):
        correct(a_document(), "fapi", entries, "x.yaml")


@pytest.mark.parametrize(
    ("file", "number", "entry"), ENTRIES, ids=[f"{file}:{number}" for file, number, _ in ENTRIES]
)
def test_every_shipped_entry_has_a_reason_of_its_own(file: str, number: int, entry: dict[str, Any]):
    """A reader learns from each entry alone why it is there and for which contract."""
    apis = entry["api"] if isinstance(entry["api"], list) else [entry["api"]]

    assert len(entry["reason"].split()) >= 4, (file, number)
    assert set(apis) <= set(FILES)
