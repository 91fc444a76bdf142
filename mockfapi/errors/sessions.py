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
current_session_not_revocable = ErrorRow(
    400,
    "invalid_action_for_session",
    "Invalid action",
    "This is the session that asks: sign out instead of revoking it.",
)
user_create_organization_not_enabled = ErrorRow(
    403,
    "user_create_organization_not_enabled",
    "No new organizations",
    "This user may not create organizations.",
)
org_creation_limit_exceeded = ErrorRow(
    403,
    "org_creation_limit_exceeded",
    "Limit of organizations reached",
    "This user has created as many organizations as allowed: {limit}.",
)
organization_quota_exceeded = ErrorRow(
    403,
    "organization_quota_exceeded",
    "Too many organizations",
    "This instance has as many organizations as it may have: {limit}.",
)
organization_slugs_disabled = ErrorRow(
    403,
    "organization_slugs_disabled",
    "Slugs are off",
    "Organizations have no slugs of their own in this instance: leave the slug out.",
)
