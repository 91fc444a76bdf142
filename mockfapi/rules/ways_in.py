"""What lets a user in: things that name the user, and things that open. Nobody loses the last of either.

Whatever takes one of them away asks `require_another` first.
"""

from mockfapi import errors
from mockfapi.errors import ErrorRow
from mockfapi.rules import attributes, identifiers, providers, strategies, users
from mockfapi.rules.identifiers import Identification
from mockfapi.world import World
from mockfapi.world.records import Passkey, PhoneNumber, User

NAMING = ("email_address", "phone_number", "web3_wallet")
# These tell by themselves whose they are.
SPEAKING = ("web3_wallet", "passkey")
# What may be taken away and has no id.
PASSWORD, USERNAME = "password", "username"


def require_another(
    world: World, user: User, without: str, refusal: ErrorRow = errors.identification_deletion_failed
) -> None:
    """Refuses to take the last thing away that names the user, or the last that lets the user in.

    `without` is the id of an identification, passkey or external account, or PASSWORD, or USERNAME. What is
    no way in may go at any time, and who has none cannot lose it.
    """
    names = _names(world, user)
    if without in names and len(names) == 1:
        raise refusal()
    if is_open(world, user) and not is_open(world, user, without):
        raise refusal()


def is_open(world: World, user: User, without: str | None = None) -> bool:
    """Whether the user can sign in by what is left; second factors and bans are not asked."""
    if any(it.id != without for it in providers.ways_in(world, user)):
        return True
    keys = [it for it in _keys(world, user) if it.id != without]
    if any(identifiers.kind_of(it) in SPEAKING for it in keys):
        return True
    return _is_named(world, user, without) and (bool(keys) or _has_password(world, user, without))


def naming(world: World, user: User) -> list[Identification]:
    """The identifications that name the user. Numbers that are second factors and unverified ones do not."""
    return [
        it
        for kind in NAMING
        for it in users.identifications(world, user.id, kind)
        if not is_factor(it) and identifiers.names_its_user(world, it)
    ]


def is_factor(it: Identification) -> bool:
    """Whether this is a number that is kept for second factors."""
    return isinstance(it, PhoneNumber) and it.reserved_for_second_factor


def _names(world: World, user: User) -> list[str]:
    connected = providers.ways_in(world, user)
    return [it.id for it in (*naming(world, user), *connected)] + [USERNAME] * bool(user.username)


def _is_named(world: World, user: User, without: str | None) -> bool:
    """Whether a sign-in accepts a name of the user."""
    accepted = attributes.first_factor_identifiers(world.instance.settings)
    if user.username and without != USERNAME and USERNAME in accepted:
        return True
    return any(it.id != without and identifiers.kind_of(it) in accepted for it in naming(world, user))


def _has_password(world: World, user: User, without: str | None) -> bool:
    serves = strategies.find(PASSWORD).serves_sign_in(world.instance.settings)
    return serves and without != PASSWORD and user.password_digest is not None


def _keys(world: World, user: User) -> list[Identification]:
    """What proves who the user is, beside the password."""
    passkeys = users.identifications(world, user.id, "passkey")
    return [it for it in (*naming(world, user), *passkeys) if _is_usable(world, it) and _opens(world, it)]


def _is_usable(world: World, it: Identification) -> bool:
    """Whether codes arrive there; passkeys that are only there to be seen prove nothing."""
    kind = identifiers.kind_of(it)
    if isinstance(it, Passkey) and it.public_key is None:
        return False
    checked = kind in SPEAKING or attributes.attribute(world.instance.settings, kind).verify_at_sign_up
    return identifiers.is_verified(it) or not checked


def _opens(world: World, it: Identification) -> bool:
    """Whether a strategy of the instance signs in by it."""
    kind, settings, address = identifiers.kind_of(it), world.instance.settings, identifiers.address_of(it)
    own = [each for each in strategies.STRATEGIES.values() if each.kind == kind and not each.resets_password]
    return any(each.serves_sign_in(settings) and each.suits(address) for each in own)
