"""Refusals of who may sign up, and of accounts that nobody may use."""

from mockfapi.errors.row import ErrorRow

user_deactivated = ErrorRow(403, "user_deactivated", "User deactivated", "This account is deactivated.")
deprovisioned = ErrorRow(
    401, "deprovisioned", "User deprovisioned", "The company of this account has withdrawn its access."
)
form_email_address_blocked = ErrorRow(
    403,
    "form_email_address_blocked",
    "is blocked",
    "Addresses that are thrown away after use are not accepted here. Please use another one.",
)
unsupported_country_code = ErrorRow(
    403,
    "unsupported_country_code",
    "Unsupported country",
    "This instance sends no messages to phone numbers of {alpha2} (+{country_code}).",
)
waitlist_not_accepting_entries = ErrorRow(
    403,
    "waitlist_not_accepting_entries",
    "No waitlist",
    "Nobody can join the waitlist: the sign-up mode of this instance is not `waitlist`.",
)
sign_up_if_missing_not_allowed = ErrorRow(
    422,
    "sign_up_if_missing_not_allowed",
    "Cannot sign up strangers",
    "A sign-in that goes on as a sign-up is not possible here: {reason}.",
)
sign_up_if_missing_strategy_not_supported = ErrorRow(
    422,
    "sign_up_if_missing_strategy_not_supported",
    "Strategy cannot sign up strangers",
    "A sign-in by {strategy} cannot go on as a sign-up: use a code or link to the identifier.",
)
sign_up_if_missing_transfer = ErrorRow(
    404,
    "sign_up_if_missing_transfer",
    "No such account yet",
    "The identifier is verified, but nobody has it: create a sign-up with `transfer`.",
)
