"""Refusals about accounts at other providers: connecting them, signing in and up with them."""

from mockfapi.errors.row import ErrorRow

external_account_not_found = ErrorRow(
    404,
    "external_account_not_found",
    "No account yet",
    "Nobody here has connected this account of {provider}.",
)
external_account_exists = ErrorRow(
    400,
    "external_account_exists",
    "Account exists",
    "This account of {provider} belongs to somebody here already.",
)
oauth_account_already_connected = ErrorRow(
    400,
    "oauth_account_already_connected",
    "Already connected",
    "This account of {provider} is connected already, or another one is.",
)
oauth_identification_claimed = ErrorRow(
    400,
    "oauth_identification_claimed",
    "Address is taken",
    "The e-mail address of this account of {provider} belongs to somebody else.",
)
oauth_connection_blocked_by_immutable_attribute = ErrorRow(
    403,
    "oauth_connection_blocked_by_immutable_attribute",
    "Address cannot change",
    "Addresses do not change on this instance, and {provider} knows another one.",
)
oauth_access_denied = ErrorRow(
    403, "oauth_access_denied", "Access denied", "Access was denied at {provider}."
)
oauth_callback_invalid = ErrorRow(
    400, "oauth_callback_invalid", "Not a way back", "Nobody was sent to a provider with this {param}."
)
oauth_token_exchange_error = ErrorRow(
    400, "oauth_token_exchange_error", "No token", "{provider} gave no token: {reason}."
)
oauth_provider_not_enabled = ErrorRow(
    400, "oauth_provider_not_enabled", "Provider is off", "This instance does not use {provider}."
)
oauth_unsupported_provider = ErrorRow(
    400, "oauth_unsupported_provider", "Unknown provider", "There is no provider {provider}."
)
oauth_non_authenticatable_provider = ErrorRow(
    400,
    "oauth_non_authenticatable_provider",
    "Only to connect",
    "Accounts of {provider} can be connected, but nobody signs in with them.",
)
delete_linked_identification_disallowed = ErrorRow(
    400,
    "delete_linked_identification_disallowed",
    "Address is linked",
    "This address came with a connected account: disconnect that one first.",
)
