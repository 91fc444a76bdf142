"""Other providers as this instance uses them, and the people whom they know. Nothing is connected here."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import islice
from typing import Any

from mockfapi import errors
from mockfapi.rules import identifiers
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, ExternalAccount, ProviderProfile, User
from mockfapi.world.records.settings import Settings

PREFIX = "oauth_"
CUSTOM = "oauth_custom_"
MOST_PEOPLE = 8
ID_LENGTH = 21
# The providers of the contract, by the names that they give themselves.
NAMES: Mapping[str, str] = {
    **{
        f"{PREFIX}{it}": it.title()
        for it in (
            *("apple", "atlassian", "bitbucket", "box", "coinbase", "discord", "dropbox", "enstall"),
            *("expressen", "facebook", "google", "instagram", "line", "linear", "microsoft", "mock"),
            *("notion", "slack", "spotify", "twitch", "twitter", "xero"),
        )
    },
    "oauth_github": "GitHub",
    "oauth_gitlab": "GitLab",
    "oauth_hubspot": "HubSpot",
    "oauth_huggingface": "Hugging Face",
    "oauth_linkedin": "LinkedIn",
    "oauth_linkedin_oidc": "LinkedIn",
    "oauth_tiktok": "TikTok",
    "oauth_x": "X",
}
# What is asked for in any case, where it is not just the person's address and name.
SCOPES: Mapping[str, tuple[str, ...]] = {
    "oauth_github": ("read:user", "user:email"),
    "oauth_google": ("email", "openid", "profile"),
    "oauth_microsoft": ("email", "openid", "profile"),
}


def is_on(settings: Settings, name: str) -> bool:
    """Whether the instance uses this provider, whatever for."""
    return bool(settings.user_settings.social.get(name, {}).get("enabled"))


def authenticates(settings: Settings, name: str) -> bool:
    """Whether people sign in and up with this provider."""
    return is_on(settings, name) and bool(settings.user_settings.social[name].get("authenticatable", True))


def title(settings: Settings, name: str) -> str:
    """The provider as people call it."""
    written = settings.user_settings.social.get(name, {}).get("name") or NAMES.get(name)
    return str(written or name.removeprefix(CUSTOM).removeprefix(PREFIX).replace("_", " ").title())


def told(settings: Settings, name: str) -> dict[str, Any]:
    """All that the environment tells of a provider; what the settings leave out is as on a new instance."""
    return {
        "enabled": False,
        "required": False,
        "authenticatable": True,
        "block_email_subaddresses": False,
        "strategy": name,
        "not_selectable": False,
        "deprecated": False,
        "name": title(settings, name),
        "logo_url": None,
        **settings.user_settings.social.get(name, {}),
    }


def require_known(world: World, name: str) -> None:
    """Refuses providers that nobody knows, and those that the instance does not use."""
    if name not in NAMES and not name.startswith(CUSTOM):
        raise errors.oauth_unsupported_provider("strategy", provider=name.removeprefix(PREFIX))
    if not is_on(world.instance.settings, name):
        raise errors.oauth_provider_not_enabled("strategy", provider=title(world.instance.settings, name))


def scopes(name: str, further: str = "") -> str:
    """What is granted: what is asked for in any case, and what else was wished."""
    wished = [*SCOPES.get(name, ("email", "profile")), *further.split()]
    return " ".join(dict.fromkeys(wished))


def profile(world: World, provider: str, email_address: str, **known: Any) -> ProviderProfile:
    """The person with this address at a provider: the same one each time.

    `known` says more of somebody who has not been seen there yet.
    """
    written = identifiers.email_address(email_address)
    met = next((it for it in _met(world, provider) if it.email_address == written), None)
    if met is not None:
        return met
    names = _names(identifiers.find_user(world, "email_address", written)) | known
    return ProviderProfile(provider, _id(provider, written), written, **names)


def people(world: World, provider: str) -> list[ProviderProfile]:
    """Some of those whom a provider knows: who was there already, then users of this world."""
    found = {it.email_address: it for it in islice(_met(world, provider), MOST_PEOPLE)}
    for user in islice(world.users, MOST_PEOPLE):
        it = world.email_addresses.find(user.primary_email_address_id)
        if it is not None and len(found) < MOST_PEOPLE:
            found.setdefault(it.email_address, profile(world, provider, it.email_address))
    return list(found.values())


def ways_in(world: World, user: User) -> list[ExternalAccount]:
    """The connections that the user may sign in with."""
    settings = world.instance.settings
    return [
        it
        for it in world.external_accounts.where(user_id=user.id)
        if it.profile is not None and authenticates(settings, it.provider)
    ]


def linked_to(world: World, it: EmailAddress) -> list[ExternalAccount]:
    """The connections of its user that came with an address."""
    own = world.external_accounts.where(user_id=it.user_id)
    return [each for each in own if each.profile and each.profile.email_address == it.email_address]


def _met(world: World, provider: str) -> Iterator[ProviderProfile]:
    return (it.profile for it in world.external_accounts.where(provider=provider) if it.profile)


def _names(user: User | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {"first_name": user.first_name or "", "last_name": user.last_name or ""}


def _id(provider: str, address: str) -> str:
    digest = sha256(f"{provider}|{address}".encode()).digest()
    return str(int.from_bytes(digest))[:ID_LENGTH]
