"""Refusals of tickets and invitations."""

from mockfapi.errors.row import ErrorRow

session_creation_not_allowed = ErrorRow(
    409,
    "session_creation_not_allowed",
    "No further session",
    "Somebody acts as another user on this client. Sign out of that session first.",
)
sign_in_no_identification_for_user = ErrorRow(
    404,
    "sign_in_no_identification_for_user",
    "No identification",
    "The user of this ticket has nothing to be named by: no address, number, username or wallet.",
)
ticket_expired_code = ErrorRow(
    400, "ticket_expired_code", "Ticket has expired", "This ticket has expired. Ask for a new one."
)

sign_in_token_revoked_code = ErrorRow(
    400, "sign_in_token_revoked_code", "Sign-in token revoked", "This sign-in token was revoked."
)
sign_in_token_already_used_code = ErrorRow(
    400, "sign_in_token_already_used_code", "Sign-in token used", "A sign-in token works once."
)
sign_in_token_cannot_be_used_code = ErrorRow(
    400, "sign_in_token_cannot_be_used_code", "Sign-in token unusable", "This sign-in token is gone."
)
sign_in_token_not_in_sign_in_code = ErrorRow(
    400,
    "sign_in_token_not_in_sign_in_code",
    "Not in a sign-in",
    "A sign-in token belongs to somebody who has an account: use it in a sign-in.",
)
sign_in_token_cannot_be_revoked_code = ErrorRow(
    400,
    "sign_in_token_cannot_be_revoked_code",
    "Cannot be revoked",
    "Only a pending sign-in token can be revoked; this one is {status}.",
)

actor_token_revoked_code = ErrorRow(
    400, "actor_token_revoked_code", "Actor token revoked", "This actor token was revoked."
)
actor_token_already_used_code = ErrorRow(
    400, "actor_token_already_used_code", "Actor token used", "An actor token works once."
)
actor_token_cannot_be_used_code = ErrorRow(
    400, "actor_token_cannot_be_used_code", "Actor token unusable", "This actor token is gone."
)
actor_token_not_in_sign_in_code = ErrorRow(
    400,
    "actor_token_not_in_sign_in_code",
    "Not in a sign-in",
    "An actor token lets somebody act as a user: use it in a sign-in.",
)
actor_token_subject_not_found = ErrorRow(
    404, "actor_token_subject_not_found", "No such user", "The user of this actor token is gone."
)
actor_token_cannot_be_revoked_code = ErrorRow(
    400,
    "actor_token_cannot_be_revoked_code",
    "Cannot be revoked",
    "Only a pending actor token can be revoked; this one is {status}.",
)

agent_task_revoked = ErrorRow(400, "agent_task_revoked", "Agent task revoked", "This agent task was revoked.")
agent_task_already_used = ErrorRow(
    400, "agent_task_already_used", "Agent task used", "The ticket of an agent task works once."
)
agent_task_cannot_be_used = ErrorRow(
    400, "agent_task_cannot_be_used", "Agent task unusable", "This agent task is gone."
)
agent_task_not_in_sign_in = ErrorRow(
    400,
    "agent_task_not_in_sign_in",
    "Not in a sign-in",
    "The ticket of an agent task opens a session: use it where it leads to, or in a sign-in.",
)
agent_task_subject_not_found = ErrorRow(
    404, "agent_task_subject_not_found", "No such user", "The user of this agent task is gone."
)
agent_task_cannot_be_revoked = ErrorRow(
    400,
    "agent_task_cannot_be_revoked",
    "Cannot be revoked",
    "Only a pending agent task can be revoked; this one is {status}.",
)

revoked_invitation = ErrorRow(
    400, "revoked_invitation", "Invitation revoked", "This invitation was revoked. Ask for a new one."
)
invitation_already_accepted = ErrorRow(
    400,
    "invitation_already_accepted",
    "Invitation accepted",
    "This invitation was accepted. Sign in instead.",
)
invitation_already_revoked = ErrorRow(
    400, "invitation_already_revoked", "Invitation revoked", "This invitation was revoked before."
)
invitation_account_exists = ErrorRow(
    400,
    "invitation_account_exists",
    "Account exists",
    "There is an account with the address of this invitation. Sign in instead.",
)
invitation_account_not_exists = ErrorRow(
    400,
    "invitation_account_not_exists",
    "No account",
    "Nobody has the address of this invitation yet. Sign up first.",
)
invitations_not_supported = ErrorRow(
    400,
    "invitations_not_supported",
    "No invitations",
    "Invitations go to e-mail addresses, which this instance does not know.",
)
duplicate_record = ErrorRow(
    400, "duplicate_record", "Duplicate", "There is a pending invitation for this address already."
)

organization_invitation_not_found = ErrorRow(
    404, "organization_invitation_not_found", "Invitation not found", "There is no such invitation."
)
organization_invitation_not_pending = ErrorRow(
    404,
    "organization_invitation_not_pending",
    "Invitation not pending",
    "Only a pending invitation can be accepted or revoked; this one is {status}.",
)
organization_invitation_revoked_code = ErrorRow(
    400,
    "organization_invitation_revoked_code",
    "Invitation revoked",
    "This invitation to an organization was revoked.",
)
organization_invitation_already_accepted = ErrorRow(
    400,
    "organization_invitation_already_accepted",
    "Invitation accepted",
    "This invitation to an organization was accepted before.",
)
organization_invitation_not_unique = ErrorRow(
    400,
    "organization_invitation_not_unique",
    "Invited already",
    "There is a pending invitation for {email_address} to this organization.",
)
organization_invitation_identification_not_exist = ErrorRow(
    400,
    "organization_invitation_identification_not_exist",
    "No account",
    "Nobody has the address of this invitation yet. Sign up first.",
)
organization_invitation_identification_already_exists = ErrorRow(
    400,
    "organization_invitation_identification_already_exists",
    "Account exists",
    "There is an account with the address of this invitation. Sign in instead.",
)
organization_invitation_to_deleted_organization = ErrorRow(
    400,
    "organization_invitation_to_deleted_organization",
    "Organization gone",
    "The organization of this invitation is gone.",
)
invitations_not_supported_in_organization = ErrorRow(
    403,
    "invitations_not_supported_in_organization",
    "No invitations",
    "Invitations to organizations go to e-mail addresses, which this instance does not know.",
)
not_a_member_in_organization = ErrorRow(
    403,
    "not_a_member_in_organization",
    "Not a member",
    "Whoever invites must be a member of the organization.",
)
missing_organization_permission = ErrorRow(
    403,
    "missing_organization_permission",
    "Permission missing",
    "This takes the permission {permissions} in the organization.",
)
