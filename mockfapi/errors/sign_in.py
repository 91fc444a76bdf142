"""Refusals of sign-ins, sign-ups and verifications."""

from mockfapi.errors.row import ErrorRow

session_exists = ErrorRow(400, "session_exists", "Session already exists", "You are already signed in.")
identifier_already_signed_in = ErrorRow(
    400, "identifier_already_signed_in", "Already signed in", "You are already signed in with this account."
)
strategy_for_user_invalid = ErrorRow(
    400,
    "strategy_for_user_invalid",
    "Invalid strategy",
    "This way of verification is not available for this account.",
)
verification_missing = ErrorRow(
    400, "verification_missing", "Verification missing", "No verification was started. Prepare one first."
)
verification_expired = ErrorRow(
    400, "verification_expired", "Verification expired", "This verification has expired. Ask for a new one."
)
verification_failed = ErrorRow(
    400, "verification_failed", "Too many attempts", "Too many wrong attempts. Ask for a new verification."
)
verification_already_verified = ErrorRow(
    400, "verification_already_verified", "Already verified", "This verification was completed before."
)
verification_strategy_invalid = ErrorRow(
    400,
    "verification_strategy_invalid",
    "Wrong strategy",
    "The attempt uses another strategy than the prepared verification.",
)
verification_code_too_many_requests = ErrorRow(
    429,
    "verification_code_too_many_requests",
    "Too many requests",
    "Wait a moment before asking for another code.",
)
identification_claimed = ErrorRow(
    400,
    "identification_claimed",
    "Identifier claimed",
    "Another account has taken this identifier meanwhile.",
)
sign_in_identification_or_user_deleted = ErrorRow(
    400,
    "sign_in_identification_or_user_deleted",
    "Account or identifier gone",
    "The account of this sign-in, or the identifier that it went by, is gone. Begin again.",
)
user_settings_invalid = ErrorRow(
    409,
    "user_settings_invalid",
    "Contradictory user settings",
    "The settings of this instance contradict each other: {reason}.",
)
account_transfer_invalid = ErrorRow(
    400, "account_transfer_invalid", "Nothing to transfer", "There is no account to transfer on this client."
)
user_locked = ErrorRow(403, "user_locked", "Account locked", "Your account is locked.{wait}")
user_banned = ErrorRow(403, "user_banned", "User banned", "This account is banned.")
sign_up_mode_restricted = ErrorRow(
    403, "sign_up_mode_restricted", "Sign-ups restricted", "Access is by invitation only."
)
sign_up_restricted_waitlist = ErrorRow(
    403, "sign_up_restricted_waitlist", "Waitlist only", "Join the waitlist to get access."
)
not_allowed_access = ErrorRow(
    403, "not_allowed_access", "Access not allowed", "{identifier} is not allowed here."
)
account_lockout_warning = ErrorRow(
    422,
    "account_lockout_warning",
    "Account lockout warning",
    "The account will be locked after more wrong attempts. Attempts left: {attempts_remaining}.",
)
ticket_invalid_code = ErrorRow(
    400, "ticket_invalid_code", "Ticket is invalid", "This ticket was not issued by this instance."
)
captcha_not_enabled = ErrorRow(
    400, "captcha_not_enabled", "Captcha not enabled", "This instance asks for no captcha."
)
captcha_missing_token = ErrorRow(
    400, "captcha_missing_token", "Captcha token missing", "Solve the captcha and send its token."
)
captcha_invalid = ErrorRow(400, "captcha_invalid", "Captcha invalid", "The captcha was not solved: {reason}.")
