"""Connections with accounts at other providers: made, renewed, removed. Signing in: `oauth_sign_ins`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError
from mockfapi.rules import (
    attributes,
    enrollments,
    identifications,
    identifiers,
    oauth_states,
    providers,
    restrictions,
    strategies,
)
from mockfapi.rules.strategy import PROFILE, Target
from mockfapi.rules.ways_in import require_another
from mockfapi.world import World
from mockfapi.world.records import (
    Deleted,
    EmailAddress,
    ExternalAccount,
    ProviderProfile,
    ProviderToken,
    User,
    Verification,
)

ORIGIN = "from_"


def of_user(world: World, user: User) -> list[ExternalAccount]:
    """The connections of a user, the newest first."""
    return world.external_accounts.where(user_id=user.id)[::-1]


def own(world: World, user: User, id: str) -> ExternalAccount:
    """A connection of this user; one of somebody else is as unknown as one that never was."""
    it = world.external_accounts.find(id)
    if it is None or it.user_id != user.id:
        raise errors.resource_not_found(kind="external account", id=id)
    return it


def find(world: World, who: ProviderProfile) -> ExternalAccount | None:
    """The connection of somebody who is known at a provider."""
    return world.external_accounts.first(at_provider=(who.provider, who.provider_user_id))


def title(world: World, who: ProviderProfile) -> str:
    """The provider of an account as people call it."""
    return providers.title(world.instance.settings, who.provider)


def told(refusal: ClerkError) -> Mapping[str, Any]:
    """A refusal as verifications keep it."""
    it = refusal.entries[0]
    words: dict[str, Any] = {"code": it.code, "message": it.message, "long_message": it.long_message}
    return words | ({"meta": dict(it.meta)} if it.meta else {})


def create(world: World, user: User, strategy: str | None, target: Target) -> ExternalAccount:
    """A connection that waits for its user to come back from the provider; begun again it takes its place."""
    if not strategy:
        raise errors.form_param_missing("strategy")
    if not strategies.find(strategy).redirects:
        raise strategies.disabled(strategy)
    providers.require_known(world, strategy)
    before = next((it for it in of_user(world, user) if it.provider == strategy), None)
    if before is not None and before.profile is not None:
        raise errors.oauth_account_already_connected("strategy", provider=title(world, before.profile))
    oauth_states.require_target(world, target)
    it = before or _new(world, user, strategy)
    begun = oauth_states.begin(world, strategy, replace(target, purpose=PROFILE, source_id=it.id))
    identifications.touch(world, user.id)
    return world.external_accounts.save(replace(it, verification=begun, updated_at=world.clock.now))


def reauthorize(world: World, it: ExternalAccount, target: Target) -> ExternalAccount:
    """It, on its way to the provider for further scopes. Until somebody comes back it stays as it is."""
    if it.profile is None:
        raise errors.client_state_invalid(reason="the account is not connected yet")
    providers.require_known(world, it.provider)
    oauth_states.require_target(world, target)
    known = target.login_hint or it.profile.email_address
    wanted = replace(target, purpose=PROFILE, source_id=it.id, login_hint=known)
    begun = oauth_states.begin(world, it.provider, wanted)
    identifications.touch(world, it.user_id)
    return world.external_accounts.save(replace(it, reauthorization=begun, updated_at=world.clock.now))


def proven(world: World, it: ExternalAccount, who: ProviderProfile, proof: Verification) -> ExternalAccount:
    """The connection with whoever has come back, unless somebody else has that account or its address."""
    require_connectable(world, it.user_id, who)
    if it.profile is not None:
        renewed = replace(who, scopes=_joined(it.profile.scopes, who.scopes))
        return _saved(world, replace(it, reauthorization=None, verification=proof), renewed)
    return _saved(world, replace(it, verification=proof), who)


def connect(world: World, user: User, who: ProviderProfile, proof: Verification) -> ExternalAccount:
    """A connection with somebody who has come back, in place of one that was only begun."""
    known = find(world, who)
    begun = [it for it in of_user(world, user) if it.provider == who.provider and it.profile is None]
    it = known or next(iter(begun), None) or _new(world, user, who.provider)
    return _saved(world, replace(it, verification=proof), who)


def link(world: World, user: User, who: ProviderProfile | None, proof: Verification) -> None:
    """Connects a user who has proven more than the provider could vouch for.

    Somebody else may have set a password before the address was proven: its owner chooses a new one.
    """
    if who is None:
        return
    try:
        require_connectable(world, user.id, who)
    except ClerkError:
        return  # it went to somebody else meanwhile; the sign-in itself is good
    known = _address(world, user.id, who)
    shown = None if known is None else known.verification
    is_new = shown is not None and (shown.strategy, shown.verified_at) == (proof.strategy, proof.verified_at)
    if is_new and user.password_digest is not None:
        world.users.save(replace(world.users[user.id], password_reset_required=True))
    now, lifetime = world.clock.now, world.instance.settings.behaviour.code_lifetime
    done = Verification(who.provider, attempts=None, expire_at=now + lifetime, verified_at=now)
    connect(world, world.users[user.id], who, done)


def require_connectable(world: World, user_id: str, who: ProviderProfile) -> None:
    """Refuses an account that somebody has, a second one of a provider, and an address of somebody else."""
    others = [it for it in world.external_accounts.where(user_id=user_id) if it.provider == who.provider]
    known, provider = find(world, who), title(world, who)
    taken = known is not None and known.user_id != user_id
    if taken or (known is None and any(it.profile is not None for it in others)):
        raise errors.oauth_account_already_connected(provider=provider)
    owner = identifiers.find_user(world, "email_address", who.email_address)
    if owner is not None and owner.id != user_id:
        raise errors.oauth_identification_claimed(provider=provider)
    if _address(world, user_id, who) is None:
        _require_addable(world, user_id, who)


def delete(world: World, user: User, it: ExternalAccount) -> Deleted:
    """Disconnects it, unless the user could not sign in any more. The address that came with it stays."""
    require_another(world, user, it.id)
    world.external_accounts.remove(it.id)
    identifications.touch(world, user.id)
    return Deleted(it.id, "external_account")


def revoke_tokens(world: World, user: User, it: ExternalAccount) -> User:
    """The user without the tokens of a connection, which stays."""
    if it.access_token is not None:
        world.external_accounts.save(replace(it, access_token=None, updated_at=world.clock.now))
    return identifications.touch(world, user.id)


def tokens_of(world: World, user: User, provider: str) -> list[ProviderToken]:
    """The access tokens that a user has at a provider."""
    return [
        ProviderToken(it.id, it.access_token, it, it.profile)
        for it in of_user(world, user)
        if it.provider == provider and it.access_token is not None and it.profile is not None
    ]


def _new(world: World, user: User, provider: str) -> ExternalAccount:
    id, identification, now = world.chance.id("eac"), world.chance.id("idn"), world.clock.now
    return ExternalAccount(id, user.id, identification, provider, now, now)


def _saved(world: World, it: ExternalAccount, who: ProviderProfile) -> ExternalAccount:
    """Keeps a connection; the address that came with it is the user's, and as good as the provider says."""
    now, user = world.clock.now, world.users[it.user_id]
    token = it.access_token or world.chance.token("provider_token", 40)
    after = world.external_accounts.save(replace(it, profile=who, access_token=token, updated_at=now))
    if who.image_url and user.image_url is None:
        world.users.save(replace(user, image_url=who.image_url))
    _add_address(world, world.users[user.id], who)
    identifications.touch(world, user.id)
    return after


def _add_address(world: World, user: User, who: ProviderProfile) -> None:
    if not attributes.attribute(world.instance.settings, "email_address").enabled:
        return
    now, known = world.clock.now, _address(world, user.id, who)
    if known is not None and (identifiers.is_verified(known) or not who.email_address_verified):
        return
    proof = Verification(ORIGIN + who.provider, attempts=None, verified_at=now)
    it = known or EmailAddress(world.chance.id("idn"), user.id, who.email_address, now, now)
    proven = replace(it, verification=proof if who.email_address_verified else None, updated_at=now)
    world.email_addresses.save(proven)
    enrollments.welcome(world, user.id)
    primary = world.email_addresses.find(user.primary_email_address_id)
    if identifiers.is_verified(proven) and (primary is None or not identifiers.is_verified(primary)):
        world.users.save(replace(user, primary_email_address_id=proven.id))


def _require_addable(world: World, user_id: str, who: ProviderProfile) -> None:
    """Refuses another address where nobody changes theirs, and one that the lists keep out."""
    kind = attributes.attribute(world.instance.settings, "email_address")
    if not kind.enabled:
        return
    if kind.immutable and world.email_addresses.where(user_id=user_id):
        raise errors.oauth_connection_blocked_by_immutable_attribute(provider=title(world, who))
    if faults := list(restrictions.faults(world, {"email_address": who.email_address})):
        raise errors.several(faults)


def _address(world: World, user_id: str, who: ProviderProfile) -> EmailAddress | None:
    own = world.email_addresses.where(user_id=user_id)
    return next((it for it in own if it.email_address == who.email_address), None)


def _joined(before: str, now: str) -> str:
    return " ".join(dict.fromkeys([*before.split(), *now.split()]))
