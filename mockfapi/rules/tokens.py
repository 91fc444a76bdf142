"""Tokens: the signed session token and the sealed client token. Who may ask for one is decided elsewhere."""

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from mockfapi import errors
from mockfapi.rules import claim_sources, organizations, sessions, shortcodes, signing_keys
from mockfapi.world import World
from mockfapi.world.records import Client, Organization, Role, Session

CATEGORY = "cl_B7d4PD111AAA"
SKEW = 10
TEN_YEARS = 315_360_000
SYSTEM = "org:sys_"
# What a session token says by itself, in either version: settings cannot say otherwise.
AUTOMATIC = (
    "azp",
    "exp",
    "fva",
    "iat",
    "iss",
    "jti",
    "nbf",
    "sid",
    "sub",
    "act",
    "fea",
    "o",
    "pla",
    "sts",
    "v",
)
RESERVED = (*AUTOMATIC, "org_id", "org_permissions", "org_role", "org_slug")

# An organization, a role key, and the role while there is one with this key.
Acting = tuple[Organization, str, Role | None]


def session_token(
    world: World,
    session: Session,
    *,
    origin: str | None,
    organization: str | None = None,
    version: int = 2,
    lifetime: int | None = None,
) -> str:
    """A fresh token of a session. Its `lifetime` is in seconds; None takes the instance's.

    `organization` is an id or slug for this token alone; None takes the session's, empty text none at all.
    Stamps follow the clock of the process, so that apps can verify them; equal facts within a second give
    equal tokens.
    """
    issued = world.clock.process // 1000
    current = sessions.active_organization(world, session)
    acting = _acting(world, session, _organization(world, session, organization, current))
    ages = sessions.factor_ages(world, session)
    custom = _custom_claims(world, session, acting)
    # Whatever the claims are made of; records that nobody changed are compared by identity.
    facts = (issued, ages, session, world.instance, world.issuer, current, acting, custom)
    purpose = (session.id, origin, organization, version, lifetime)
    kept = world.signer.kept(purpose, facts)
    if kept is not None:
        return kept
    claims: dict[str, Any] = custom | _always(world, session, issued, lifetime) | {"fva": list(ages)}
    if origin is not None:
        claims["azp"] = origin
    claims |= _claims_1(acting) if version == 1 else _claims_2(world, session, acting)
    if version != 1:
        claims["jti"] = fingerprint(claims)
    return world.signer.keep(purpose, facts, signing_keys.sign(world, dict(sorted(claims.items())), CATEGORY))


def _always(world: World, session: Session, issued: int, lifetime: int | None) -> dict[str, Any]:
    """What every token of a session says, whichever version."""
    seconds = lifetime or world.instance.settings.behaviour.session_token_lifetime // 1000
    claims: dict[str, Any] = {
        "exp": issued + seconds,
        "iat": issued,
        "iss": world.issuer,
        "nbf": issued - SKEW,
        "sid": session.id,
        "sub": session.user_id,
    }
    return claims if session.actor is None else claims | {"act": dict(session.actor)}


def client_token(world: World, client: Client) -> str:
    """The token that names a client, in its cookie or native header. It changes when somebody signs in."""
    expires = client.created_at // 1000 + TEN_YEARS
    return world.signer.seal({"id": client.id, "rotating_token": client.rotating_token, "exp": expires})


def client_of_token(world: World, token: str) -> Client | None:
    """The client that a token names; None when it is gone. Forged, expired and outdated ones are refused."""
    payload = world.signer.unseal(token) or {}
    id, rotating, expires = payload.get("id"), payload.get("rotating_token"), payload.get("exp")
    if not isinstance(id, str) or not isinstance(rotating, str) or not isinstance(expires, int):
        raise errors.cookie_invalid()
    if world.clock.now >= expires * 1000:
        raise errors.cookie_invalid()
    client = world.clients.find(id)
    if client is not None and rotating not in (client.rotating_token, client.previous_rotating_token):
        raise errors.cookie_invalid()
    return client


def is_current(world: World, client: Client, token: str) -> bool:
    """Whether a token that was accepted is the newest of this client."""
    payload = world.signer.unseal(token) or {}
    return payload.get("id") == client.id and payload.get("rotating_token") == client.rotating_token


def active(world: World, session: Session) -> Organization | None:
    """The organization that a token is for when none is asked for."""
    return world.organizations.find(sessions.active_organization(world, session))


def _custom_claims(world: World, session: Session, acting: Acting | None) -> dict[str, Any]:
    """What the instance adds to its session tokens. Most add nothing, and then nothing is looked up."""
    behaviour = world.instance.settings.behaviour
    template = world.jwt_templates.find(behaviour.session_token_template or None)
    added = {**(template.claims if template else {}), **behaviour.session_claims}
    if not added:
        return {}
    source = claim_sources.source(world, session, acting[0] if acting else None)
    return {name: shortcodes.filled(value, source) for name, value in added.items() if name not in RESERVED}


def _organization(
    world: World, session: Session, asked: str | None, current: str | None
) -> Organization | None:
    if asked:
        return organizations.find_for_member(world, world.users[session.user_id], asked)
    if asked == "" and not organizations.are_required(world):
        return None
    return world.organizations.find(current)


def _acting(world: World, session: Session, organization: Organization | None) -> Acting | None:
    """The organization that a token is for, with the role of the session's user in it."""
    if organization is None:
        return None
    membership = organizations.membership(world, organization.id, session.user_id)
    assert membership is not None
    return organization, membership.role, world.roles.first(key=membership.role)


def _permissions(role: Role | None) -> list[str]:
    """The custom permissions of a role, sorted: system ones are never told."""
    permissions = role.permissions if role else ()
    return sorted(it for it in permissions if not it.startswith(SYSTEM))


def _claims_1(acting: Acting | None) -> Mapping[str, Any]:
    if acting is None:
        return {}
    organization, key, role = acting
    return {
        "org_id": organization.id,
        "org_slug": organization.slug,
        "org_role": key,
        "org_permissions": _permissions(role),
    }


def _claims_2(world: World, session: Session, acting: Acting | None) -> Mapping[str, Any]:
    claims: dict[str, Any] = {"v": 2, "sts": "pending" if sessions.tasks(world, session) else "active"}
    if acting is None:
        return claims
    organization, key, role = acting
    permissions = _permissions(role)
    claims["o"] = {"id": organization.id, "rol": key.removeprefix("org:")}
    if not world.instance.settings.organization_settings.slug.disabled:
        claims["o"]["slg"] = organization.slug
    if permissions:
        claims |= {"fea": _features(permissions), "o": claims["o"] | _permission_map(permissions)}
    return claims


def _split(permissions: list[str]) -> list[tuple[str, str]]:
    """Feature and action of each permission `org:feature:action`."""
    return [(it.split(":")[1], it.split(":")[-1]) for it in permissions]


def _features(permissions: list[str]) -> str:
    features = dict.fromkeys(feature for feature, _ in _split(permissions))
    return ",".join(f"o:{it}" for it in features)


def _permission_map(permissions: list[str]) -> Mapping[str, str]:
    """`per` lists the actions; `fpm` has, for each feature, the bits of its actions, the first the lowest."""
    pairs = _split(permissions)
    actions = sorted({action for _, action in pairs})
    bits: dict[str, int] = {}
    for feature, action in pairs:
        bits[feature] = bits.get(feature, 0) | 1 << actions.index(action)
    return {"per": ",".join(actions), "fpm": ",".join(str(it) for it in bits.values())}


def fingerprint(claims: Mapping[str, Any]) -> str:
    """The id of a token: it follows from the claims."""
    return blake2b(json.dumps(claims, sort_keys=True).encode(), digest_size=10).hexdigest()
