"""The hand-written part of the scenario schema: the sections of a file and what stands in them. Data only."""

from collections.abc import Mapping
from typing import Any

from mockfapi.scenario.moments import DURATION, MOMENT

Json = dict[str, Any]

MOST_BULK_USERS = 100_000
REFERENCE_NAME = "^[A-Za-z][A-Za-z0-9_-]*$"


def _ref(name: str) -> Json:
    return {"$ref": f"#/definitions/{name}"}


def _id(prefix: str) -> Json:
    return {
        "type": "string",
        "pattern": f"^{prefix}_[A-Za-z0-9_]+$",
        "title": f"an id: {prefix}_ and letters, digits or underscores",
        "description": "Pinned id. Left out, the world draws one from its seed.",
    }


def _object(properties: Json, description: str, required: tuple[str, ...] = ()) -> Json:
    found: Json = {"type": "object", "additionalProperties": False, "description": description}
    if required:
        found["required"] = list(required)
    return {**found, "properties": properties}


def _named(of: Json, description: str, names: str = REFERENCE_NAME) -> Json:
    """A mapping from free names to one kind of thing."""
    title = "a name: a letter, then letters, digits, _ or -"
    if names != REFERENCE_NAME:
        title = "a role key such as org:accountant"
    return {
        "type": "object",
        "description": description,
        "propertyNames": {"type": "string", "pattern": names, "title": title},
        "additionalProperties": of,
    }


TEXT: Json = {"type": "string"}
SWITCH: Json = {"type": "boolean"}
ROLE_KEY = "^org:[a-z0-9_]+$"
ROLE: Json = {"type": "string", "pattern": ROLE_KEY, "title": "a role key such as org:admin"}
PERMISSION: Json = {
    "type": "string",
    "pattern": "^org:[a-z0-9_]+:[a-z0-9_]+$",
    "title": "a permission key such as org:invoices:read",
}
# Never repeated in an error message.
SECRET: Json = {"type": "string", "writeOnly": True}

IDENTIFICATION_EXTRAS: Json = {
    "verified": {**SWITCH, "default": True, "description": "Whether the person has proven to own it."},
}

EMAIL_ADDRESS = {
    "anyOf": [
        TEXT,
        _object({"email_address": TEXT, **IDENTIFICATION_EXTRAS}, "An address in full.", ("email_address",)),
    ]
}
PHONE_NUMBER = {
    "anyOf": [
        TEXT,
        _object({"phone_number": TEXT, **IDENTIFICATION_EXTRAS}, "A number in full.", ("phone_number",)),
    ]
}

USER = _object(
    {
        "id": _id("user"),
        "external_id": TEXT,
        "first_name": TEXT,
        "last_name": TEXT,
        "username": TEXT,
        "email_address": {**TEXT, "description": "The primary address; short for a list of one."},
        "email_addresses": {"type": "array", "items": EMAIL_ADDRESS, "description": "The first is primary."},
        "phone_number": {
            **TEXT,
            "description": "The primary number, quoted, with + and country code; short for a list of one.",
        },
        "phone_numbers": {"type": "array", "items": PHONE_NUMBER, "description": "The first is primary."},
        "password": {**SECRET, "description": "Written out; it must satisfy the instance's policy."},
        "public_metadata": _ref("metadata"),
        "private_metadata": _ref("metadata"),
        "unsafe_metadata": _ref("metadata"),
        "created_at": _ref("moment"),
        "banned": SWITCH,
        "locked": SWITCH,
    },
    "A person. What is left out the person does not have.",
)
BULK_USERS = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_BULK_USERS,
    "description": "So many made-up people with names and e-mail addresses, without passwords.",
}
ORGANIZATION = _object(
    {
        "id": _id("org"),
        "name": TEXT,
        "slug": {
            "type": "string",
            "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
            "title": "a slug: lower-case letters and digits, joined by -",
        },
        "created_by": {**TEXT, "description": "Name of a user of this scenario."},
        "created_at": _ref("moment"),
        "max_allowed_memberships": {"type": "integer", "minimum": 0, "description": "0 means unlimited."},
        "public_metadata": _ref("metadata"),
        "private_metadata": _ref("metadata"),
        "members": _named(ROLE, "Names of users of this scenario, each with a role."),
    },
    "An organization and who is in it.",
    ("name",),
)
ROLE_ENTRY = _object(
    {
        "name": TEXT,
        "description": TEXT,
        "permissions": {"type": "array", "items": PERMISSION},
    },
    "A role. One that exists already keeps what it may do and gains what stands here.",
)

DEFINITIONS: Mapping[str, Json] = {
    "moment": {
        "anyOf": [
            {
                "type": "string",
                "pattern": MOMENT,
                "title": "a time such as 2 days ago, in 3 hours, now or 2025-11-10T09:30:00Z",
            },
            {"type": "integer", "minimum": 0, "description": "Milliseconds since 1970."},
        ]
    },
    "duration": {
        "anyOf": [
            {"type": "string", "pattern": DURATION, "title": "a duration such as 10 minutes"},
            {"type": "integer", "minimum": 0, "description": "Milliseconds."},
        ]
    },
    "metadata": {"type": "object", "additionalProperties": True},
    "User": USER,
    "Organization": ORGANIZATION,
    "Role": ROLE_ENTRY,
}

INSTANCE_SHORTHANDS: Json = {
    "application_name": {**TEXT, "description": "Short for display_config.application_name."},
    "frontend_api": {
        "type": "string",
        "pattern": "^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?$",
        "title": "a host name with a dot, or an address, with or without a port",
        "description": "Host inside the publishable key. The default one lets nothing leave the machine.",
    },
    "secret_key": {
        **SECRET,
        "pattern": "^sk_test_[A-Za-z0-9]+$",
        "title": "a key of the mock's own: sk_test_ and letters or digits, never a live key",
        "description": "The mock's own secret key, for apps that have one built in.",
    },
}

TOP: Json = _object(
    {
        "description": {**TEXT, "description": "One sentence that says what is in here."},
        "include": {
            "type": "array",
            "items": TEXT,
            "description": "Scenarios to start from: shipped names or files beside this one; later ones win.",
        },
        "clock": {
            **_ref("moment"),
            "description": "Stops the world's clock at a date, so that runs are equal to the byte.",
        },
        "instance": _ref("Instance"),
        "roles": _named(_ref("Role"), "Roles of organizations by their keys.", ROLE_KEY),
        "users": {
            "anyOf": [
                _named(
                    {"anyOf": [_ref("User"), BULK_USERS]},
                    "People by the names that this file calls them; a number stands for a whole crowd.",
                ),
                BULK_USERS,
            ]
        },
        "organizations": _named(_ref("Organization"), "Organizations by the names this file calls them."),
    },
    "What a mocked Clerk instance holds when it is opened.",
)
