"""Refusals of requests: authentication, routing, bodies, versions."""

from mockfapi.errors.row import ErrorRow

authentication_invalid = ErrorRow(
    401,
    "authentication_invalid",
    "Invalid authentication",
    "Unable to authenticate this request: its session is no longer usable.",
)
signed_out = ErrorRow(401, "signed_out", "Signed out", "You are signed out. Sign in and try again.")
dev_browser_unauthenticated = ErrorRow(
    401,
    "dev_browser_unauthenticated",
    "Unknown dev browser",
    "The dev browser of this request is missing or unknown. Ask for a new one.",
)
authorization_header_format_invalid = ErrorRow(
    401,
    "authorization_header_format_invalid",
    "Invalid Authorization header format",
    "Send the secret key as `Authorization: Bearer sk_test_…`.",
)
clerk_key_invalid = ErrorRow(
    401,
    "clerk_key_invalid",
    "The provided Clerk Secret Key is invalid",
    "This secret key belongs to no instance that is served here.",
)
cookie_invalid = ErrorRow(
    400,
    "cookie_invalid",
    "Invalid client token",
    "The client token of this request is forged, expired or incomplete.",
)
origin_authorization_headers_conflict = ErrorRow(
    400,
    "origin_authorization_headers_conflict",
    "Origin and Authorization",
    "Browsers send Origin, native apps send Authorization: a request cannot send both.",
)
origin_missing = ErrorRow(
    400, "origin_missing", "Missing Origin header", "This request needs an Origin header."
)
multiple_origin_header_values_forbidden = ErrorRow(
    400, "multiple_origin_header_values_forbidden", "Several Origin headers", "Send one Origin header only."
)
multiple_authorization_header_values_forbidden = ErrorRow(
    400,
    "multiple_authorization_header_values_forbidden",
    "Several Authorization headers",
    "Send one Authorization header only.",
)
host_invalid = ErrorRow(400, "host_invalid", "Invalid host", "No world is served under this name.")
api_version_invalid = ErrorRow(
    400,
    "api_version_invalid",
    "Invalid API version",
    "The API version is a date such as 2025-11-10, given once: in the query or in the header.",
)
unsupported_content_type = ErrorRow(
    415,
    "unsupported_content_type",
    "Unsupported content type",
    "{content_type} is not accepted here. Accepted: {accepted}.",
)
request_body_invalid = ErrorRow(
    400, "request_body_invalid", "Request body invalid", "The request body cannot be read: {reason}."
)
request_body_too_large = ErrorRow(
    413, "request_body_too_large", "Request body too large", "The request body is larger than {limit} bytes."
)
malformed_request_parameters = ErrorRow(
    400,
    "malformed_request_parameters",
    "Malformed parameters",
    "The parameters of this request cannot be read: {reason}.",
)
missing_query_parameter = ErrorRow(
    400, "missing_query_parameter", "Missing query parameter", "The query parameter {param} is required."
)
bulk_size_exceeded = ErrorRow(400, "bulk_size_exceeded", "Too many at once", "At most {limit} at once.")
invalid_query_parameter_value = ErrorRow(
    400, "invalid_query_parameter_value", "Invalid query parameter", "The query parameter {param} {reason}."
)
resource_not_found = ErrorRow(404, "resource_not_found", "not found", "No {kind} was found with id {id}.")
path_not_found = ErrorRow(404, "resource_not_found", "not found", "There is no operation at {path}.{nearest}")
method_not_allowed = ErrorRow(
    405, "method_not_allowed", "Method not allowed", "{method} is not allowed here. Allowed: {allowed}."
)
not_modelled = ErrorRow(
    501,
    "operation_not_modelled",
    "Not modelled yet",
    "mockfapi does not model the operation {operation_id} yet.",
)
resource_forbidden = ErrorRow(
    403,
    "resource_forbidden",
    "Forbidden",
    "This {kind} does not belong to the caller or is not its current one.",
)
client_not_found = ErrorRow(
    400, "client_not_found", "Client not found", "This operation needs a client and the request brings none."
)
client_state_invalid = ErrorRow(
    400,
    "client_state_invalid",
    "Invalid action",
    "This action is not possible in the current state: {reason}.",
)
feature_not_enabled = ErrorRow(
    403, "feature_not_enabled", "Feature off", "{feature} are not enabled in this instance."
)
internal_clerk_error = ErrorRow(500, "internal_clerk_error", "Internal error", "{reason}")
authorization_invalid = ErrorRow(403, "authorization_invalid", "Unauthorized request", "You are not allowed to do this: {reason}.")
too_many_requests = ErrorRow(
    429,
    "too_many_requests",
    "Too many requests",
    "This instance takes no more requests of this kind now. Wait {resets_in} seconds.",
)
