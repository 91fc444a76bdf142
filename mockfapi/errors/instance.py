"""Refusals of changes to the instance: domains, lists, templates, applications, connections, waitlist."""

from mockfapi.errors.row import ErrorRow

record_exists = ErrorRow(400, "duplicate_record", "Duplicate", "Such a {kind} exists already.")
request_invalid_for_environment = ErrorRow(
    400,
    "request_invalid_for_environment",
    "Not in this environment",
    "This is for {environment} instances only.",
)

domain_update_forbidden = ErrorRow(
    400,
    "domain_update_forbidden",
    "Domain fixed",
    "{param} can be set in production instances only.",
)
operation_not_allowed_on_primary_domain = ErrorRow(
    403, "operation_not_allowed_on_primary_domain", "Primary domain", "The primary domain cannot be deleted."
)
primary_domain_already_exists = ErrorRow(
    422,
    "primary_domain_already_exists",
    "Primary domain exists",
    "Only satellites can be added: {param} must be true.",
)

organizations_disable_not_allowed = ErrorRow(
    400,
    "organizations_disable_not_allowed",
    "Organizations in use",
    "There are organizations in this instance. Delete them first.",
)

session_token_jwt_template = ErrorRow(
    403,
    "session_token_jwt_template",
    "Template in use",
    "Session tokens carry the claims of this template. Choose another one for them first.",
)

template_type_unsupported = ErrorRow(
    400,
    "template_type_unsupported",
    "Unsupported template type",
    "There are templates of type email and sms.",
)
template_revert_error = ErrorRow(
    400, "template_revert_error", "Nothing to revert", "The template {slug} is as it always was."
)
invalid_template_body = ErrorRow(422, "invalid_template_body", "Invalid template", "{param} {reason}.")
required_variable_missing = ErrorRow(
    422, "required_variable_missing", "Variable missing", "{param} must contain {variables}."
)

svix_app_missing = ErrorRow(400, "svix_app_missing", "No Svix app", "This instance has no Svix application.")

saml_connection_cant_be_activated = ErrorRow(
    422,
    "saml_connection_cant_be_activated",
    "Cannot be activated",
    "A connection can be active once it has {missing}.",
)
saml_metadata_missing_fields = ErrorRow(
    422, "saml_metadata_missing_fields", "Metadata incomplete", "The metadata lack {missing}."
)
organization_already_has_sso_connection = ErrorRow(
    422,
    "organization_already_has_sso_connection",
    "Connection exists",
    "An organization has at most one connection.",
)

oauth_application_consent_screen_cannot_be_disabled = ErrorRow(
    422,
    "oauth_application_consent_screen_cannot_be_disabled",
    "Consent is needed",
    "Public applications always ask people for their consent.",
)

agent_task_not_found = ErrorRow(404, "agent_task_not_found", "No such task", "There is no agent task {id}.")
waitlist_entry_invalid_status = ErrorRow(
    409,
    "waitlist_entry_invalid_status",
    "Not possible now",
    "A waitlist entry can be {action} while it is {wanted}; this one is {status}.",
)
malformed_publishable_key = ErrorRow(
    400,
    "malformed_publishable_key",
    "Malformed publishable key",
    "The publishable key is no key that starts with pk_test_ or pk_live_.",
)
