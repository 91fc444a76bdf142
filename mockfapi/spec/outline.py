"""The operations of a corrected document, flattened: references resolved, schemas converted, names ours."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from mockfapi.spec.overlay import Json, operations
from mockfapi.spec.schema import DEFINITIONS, convert

JSON = "application/json"
PLACES = ("path", "query", "header")

# Marks the operations that an extension adds.
EXTENSION = "x-mockfapi-extension"

# Marks the operations that clients also call without the prefix of the API.
BARE = "x-mockfapi-bare"

# Names that the rule of snake case would tear apart.
WORDS = {"OAuth": "Oauth", "UrLs": "Urls"}


def outlines(api: str, document: Json, definitions: Json) -> list[Json]:
    """One flat record for each operation, in the order of the document."""
    found = [
        _outline(api, document, path, method) | _envelope(document, operation, definitions)
        for path, method, operation in operations(document)
    ]
    ids = [outline["id"] for outline in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise ValueError(f"the {api} contract uses the operationId {twice[0]} twice")
    return found


def snake(name: str) -> str:
    """A name of the contract in snake case: `planIdOrSlug`, `OAuth2 Identity Provider`, `RedirectUrLs`."""
    for odd, plain in WORDS.items():
        name = name.replace(odd, plain)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"[\s-]+", "_", name).lower()


def group(api: str, operation_id: str, tag: str | None) -> str:
    """The group of an operation: its tag, or in the untagged BAPI what its id has before the underscore."""
    if tag is not None:
        return snake(tag)
    return snake(operation_id.partition("_")[0]) if api == "bapi" else "browser_flows"


def _outline(api: str, document: Mapping[str, Any], path: str, method: str) -> Json:
    item = document["paths"][path]
    operation = item[method]
    tag = next(iter(operation.get("tags") or ()), None)
    request = _followed(document, operation.get("requestBody") or {})
    below = re.sub(r"{(\w+)}", lambda name: "{" + snake(name[1]) + "}", path)
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": _prefix(document) + below,
        "bare_path": below if operation.get(BARE) else None,
        "contract_path": path,
        "tag": tag,
        "group": group(api, operation["operationId"], tag),
        "deprecated": bool(operation.get("deprecated")),
        "extension": bool(operation.get(EXTENSION)),
        "parameters": _parameters(document, item.get("parameters", []), operation.get("parameters", [])),
        "bodies": {
            media: convert(said.get("schema", {})) for media, said in request.get("content", {}).items()
        },
        "body_required": bool(request.get("required")),
        "responses": _responses(document, operation["responses"]),
        "security": operation.get("security", document.get("security", [])),
    }


def _prefix(document: Mapping[str, Any]) -> str:
    servers = document.get("servers") or [{}]
    url = str(servers[0].get("url", ""))
    return url.rstrip("/") if url.startswith("/") else ""


def _followed(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part itself, or what it refers to."""
    while "$ref" in part:
        place: Any = document
        for step in str(part["$ref"]).removeprefix("#/").split("/"):
            place = place[step]
        part = place
    return part


def _parameters(document: Mapping[str, Any], *levels: Iterable[Json]) -> list[Json]:
    """The parameters of path and operation; the operation's own win."""
    found = {}
    for level in levels:
        for part in level:
            said = _followed(document, part)
            found[said["in"], said["name"]] = {
                "name": snake(said["name"]) if said["in"] == "path" else said["name"],
                "place": said["in"],
                "required": bool(said.get("required")),
                "schema": convert(said.get("schema", {})),
            }
    return [parameter for parameter in found.values() if parameter["place"] in PLACES]


def _responses(document: Mapping[str, Any], said: Mapping[str, Any]) -> Json:
    found = {}
    for status in sorted(filter(str.isdecimal, map(str, said))):
        content = _followed(document, said[status]).get("content") or {}
        found[status] = {
            media: convert(part["schema"]) if "schema" in part else None for media, part in content.items()
        }
    return found


def _envelope(document: Json, operation: Json, definitions: Json) -> Json:
    """Whether success is `{response, client}` and nothing else, and whether that client may be null."""
    answers = _responses(document, operation["responses"])
    successes = [media.get(JSON) for status, media in answers.items() if status < "300"]
    shapes = [_properties(schema, definitions) for schema in successes if schema]
    clients = [shape["client"] for shape in shapes if shape.keys() == {"response", "client"}]
    nullable = bool(clients) and all(_admits_null(client, definitions) for client in clients)
    return {"enveloped": bool(clients), "client_nullable": nullable}


def _properties(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Json:
    """All properties that a schema names, through references, `allOf` and nullability."""
    found: Json = {}
    if "$ref" in schema:
        found |= _properties(_definition(schema, definitions), definitions)
    for part in (*schema.get("allOf", ()), *([schema["else"]] if "else" in schema else ())):
        found |= _properties(part, definitions)
    found |= schema.get("properties", {})
    return found


def _admits_null(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> bool:
    if "$ref" in schema:
        return _admits_null(_definition(schema, definitions), definitions)
    if "if" in schema:
        return bool(schema["if"] == {"type": "null"})
    kinds = schema.get("type", "null")
    return "null" in kinds and all(_admits_null(part, definitions) for part in schema.get("allOf", ()))


def _definition(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Json:
    place: Any = definitions
    for step in schema["$ref"].removeprefix(DEFINITIONS).split("/"):
        place = place[step]
    return dict(place)
