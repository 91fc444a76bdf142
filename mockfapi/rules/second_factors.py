"""Which second factors a user has, and whether a sign-in needs one. Trying them: `rules.sign_in_second`."""

from mockfapi.rules import attributes, identifiers, multi_factor, strategies, users, verifications
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
    return multi_factor.phones(world, user)


def has_any(world: World, user: User) -> bool:
    """Whether signing in takes a second factor. Backup codes alone are none."""
    return multi_factor.has_any(world, user)


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
    if not _is_strange_device(world, it, user):
        return None
    return world.instance.settings.behaviour.client_trust_status


def offered(world: World, it: SignIn) -> list[Factor] | None:
    """The second factors on offer; None until one is due, and once the sign-in is complete."""
    user = world.users.find(it.user_id)
    if user is None or it.created_session_id is not None or not verifications.is_verified(it.first_factor):
        return None
    if due(world, it) is None:
        return None
    return of_user(world, user) if has_any(world, user) else trust_factors(world, user)


def has_hosted(world: World, it: SignIn) -> bool:
    """Whether the user has signed in on this client before this sign-in."""
    own = it.created_session_id
    return any(
        each.user_id == it.user_id and (own is None or each.id < own)
        for each in world.sessions.where(client_id=it.client_id)
    )


def client_trust_state(world: World, it: SignIn) -> str | None:
    """What the instance makes of the device: pending until the first factor, then new or known."""
    user = world.users.find(it.user_id)
    if user is None or not world.instance.settings.behaviour.client_trust:
        return None
    if not verifications.is_verified(it.first_factor):
        return "pending"
    return "known" if has_hosted(world, it) else "new"


def _is_strange_device(world: World, it: SignIn, user: User) -> bool:
    if not world.instance.settings.behaviour.client_trust or user.bypass_client_trust:
        return False
    by_password = it.first_factor is not None and it.first_factor.strategy == "password"
    return by_password and not has_hosted(world, it) and bool(trust_factors(world, user))
