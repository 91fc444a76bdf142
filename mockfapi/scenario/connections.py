"""The accounts at other providers that a scenario's people have connected."""

from dataclasses import replace
from typing import Any

from mockfapi.rules import external_accounts, providers
from mockfapi.world import World
from mockfapi.world.records import ProviderProfile, User, Verification

SAID = ("provider_user_id", "username", "email_address_verified")


def add(world: World, user: User, entries: list[Any]) -> User:
    """Connects each account as if the user had come back from the provider."""
    for entry in entries:
        _add(world, user, {"provider": entry} if isinstance(entry, str) else entry)
    return world.users[user.id]


def _add(world: World, user: User, entry: dict[str, Any]) -> None:
    provider, now = entry["provider"], world.clock.now
    providers.require_known(world, provider)
    who = _profile(world, user, entry)
    external_accounts.require_connectable(world, user.id, who)
    lifetime = world.instance.settings.behaviour.code_lifetime
    done = Verification(provider, attempts=None, expire_at=now + lifetime, verified_at=now)
    external_accounts.connect(world, user, who, done)


def _profile(world: World, user: User, entry: dict[str, Any]) -> ProviderProfile:
    primary = world.email_addresses.find(user.primary_email_address_id)
    address = entry.get("email_address") or (primary.email_address if primary else f"{user.id}@nowhere.test")
    names = {"first_name": user.first_name or "", "last_name": user.last_name or ""}
    known = providers.profile(world, entry["provider"], address, **names)
    said = {name: entry[name] for name in SAID if name in entry}
    scopes = providers.scopes(entry["provider"], " ".join(entry.get("scopes", ())))
    return replace(known, scopes=scopes, **said)
