"""Refusals of session operations and organizations."""

from mockfapi.errors.row import ErrorRow

invalid_action_for_session = ErrorRow(
    400,
    "invalid_action_for_session",
    "Invalid action",
    "A session that is {status} cannot be changed any more.",
)
organization_not_found_or_unauthorized = ErrorRow(
    404,
    "organization_not_found_or_unauthorized",
    "Organization not found",
    "There is no such organization, or you are not a member of it.",
)
organization_not_enabled_in_instance = ErrorRow(
    403,
    "organization_not_enabled_in_instance",
    "Organizations are off",
    "Organizations are not enabled in this instance.",
)
already_a_member_in_organization = ErrorRow(
    400,
    "already_a_member_in_organization",
    "Already a member",
    "This user is a member of the organization already.",
)
organization_membership_quota_exceeded = ErrorRow(
    403,
    "organization_membership_quota_exceeded",
    "Organization is full",
    "The organization has reached its limit of {limit} memberships.",
)
