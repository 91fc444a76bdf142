"""JWT templates: making and changing them, and the tokens that they give. Not what shortcodes mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import claim_sources, shortcodes, signing_keys, tokens
from mockfapi.world import World
from mockfapi.world.records import JwtTemplate, Session

CATEGORY = "cl_B7d4PD222AAA"
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
LIFETIMES = (30, 315_360_000)
SKEWS = (0, 300)
ALGORITHMS = ("RS256", "HS256")
AUTOMATIC = ("azp", "exp", "iat", "iss", "jti", "nbf", "sub")
# Claims that only session tokens have.
OF_SESSIONS = ("fea", "fva", "pla", "sid", "v")


class TemplateFields(TypedDict, total=False):
    """What may be said of a template. Lifetime and clock skew in seconds."""

    id: str
    name: str
    claims: Mapping[str, Any]
    lifetime: int
    allowed_clock_skew: int
    signing_algorithm: str
    custom_signing_key: str | None


def create(world: World, **fields: Unpack[TemplateFields]) -> JwtTemplate:
    """A new template; a name that is taken, reserved claims and keys that cannot sign are refused."""
    now = world.clock.now
    more: dict[str, Any] = {"id": fields.get("id", ""), "name": "", **fields}
    it = _checked(world, JwtTemplate(created_at=now, updated_at=now, **more))
    return world.jwt_templates.save(it if it.id else replace(it, id=world.chance.id("jtmp")))


def update(world: World, template: JwtTemplate, **fields: Unpack[TemplateFields]) -> JwtTemplate:
    """The template with these fields in place of its own; refused as in `create`."""
    return world.jwt_templates.save(_checked(world, replace(template, **fields, updated_at=world.clock.now)))


def remove(world: World, template: JwtTemplate) -> JwtTemplate:
    """Nobody gets tokens of it any more; the one that session tokens use stays."""
    if template.id == world.instance.settings.behaviour.session_token_template:
        raise errors.session_token_jwt_template()
    return world.jwt_templates.remove(template.id)


def named(world: World, name: str) -> JwtTemplate:
    """The template with this name; an unknown one is refused with 404."""
    found = world.jwt_templates.first(name=name)
    if found is None:
        raise errors.resource_not_found(kind="JWT template", id=name)
    return found


def require_claims(claims: Mapping[str, Any], reserved: tuple[str, ...] = (*AUTOMATIC, *OF_SESSIONS)) -> None:
    """Refuses claims that the token has anyway or may not have."""
    taken = [errors.jwt_template_reserved_claim.entry("claims", claim=it) for it in claims if it in reserved]
    if taken:
        raise errors.several(taken)


def token(
    world: World,
    session: Session,
    template: JwtTemplate,
    *,
    origin: str | None,
    lifetime: int | None = None,
) -> str:
    """A fresh token of a session as the template says; equal facts within a second give equal tokens.

    A `lifetime` in seconds takes the place of the template's.
    """
    issued = world.clock.process // 1000
    active = tokens.active(world, session)
    source = claim_sources.source(world, session, active)
    claims: dict[str, Any] = shortcodes.filled(dict(template.claims), source)
    claims |= {
        "exp": issued + (lifetime or template.lifetime),
        "iat": issued,
        "iss": world.issuer,
        "nbf": issued - template.allowed_clock_skew,
        "sub": session.user_id,
    }
    if origin is not None:
        claims["azp"] = origin
    claims["jti"] = tokens.fingerprint(claims)
    purpose, facts = (session.id, template.id), (template, claims["jti"], world.instance.key_number)
    kept = world.signer.kept(purpose, facts)
    if kept is not None:
        return kept
    return world.signer.keep(purpose, facts, _signed(world, template, dict(sorted(claims.items()))))


def _signed(world: World, template: JwtTemplate, claims: Mapping[str, Any]) -> str:
    if template.custom_signing_key is None:
        return signing_keys.sign(world, claims, CATEGORY)
    return world.signer.sign_with(template.custom_signing_key, template.signing_algorithm, claims, CATEGORY)


def _checked(world: World, it: JwtTemplate) -> JwtTemplate:
    if faults := list(_faults(world, it)):
        raise errors.several(faults)
    require_claims(it.claims)
    return it


def _faults(world: World, it: JwtTemplate) -> Iterator[Refusal]:
    if not it.name:
        yield errors.form_param_missing.entry("name")
    elif NAME.fullmatch(it.name) is None:
        reason = "has 1 to 64 letters, digits, underscores and dashes"
        yield errors.form_param_format_invalid.entry("name", reason=reason)
    elif any(other.id != it.id for other in world.jwt_templates.where(name=it.name)):
        yield errors.form_already_exists.entry("name")
    yield from _out_of_range("lifetime", it.lifetime, LIFETIMES)
    yield from _out_of_range("allowed_clock_skew", it.allowed_clock_skew, SKEWS)
    yield from _key_faults(world, it)


def _out_of_range(param: str, value: int, limits: tuple[int, int]) -> Iterator[Refusal]:
    lowest, highest = limits
    if not lowest <= value <= highest:
        yield errors.form_param_value_invalid.entry(param, reason=f"must be between {lowest} and {highest}")


def _key_faults(world: World, it: JwtTemplate) -> Iterator[Refusal]:
    if it.signing_algorithm not in ALGORITHMS:
        reason = f"must be one of {', '.join(ALGORITHMS)}"
        yield errors.form_param_value_invalid.entry("signing_algorithm", reason=reason)
    elif it.custom_signing_key is None:
        if it.signing_algorithm != "RS256":
            yield errors.form_param_missing.entry("signing_key")
    elif not world.signer.can_sign(it.custom_signing_key, it.signing_algorithm):
        reason = f"is no private key for {it.signing_algorithm}"
        yield errors.form_param_value_invalid.entry("signing_key", reason=reason)
