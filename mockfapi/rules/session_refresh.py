"""Refreshing a session: a server exchanges an expired token and the refresh token for a fresh token."""

import re
from collections.abc import Mapping
from dataclasses import replace
from hmac import compare_digest
from typing import Any

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import handshakes, sessions, signing_keys, tokens
from mockfapi.world import World
from mockfapi.world.records import Session

ORIGIN = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]{1,255}")
HOURS = 24
# Requests that one page sends at once all bring the same expired token.
GRACE = 10
KEPT = 20


@dataclass(frozen=True, slots=True)
class Expired:
    """What a server brings: the token that is over, the refresh token, and where the request came from."""

    token: str
    refresh_token: str
    origin: str


def refresh(world: World, session_id: str, brought: Expired, *, version: int = 2) -> tuple[Session, str]:
    """The session with a fresh token. Each expired token can be exchanged once."""
    if not world.instance.settings.behaviour.session_refresh:
        raise errors.session_refresh_off()
    claims = _claims(world, brought)
    if claims["sid"] != session_id:
        raise errors.refresh_sid_mismatch("expired_token")
    session = _session(world, session_id)
    known = handshakes.refresh_token(world, session)
    if not compare_digest(brought.refresh_token.encode("utf-8", "surrogatepass"), known.encode()):
        raise errors.refresh_token_not_found("refresh_token")
    _require_expired(world, claims)
    session = _consumed(world, session, claims)
    token = tokens.session_token(world, session, origin=brought.origin, version=version)
    return sessions.seen(world, session), token


def cookies(world: World, session: Session, token: str, origin: str, *, suffixed: bool) -> list[str]:
    """The Set-Cookie lines that carry a fresh token and the refresh token to the app's own host."""
    values = {handshakes.SESSION: token, handshakes.REFRESH: handshakes.refresh_token(world, session)}
    return handshakes.kept_cookies(world, origin, values, suffixed=suffixed)


def _claims(world: World, brought: Expired) -> Mapping[str, Any]:
    """The claims of the expired token, which names a session, an origin and its time."""
    if ORIGIN.fullmatch(brought.origin) is None:
        raise errors.refresh_request_origin_invalid("request_origin")
    claims = signing_keys.verified(world, brought.token)
    if claims is None or not isinstance(claims.get("exp"), int):
        raise errors.expired_session_token_invalid("expired_token")
    if not isinstance(claims.get("sid"), str):
        raise errors.expired_session_token_missing_sid("expired_token")
    if not isinstance(claims.get("azp"), str):
        raise errors.expired_session_token_missing_azp("expired_token")
    if not isinstance(claims.get("iat"), int):
        raise errors.session_refresh_expired_session_token_missing_iat("expired_token")
    if claims["azp"].lower() != brought.origin.lower():
        raise errors.refresh_request_origin_azp_mismatch("request_origin")
    return claims


def _session(world: World, id: str) -> Session:
    session = world.sessions.find(id)
    if session is None:
        raise errors.session_refresh_session_not_found()
    if world.users.find(session.user_id) is None:
        raise errors.session_refresh_user_not_found()
    if not sessions.is_live(world, session):
        raise errors.session_refresh_inactive_session(status=sessions.status(world, session))
    if session.actor is not None:
        raise errors.session_refresh_session_token_ineligible(reason="somebody acts as its user")
    return session


def _require_expired(world: World, claims: Mapping[str, Any]) -> None:
    """Stamps of tokens follow the clock of the process."""
    now = world.clock.process // 1000
    if now < claims["exp"]:
        raise errors.session_refresh_session_token_ineligible(reason="it has not expired yet")
    if now >= claims["exp"] + HOURS * 3600:
        raise errors.session_refresh_expired_session_token_too_old(hours=HOURS)


def _consumed(world: World, session: Session, claims: Mapping[str, Any]) -> Session:
    """Remembers the token as exchanged; one that was exchanged a moment ago may come again."""
    now, mark = world.clock.process // 1000, tokens.fingerprint(claims)
    earlier = dict(session.refreshed).get(mark)
    if earlier is None:
        marks = (*session.refreshed, (mark, now))[-KEPT:]
        return world.sessions.save(replace(session, refreshed=marks))
    if now >= earlier + GRACE:
        raise errors.session_refresh_expired_session_token_consumed()
    return session
