"""What the methods of Clerk's Python library can send in query and body, read from its models."""

import importlib
import inspect
import re
from collections.abc import Iterator
from typing import Any, get_args

from clerk_backend_api import Clerk, models
from clerk_backend_api.utils.metadata import FieldMetadata
from pydantic import BaseModel

from mockfapi import spec
from mockfapi.app import App
from mockfapi.cli.handlers import fields_of
from mockfapi.http.bind import Bound

from .parity import REQUEST, bare

MODEL = re.compile(r"(?:request = models\.|unmarshal\(\s*request, (?:Optional\[)?models\.)(\w+)")
WHOLE = re.compile(r"serialize_request_body\(\s*request,")


def unknown() -> dict[str, set[str]]:
    """By operation, the names that the library can send and the contract does not have."""
    ours = {bare(f"{it.operation.method} {it.operation.path}"): it for it in App().operations}
    found = {}
    for request, names in _sent():
        it = ours.get(request)
        if it is not None and (strange := names - _known(it)):
            found[it.operation.id] = strange
    return found


def _sent() -> Iterator[tuple[str, set[str]]]:
    for module, group in Clerk._sub_sdk_map.values():
        for name, method in vars(getattr(importlib.import_module(module), group)).items():
            source = inspect.getsource(method) if inspect.isfunction(method) else ""
            request, model = REQUEST.search(source), MODEL.search(source)
            if request and model and not name.endswith("_async"):
                whole = WHOLE.search(source) is not None
                yield (
                    bare(f"{request[1]} /v1{request[2]}"),
                    set(_names(getattr(models, model[1]), whole=whole)),
                )


def _names(model: Any, *, whole: bool) -> Iterator[str]:
    """The fields of the body, if the model is the whole body; else what it puts into query and body."""
    if whole:
        for body in _models(model):
            yield from (it.alias or name for name, it in body.model_fields.items())
        return
    for name, it in model.model_fields.items():
        for place in it.metadata:
            if isinstance(place, FieldMetadata) and place.query:
                yield it.alias or name
            elif isinstance(place, FieldMetadata) and place.request:
                yield from _names(it.annotation, whole=True)


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """The models that a type is made of."""
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(getattr(kind, "__value__", kind)):
        yield from _models(part)


def _known(it: Bound) -> set[str]:
    names = {one.name for one in it.operation.parameters if one.place == "query"}
    for schema in it.operation.bodies.values():
        names |= {name.rstrip("*") for name in fields_of("bapi", _item(schema))}
    return names


def _item(schema: Any) -> Any:
    """Of a list, what it lists."""
    while "$ref" in schema:
        schema = spec.load("bapi").document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema.get("items", schema)
