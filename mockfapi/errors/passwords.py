"""Refusals of passwords and usernames."""

from mockfapi.errors.row import ErrorRow

form_password_incorrect = ErrorRow(
    422, "form_password_incorrect", "is incorrect", "Password is incorrect. Try again, or use another method."
)
form_password_or_identifier_incorrect = ErrorRow(
    422,
    "form_password_or_identifier_incorrect",
    "is incorrect",
    "The identifier or the password is incorrect.",
)
form_password_length_too_short = ErrorRow(
    422, "form_password_length_too_short", "is too short", "Passwords must have at least {limit} characters."
)
form_password_length_too_long = ErrorRow(
    422, "form_password_length_too_long", "is too long", "Passwords must have at most {limit} characters."
)
form_password_size_in_bytes_exceeded = ErrorRow(
    422, "form_password_size_in_bytes_exceeded", "is too long", "Passwords must fit into 72 bytes."
)
form_password_no_uppercase = ErrorRow(
    422,
    "form_password_no_uppercase",
    "needs an uppercase letter",
    "Passwords must contain an uppercase letter.",
)
form_password_no_lowercase = ErrorRow(
    422,
    "form_password_no_lowercase",
    "needs a lowercase letter",
    "Passwords must contain a lowercase letter.",
)
form_password_no_number = ErrorRow(
    422, "form_password_no_number", "needs a number", "Passwords must contain a number."
)
form_password_no_special_char = ErrorRow(
    422,
    "form_password_no_special_char",
    "needs a special character",
    "Passwords must contain a special character.",
)
form_password_not_strong_enough = ErrorRow(
    422, "form_password_not_strong_enough", "is not strong enough", "This password is too easy to guess."
)
form_password_pwned = ErrorRow(
    422,
    "form_password_pwned",
    "was found in a breach",
    "This password was found in a breach of data. Please use another one.",
)
form_password_compromised = ErrorRow(
    422,
    "form_password_compromised",
    "is compromised",
    "This password may be known to others. Sign in in another way, then set a new one.",
)
form_password_validation_failed = ErrorRow(
    422, "form_password_validation_failed", "is incorrect", "This is not your current password."
)
form_new_password_matches_current = ErrorRow(
    422,
    "form_new_password_matches_current",
    "equals the current password",
    "The new password must differ from the current one.",
)
password_reset_required = ErrorRow(
    422,
    "password_reset_required",
    "Password reset required",
    "The password of this account must be reset before it opens anything again.",
)
form_password_matches_identifier = ErrorRow(
    422,
    "form_password_matches_identifier",
    "equals an identifier",
    "The password must differ from the e-mail address, phone number and username.",
)
form_username_invalid_length = ErrorRow(
    422,
    "form_username_invalid_length",
    "has the wrong length",
    "Usernames have between {minimum} and {maximum} characters.",
)
form_username_invalid_character = ErrorRow(
    422,
    "form_username_invalid_character",
    "has an invalid character",
    "Usernames are made of letters, numbers, - and _.",
)
form_username_needs_non_number_char = ErrorRow(
    422,
    "form_username_needs_non_number_char",
    "needs a letter",
    "Usernames need a character that is not a number.",
)
form_username_cannot_be_phone_number = ErrorRow(
    422,
    "form_username_cannot_be_phone_number",
    "looks like a phone number",
    "Usernames cannot be phone numbers.",
)
