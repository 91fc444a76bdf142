"""Sign-ins by way of a provider: sent there, and what is known of whoever comes back."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import external_accounts, identifiers, lockout, sessions, strategies
from mockfapi.rules.sign_in_progress import advanced, kept, require_status
from mockfapi.rules.strategy import SIGN_IN, Preparation, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import EmailAddress, ProviderProfile, SignIn, User, Verification


def begun(world: World, it: SignIn, strategy: Strategy, asked: Preparation) -> SignIn:
    """The sign-in, kept, on its way to the provider. Nobody has to be named: the provider tells who it is."""
    require_status(world, it, "needs_identifier", "needs_first_factor")
    if not strategy.serves_sign_in(world.instance.settings):
        raise strategies.disabled(strategy.name)
    target = Target(
        "",
        purpose=SIGN_IN,
        client_id=it.client_id,
        redirect_url=asked.redirect_url,
        complete_url=asked.complete_url,
        login_hint=asked.login_hint,
        prompt=asked.prompt,
    )
    strategy.require(world, target)
    it = kept(world, it)
    return kept(world, replace(it, first_factor=strategy.begin(world, replace(target, source_id=it.id))))


def entered(world: World, it: SignIn, who: ProviderProfile, proof: Verification) -> SignIn:
    """The sign-in of whoever has come back: it goes on as far as the provider's word is worth.

    An account that nobody has connected is connected to the user who has its address, at once where both
    sides have verified it, else once the user has proven more. Without such a user a sign-up may go on.
    """
    account, address = external_accounts.find(world, who), _address(world, who)
    user = world.users.find(account.user_id if account else address.user_id if address else None)
    if user is None:
        return _transferable(world, it, who, proof)
    lockout.require_admissible(world, user)
    sessions.require_may_start(world, world.clients[it.client_id])
    sessions.refuse_double(world, world.clients[it.client_id], user)
    if account is None:
        external_accounts.require_connectable(world, user.id, who)
        if address is not None and not (who.email_address_verified and identifiers.is_verified(address)):
            return _unproven(world, it, user, address, who)
    external_accounts.connect(world, user, who, proof)
    lockout.forgive(world, world.users[user.id])
    known = replace(it, user_id=user.id, missing=False, linking=None)
    return advanced(world, replace(known, first_factor=proof, second_factor=None))


def _address(world: World, who: ProviderProfile) -> EmailAddress | None:
    """The address of a user that the provider tells."""
    found = identifiers.find_identification(world, "email_address", who.email_address)
    return found if isinstance(found, EmailAddress) else None


def _unproven(world: World, it: SignIn, user: User, address: EmailAddress, who: ProviderProfile) -> SignIn:
    named = replace(
        it, identifier=address.email_address, identifier_kind="email_address", identification_id=address.id
    )
    return kept(world, replace(named, user_id=user.id, missing=False, linking=who, first_factor=None))


def _transferable(world: World, it: SignIn, who: ProviderProfile, proof: Verification) -> SignIn:
    title = external_accounts.title(world, who)
    error = external_accounts.told(errors.external_account_not_found(provider=title))
    met = replace(proof, verified_at=None, transferable=True, error=error, profile=who)
    return kept(world, replace(it, user_id=None, identification_id=None, first_factor=met))
