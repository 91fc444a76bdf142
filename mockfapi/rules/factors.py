"""Which factors a sign-in may use, and for which identification. Trying them: `rules.sign_ins`."""

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import attributes, enumeration, identifiers, providers, strategies, users
from mockfapi.rules.identifiers import Identification
from mockfapi.rules.strategy import Preparation, Strategy
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, Passkey, PhoneNumber, SignIn, User, Web3Wallet

ID_FIELDS = {
    "email_address": "email_address_id",
    "phone_number": "phone_number_id",
    "web3_wallet": "web3_wallet_id",
    "passkey": "passkey_id",
}


@dataclass(frozen=True, slots=True)
class Factor:
    """A strategy that is offered; `typed` says that its identification is the one that was typed.

    `default` marks the second factor that is tried unless the person chooses another.
    """

    strategy: str
    identification: Identification | None = None
    primary: bool = False
    typed: bool = False
    default: bool = False


def supported_identifiers(world: World) -> list[str]:
    """What a sign-in accepts as identifier, sorted."""
    return attributes.first_factor_identifiers(world.instance.settings)


def supported_first_factors(world: World, it: SignIn) -> list[Factor] | None:
    """The first factors on offer, primary identifications first; None once the sign-in is complete."""
    return None if it.created_session_id is not None else of_user(world, it)


def of_user(world: World, it: SignIn) -> list[Factor]:
    """The factors of the user whom the sign-in names."""
    user = world.users.find(it.user_id)
    if user is None:
        return _of_nobody(world, it) if it.missing else []
    keeps_password = user.password_digest is not None or enumeration.offers_passwords(world)
    found = [Factor("password")] if keeps_password else []
    for strategy in strategies.STRATEGIES.values():
        if strategy.kind is not None and strategy.serves_sign_in(world.instance.settings):
            found += _of_strategy(world, it, strategy)
    return found + [Factor(each.provider) for each in providers.ways_in(world, user)]


def typed_address(it: SignIn) -> str:
    """The written form of what a stranger typed."""
    typed = it.identifier or ""
    if it.identifier_kind == "phone_number":
        return identifiers.phone_number(f"+{typed.lstrip('+')}")
    return typed.lower()


def chosen(world: World, it: SignIn, preparation: Preparation) -> Identification:
    """The identification to send to: the named one, else the typed one, else the primary one."""
    offered = [each for each in of_user(world, it) if each.strategy == preparation.strategy]
    return chosen_among(world, world.users[it.user_id or ""], offered, preparation)


def chosen_among(world: World, user: User, offered: list[Factor], preparation: Preparation) -> Identification:
    """The identification to send to among those of the offered factors of one strategy."""
    kind = strategies.find(preparation.strategy).kind or ""
    named = getattr(preparation, ID_FIELDS[kind])
    if named is not None:
        _require_own(world, user, kind, named)
        offered = [each for each in offered if each.identification and each.identification.id == named]
    for factor in sorted(offered, key=lambda each: (not each.typed, not each.default, not each.primary)):
        if factor.identification is not None:
            return factor.identification
    raise errors.strategy_for_user_invalid("strategy")


def _of_nobody(world: World, it: SignIn) -> list[Factor]:
    """The factors that somebody with this identifier would have: all that the instance knows for its kind."""
    settings, kind, at = world.instance.settings, it.identifier_kind, it.created_at
    found = [Factor("password")] if settings.user_settings.attributes.password.enabled else []
    id, address = it.identification_id or "", typed_address(it)
    made_up: dict[str | None, Identification] = {
        "email_address": EmailAddress(id, "", address, at, at),
        "phone_number": PhoneNumber(id, "", address, at, at),
    }
    return found + [
        Factor(each.name, made_up[kind], primary=True, typed=True)
        for each in strategies.STRATEGIES.values()
        if kind in made_up and each.kind == kind and each.serves_sign_in(settings)
    ]


def _of_strategy(world: World, it: SignIn, strategy: Strategy) -> list[Factor]:
    # A username receives no codes, so that every address and number may reset the password.
    if strategy.resets_password and it.identifier_kind not in (strategy.kind, "username"):
        return []
    user = world.users[it.user_id or ""]
    primary = (user.primary_email_address_id, user.primary_phone_number_id)
    found = [
        Factor(strategy.name, each, primary=each.id in primary, typed=each.id == it.identification_id)
        for each in users.identifications(world, user.id, strategy.kind or "")
        if strategy.suits(identifiers.address_of(each)) and _proves(world, it, each)
    ]
    return sorted(found, key=lambda factor: not factor.primary)


def _proves(world: World, sign_in: SignIn, it: Identification) -> bool:
    """Verified passkeys do, wallets when they were typed, the others when they receive codes."""
    if isinstance(it, Passkey):
        return identifiers.is_verified(it)
    if isinstance(it, Web3Wallet):
        return it.id == sign_in.identification_id and identifiers.is_verified(it)
    return _receives_codes(world, it)


def _receives_codes(world: World, it: Identification) -> bool:
    """Verified ones do; all do where nobody verifies at sign-up, else such a user might have no way in."""
    if isinstance(it, PhoneNumber) and it.reserved_for_second_factor:
        return False
    kind = "email_address" if isinstance(it, EmailAddress) else "phone_number"
    checked = attributes.attribute(world.instance.settings, kind).verify_at_sign_up
    return identifiers.is_verified(it) or not checked


def _require_own(world: World, user: User, kind: str, id: str) -> None:
    own = {it.id: it for it in users.identifications(world, user.id, kind)}
    if id not in own:
        raise errors.form_resource_not_found(ID_FIELDS[kind])
    if kind == "passkey" and not identifiers.is_verified(own[id]):
        raise errors.passkey_identification_not_verified()
