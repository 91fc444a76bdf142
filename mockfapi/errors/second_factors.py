"""Refusals of second factors: choosing, setting up and removing them."""

from mockfapi.errors.row import ErrorRow

no_second_factors = ErrorRow(
    400,
    "no_second_factors",
    "No such second factor",
    "This account has no second factor of the kind {strategy}, or none is asked for.",
)
totp_already_enabled = ErrorRow(
    400,
    "totp_already_enabled",
    "Authenticator app in use",
    "An authenticator app is set up already. Remove it before you set up another one.",
)
backup_codes_not_available = ErrorRow(
    400,
    "backup_codes_not_available",
    "No backup codes",
    "Backup codes stand in for another second factor: this account has none, or the instance has them off.",
)
second_factor_deletion_not_allowed = ErrorRow(
    400,
    "second_factor_deletion_not_allowed",
    "Second factor required",
    "A second factor is mandatory here, and this is the last one. Add another one first.",
)
identification_update_failed = ErrorRow(
    400,
    "identification_update_failed",
    "Last identification",
    "Nothing but this number names the account, so that it cannot become a second factor.",
)
identification_update_second_factor_unverified = ErrorRow(
    400,
    "identification_update_second_factor_unverified",
    "Not verified",
    "Only a verified number can be a second factor.",
)
form_disable_default_second_factor_not_allowed = ErrorRow(
    422,
    "form_disable_default_second_factor_not_allowed",
    "cannot be unset",
    "The default second factor can be moved to another number, not unset.",
)
