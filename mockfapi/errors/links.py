"""Refusals of e-mail links and redirects."""

from mockfapi.errors.row import ErrorRow

invalid_redirect_url = ErrorRow(
    422, "invalid_redirect_url", "Invalid redirect URL", "{param} is no absolute address."
)
prohibited_redirect_url = ErrorRow(
    422, "prohibited_redirect_url", "Prohibited redirect URL", "{param} has a scheme that is not allowed."
)
redirect_url_domain_mismatch = ErrorRow(
    422, "redirect_url_domain_mismatch", "Foreign redirect URL", "{param} leads to a host that is not the app's."
)
