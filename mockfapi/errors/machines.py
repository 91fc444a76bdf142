"""Refusals of machines, their tokens, API keys and enterprise connections."""

from mockfapi.errors.row import ErrorRow

machine_secret_key_invalid = ErrorRow(
    401,
    "machine_secret_key_invalid",
    "Invalid machine secret key",
    "This is done with the secret key of a machine, and the bearer of this request is none.",
)
machine_token_reserved_claim = ErrorRow(
    400,
    "machine_token_reserved_claim",
    "Reserved claim",
    "The claim {claim} is set by the token itself and cannot be given.",
)
machine_scope_already_exists = ErrorRow(
    409, "machine_scope_already_exists", "already exists", "The machine {id} may reach {other} already."
)
secret_not_found = ErrorRow(
    404, "resource_not_found", "not found", "No {kind} that is in force has this secret: {reason}."
)
api_key_name_already_exists = ErrorRow(
    409,
    "api_key_name_already_exists",
    "name is taken",
    "This subject has an API key in force that is called {name}.",
)
api_keys_not_enabled = ErrorRow(
    422, "api_keys_not_enabled", "API keys are off", "API keys of {whom} are switched off in this instance."
)
