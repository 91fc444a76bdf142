"""Which second factors a user has, and whether a sign-in needs one. Trying them: `rules.sign_in_second`."""

from mockfapi.rules import attributes, identifiers, strategies, users, verifications
from mockfapi.rules.factors import Factor
from mockfapi.world import World
from mockfapi.world.records import PhoneNumber, SignIn, User

NEEDS_SECOND_FACTOR, NEEDS_CLIENT_TRUST = "needs_second_factor", "needs_client_trust"
# What may vouch for a device that a user has not signed in from before.
TRUSTED = ("phone_code", "email_code", "email_link")


def of_user(world: World, user: User) -> list[Factor]:
    """The second factors that the user has set up and the instance still knows."""
    settings = world.instance.settings
    found = [Factor("totp")] if users.has_totp(world, user) else []
    found += [
        Factor(
            "phone_code", it, primary=it.id == user.primary_phone_number_id, default=it.default_second_factor
        )
        for it in phones(world, user)
    ]
    if found and user.backup_codes and attributes.attribute(settings, "backup_code").enabled:
        found.append(Factor("backup_code"))
    return found


def phones(world: World, user: User) -> list[PhoneNumber]:
    """The verified numbers that are second factors, the default one first."""
    own = [it for it in world.phone_numbers.where(user_id=user.id) if it.reserved_for_second_factor]
    return sorted(filter(identifiers.is_verified, own), key=lambda it: not it.default_second_factor)


def has_any(world: World, user: User) -> bool:
    """Whether signing in takes a second factor. Backup codes alone are none."""
    return bool(of_user(world, user))


def trust_factors(world: World, user: User) -> list[Factor]:
    """What vouches for a new device: codes and links to what is verified, primary ones first."""
    primary = (user.primary_email_address_id, user.primary_phone_number_id)
    settings = world.instance.settings
    found = []
    for strategy in (strategies.STRATEGIES[name] for name in TRUSTED if name in strategies.STRATEGIES):
        if strategy.serves_sign_in(settings) or strategy.serves_sign_up(settings):
            found += [
                Factor(strategy.name, it, primary=it.id in primary)
                for it in users.identifications(world, user.id, strategy.kind or "")
                if identifiers.is_verified(it)
            ]
    return sorted(found, key=lambda each: (not each.primary, each.strategy != "email_code"))


def due(world: World, it: SignIn) -> str | None:
    """What is still asked for after the first factor, as a status; None when nothing is."""
    user = world.users.find(it.user_id)
    if user is None or it.first_factor is None or it.ticket_id is not None:
        return None
    if it.first_factor.strategy == "passkey" and world.instance.settings.behaviour.passkeys_are_multi_factor:
        return None
    if has_any(world, user):
        return NEEDS_SECOND_FACTOR
    return NEEDS_CLIENT_TRUST if _is_strange_device(world, it, user) else None


def offered(world: World, it: SignIn) -> list[Factor] | None:
    """The second factors on offer; None until one is due."""
    user = world.users.find(it.user_id)
    if user is None or not verifications.is_verified(it.first_factor):
        return None
    wanted = due(world, it)
    if wanted is None:
        return None
    return of_user(world, user) if wanted == NEEDS_SECOND_FACTOR else trust_factors(world, user)


def has_hosted(world: World, client_id: str, user: User) -> bool:
    """Whether the user has signed in on this client before."""
    return any(it.user_id == user.id for it in world.sessions.where(client_id=client_id))


def _is_strange_device(world: World, it: SignIn, user: User) -> bool:
    if not world.instance.settings.behaviour.client_trust or user.bypass_client_trust:
        return False
    by_password = it.first_factor is not None and it.first_factor.strategy == "password"
    return by_password and not has_hosted(world, it.client_id, user) and bool(trust_factors(world, user))
