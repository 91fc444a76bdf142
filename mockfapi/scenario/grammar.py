"""Words of the scenario schema that its sections share."""

from typing import Any

Json = dict[str, Any]

DURATIONS = ("_lifetime", "_cooldown", "_abandon", "_timeout", "_window")
REFERENCE_NAME = "^[A-Za-z][A-Za-z0-9_-]*$"


def ref(name: str) -> Json:
    return {"$ref": f"#/definitions/{name}"}


def id_of(prefix: str) -> Json:
    return {
        "type": "string",
        "pattern": f"^{prefix}_[A-Za-z0-9_]+$",
        "title": f"an id: {prefix}_ and letters, digits or underscores",
        "description": "Pinned id. Left out, the world draws one from its seed.",
    }


def entry(properties: Json, description: str, required: tuple[str, ...] = ()) -> Json:
    found: Json = {"type": "object", "additionalProperties": False, "description": description}
    if required:
        found["required"] = list(required)
    return {**found, "properties": properties}


def named(of: Json, description: str, names: str = REFERENCE_NAME) -> Json:
    """A mapping from free names to one kind of thing."""
    return {
        "type": "object",
        "description": description,
        "propertyNames": {"type": "string", "pattern": names, "title": TITLES[names]},
        "additionalProperties": of,
    }


TEXT: Json = {"type": "string"}
SWITCH: Json = {"type": "boolean"}
ROLE_KEY, ROLE_SET_KEY = "^org:[a-z0-9_]+$", "^role_set:[a-z0-9_]+$"
TITLES = {
    REFERENCE_NAME: "a name: a letter, then letters, digits, _ or -",
    ROLE_KEY: "a role key such as org:accountant",
    ROLE_SET_KEY: "a role set key such as role_set:partners",
}
ROLE: Json = {"type": "string", "pattern": ROLE_KEY, "title": "a role key such as org:admin"}
PERMISSION: Json = {
    "type": "string",
    "pattern": "^org:[a-z0-9_]+:[a-z0-9_]+$",
    "title": "a permission key such as org:invoices:read",
}
# Never repeated in an error message.
SECRET: Json = {"type": "string", "writeOnly": True}
