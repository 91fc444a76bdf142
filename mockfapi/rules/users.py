"""Users: how they come into being, and what identifies them. Everything a scenario adds goes through here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mockfapi import errors
from mockfapi.errors import ClerkError, Refusal
from mockfapi.rules import attributes, enrollments, identifiers, passwords
from mockfapi.rules.identifiers import Identification
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, PhoneNumber, User, Verification, Web3Wallet

Metadata = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFields:
    """What may be said of a new user. The first address, number and wallet become primary.

    `verified` says that somebody vouches for addresses and numbers; `verifications`, by address, says more.
    `password_digest` takes the place of a password that was checked before. One that `may_be_pwned` was
    chosen before the breach.
    """

    email_addresses: Sequence[str] = ()
    phone_numbers: Sequence[str] = ()
    web3_wallets: Sequence[str] = ()
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    password: str | None = None
    password_digest: str | None = None
    skip_password_checks: bool = False
    may_be_pwned: bool = False
    public_metadata: Metadata = field(default_factory=dict)
    private_metadata: Metadata = field(default_factory=dict)
    unsafe_metadata: Metadata = field(default_factory=dict)
    external_id: str | None = None
    legal_accepted_at: int | None = None
    id: str | None = None
    created_at: int | None = None
    verified: bool = True
    verifications: Mapping[str, Verification] = field(default_factory=dict)


def create(world: World, fields: UserFields) -> User:
    """A new user, checked like a sign-up: identifiers well-formed and free, password within the rules."""
    quota = world.instance.settings.behaviour.user_quota
    if quota and len(world.users) >= quota:
        raise errors.user_quota_exceeded(limit=quota)
    it = _checked(world, fields)
    now = world.clock.now
    at = now if it.created_at is None else it.created_at
    digest = it.password_digest if it.password is None else passwords.digest(world, it.password)
    actions = world.instance.settings.user_settings.actions
    user = User(
        id=it.id or world.chance.id("user"),
        created_at=at,
        updated_at=at,
        username=it.username,
        first_name=it.first_name,
        last_name=it.last_name,
        password_digest=digest,
        password_last_updated_at=None if digest is None else at,
        external_id=it.external_id,
        public_metadata=it.public_metadata,
        private_metadata=it.private_metadata,
        unsafe_metadata=it.unsafe_metadata,
        legal_accepted_at=it.legal_accepted_at,
        delete_self_enabled=actions.delete_self,
        create_organization_enabled=actions.create_organization,
        create_organizations_limit=actions.create_organizations_limit,
    )
    known = _with_identifications(world, user, it)
    enrollments.welcome(world, known.id)
    return known


def identifications(world: World, user_id: str, kind: str) -> list[Identification]:
    """The addresses, numbers, wallets or passkeys of a user, oldest first."""
    if kind == "email_address":
        return [*world.email_addresses.where(user_id=user_id)]
    if kind == "phone_number":
        return [*world.phone_numbers.where(user_id=user_id)]
    if kind == "web3_wallet":
        return [*world.web3_wallets.where(user_id=user_id)]
    return [*world.passkeys.where(user_id=user_id)] if kind == "passkey" else []


def has_totp(world: World, user: User) -> bool:
    """Whether an authenticator app is a factor of the user: set up, verified, and known to the instance."""
    known = attributes.attribute(world.instance.settings, "authenticator_app").enabled
    return known and any(it.verified_at is not None for it in world.totps.where(user_id=user.id))


def identifiers_of(world: World, user: User) -> list[str]:
    """Everything by which this user may be named."""
    found = [
        *identifications(world, user.id, "email_address"),
        *identifications(world, user.id, "phone_number"),
    ]
    username = [] if user.username is None else [user.username]
    return [*map(identifiers.address_of, found), *username]


def prove(world: World, proof: Verification) -> None:
    """Marks the address or number that received a code as verified, if it was not; else changes nothing.

    Nothing changes, either, where somebody else has verified the same meanwhile.
    """
    known = replace(proof, secret=None)
    now = world.clock.now
    email, phone = world.email_addresses.find(proof.subject_id), world.phone_numbers.find(proof.subject_id)
    if email is not None and identifiers.may_be_verified(world, email):
        world.email_addresses.save(replace(email, verification=known, updated_at=now))
        enrollments.welcome(world, email.user_id)
    if phone is not None and identifiers.may_be_verified(world, phone):
        world.phone_numbers.save(replace(phone, verification=known, updated_at=now))


def primary_identifier(world: World, user: User) -> str:
    """What stands for the user: primary address, else number, else username, else wallet, else nothing."""
    if (email := world.email_addresses.find(user.primary_email_address_id)) is not None:
        return email.email_address
    if (phone := world.phone_numbers.find(user.primary_phone_number_id)) is not None:
        return phone.phone_number
    if user.username is None and (wallet := world.web3_wallets.find(user.primary_web3_wallet_id)) is not None:
        return wallet.web3_wallet
    return user.username or ""


def _checked(world: World, given: UserFields) -> UserFields:
    """The fields in their written forms; all that is wrong with them is refused together."""
    faults = [*attributes.name_faults({"first_name": given.first_name, "last_name": given.last_name})]
    emails = [_written(world, "email_address", it, faults) for it in given.email_addresses]
    phones = [_written(world, "phone_number", it, faults) for it in given.phone_numbers]
    wallets = [_written(world, "web3_wallet", it, faults) for it in given.web3_wallets]
    username = None if given.username is None else _written(world, "username", given.username, faults)
    faults += _identity_faults(world, given)
    owned = [*emails, *phones, *wallets, *([username] if username else [])]
    faults += [
        errors.form_param_duplicate.entry(_kind(it)) for it in dict.fromkeys(owned) if owned.count(it) > 1
    ]
    if given.password is not None and not given.skip_password_checks:
        found = passwords.faults_of(world, given.password, identifiers=owned)
        breach = errors.form_password_pwned.code if given.may_be_pwned else None
        faults += [it for it in found if it.code != breach]
    for param in ("public_metadata", "private_metadata", "unsafe_metadata"):
        attributes.metadata(getattr(given, param), param)
    if faults:
        raise errors.several(faults)
    return replace(
        given, email_addresses=emails, phone_numbers=phones, web3_wallets=wallets, username=username
    )


def _written(world: World, kind: str, value: str, faults: list[Refusal]) -> str:
    """The written form of an identifier; what is wrong with it is added to the faults."""
    try:
        written = identifiers.normalised(world, kind, value)
        identifiers.require_free(world, kind, written)
    except ClerkError as error:
        faults += error.entries
        return value
    return written


def _kind(value: str) -> str:
    if "@" in value:
        return "email_address"
    if identifiers.is_ethereum(value) or identifiers.is_solana(value):
        return "web3_wallet"
    return "phone_number" if value.startswith("+") else "username"


def _identity_faults(world: World, given: UserFields) -> Iterator[Refusal]:
    if given.id is not None and world.users.find(given.id) is not None:
        yield errors.form_already_exists.entry("id")
    if given.external_id is not None and world.users.count(external_id=given.external_id):
        yield errors.form_identifier_exists.entry("external_id", kind="external id")


def _with_identifications(world: World, user: User, given: UserFields) -> User:
    """Saves the user with all that names it; primary are the first verified ones, else the first ones."""
    at = user.created_at
    emails: list[Identification] = []
    phones: list[Identification] = []
    wallets: list[Identification] = []
    for address in given.email_addresses:
        id, proof = world.chance.id("idn"), _verification(given, address, at)
        emails.append(world.email_addresses.save(EmailAddress(id, user.id, address, at, at, proof)))
    for number in given.phone_numbers:
        id, proof = world.chance.id("idn"), _verification(given, number, at)
        phones.append(world.phone_numbers.save(PhoneNumber(id, user.id, number, at, at, proof)))
    for wallet in given.web3_wallets:
        id, proof = world.chance.id("idn"), _verification(given, wallet, at)
        wallets.append(world.web3_wallets.save(Web3Wallet(id, user.id, wallet, at, at, proof)))
    return world.users.save(
        replace(
            user,
            primary_email_address_id=_primary(emails),
            primary_phone_number_id=_primary(phones),
            primary_web3_wallet_id=_primary(wallets),
        )
    )


def _verification(given: UserFields, address: str, at: int) -> Verification | None:
    if (known := given.verifications.get(address)) is not None:
        return known
    return Verification("admin", attempts=None, verified_at=at) if given.verified else None


def _primary(found: list[Identification]) -> str | None:
    best = next((it for it in found if identifiers.is_verified(it)), found[0] if found else None)
    return None if best is None else best.id
