"""Refusals of handshakes, satellites, proxies and templates."""

from mockfapi.errors.row import ErrorRow

invalid_handshake = ErrorRow(400, "invalid_handshake", "Invalid handshake", "This handshake cannot be done: {reason}.")
sync_nonce_already_consumed = ErrorRow(403, "sync_nonce_already_consumed", "Nonce already consumed", "A satellite was linked with this token before. Begin again at the primary domain.")
operation_not_allowed_on_satellite_domain = ErrorRow(403, "operation_not_allowed_on_satellite_domain", "Not on a satellite domain", "{host} is a satellite: ask the primary domain for this.")
redirect_url_not_associated_with_instance = ErrorRow(422, "redirect_url_not_associated_with_instance", "Unknown satellite", "{param} leads to {host}, which is no satellite domain of this instance.")
proxy_request_missing_secret_key = ErrorRow(400, "proxy_request_missing_secret_key", "Missing secret key", "A request that comes through a proxy carries the secret key in Clerk-Secret-Key.")
proxy_request_invalid_secret_key = ErrorRow(401, "proxy_request_invalid_secret_key", "Invalid secret key", "The secret key in Clerk-Secret-Key is not that of this instance.")
invalid_proxy_configuration = ErrorRow(422, "invalid_proxy_configuration", "Invalid proxy configuration", "{param} must be an absolute http or https address.")
missing_header = ErrorRow(
    400, "malformed_request_parameters", "Malformed parameters", "The header {param} is required."
)
jwt_template_reserved_claim = ErrorRow(400, "jwt_template_reserved_claim", "Reserved claim", "A token sets {claim} itself: leave it out of {param}.")
