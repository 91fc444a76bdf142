"""Refusals of what servers do with identifications, images, sessions and sign-ups."""

from mockfapi.errors.row import ErrorRow

identification_create_second_factor_unverified = ErrorRow(
    400,
    "identification_create_second_factor_unverified",
    "Not verified",
    "Only a verified number can be a second factor.",
)
identification_deletion_failed = ErrorRow(
    400,
    "identification_deletion_failed",
    "Last identification",
    "A user must keep something to be named by: this is the last of it.",
)
last_required_identification_deletion_failed = ErrorRow(
    400,
    "last_required_identification_deletion_failed",
    "Last required identification",
    "This instance requires {kind} of each user, and this is the last one.",
)
file_missing = ErrorRow(400, "form_param_missing", "is missing", "{param} must be a file, which is missing.")
image_unreadable = ErrorRow(
    400, "request_body_invalid", "Request body invalid", "The file cannot be used: {reason}."
)
image_too_large = ErrorRow(413, "image_too_large", "Image too large", "An image has at most {limit} bytes.")
image_not_found = ErrorRow(
    404, "image_not_found", "Image not found", "There is no image that could be removed."
)
password_required = ErrorRow(
    400, "password_required", "Password required", "This instance requires each user to have a password."
)
operation_deprecated = ErrorRow(
    410,
    "operation_deprecated",
    "Operation deprecated",
    "This instance does not answer this operation any more.",
)
invalid_session_token = ErrorRow(
    400, "invalid_session_token", "Invalid session token", "This is no token of the session: {reason}."
)
unknown_client_token = ErrorRow(
    400, "client_not_found", "Client not found", "This token was not made for a client of this instance."
)
sign_up_cannot_be_updated = ErrorRow(
    403,
    "sign_up_cannot_be_updated",
    "Sign-up finished",
    "This sign-up is {status}: it cannot be changed any more.",
)
