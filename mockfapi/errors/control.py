"""Refusals of the control API: ours, not Clerk's, in the same shape."""

from mockfapi.errors.row import ErrorRow

control_key_invalid = ErrorRow(
    401,
    "control_key_invalid",
    "Invalid control key",
    "Send the control key of this mock as `Authorization: Bearer KEY` or `X-Mockfapi-Key: KEY`, "
    "or as the password that a browser asks for.",
)
name_taken = ErrorRow(409, "name_taken", "already exists", "There is a {kind} named {name} already.")
keys_taken = ErrorRow(
    409,
    "keys_taken",
    "keys are in use",
    "Another world has the keys that the scenario {scenario} brings along: fork that world instead.",
)
world_too_large = ErrorRow(
    413, "world_too_large", "World too large", "A scenario file has at most {limit} bytes, and this world needs more. A state file has no limit."
)
not_removable = ErrorRow(
    409, "not_removable", "cannot be deleted", "The {kind} {name} cannot be deleted: {reason}."
)
message_not_found = ErrorRow(
    404, "resource_not_found", "not found", "Cannot find such a message among those of the world {world}."
)
world_not_found = ErrorRow(
    404, "resource_not_found", "not found", "Cannot find the world {name}.{nearest} GET {worlds} lists them."
)
