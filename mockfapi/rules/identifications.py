"""Addresses and numbers of users as servers manage them: added, vouched for, made primary, removed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import (
    attributes,
    enrollments,
    identifiers,
    multi_factor,
    notices,
    phone_factors,
    providers,
    users,
    ways_in,
)
from mockfapi.world import World
from mockfapi.world.records import Deleted, EmailAddress, PhoneNumber, User, Verification
from mockfapi.world.records import Web3Wallet as Wallet
from mockfapi.world.table import Table

Owned = EmailAddress | PhoneNumber | Wallet
I = TypeVar("I", EmailAddress, PhoneNumber)  # noqa: E741 - an identification

NOTIFY = "notify_primary_email_address_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a server says of an address or number; None leaves it as it is.

    `notify` tells the person when the primary address is another one from now on.
    """

    verified: bool | None = None
    primary: bool | None = None
    second_factor: bool | None = None
    reserved: bool | None = None
    notify: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Standing":
        """What the fields of a request say."""
        return cls(
            verified=given.get("verified"),
            primary=given.get("primary"),
            second_factor=given.get("reserved_for_second_factor"),
            notify=bool(given.get(NOTIFY)),
        )

    @classmethod
    def replacing(cls, given: Mapping[str, Any]) -> "Standing":
        """The same of one that takes the place of all others: verified, unless they say otherwise."""
        status = given.get("identification_status") or "verified"
        notify = bool(given.get(NOTIFY))
        return cls(verified=status == "verified", reserved=status == "reserved", notify=notify)


def create_email(world: World, user: User, address: str, standing: Standing) -> EmailAddress:
    """A new address of a user, unverified unless told otherwise. The first one is primary."""
    written = identifiers.email_address(address)
    identifiers.require_free(world, "email_address", written)
    now, proof = world.clock.now, vouched(world, standing.verified)
    id, reserved = world.chance.id("idn"), bool(standing.reserved)
    it = EmailAddress(id, user.id, written, now, now, proof, reserved)
    world.email_addresses.save(it)
    _joined(world, it, standing)
    enrollments.welcome(world, user.id)
    return it


def create_phone(world: World, user: User, number: str, standing: Standing) -> PhoneNumber:
    """A new number of a user, unverified unless told otherwise; a verified one may be a second factor."""
    written = identifiers.phone_number(number)
    identifiers.require_free(world, "phone_number", written)
    now, proof = world.clock.now, vouched(world, standing.verified)
    it = PhoneNumber("", user.id, written, now, now, proof, bool(standing.reserved))
    if standing.second_factor:
        if proof is None:
            raise errors.identification_create_second_factor_unverified("reserved_for_second_factor")
        phone_factors.require_reservable(world, user, it)
    it = world.phone_numbers.save(replace(it, id=world.chance.id("idn")))
    _joined(world, it, standing)
    if standing.second_factor:
        phone_factors.update(world, world.users[user.id], it, reserved=True)
    return world.phone_numbers[it.id]


def update(world: World, it: I, standing: Standing) -> I:
    """The address or number with what a server says of it now."""
    user, table = world.users[it.user_id], table_of(world, it)
    if standing.verified or standing.primary:
        identifiers.require_unclaimed(world, it)
    after = it
    if standing.verified is not None and standing.verified != identifiers.is_verified(it):
        after = replace(it, verification=vouched(world, standing.verified))
    if standing.second_factor is not None and isinstance(after, PhoneNumber) and standing.second_factor:
        phone_factors.require_reservable(world, user, after)
    if after is not it:
        _require_kept_factor(world, user, after)
        table.save(replace(after, updated_at=world.clock.now))
        enrollments.welcome(world, user.id)
    if standing.primary is not None:
        _primary(world, after, standing)
    if standing.second_factor is not None and isinstance(after, PhoneNumber):
        number = world.phone_numbers[after.id]
        phone_factors.update(world, world.users[user.id], number, reserved=standing.second_factor)
    touch(world, user.id)
    found: I = table[it.id]
    return found


def delete(world: World, it: Owned) -> Deleted:
    """Removes an address or number, unless it is the last thing that names its user or that is required."""
    user = world.users[it.user_id]
    require_dispensable(world, user, it)
    return discard(world, user, it)


def discard(world: World, user: User, it: Owned, *, notify: bool = False) -> Deleted:
    """Takes it off its user, unless it is the last second factor where one is mandatory.

    `notify` tells the address that was primary which one is it now.
    """
    if isinstance(it, PhoneNumber) and it.id in {each.id for each in multi_factor.phones(world, user)}:
        phone_factors.update(world, user, it, reserved=False)
    _replaced_as_primary(world, it)
    if notify:
        tell(world, user.primary_email_address_id, world.users[user.id].primary_email_address_id)
    remove(world, it)
    return Deleted(it.id, identifiers.kind_of(it))


def replace_emails(world: World, user: User, address: str, standing: Standing) -> EmailAddress:
    """Makes an address the only one of a user: one that the user has already stays, all others go."""
    written = identifiers.email_address(address)
    own = world.email_addresses.where(user_id=user.id)
    kept = next((it for it in own if it.email_address == written), None)
    if kept is None:
        identifiers.require_free(world, "email_address", written)
        kept = create_email(world, user, written, standing)
    proof = _proof(world, kept, standing.verified)
    now, reserved = world.clock.now, bool(standing.reserved)
    it = world.email_addresses.save(replace(kept, verification=proof, reserved=reserved, updated_at=now))
    enrollments.welcome(world, user.id)
    _primary(world, it, replace(standing, primary=True))
    for other in own:
        if other.id != it.id:
            remove(world, other)
    return it


def replace_phones(world: World, user: User, number: str, standing: Standing) -> PhoneNumber:
    """Makes a number the only one of a user: one that the user has already stays, all others go."""
    written = identifiers.phone_number(number)
    own = world.phone_numbers.where(user_id=user.id)
    kept = next((it for it in own if it.phone_number == written), None)
    others = [it for it in own if it is not kept]
    multi_factor.require_removable(world, user, sum(it.reserved_for_second_factor for it in others))
    if kept is None:
        kept = create_phone(world, user, written, standing)
    proof = _proof(world, kept, standing.verified)
    now, reserved = world.clock.now, bool(standing.reserved)
    it = world.phone_numbers.save(replace(kept, verification=proof, reserved=reserved, updated_at=now))
    _primary(world, it, replace(standing, primary=True))
    for other in others:
        if other.reserved_for_second_factor:
            phone_factors.update(world, world.users[user.id], world.phone_numbers[other.id], reserved=False)
        remove(world, other)
    return world.phone_numbers[it.id]


def require_dispensable(world: World, user: User, it: Owned) -> None:
    """Refuses to remove the last thing that lets a user in, and the last of a kind that is required.

    One that was never verified does not count, and goes whenever somebody wants.
    """
    if isinstance(it, EmailAddress) and providers.linked_to(world, it):
        raise errors.delete_linked_identification_disallowed()
    ways_in.require_another(world, user, it.id)
    kind = identifiers.kind_of(it)
    own = users.identifications(world, user.id, kind)
    counting = [each.id for each in own if identifiers.names_its_user(world, each)]
    if counting == [it.id] and attributes.attribute(world.instance.settings, kind).required:
        raise errors.last_required_identification_deletion_failed(kind=identifiers.NOUNS[kind])


def remove(world: World, it: Owned) -> None:
    """Takes an address or number off its user; another verified one takes its place as the primary one."""
    for begun in world.server_verifications.where(identification_id=it.id):
        world.server_verifications.remove(begun.id)
    table_of(world, it).remove(it.id)
    _replaced_as_primary(world, it)
    touch(world, it.user_id)


def touch(world: World, user_id: str) -> User:
    """Marks the user as changed now."""
    return world.users.save(replace(world.users[user_id], updated_at=world.clock.now))


def tell(world: World, before_id: str | None, after_id: str | None) -> None:
    """Mails the address that was the primary one which address is it now, if it is another."""
    before, after = world.email_addresses.find(before_id), world.email_addresses.find(after_id)
    if before is None or after is None or before.id == after.id:
        return
    user = world.users[after.user_id]
    notices.mail(
        world, user, before.email_address, notices.PRIMARY_CHANGED, new_email_address=after.email_address
    )


def vouched(world: World, verified: bool | None) -> Verification | None:
    """The verification of what a server vouches for, or none."""
    return Verification("admin", attempts=None, verified_at=world.clock.now) if verified else None


def _proof(world: World, it: Owned, verified: bool | None) -> Verification | None:
    """What is verified already stays as it was verified."""
    return it.verification if verified and identifiers.is_verified(it) else vouched(world, verified)


def table_of(world: World, it: Owned) -> Table[Any]:
    """Where such identifications are kept."""
    if isinstance(it, EmailAddress):
        return world.email_addresses
    return world.phone_numbers if isinstance(it, PhoneNumber) else world.web3_wallets


def _joined(world: World, it: Owned, standing: Standing) -> None:
    """What a new one means to its user: the first of its kind is primary."""
    user = touch(world, it.user_id)
    if standing.primary or getattr(user, f"primary_{identifiers.kind_of(it)}_id") is None:
        _primary(world, it, replace(standing, primary=True))


def _primary(world: World, it: Owned, standing: Standing) -> None:
    """Makes it the primary one of its user, or hands that over to another verified one."""
    field, user = f"primary_{identifiers.kind_of(it)}_id", world.users[it.user_id]
    before = getattr(user, field)
    if standing.primary:
        changes: Any = {field: it.id}
        world.users.save(replace(user, **changes, updated_at=world.clock.now))
        if standing.notify:
            tell(world, before, it.id)
    elif before == it.id:
        _replaced_as_primary(world, it)


def _replaced_as_primary(world: World, it: Owned) -> None:
    field, user = f"primary_{identifiers.kind_of(it)}_id", world.users[it.user_id]
    if getattr(user, field) != it.id:
        return
    same = users.identifications(world, user.id, identifiers.kind_of(it))
    others = [each for each in same if each.id != it.id and not ways_in.is_factor(each)]
    heir = next((each.id for each in others if identifiers.is_verified(each)), None)
    # While it is there, an address stays primary unless another one can take its place.
    if heir is not None or table_of(world, it).find(it.id) is None:
        changes: Any = {field: heir}
        world.users.save(replace(user, **changes, updated_at=world.clock.now))


def _require_kept_factor(world: World, user: User, after: Owned) -> None:
    """Refuses to unverify the last second factor where one is mandatory."""
    if isinstance(after, PhoneNumber) and after.reserved_for_second_factor and after.verification is None:
        multi_factor.require_removable(world, user, 1)
