"""Refusals of changes to accounts: profile, identifications, factors, imports."""

from mockfapi.errors.row import ErrorRow

form_verification_needed = ErrorRow(
    422, "form_verification_needed", "is not verified", "{param} must name something that is verified."
)
form_data_missing = ErrorRow(
    422,
    "form_data_missing",
    "data is missing",
    "This instance requires {names} of each user, and they are not given.",
)
form_param_invalid_time = ErrorRow(
    422, "form_param_invalid_time", "is no time", "{param} must be a time such as 2025-11-10T09:30:00Z."
)
form_disallow_future_date = ErrorRow(
    422, "form_disallow_future_date", "lies in the future", "{param} cannot lie in the future."
)
form_password_digest_invalid_code = ErrorRow(
    422,
    "form_password_digest_invalid_code",
    "is no digest",
    "{param} is not what the hasher {hasher} makes of a password.",
)
invalid_totp_secret_code = ErrorRow(
    422, "invalid_totp_secret_code", "is no secret", "{param} must be a secret of at least 80 bits in base32."
)
incorrect_password = ErrorRow(
    422, "incorrect_password", "Incorrect password", "This is not the password of the user."
)
totp_incorrect_code = ErrorRow(422, "totp_incorrect_code", "Incorrect code", "The code does not hold.")
totp_invalid_length = ErrorRow(
    422, "totp_invalid_length", "Wrong length", "A code has 6 digits, a backup code more letters."
)
totp_disabled = ErrorRow(400, "totp_disabled", "TOTP is off", "The user has no authenticator app.")
user_quota_exceeded = ErrorRow(
    403, "user_quota_exceeded", "Too many users", "A development instance has at most {limit} users."
)
oauth_token_provider_not_enabled = ErrorRow(
    404, "oauth_token_provider_not_enabled", "Provider is off", "This instance has no provider {provider}."
)
no_password_set = ErrorRow(400, "no_password_set", "No password", "This user has no password.")
