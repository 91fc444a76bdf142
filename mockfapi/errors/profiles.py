"""Refusals of what users do with their profiles and accounts."""

from mockfapi.errors.row import ErrorRow

updating_user_password_deprecated = ErrorRow(
    403,
    "updating_user_password_deprecated",
    "Not the way to change a password",
    "A password is changed by POST /v1/me/change_password.",
)
user_delete_self_not_enabled = ErrorRow(
    403,
    "user_delete_self_not_enabled",
    "Accounts cannot be deleted",
    "In this instance this user cannot delete the account.",
)
