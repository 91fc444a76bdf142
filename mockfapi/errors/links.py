"""Refusals of e-mail links and redirects."""

from mockfapi.errors.row import ErrorRow

verification_link_token_invalid = ErrorRow(
    400, "verification_link_token_invalid", "Invalid link", "This link was not made by this instance."
)
verification_link_token_expired = ErrorRow(
    400,
    "verification_link_token_expired",
    "Link expired",
    "This link has expired, and what it was for is over. Start again.",
)
verification_link_token_stale = ErrorRow(
    400, "verification_link_token_stale", "Link replaced", "This link was replaced. Open the newest one."
)
verification_link_token_source_invalid = ErrorRow(
    400,
    "verification_link_token_source_invalid",
    "Link leads nowhere",
    "There is nothing, or nothing any more, that this link could verify.",
)
sign_in_email_link_not_same_client = ErrorRow(
    403,
    "sign_in_email_link_not_same_client",
    "Another client's link",
    "This link belongs to a sign-in of another browser or device. Open it where it was asked for.",
)
sign_up_email_link_not_same_client = ErrorRow(
    403,
    "sign_up_email_link_not_same_client",
    "Another client's link",
    "This link belongs to a sign-up of another browser or device. Open it where it was asked for.",
)
sign_up_outdated_verification = ErrorRow(
    410,
    "sign_up_outdated_verification",
    "Verification replaced",
    "A newer verification has taken the place of this one. Open the newest link.",
)

invalid_redirect_url = ErrorRow(
    422, "invalid_redirect_url", "Invalid redirect URL", "{param} is no absolute address."
)
prohibited_redirect_url = ErrorRow(
    422, "prohibited_redirect_url", "Prohibited redirect URL", "{param} has a scheme that is not allowed."
)
redirect_url_domain_mismatch = ErrorRow(
    422,
    "redirect_url_domain_mismatch",
    "Foreign redirect URL",
    "{param} leads to a host that is not the app's.",
)
resource_missmatch = ErrorRow(
    400,
    "resource_missmatch",
    "Unknown redirect URL",
    "{param} opens an app that this instance does not list among its redirect origins.",
)
