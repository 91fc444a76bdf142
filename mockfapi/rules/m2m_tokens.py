"""Tokens by which machines prove themselves to each other: made, shown, revoked."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import machines, signing_keys, tagged, tokens
from mockfapi.world import World
from mockfapi.world.records import M2mToken, Machine

CATEGORY = "cl_B7d4PD333AAA"
ID_LENGTH = 32
SECRET_LENGTH = 26
ID = re.compile(r"mt_[0-9a-f]{32}")
RESERVED = ("iss", "sub", "exp", "nbf", "iat", "jti")
# Only signed tokens say in a claim whom they are for.
SCOPES = "scopes"
KIND = "M2M token"


def create(
    world: World,
    machine: Machine,
    *,
    seconds_until_expiration: float | None = None,
    claims: Mapping[str, Any] | None = None,
    min_remaining_ttl_seconds: int | None = None,
    token_format: str = "opaque",
) -> M2mToken:
    """A token of the machine, for the machines that it may reach by now.

    With `min_remaining_ttl_seconds` an earlier opaque one with equal claims serves again if it lasts so long.
    A JWT is not kept: it can be verified, but neither listed nor revoked.
    """
    reserved = RESERVED if token_format == "opaque" else (*RESERVED, SCOPES)
    for name in claims or ():
        if name in reserved:
            raise errors.machine_token_reserved_claim("claims", claim=name)
    if token_format == "opaque" and min_remaining_ttl_seconds is not None:
        again = _lasting(world, machine, claims, world.clock.now + min_remaining_ttl_seconds * 1000)
        if again is not None:
            return again
    lifetime = round((seconds_until_expiration or machine.default_token_ttl) * 1000)
    now = world.clock.now
    made = M2mToken(
        id="mt_" + world.chance.hexadecimal("mt", ID_LENGTH),
        machine_id=machine.id,
        token="mt_" + world.chance.token("m2m_token", SECRET_LENGTH),
        created_at=now,
        updated_at=now,
        expire_at=now + lifetime,
        claims=claims,
        scopes=tuple(machines.scopes(world, machine)),
    )
    if token_format == "jwt":
        return replace(made, token=_signed(world, made, lifetime))
    return world.m2m_tokens.save(made)


def secret(world: World, it: M2mToken) -> str:
    """The token as it is sent."""
    return it.token if "." in it.token else tagged.shown(world, it.token)


def is_expired(world: World, it: M2mToken) -> bool:
    return it.expire_at is not None and world.clock.now >= it.expire_at


def found(world: World, machine: Machine, *, revoked: bool, expired: bool) -> list[M2mToken]:
    """The tokens of a machine, the newest first; revoked and expired ones only if they are asked for."""
    return [
        it
        for it in reversed(world.m2m_tokens.where(machine_id=machine.id))
        if (revoked or it.revoked_at is None) and (expired or not is_expired(world, it))
    ]


def revoke(world: World, it: M2mToken, reason: str | None) -> M2mToken:
    """The token, good for nothing from now on; one that is revoked already stays as it is."""
    if it.revoked_at is not None:
        return it
    now = world.clock.now
    return world.m2m_tokens.save(replace(it, revoked_at=now, revocation_reason=reason, updated_at=now))


def verify(world: World, text: str, asking: Machine | None) -> M2mToken:
    """The token that is in force and meant for the machine that asks; None asks for the whole instance."""
    it = _read(world, text) if "." in text else _opaque(world, text)
    if asking is not None and asking.id not in it.scopes:
        raise errors.secret_not_found(kind=KIND, reason=f"it is not for the machine {asking.id}")
    return it


def _opaque(world: World, text: str) -> M2mToken:
    stem = tagged.kept(world, text)
    it = None if stem is None else world.m2m_tokens.first(token=stem)
    if it is None:
        raise errors.secret_not_found(kind=KIND, reason="it is unknown")
    if it.revoked_at is not None or is_expired(world, it):
        reason = "it is revoked" if it.revoked_at is not None else "it has expired"
        raise errors.secret_not_found(kind=KIND, reason=reason)
    return world.m2m_tokens.save(replace(it, last_used_at=world.clock.now))


def _lasting(world: World, machine: Machine, claims: Mapping[str, Any] | None, until: int) -> M2mToken | None:
    """The newest token that has these claims and the scopes of now, and is in force at that time."""
    scopes = tuple(machines.scopes(world, machine))
    for it in found(world, machine, revoked=False, expired=False):
        if (it.claims, it.scopes) == (claims, scopes) and (it.expire_at is None or it.expire_at >= until):
            return it
    return None


def _signed(world: World, it: M2mToken, lifetime: int) -> str:
    """Stamps follow the clock of the process, as those of session tokens do."""
    issued = world.clock.process // 1000
    claims = dict(it.claims or {}) | {
        "exp": issued + max(1, lifetime // 1000),
        "iat": issued,
        "iss": world.issuer,
        "jti": it.id,
        "nbf": issued - tokens.SKEW,
        SCOPES: " ".join(it.scopes),
        "sub": it.machine_id,
    }
    return signing_keys.sign(world, claims, CATEGORY)


def _read(world: World, text: str) -> M2mToken:
    """What a signed token says of itself. It was never kept, so the machine it names must still be there."""
    claims = signing_keys.verified(world, text) or {}
    machine, id = world.machines.find(str(claims.get("sub"))), str(claims.get("jti"))
    stamps = (claims.get("iat"), claims.get("exp"))
    if machine is None or not ID.fullmatch(id) or not all(isinstance(it, int) for it in stamps):
        raise errors.secret_not_found(kind=KIND, reason="it is unknown")
    issued, expires = (int(it) * 1000 for it in stamps if it is not None)
    if world.clock.process >= expires:
        raise errors.secret_not_found(kind=KIND, reason="it has expired")
    given = {name: value for name, value in claims.items() if name not in (*RESERVED, SCOPES)}
    scopes = tuple(str(claims.get(SCOPES, "")).split())
    return M2mToken(
        id, machine.id, text, issued, issued, expire_at=expires, claims=given or None, scopes=scopes
    )
