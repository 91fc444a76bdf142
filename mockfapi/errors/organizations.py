"""Refusals of organizations, their roles, permissions and domains."""

from mockfapi.errors.row import ErrorRow

organization_creator_not_found = ErrorRow(
    400, "organization_creator_not_found", "No such creator", "Nobody has the id that {param} names."
)
organization_minimum_permissions_needed = ErrorRow(
    400,
    "organization_minimum_permissions_needed",
    "Last manager",
    "An organization needs a member who may manage its members and delete it. This is the last one.",
)
organization_missing_creator_role_permissions = ErrorRow(
    422,
    "organization_missing_creator_role_permissions",
    "Creators need more",
    "The role of creators must keep {permissions}.",
)

organization_role_default_creator_role = ErrorRow(
    422,
    "organization_role_default_creator_role",
    "Role of creators",
    "Creators of organizations get this role. Choose another one for them first.",
)
organization_role_domain_default_role = ErrorRow(
    422,
    "organization_role_domain_default_role",
    "Role of domains",
    "Who joins by a domain gets this role. Choose another one for them first.",
)
organization_role_assigned_members = ErrorRow(
    422, "organization_role_assigned_members", "Role in use", "There are members with this role."
)
organization_role_exists_in_invitations = ErrorRow(
    422,
    "organization_role_exists_in_invitations",
    "Role in invitations",
    "There are pending invitations with this role.",
)
organization_instance_roles_quota_exceeded = ErrorRow(
    403,
    "organization_instance_roles_quota_exceeded",
    "Too many roles",
    "An instance has at most {limit} roles.",
)
organization_instance_role_sets_quota_exceeded = ErrorRow(
    403,
    "organization_instance_role_sets_quota_exceeded",
    "Too many role sets",
    "An instance has at most {limit} role sets. Replace one by another first.",
)
role_migration_in_progress = ErrorRow(
    409,
    "role_migration_in_progress",
    "Roles are being reassigned",
    "Members of this role set are getting other roles. Try again when that is over.",
)
organization_role_permission_association_exists = ErrorRow(
    409,
    "organization_role_permission_association_exists",
    "Permission assigned",
    "The role has this permission already.",
)
organization_system_permission_not_modifiable = ErrorRow(
    403,
    "organization_system_permission_not_modifiable",
    "System permission",
    "Permissions of the system stay as they are.",
)

organization_domains_not_enabled = ErrorRow(
    403,
    "organization_domains_not_enabled",
    "Domains are off",
    "Organizations own no domains in this instance.",
)
organization_domain_already_exists = ErrorRow(
    422,
    "organization_domain_already_exists",
    "already exists",
    "{param} is the domain of an organization already.",
)
organization_domain_blocked = ErrorRow(
    422, "organization_domain_blocked", "is blocked", "{param} is a domain for throw-away addresses."
)
organization_domain_common = ErrorRow(
    422,
    "organization_domain_common",
    "is common",
    "{param} is a domain of an e-mail provider: everybody is there.",
)
organization_domain_quota_exceeded = ErrorRow(
    403,
    "organization_domain_quota_exceeded",
    "Too many domains",
    "An organization has at most {limit} domains.",
)
organization_domain_enrollment_mode_not_enabled = ErrorRow(
    403,
    "organization_domain_enrollment_mode_not_enabled",
    "Enrollment mode is off",
    "This instance does not enroll people by {mode}.",
)
