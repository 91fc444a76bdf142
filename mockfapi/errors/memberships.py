"""Refusals of what members do: leaving their last organization, deleting one."""

from mockfapi.errors.row import ErrorRow

personal_accounts_not_allowed = ErrorRow(
    422,
    "personal_accounts_not_allowed",
    "No personal accounts",
    "Everybody must belong to an organization here, and this is the only one of yours.",
)
organization_admin_delete_not_enabled = ErrorRow(
    403,
    "organization_admin_delete_not_enabled",
    "Deletion is off",
    "Its members do not delete this organization, whatever their role.",
)
