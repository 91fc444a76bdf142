"""Refusals of what users do with their addresses, numbers and wallets."""

from mockfapi.errors.row import ErrorRow

too_many_unverified_identifications = ErrorRow(
    400,
    "too_many_unverified_identifications",
    "Too many unverified",
    "Verify or remove some of the unverified ones first: an account keeps at most {limit} of them.",
)
immutable_attribute_modification_not_allowed = ErrorRow(
    403,
    "immutable_attribute_modification_not_allowed",
    "Cannot be changed",
    "In this instance nobody changes the {kind} of an account.",
)
saml_email_address_domain_reserved = ErrorRow(
    422,
    "saml_email_address_domain_reserved",
    "Domain reserved",
    "Addresses of this domain come from an enterprise connection and cannot be added by hand.",
)
