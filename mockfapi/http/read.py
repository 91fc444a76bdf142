"""From bytes to typed parameters: forms, JSON and queries, read and checked as the contract says."""

import json
import re
from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from mockfapi import errors
from mockfapi.errors import ClerkError, ErrorRow, Refusal
from mockfapi.http import multipart
from mockfapi.http.field import Field
from mockfapi.http.params import ROWS, Params
from mockfapi.http.wire import BYTES, FORM, JSON, MULTIPART, Pairs, Request
from mockfapi.spec import Contract, Fault, Operation, unspeakable

BODY_LIMIT = 1_000_000
IMAGE_LIMIT = 10_000_000
BIG_MEDIA = {BYTES, MULTIPART}
FIELD_LIMIT = 1000
COPIES_LIMIT = 100

# Newer clients send these along; an older contract does not know them.
# Forms also carry what is meant for the door, such as `_method`.
EXEMPT = re.compile(r"captcha_.*|proof_token|tab_state|token|force_origin|locale|timezone|seats|notify")

FAULT_ROWS: Mapping[str, ErrorRow] = {
    "type": errors.form_param_type_invalid,
    "format": errors.form_param_format_invalid,
    "pattern": errors.form_param_format_invalid,
    "maximum": errors.form_param_value_too_large,
    "maxItems": errors.form_param_array_size_exceeded,
}
COUNTS = ("minItems", "maxItems", "minLength", "maxLength", "uniqueItems")


class Reader:
    """Reads the parameters of one operation. Made when the operation is bound."""

    def __init__(self, contract: Contract, operation: Operation) -> None:
        self._operation = operation
        self._media = tuple(operation.bodies)
        self._schemas = dict(operation.bodies)
        self._contract = contract
        self._fields = {media: self._fields_of(schema) for media, schema in self._schemas.items()}
        self._queries = [it for it in operation.parameters if it.place == "query"]
        self._headers = [it for it in operation.parameters if it.place == "header" and it.required]
        self.limit = BODY_LIMIT if BIG_MEDIA.isdisjoint(operation.bodies) else IMAGE_LIMIT
        self._names = frozenset(name for fields in self._fields.values() for name in fields)
        self._lists = {media for media, schema in self._schemas.items() if self._is_list(schema)}
        self._query_names = frozenset(it.name for it in self._queries)

    def body(self, request: Request) -> Params:
        """The fields of the body, or the rows that it lists; without a declared body nothing is read."""
        if self._operation.method == "GET" and not self._media:
            return Params({}, ())
        if request.oversized or len(request.body) > self.limit:
            too_large = errors.image_too_large if MULTIPART in self._media else errors.request_body_too_large
            raise too_large(limit=self.limit)
        if not self._media:
            return Params({}, ())
        media = self._media_of(request)
        if media == JSON and self._operation.body_required and not request.body.strip():
            raise errors.request_body_invalid(reason="it is missing")
        fields = self._fields[media]
        if media in self._lists:
            return Params({ROWS: self._rows(request, media)}, (ROWS,))
        if media == MULTIPART:
            return Params(self._parts(request, fields), self._names)
        if media == BYTES:
            return Params(self._file(request), self._names)
        read = self._json if media == JSON else self._form
        given = read(request, fields)
        self._validate(media, given)
        return Params({name: value for name, value in given.items() if name in fields}, self._names)

    def query(self, request: Request) -> Params:
        """The declared query parameters; the common ones of clients are not among them."""
        for header in self._headers:
            if request.header(header.name.lower()) is None:
                raise _missing(header.name)
        given = {}
        for it in self._queries:
            values = [value for key, value in request.query if key == it.name]
            if not values and it.required:
                raise errors.missing_query_parameter(it.name)
            if values:
                given[it.name] = self._query_value(it.name, it.schema, values)
        return Params(given, self._query_names)

    def _query_value(self, name: str, schema: Mapping[str, Any], values: list[str]) -> Any:
        field = Field.of(schema)
        value: Any
        if "array" in field.types:
            value = [field.items().typed(part) for text in values for part in text.split(",")]
        elif len(values) > 1:
            raise errors.invalid_query_parameter_value(name, reason="must be given once")
        else:
            value = field.typed(values[0])
        fault = self._contract.validator(schema).fault(value)
        if fault is not None:
            raise errors.invalid_query_parameter_value(name, reason=_demand(fault))
        return value

    def _media_of(self, request: Request) -> str:
        media = request.media_type
        if media in self._schemas:
            return media
        if request.body:
            accepted = ", ".join(self._media)
            raise errors.unsupported_content_type(content_type=media or "nothing", accepted=accepted)
        return self._media[0]

    def _parts(self, request: Request, fields: Mapping[str, Field]) -> dict[str, Any]:
        """Texts and files of a form; a text where a file belongs is none."""
        if not request.body:
            return {}
        texts, files = multipart.parts(request)
        if unknown := _unknown([*(name for name, _ in texts), *files], fields):
            raise errors.several(errors.form_param_unknown.entry(name) for name in unknown)
        known = [(name, text) for name, text in texts if name in fields and not fields[name].is_file]
        given = {name: fields[name].typed(text) for name, text in known}
        return given | {name: it for name, it in files.items() if name in fields and fields[name].is_file}

    def _file(self, request: Request) -> dict[str, Any]:
        """The body as the one file that the form of the same operation has."""
        name = next(name for name, field in self._fields[MULTIPART].items() if field.is_file)
        return {name: multipart.Upload("", None, _decoded(request.body))} if request.body else {}

    def _form(self, request: Request, fields: Mapping[str, Field]) -> dict[str, Any]:
        pairs = form_pairs(request.body)
        names = list(dict.fromkeys(name for name, _ in pairs))
        said = [name for name in names if not name.startswith("_")]
        unknown = [] if self._is_open(FORM) else _unknown(said, fields)
        refused = [errors.form_param_unknown.entry(name) for name in unknown]
        given: dict[str, Any] = {}
        for name in names:
            if (field := fields.get(name)) is None:
                continue
            values = [value for key, value in pairs if key == name]
            if _is_doubled(values, "array" in field.types):
                refused.append(errors.form_param_duplicate.entry(name))
            elif "array" in field.types:
                given[name] = [field.items().typed(value) for value in values]
            else:
                given[name] = field.typed(values[0])
        if refused:
            raise errors.several(refused)
        return given

    def _json(self, request: Request, fields: Mapping[str, Field]) -> dict[str, Any]:
        given = _parsed(request, {})
        if not isinstance(given, dict):
            raise errors.request_body_invalid(reason="it is not a JSON object")
        if len(given) > FIELD_LIMIT:
            raise errors.request_body_invalid(reason=f"it has more than {FIELD_LIMIT} fields")
        unknown = [] if self._is_open(JSON) else _unknown(given, fields)
        if unknown:
            raise errors.several(errors.form_param_unknown.entry(name) for name in unknown)
        return given

    def _rows(self, request: Request, media: str) -> list[dict[str, Any]]:
        """The objects of a body that is a list; what is wrong with any of them is wrong with the whole."""
        given = _parsed(request, [])
        if not isinstance(given, list) or not all(isinstance(it, dict) for it in given):
            raise errors.request_body_invalid(reason="it is not a JSON list of objects")
        names = dict.fromkeys(name for it in given for name in it)
        if unknown := _unknown(names, self._fields[media]):
            raise errors.several(errors.form_param_unknown.entry(name) for name in unknown)
        self._validate(media, given)
        return given

    def _is_open(self, media: str) -> bool:
        """Forms are closed, whatever the contract leaves unsaid; only a few invite any field."""
        return self._schemas[media].get("additionalProperties") is True

    def _is_list(self, schema: Mapping[str, Any]) -> bool:
        return bool(self._resolved(schema).get("type") == "array")

    def _validate(self, media: str, given: dict[str, Any] | list[Any]) -> None:
        if (fault := unspeakable(given)) is not None:
            raise errors.several([_refusal(fault)])
        validator = self._contract.validator(self._schemas[media])
        if validator.is_valid(given):
            return
        raise errors.several(_refusal(fault) for fault in validator.faults(given))

    def _fields_of(self, schema: Mapping[str, Any]) -> dict[str, Field]:
        named = self._resolved(schema)
        if named.get("type") == "array":
            return self._fields_of(named["items"])
        fields = {name: Field.of(self._resolved(it)) for name, it in named.get("properties", {}).items()}
        for part in named.get("allOf", ()):
            fields |= self._fields_of(part)
        return fields

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in schema:
            schema = self._contract.definitions[schema["$ref"].rsplit("/", 1)[1]]
        return schema


def _missing(header: str) -> ClerkError:
    if header.lower() == "origin":
        return errors.origin_missing()
    if header.lower() == "clerk-secret-key":
        return errors.proxy_request_missing_secret_key()
    return errors.missing_header(header)


def form_pairs(body: bytes) -> Pairs:
    """The fields of a form in their order. Text that is not UTF-8 is refused with 422."""
    if body.count(b"&") >= FIELD_LIMIT:
        raise errors.malformed_request_parameters(reason=f"the form has more than {FIELD_LIMIT} fields")
    raw = parse_qsl(body.decode("latin-1"), keep_blank_values=True, encoding="latin-1")
    pairs = []
    for key, value in raw:
        try:
            name = key.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError as broken:
            raise errors.malformed_request_parameters(reason="a field name is not UTF-8") from broken
        try:
            pairs.append((name, value.encode("latin-1").decode("utf-8")))
        except UnicodeDecodeError as broken:
            raise errors.form_param_value_invalid(name, reason="is not valid UTF-8") from broken
    return pairs


def _decoded(body: bytes) -> bytes:
    """The bytes that a body of base64 stands for, which may be a data URL; any other body as it is."""
    text = body.partition(b",")[2] if body.startswith(b"data:") else body
    try:
        return b64decode(text.strip(), validate=True)
    except ValueError:
        return body


def _is_doubled(values: list[str], is_list: bool) -> bool:
    """Whether a field is given more often than it may be: a list may be long, but not name a value twice."""
    if is_list:
        return len(values) > COPIES_LIMIT or len(set(values)) < len(values)
    return len(values) > 1


def _unknown(names: Iterable[str], fields: Mapping[str, Field]) -> list[str]:
    return [name for name in names if name not in fields and not EXEMPT.fullmatch(name)]


def _parsed(request: Request, nothing: Any) -> Any:
    """The body as JSON; an empty one is taken for nothing."""
    if not request.body.strip():
        return nothing
    try:
        return json.loads(request.body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_json)
    except UnicodeDecodeError as broken:
        raise errors.request_body_invalid(reason="it is not UTF-8") from broken
    except (ValueError, RecursionError) as broken:
        raise errors.request_body_invalid(reason="it is not JSON") from broken


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, value in pairs:
        if name in read:
            raise errors.form_param_duplicate(name)
        read[name] = value
    return read


def _no_json(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def _refusal(fault: Fault) -> Refusal:
    # Rows of a list are numbered; what counts is the field inside.
    name = fault.name or next((str(it) for it in fault.pointer if isinstance(it, str)), "body")
    if fault.keyword == "required":
        return errors.form_param_missing.entry(name)
    if fault.keyword == "additionalProperties":
        return errors.form_param_unknown.entry(name)
    row = FAULT_ROWS.get(fault.keyword, errors.form_param_value_invalid)
    return row.entry(name, reason=_demand(fault))


def _demand(fault: Fault) -> str:
    """What is wanted, as the end of a sentence that begins with the field."""
    return f"must {'have' if fault.keyword in COUNTS else 'be'} {fault.wanted}"
