"""The JSON Schema of scenario files: settings from their dataclasses, the rest from `sections`."""

import json
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from mockfapi.scenario import sections
from mockfapi.scenario.grammar import DURATIONS
from mockfapi.world.records import settings

Json = dict[str, Any]

SIMPLE: Mapping[Any, str] = {bool: "boolean", int: "integer", str: "string", NoneType: "null"}

CODES = ["email_code", "email_link", "phone_code"]
RESETS = ["reset_password_email_code", "reset_password_phone_code"]
WALLETS = ["web3_metamask_signature", "web3_base_signature", "web3_coinbase_wallet_signature"]
WALLETS += ["web3_okx_wallet_signature", "web3_solana_signature"]

# What a text setting may be, where the dataclass cannot say it.
CHOICES: Mapping[str, list[str]] = {
    "Attribute.first_factors": [*CODES, *RESETS, "password", "passkey", "ticket", *WALLETS],
    "Attribute.channels": ["sms", "whatsapp"],
    "Attribute.second_factors": ["phone_code", "totp", "backup_code", "email_code", "email_link"],
    "Attribute.verifications": [*CODES, *WALLETS],
    "Behaviour.enumeration_protection": ["bulk", "strict"],
    "Behaviour.client_trust_status": ["needs_client_trust", "needs_second_factor"],
    "DisplayConfig.instance_environment_type": ["development", "staging", "production"],
    "DisplayConfig.preferred_sign_in_strategy": ["password", "otp"],
    "OrganizationDomains.enrollment_modes": [
        "manual_invitation",
        "automatic_invitation",
        "automatic_suggestion",
    ],
    "SignUpSettings.captcha_widget_type": ["smart", "invisible"],
    "SignUpSettings.mode": ["public", "restricted", "waitlist"],
}


@cache
def schema() -> Json:
    """The whole schema, draft 7 so that the editors understand it. Callers do not change it."""
    from mockfapi.scenario import rows

    whole = basis()
    return {**whole, "definitions": dict(sorted({**whole["definitions"], **rows.definitions()}.items()))}


def definition(reference: str) -> Json:
    """What a `$ref` refers to. Those of records are made when a file has `tables`: most have none."""
    name = reference.rpartition("/")[2]
    found: Json = basis()["definitions"].get(name) or schema()["definitions"][name]
    return found


@cache
def basis() -> Json:
    """The schema without the definitions of `tables`."""
    known = dict(sections.DEFINITIONS)
    instance = _of_class(settings.Settings, known)
    instance["properties"] = {**sections.INSTANCE_SHORTHANDS, **instance["properties"]}
    instance["description"] = "Settings of the Clerk instance; what is left out is as on a new instance."
    known["Instance"] = instance
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "mockfapi scenario",
        "description": "What a mocked Clerk instance holds when it is opened.",
        **sections.TOP,
        "definitions": dict(sorted(known.items())),
    }


def text() -> str:
    """The schema as the committed file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _of_class(cls: type, known: Json) -> Json:
    """An object schema with the fields of a settings class; the classes it is made of land in `known`."""
    hints = get_type_hints(cls)
    properties = {field.name: _of_field(cls, field, hints[field.name], known) for field in fields(cls)}
    found: Json = {"type": "object", "additionalProperties": False, "properties": properties}
    written = cls.__doc__ or ""
    # A dataclass without a docstring gets its signature for one.
    if written and not written.startswith(f"{cls.__name__}("):
        found["description"] = " ".join(written.split())
    return found


def _of_field(cls: type, field: Field[Any], hint: Any, known: Json) -> Json:
    name = f"{cls.__name__}.{field.name}"
    if is_dataclass(hint):
        return _reference(hint, known)
    if field.name.endswith(DURATIONS):
        return {"$ref": "#/definitions/duration", "default": field.default}
    found = _of_hint(hint)
    if name in CHOICES:
        (found["items"] if hint == settings.Names else found)["enum"] = CHOICES[name]
    # Attributes differ in their defaults, so the class has no say in them.
    if cls is not settings.Attribute and isinstance(field.default, bool | int | str | NoneType):
        found["default"] = field.default
    return found


def _reference(cls: Any, known: Json) -> Json:
    if cls.__name__ not in known:
        known[cls.__name__] = _of_class(cls, known)
    return {"$ref": f"#/definitions/{cls.__name__}"}


def _of_hint(hint: Any) -> Json:
    if hint in SIMPLE:
        return {"type": SIMPLE[hint]}
    if isinstance(hint, UnionType):
        return {"type": [SIMPLE[part] for part in get_args(hint)]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of_hint(get_args(hint)[0])}
    return _of_mapping(hint)


def _of_mapping(hint: Any) -> Json:
    inside = get_args(hint)[1]
    if inside in SIMPLE:
        return {"type": "object", "additionalProperties": _of_hint(inside)}
    return {"type": "object", "additionalProperties": True if inside is Any else _of_mapping(inside)}
