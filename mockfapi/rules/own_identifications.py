"""Addresses, numbers and wallets as their user manages them: added, proven, removed.

What servers do with them: `rules.identifications`.
"""

from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import (
    attributes,
    enrollments,
    enterprise_connections,
    enumeration,
    identifications,
    identifiers,
    multi_factor,
    phone_factors,
    restrictions,
    strategies,
    users,
    verifications,
)
from mockfapi.rules.identifications import Owned
from mockfapi.rules.identifiers import Identification
from mockfapi.rules.strategy import PROFILE, Preparation, Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import (
    Deleted,
    EmailAddress,
    EnrolledPhone,
    PhoneNumber,
    User,
    Verification,
    Web3Wallet,
)

UNVERIFIED_LIMIT = 10


def email_of(world: World, user: User, id: str) -> EmailAddress:
    """An address of this user; one of somebody else is as unknown as one that never was."""
    it = world.email_addresses.find(id)
    if it is None or it.user_id != user.id:
        raise errors.resource_not_found(kind="email address", id=id)
    return it


def wallet_of(world: World, user: User, id: str) -> Web3Wallet:
    """A wallet of this user; one of somebody else is as unknown as one that never was."""
    it = world.web3_wallets.find(id)
    if it is None or it.user_id != user.id:
        raise errors.resource_not_found(kind="web3 wallet", id=id)
    return it


def emails_of(world: World, user: User) -> list[EmailAddress]:
    """The addresses of a user, the newest first."""
    return world.email_addresses.where(user_id=user.id)[::-1]


def phones_of(world: World, user: User) -> list[PhoneNumber]:
    """The numbers of a user, the newest first."""
    return world.phone_numbers.where(user_id=user.id)[::-1]


def wallets_of(world: World, user: User) -> list[Web3Wallet]:
    """The wallets of a user, the newest first."""
    return world.web3_wallets.where(user_id=user.id)[::-1]


def create_email(world: World, user: User, address: str) -> EmailAddress:
    """An address that its user has not verified yet: it is good for nothing until then."""
    _require_open(world, user, "email_address")
    written = identifiers.email_address(address)
    if enterprise_connections.covers(world, written):
        raise errors.saml_email_address_domain_reserved("email_address")
    _require_addable(world, user, "email_address", written)
    now = world.clock.now
    it = world.email_addresses.save(EmailAddress(world.chance.id("idn"), user.id, written, now, now))
    identifications.touch(world, user.id)
    return it


def create_phone(world: World, user: User, number: str, *, reserved: bool = False) -> PhoneNumber:
    """A number that its user has not verified yet; one that is `reserved` will be a second factor then."""
    _require_open(world, user, "phone_number")
    if reserved:
        phone_factors.require_possible(world)
    written = identifiers.phone_number(number)
    _require_addable(world, user, "phone_number", written)
    now, id = world.clock.now, world.chance.id("idn")
    it = PhoneNumber(id, user.id, written, now, now, reserved_for_second_factor=reserved)
    identifications.touch(world, user.id)
    return world.phone_numbers.save(it)


def create_wallet(world: World, user: User, address: str) -> Web3Wallet:
    """A wallet that its user has not proven yet."""
    _require_open(world, user, "web3_wallet")
    written = identifiers.web3_wallet(address)
    _require_addable(world, user, "web3_wallet", written)
    now = world.clock.now
    it = world.web3_wallets.save(Web3Wallet(world.chance.id("idn"), user.id, written, now, now))
    identifications.touch(world, user.id)
    return it


def prepare(world: World, it: Owned, asked: Preparation, client_id: str | None) -> Any:
    """It with a new verification: a code, a link, or a message to sign. What was sent before is void.

    Where nobody may learn who has what, one that somebody else has looks prepared as well; nothing is sent.
    """
    strategy = _serving(world, it, asked.strategy)
    if identifiers.is_verified(it):
        raise errors.verification_already_verified()
    target = Target(
        it.id,
        identifiers.address_of(it),
        it.user_id,
        purpose=PROFILE,
        source_id=it.id,
        client_id=client_id,
        redirect_url=asked.redirect_url,
        channel=asked.channel,
    )
    verifications.require_preparable(world, strategy, target, it.verification)
    identifications.touch(world, it.user_id)
    if _is_hidden(world, it):
        return _saved(world, it, enumeration.pretended(world, strategy, target))
    return _saved(world, it, strategy.begin(world, target))


def attempt(world: World, it: Owned, proof: Proof, named: str | None = None) -> Any:
    """It after a proof was tried by the strategy that was prepared. A wrong one is counted and refused.

    Who names the strategy has to name that one.
    """
    sent = it.verification
    if sent is None:
        raise errors.verification_missing()
    if verifications.is_verified(sent):
        raise errors.verification_already_verified()
    strategy = strategies.find(sent.strategy)
    # A link is opened, and no code opens it.
    if strategy.proof == "token" or named not in (None, sent.strategy):
        raise errors.verification_strategy_invalid()
    tried = verifications.attempted(world, strategy, sent, proof)
    if not verifications.is_verified(tried):
        _saved(world, it, tried)
        raise strategy.refusal(strategy.proof)
    return proven(world, it, replace(tried, secret=None, nonce=None, message=None))


def attempt_phone(world: World, it: PhoneNumber, code: str | None) -> EnrolledPhone:
    """Like `attempt`; a number that becomes the first second factor so brings backup codes."""
    user = world.users[it.user_id]
    had_any = multi_factor.has_any(world, user)
    known: PhoneNumber = attempt(world, it, Proof(code=code))
    if not known.reserved_for_second_factor:
        return EnrolledPhone(known)
    return phone_factors.proven(world, known, had_any)


def proven(world: World, it: Owned, proof: Verification) -> Any:
    """It, verified: from now on it names its user and nobody else. The first of its kind is primary."""
    identifiers.require_unclaimed(world, it)
    known = _saved(world, it, proof)
    user, field = identifications.touch(world, it.user_id), f"primary_{identifiers.kind_of(it)}_id"
    primary = getattr(user, field)
    holder = None if primary is None else identifications.table_of(world, it).find(primary)
    reserved = isinstance(it, PhoneNumber) and it.reserved_for_second_factor
    if not reserved and (holder is None or not identifiers.is_verified(holder)):
        changes: Any = {field: it.id}
        world.users.save(replace(user, **changes))
    enrollments.welcome(world, user.id)
    return known


def delete(world: World, user: User, it: Owned) -> Deleted:
    """Removes it, unless it is the user's last way in, required, or fixed by the instance.

    Another verified one takes its place as the primary one, and the address that was primary is told.
    """
    _require_mutable(world, it)
    identifications.require_dispensable(world, user, it)
    return identifications.discard(world, user, it, notify=True)


def _require_open(world: World, user: User, kind: str) -> None:
    """Refuses kinds that the instance does not know, or that nobody changes once they have one."""
    found = attributes.attribute(world.instance.settings, kind)
    if not found.enabled:
        raise errors.form_param_unknown(kind)
    if found.immutable and users.identifications(world, user.id, kind):
        raise errors.immutable_attribute_modification_not_allowed(kind=identifiers.NOUNS[kind])


def _require_mutable(world: World, it: Owned) -> None:
    kind = identifiers.kind_of(it)
    if attributes.attribute(world.instance.settings, kind).immutable and identifiers.is_verified(it):
        raise errors.immutable_attribute_modification_not_allowed(kind=identifiers.NOUNS[kind])


def _require_addable(world: World, user: User, kind: str, written: str) -> None:
    """Refuses what the user or somebody else has, what the lists keep out, and one unverified too many."""
    own = users.identifications(world, user.id, kind)
    taken = errors.form_identifier_exists(kind, kind=identifiers.NOUNS[kind])
    if any(identifiers.address_of(it) == written for it in own):
        raise taken
    if identifiers.find_user(world, kind, written) is not None and not _is_secret(world, kind):
        raise taken
    if faults := list(restrictions.faults(world, {kind: written})):
        raise errors.several(faults)
    if sum(not identifiers.is_verified(it) for it in own) >= UNVERIFIED_LIMIT:
        raise errors.too_many_unverified_identifications(limit=UNVERIFIED_LIMIT)


def _is_secret(world: World, kind: str) -> bool:
    """Whether nobody may learn that somebody has an address or number."""
    return kind in enumeration.CONTACTS and enumeration.is_strict(world)


def _is_hidden(world: World, it: Identification) -> bool:
    kind = identifiers.kind_of(it)
    owner = identifiers.find_user(world, kind, identifiers.address_of(it))
    return _is_secret(world, kind) and owner is not None and owner.id != it.user_id


def _serving(world: World, it: Owned, name: str) -> Strategy:
    """The strategy, if the instance verifies such identifications by it."""
    found, settings = strategies.find(name), world.instance.settings
    serves = found.serves_sign_up(settings) or found.serves_second_factor(settings)
    if found.kind != identifiers.kind_of(it) or not serves:
        raise strategies.disabled(name)
    return found


def _saved(world: World, it: Owned, verification: Verification) -> Any:
    after = replace(it, verification=verification, updated_at=world.clock.now)
    return identifications.table_of(world, it).save(after)
