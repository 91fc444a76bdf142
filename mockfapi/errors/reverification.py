"""Refusals of reverification."""

from mockfapi.errors.row import ErrorRow

session_reverification_required = ErrorRow(403, "session_reverification_required", "Reverification required", "Prove once more who you are: the last proof of this session is too old for what you ask.")
session_reverification_missing = ErrorRow(400, "session_reverification_missing", "No reverification", "This session has begun no reverification. Start one first.")
invalid_action_for_session_reverification = ErrorRow(400, "invalid_action_for_session_reverification", "Invalid action", "The reverification of this session is at {status}: this step is not the next one.")
action_for_session_not_authorized = ErrorRow(401, "action_for_session_not_authorized", "Not authorized", "This session does not belong to this client.")
