"""Refusals of a refresh: why a server gets no fresh token for an expired one."""

from mockfapi.errors.row import ErrorRow

session_refresh_off = ErrorRow(
    401, "feature_not_enabled", "Feature off", "This instance does not refresh sessions: use a handshake."
)
refresh_request_origin_invalid = ErrorRow(
    401,
    "refresh_request_origin_invalid",
    "Invalid origin",
    "The origin of the request is no http or https origin.",
)
expired_session_token_invalid = ErrorRow(
    401,
    "expired_session_token_invalid",
    "Invalid expired token",
    "The expired token was not signed by this instance.",
)
expired_session_token_missing_sid = ErrorRow(
    401, "expired_session_token_missing_sid", "No session", "The expired token names no session: claim sid."
)
expired_session_token_missing_azp = ErrorRow(
    401, "expired_session_token_missing_azp", "No origin", "The expired token names no origin: claim azp."
)
session_refresh_expired_session_token_missing_iat = ErrorRow(
    401,
    "session_refresh_expired_session_token_missing_iat",
    "No time of issue",
    "The expired token does not say when it was made: claim iat.",
)
refresh_sid_mismatch = ErrorRow(
    401,
    "refresh_sid_mismatch",
    "Another session",
    "The expired token belongs to another session than the path.",
)
refresh_request_origin_azp_mismatch = ErrorRow(
    401,
    "refresh_request_origin_azp_mismatch",
    "Another origin",
    "The expired token was made for another origin than that of the request.",
)
session_refresh_session_not_found = ErrorRow(
    401, "session_refresh_session_not_found", "Session not found", "The session of the expired token is gone."
)
session_refresh_user_not_found = ErrorRow(
    401, "session_refresh_user_not_found", "User not found", "The user of the expired token is gone."
)
session_refresh_inactive_session = ErrorRow(
    401,
    "session_refresh_inactive_session",
    "Session is over",
    "The session of the expired token is {status}.",
)
refresh_token_not_found = ErrorRow(
    401, "refresh_token_not_found", "Unknown refresh token", "The refresh token is not that of the session."
)
session_refresh_session_token_ineligible = ErrorRow(
    401,
    "session_refresh_session_token_ineligible",
    "Nothing to refresh",
    "The token cannot be refreshed: {reason}.",
)
session_refresh_expired_session_token_too_old = ErrorRow(
    401,
    "session_refresh_expired_session_token_too_old",
    "Expired too long ago",
    "The token expired more than {hours} hours ago: use a handshake.",
)
session_refresh_expired_session_token_consumed = ErrorRow(
    401,
    "session_refresh_expired_session_token_consumed",
    "Already refreshed",
    "This expired token was exchanged before.",
)
