"""Refusals around coming to an organization: invitations by members, domains and their proof, suggestions."""

from mockfapi.errors.row import ErrorRow

invited_member_in_organization = ErrorRow(
    400,
    "already_a_member_in_organization",
    "Already a member",
    "{email_address} is an address of a member already.",
)
organization_suggestion_already_accepted = ErrorRow(
    400,
    "organization_suggestion_already_accepted",
    "Accepted already",
    "You have asked to join this organization already.",
)
organization_domain_already_exists_same_organization = ErrorRow(
    422,
    "organization_domain_already_exists_same_organization",
    "already exists",
    "{param} is a domain of this organization already.",
)
organization_domain_exists_for_enterprise_connection = ErrorRow(
    422,
    "organization_domain_exists_for_enterprise_connection",
    "is in use",
    "{param} is a domain whose people sign in through an enterprise connection.",
)
organization_domain_mismatch = ErrorRow(
    422, "organization_domain_mismatch", "is elsewhere", "{param} must be an address at {domain}."
)
organization_domain_ownership_not_verified = ErrorRow(
    422,
    "organization_domain_ownership_not_verified",
    "Domain not verified",
    "Verify the domain first: {param} enrolls people by it.",
)
