"""Refusals of form fields."""

from mockfapi.errors.row import ErrorRow

form_param_missing = ErrorRow(422, "form_param_missing", "is missing", "{param} must be included.")
form_param_nil = ErrorRow(422, "form_param_nil", "is empty", "Enter {param}.")
form_param_unknown = ErrorRow(
    422, "form_param_unknown", "is unknown", "{param} is not a valid parameter for this request."
)
form_param_duplicate = ErrorRow(
    422, "form_param_duplicate", "is given more than once", "{param} must be given once."
)
form_param_type_invalid = ErrorRow(422, "form_param_type_invalid", "has the wrong type", "{param} {reason}.")
form_param_format_invalid = ErrorRow(422, "form_param_format_invalid", "is invalid", "{param} {reason}.")
form_param_value_invalid = ErrorRow(422, "form_param_value_invalid", "is invalid", "{param} {reason}.")
strategy_not_modelled = ErrorRow(
    400, "form_param_value_disabled", "is disabled", "{value} is a strategy that mockfapi does not model yet."
)
form_param_value_disabled = ErrorRow(
    400, "form_param_value_disabled", "is disabled", "{value} is switched off in this instance."
)
form_param_value_conflict = ErrorRow(
    422, "form_param_value_conflict", "is contradicted", "{param} and {other} name different values."
)
form_param_value_too_large = ErrorRow(422, "form_param_value_too_large", "is too large", "{param} {reason}.")
form_param_max_length_exceeded = ErrorRow(
    422, "form_param_max_length_exceeded", "is too long", "{param} is longer than {limit} characters."
)
form_param_exceeds_allowed_size = ErrorRow(
    422, "form_param_exceeds_allowed_size", "is too big", "{param} is larger than {limit} bytes."
)
form_param_array_size_exceeded = ErrorRow(
    422, "form_param_array_size_exceeded", "has too many items", "{param} {reason}."
)
form_conditional_param_missing = ErrorRow(
    422, "form_conditional_param_missing", "is missing", "{param} is required here: {reason}."
)
form_resource_not_found = ErrorRow(
    422, "form_resource_not_found", "not found", "{param} points to nothing of this account."
)
form_identifier_exists = ErrorRow(
    422, "form_identifier_exists", "is taken", "That {kind} is taken. Please try another."
)
form_identifier_not_found = ErrorRow(
    422, "form_identifier_not_found", "is invalid", "Couldn't find your account."
)
form_already_exists = ErrorRow(422, "form_already_exists", "already exists", "{param} is already in use.")
form_code_incorrect = ErrorRow(422, "form_code_incorrect", "is incorrect", "Incorrect code")
legal_not_accepted = ErrorRow(
    422, "legal_not_accepted", "must be accepted", "The legal terms must be accepted."
)
