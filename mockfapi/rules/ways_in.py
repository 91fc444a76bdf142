"""What lets a user in: things that name the user, and things that open. Nobody loses the last of either."""

from mockfapi import errors
from mockfapi.rules import identifiers, strategies, users
from mockfapi.rules.identifiers import Identification
from mockfapi.world import World
from mockfapi.world.records import PhoneNumber, User

NAMING = ("email_address", "phone_number", "web3_wallet")


def naming(world: World, user: User) -> list[Identification]:
    """The identifications that name the user. Numbers that are second factors and unverified ones do not."""
    return [
        it
        for kind in NAMING
        for it in users.identifications(world, user.id, kind)
        if not is_factor(it) and identifiers.names_its_user(world, it)
    ]


def require_other(world: World, user: User, it: Identification) -> None:
    """Refuses to take the last thing away that names its user, or the last that lets the user in."""
    before = naming(world, user)
    if not any(each.id == it.id for each in before):
        return
    left = [each for each in before if each.id != it.id]
    if not left and not user.username:
        raise errors.identification_deletion_failed()
    if user.password_digest is None and _opens(world, it) and not _is_open(world, user, left):
        raise errors.identification_deletion_failed()


def is_factor(it: Identification) -> bool:
    """Whether this is a number that is kept for second factors."""
    return isinstance(it, PhoneNumber) and it.reserved_for_second_factor


def _is_open(world: World, user: User, left: list[Identification]) -> bool:
    passkeys = users.identifications(world, user.id, "passkey")
    return any(_opens(world, each) for each in (*left, *filter(identifiers.is_verified, passkeys)))


def _opens(world: World, it: Identification) -> bool:
    """Whether a strategy of the instance signs in by it."""
    kind, settings, address = identifiers.kind_of(it), world.instance.settings, identifiers.address_of(it)
    own = [each for each in strategies.STRATEGIES.values() if each.kind == kind and not each.resets_password]
    return any(each.serves_sign_in(settings) and each.suits(address) for each in own)
