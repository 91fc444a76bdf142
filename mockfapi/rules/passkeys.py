"""The passkeys of a user: made, named, removed. Signing in with them: `rules.strategies.passkey`."""

from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import attributes, ceremonies, identifiers, users, verifications
from mockfapi.world import World
from mockfapi.world.records import Deleted, Passkey, User, Verification

STRATEGY = "passkey"
LIMIT = 10
NAME = "Passkey"
# Authenticators by model, as their makers publish them.
MODELS = {
    "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
    "6028b017-b1d4-4c02-b4b3-afcdafc96bb2": "Windows Hello",
    "9ddd1817-af5a-4672-a2b9-3e3dd95000a9": "Windows Hello",
    "53414d53-554e-4700-0000-000000000000": "Samsung Pass",
    "adce0002-35bc-c60a-648b-0b25f1f05503": "Chrome on Mac",
    "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
    "d548826e-79b4-db40-a3d8-11116f7e8349": "Bitwarden",
    "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4": "Google Password Manager",
    "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "iCloud Keychain",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that an authenticator holds already: id and public key (COSE) in base64url.

    Without them it is there to be seen, not to be used. `rp_id` is the host that it is bound to.
    """

    name: str = NAME
    credential_id: str | None = None
    public_key: str | None = None
    sign_count: int = 0
    rp_id: str = "localhost"
    created_at: int | None = None
    last_used_at: int | None = None


def verified(world: World, user: User) -> list[Passkey]:
    """The passkeys whose registration was finished, oldest first."""
    return [it for it in world.passkeys.where(user_id=user.id) if identifiers.is_verified(it)]


def of_user(world: World, user: User, id: str) -> Passkey:
    """A passkey of this user; one of somebody else is as unknown as one that never was."""
    it = world.passkeys.find(id)
    if it is None or it.user_id != user.id:
        raise errors.resource_not_found(kind="passkey", id=id)
    return it


def create(world: World, user: User) -> Passkey:
    """Begins a registration: the passkey is not verified yet and tells what the browser needs to make it."""
    _require_enabled(world)
    _require_room(world, user)
    name = users.primary_identifier(world, user) or user.id
    nonce = ceremonies.creation_options(world, user, name, verified(world, user))
    now = world.clock.now
    expire_at = now + world.instance.settings.behaviour.code_lifetime
    asked = Verification(STRATEGY, attempts=None, expire_at=expire_at, nonce=nonce)
    return world.passkeys.save(Passkey(world.chance.id("idn"), user.id, NAME, now, now, asked))


def attempt_verification(world: World, it: Passkey, strategy: str | None, credential: str | None) -> Passkey:
    """Finishes a registration with what the browser has made. Whatever does not hold changes nothing."""
    _require_enabled(world)
    _require_given(strategy, credential)
    assert it.verification is not None, "registrations begin with one"
    verifications.require_open(world, it.verification)
    _require_room(world, world.users[it.user_id])
    nonce = it.verification.nonce or "{}"
    made = ceremonies.registered(world, nonce, credential or "")
    _require_new(world, made.credential_id)
    now = world.clock.now
    return world.passkeys.save(
        replace(
            it,
            name=MODELS.get(made.model, NAME),
            updated_at=now,
            verification=replace(it.verification, nonce=None, verified_at=now),
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            rp_id=ceremonies.relying_party(world),
            transports=made.transports,
        )
    )


def rename(world: World, it: Passkey, name: str | None) -> Passkey:
    """Calls a passkey what its person calls it."""
    if name is None:
        raise errors.form_param_missing("name")
    if not name.strip():
        raise errors.form_param_nil("name")
    if len(name.strip()) > attributes.NAME_LIMIT:
        raise errors.form_param_max_length_exceeded("name", limit=attributes.NAME_LIMIT)
    return world.passkeys.save(replace(it, name=name.strip(), updated_at=world.clock.now))


def delete(world: World, it: Passkey) -> Deleted:
    """Removes a passkey: nobody gets in with it any more."""
    world.passkeys.remove(it.id)
    return Deleted(it.id, "passkey")


def add(world: World, user: User, made: Made) -> Passkey:
    """A verified passkey that nobody has to register, for worlds that begin with one."""
    _require_room(world, user)
    id = world.chance.id("idn")
    credential_id = made.credential_id or ceremonies.encoded(id.encode())
    _require_new(world, credential_id)
    if made.public_key is not None:
        ceremonies.require_key(made.public_key)
    at = user.created_at if made.created_at is None else made.created_at
    proof = Verification(STRATEGY, attempts=None, expire_at=at, verified_at=at)
    more: dict[str, Any] = {name: getattr(made, name) for name in ("public_key", "sign_count", "rp_id")}
    known = Passkey(id, user.id, made.name, at, at, proof, credential_id, **more)
    return world.passkeys.save(replace(known, last_used_at=made.last_used_at))


def _require_enabled(world: World) -> None:
    if not attributes.attribute(world.instance.settings, "passkey").enabled:
        raise errors.feature_not_enabled(feature="Passkeys")


def _require_room(world: World, user: User) -> None:
    """A registration that was never finished takes no room."""
    if len(verified(world, user)) >= LIMIT:
        raise errors.passkey_quota_exceeded(limit=LIMIT)


def _require_given(strategy: str | None, credential: str | None) -> None:
    if strategy is None:
        raise errors.form_param_missing("strategy")
    if strategy != STRATEGY:
        raise errors.form_param_value_invalid("strategy", reason="must be passkey")
    if credential is None:
        raise errors.form_param_missing(ceremonies.PARAM)
    if not credential:
        raise errors.form_param_nil(ceremonies.PARAM)


def _require_new(world: World, credential_id: str) -> None:
    if world.passkeys.first(credential_id=credential_id) is not None:
        raise errors.form_identifier_exists(ceremonies.PARAM, kind="passkey")
