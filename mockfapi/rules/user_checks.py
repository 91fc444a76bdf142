"""What servers check about a user: a password, a code. Sign-ins check them by their strategies."""

from mockfapi import errors
from mockfapi.rules import backup_codes, passwords, providers, strategies, users
from mockfapi.rules.strategy import Proof, Target
from mockfapi.world import World
from mockfapi.world.records import User

CODE_LENGTH = 6
BACKUP_CODE_LENGTHS = (8, 10)


def verify_password(world: World, user: User, password: str) -> None:
    """Refuses a password that is not the user's. Nothing is counted."""
    if user.password_digest is None:
        raise errors.no_password_set()
    if not passwords.matches(world, user, password):
        raise errors.incorrect_password()


def verify_totp(world: World, user: User, code: str) -> str:
    """Whether a code holds: `totp` or `backup_code`. A backup code is used up."""
    if not users.has_totp(world, user):
        raise errors.totp_disabled()
    if len(code) == CODE_LENGTH and _holds(world, user, "totp", code):
        return "totp"
    if backup_codes.matching(user, code) is not None:
        backup_codes.use_up(world, user, code)
        return "backup_code"
    if len(code) not in (CODE_LENGTH, *BACKUP_CODE_LENGTHS):
        raise errors.totp_invalid_length("code")
    raise errors.totp_incorrect_code("code")


def require_provider(world: World, provider: str) -> str:
    """The strategy of a provider, named with or without `oauth_`; refuses one that the instance lacks."""
    name = provider if provider.startswith(providers.PREFIX) else providers.PREFIX + provider
    if not providers.is_on(world.instance.settings, name):
        raise errors.oauth_token_provider_not_enabled(provider=provider)
    return name


def _holds(world: World, user: User, name: str, code: str) -> bool:
    strategy = strategies.STRATEGIES[name]
    about = strategy.begin(world, Target(user.id, user_id=user.id))
    proof = Proof(code=code)
    if not strategy.holds(world, about, proof):
        return False
    strategy.used(world, about, proof)
    return True
