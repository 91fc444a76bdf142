"""Operations of our own beside a contract: added, marked, and never in place of what it has."""

from typing import Any

import pytest

from mockfapi.spec import Contract
from mockfapi.spec.build import extend

FILE = "specs/fapi/extensions.yaml"


def a_document() -> dict[str, Any]:
    return {"paths": {"/v1/a": {"get": {"operationId": "a"}}}, "components": {"schemas": {"A": {}}}}


def test_an_extension_adds_a_method_to_a_path() -> None:
    """Paths that the contract has gain methods; each is marked as ours."""
    document = a_document()
    extend(document, {"paths": {"/v1/a": {"post": {"operationId": "b"}}}}, FILE)

    assert ["get", "post"] == sorted(document["paths"]["/v1/a"])
    assert document["paths"]["/v1/a"]["post"]["x-mockfapi-extension"] is True


@pytest.mark.parametrize(
    "added",
    [
        {"paths": {"/v1/a": {"get": {"operationId": "b"}}}},
        {"components": {"schemas": {"A": {"type": "string"}}}},
    ],
)
def test_what_the_contract_has_stays_its_own(added: dict[str, object]) -> None:
    """A newer contract that brings an operation makes its extension an error, which names the file."""
    with pytest.raises(ValueError, match=FILE):
        extend(a_document(), added, FILE)


def test_extensions_are_told_apart(fapi: Contract) -> None:
    """What today's browser client calls beyond the edition is there, and known as an addition."""
    assert {"touchClient", "verifyClient"} <= {it.id for it in fapi.operations.values() if it.extension}


def test_some_operations_are_served_without_the_prefix(bapi: Contract) -> None:
    """Libraries call these in two ways; parameters keep their names in both."""
    bare = {it.id: (it.path, it.bare_path) for it in bapi.operations.values() if it.bare_path}

    assert ("/v1/api_keys/{api_key_id}", "/api_keys/{api_key_id}") == bare["ApiKeys_get"]
    assert bapi.operations["Users_getUserDetails"].bare_path is None
