"""Refusals of passkeys."""

from mockfapi.errors.row import ErrorRow

no_passkeys_found_for_user = ErrorRow(
    400, "no_passkeys_found_for_user", "No passkeys", "This account has no passkey. Choose another way to sign in."
)
passkey_not_registered = ErrorRow(
    404, "passkey_not_registered", "Passkey not registered", "This passkey belongs to no account here. It may have been removed."
)
passkey_identification_not_verified = ErrorRow(
    422,
    "passkey_identification_not_verified",
    "Passkey not verified",
    "The registration of this passkey was never finished.",
)
passkey_invalid_public_key_credential = ErrorRow(
    422, "passkey_invalid_public_key_credential", "is invalid", "{param} is not the credential of a passkey: {reason}."
)
passkey_invalid_verification = ErrorRow(
    400,
    "passkey_invalid_verification",
    "Invalid passkey verification",
    "The passkey answered another challenge than the one of this verification. Start again.",
)
passkey_authentication_failure = ErrorRow(
    400, "passkey_authentication_failure", "Passkey rejected", "The answer of the passkey does not hold. Try again."
)
passkey_quota_exceeded = ErrorRow(
    403, "passkey_quota_exceeded", "Too many passkeys", "An account has at most {limit} passkeys. Remove one first."
)
