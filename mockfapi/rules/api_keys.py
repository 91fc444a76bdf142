"""API keys: users, organizations and machines hand them to programs, which act in their name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import filters, tagged
from mockfapi.world import World
from mockfapi.world.records import ApiKey

ID_LENGTH = 32
SECRET_LENGTH = 34
KIND = "API key"
TABLES = {"user": "users", "org": "organizations", "mch": "machines"}
PLAIN = ("type", "description", "created_by")


def create(world: World, name: str, subject: str, given: Mapping[str, Any]) -> ApiKey:
    """A new key of a subject that there is. A name serves one key in force at a time.

    Of what is given PLAIN, `claims`, `scopes` and `seconds_until_expiration` count.
    """
    require_subject(world, subject)
    if given.get("created_by") is not None:
        require_subject(world, given["created_by"])
    _require_free(world, subject, name)
    now = world.clock.now
    plain = {key: given[key] for key in PLAIN if key in given}
    return world.api_keys.save(
        ApiKey(
            id="ak_" + world.chance.hexadecimal("ak", ID_LENGTH),
            subject=subject,
            name=name,
            secret="ak_" + world.chance.token("api_key", SECRET_LENGTH),
            created_at=now,
            updated_at=now,
            **plain,
            **_values(world, given),
        )
    )


def update(world: World, key: ApiKey, changes: Mapping[str, Any]) -> ApiKey:
    """The key with another `description`, `claims`, `scopes` or end; null takes the end away."""
    values = _values(world, changes)
    if "description" in changes:
        values["description"] = changes["description"]
    return world.api_keys.save(replace(key, **values, updated_at=world.clock.now))


def hand_over(world: World, key: ApiKey, subject: str) -> ApiKey:
    """The key as that of another subject."""
    if subject == key.subject:
        return key
    require_subject(world, subject)
    _require_free(world, subject, key.name)
    return world.api_keys.save(replace(key, subject=subject, updated_at=world.clock.now))


def revoke(world: World, key: ApiKey, reason: str | None) -> ApiKey:
    """The key, good for nothing from now on; one that is revoked already stays as it is."""
    if key.revoked_at is not None:
        return key
    now = world.clock.now
    return world.api_keys.save(replace(key, revoked_at=now, revocation_reason=reason, updated_at=now))


def delete(world: World, key: ApiKey) -> ApiKey:
    return world.api_keys.remove(key.id)


def delete_all_of(world: World, subject: str) -> None:
    """Takes the keys of a subject away that is about to go."""
    for key in world.api_keys.where(subject=subject):
        world.api_keys.remove(key.id)


def secret(world: World, key: ApiKey) -> str:
    """The secret as programs send it."""
    return tagged.shown(world, key.secret)


def is_expired(world: World, key: ApiKey) -> bool:
    return key.expire_at is not None and world.clock.now >= key.expire_at


def is_in_force(world: World, key: ApiKey) -> bool:
    return key.revoked_at is None and not is_expired(world, key)


def verify(world: World, text: str) -> ApiKey:
    """The key in force with this secret; it remembers when it was used."""
    stem = tagged.kept(world, text)
    key = None if stem is None else world.api_keys.first(secret=stem)
    if key is None:
        raise errors.secret_not_found(kind=KIND, reason="it is unknown")
    if not is_in_force(world, key):
        reason = "it is revoked" if key.revoked_at is not None else "it has expired"
        raise errors.secret_not_found(kind=KIND, reason=reason)
    return world.api_keys.save(replace(key, last_used_at=world.clock.now))


def found(
    world: World, subject: str, *, type: str = "api_key", invalid: bool = False, query: str | None = None
) -> list[ApiKey]:
    """The keys of a subject of one type, the newest first; revoked and expired ones only if asked for."""
    return [
        it
        for it in reversed(world.api_keys.where(subject=subject))
        if it.type == type
        and (invalid or is_in_force(world, it))
        and filters.mentions(query, [it.id, it.name, it.description])
    ]


def require_subject(world: World, id: str) -> None:
    """Refuses an id that nobody has."""
    getattr(world, TABLES[id.partition("_")[0]])[id]


def _require_free(world: World, subject: str, name: str) -> None:
    if any(is_in_force(world, it) for it in world.api_keys.where(name=(subject, name))):
        raise errors.api_key_name_already_exists("name", name=name)


def _values(world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "claims" in given:
        values["claims"] = given["claims"]
    if "scopes" in given:
        values["scopes"] = tuple(given["scopes"])
    if "seconds_until_expiration" in given:
        seconds = given["seconds_until_expiration"]
        values["expire_at"] = None if seconds is None else world.clock.now + round(seconds * 1000)
    return values
