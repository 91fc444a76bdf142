"""Sign-ups by way of a provider: sent there, and what whoever comes back brings along."""

from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import attributes, external_accounts, identifiers, restrictions, strategies
from mockfapi.rules.strategy import SIGN_UP, Preparation, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import ProviderProfile, SignUp, User, Verification


def require_possible(world: World, it: SignUp, strategy: Strategy, asked: Preparation) -> None:
    """Refuses to send anybody to a provider that the instance does not sign up with, or back to nowhere."""
    if not strategy.serves_sign_up(world.instance.settings):
        raise strategies.disabled(strategy.name)
    if it.external_verification is not None and it.external_verification.verified_at is not None:
        raise errors.verification_already_verified()
    strategy.require(world, _target(it, asked))


def begun(world: World, it: SignUp, strategy: Strategy, asked: Preparation) -> SignUp:
    """The sign-up, which was kept before, on its way to the provider."""
    sent = strategy.begin(world, _target(it, asked))
    return world.sign_ups.save(replace(it, external_verification=sent))


def met(world: World, it: SignUp, who: ProviderProfile, proof: Verification) -> SignUp | None:
    """The sign-up of somebody who has an account already: a sign-in goes on from it. None for newcomers."""
    user = owner(world, who)
    if user is None:
        return None
    title = external_accounts.title(world, who)
    error = external_accounts.told(errors.external_account_exists(provider=title))
    known = replace(proof, verified_at=None, transferable=True, error=error, subject_id=user.id, profile=who)
    return world.sign_ups.save(replace(it, external_verification=known))


def owner(world: World, who: ProviderProfile) -> User | None:
    """The user who has connected this account, or who has its address."""
    if (account := external_accounts.find(world, who)) is not None:
        return world.users.find(account.user_id)
    return identifiers.find_user(world, "email_address", who.email_address)


def adopted(world: World, it: SignUp, who: ProviderProfile, proof: Verification) -> SignUp:
    """The sign-up, not kept, with what the provider tells, as far as the instance wants to know it.

    What was typed stays, but an address that is not verified gives way. Whom the lists of the instance keep
    out is refused, unless somebody was invited.
    """
    on, values = dict(attributes.enabled(world.instance.settings)), dict[str, Any]()
    for name in ("first_name", "last_name"):
        if name in on and getattr(it, name) is None and getattr(who, name):
            values[name] = getattr(who, name)
    if "email_address" in on and not _keeps_address(it, who):
        if it.ticket_id is None and (
            faults := list(restrictions.faults(world, {"email_address": who.email_address}))
        ):
            raise errors.several(faults)
        values |= {"email_address": who.email_address, "email_verification": None}
    given = values.get("email_address", it.email_address)
    if given == who.email_address and who.email_address_verified:
        origin = external_accounts.ORIGIN + who.provider
        values["email_verification"] = Verification(origin, attempts=None, verified_at=world.clock.now)
    known = replace(proof, transferable=False, error=None, verified_at=world.clock.now, profile=who)
    return replace(it, external_verification=known, **values)


def connected(world: World, it: SignUp, user: User) -> None:
    """Connects the new user with the account that the sign-up was made with."""
    proof = it.external_verification
    if proof is not None and proof.profile is not None and proof.verified_at is not None:
        external_accounts.connect(world, user, proof.profile, replace(proof, secret=None, profile=None))


def _keeps_address(it: SignUp, who: ProviderProfile) -> bool:
    if it.email_address in (None, who.email_address):
        return False
    verified = it.email_verification is not None and it.email_verification.verified_at is not None
    return verified or it.ticket_id is not None


def _target(it: SignUp, asked: Preparation) -> Target:
    return Target(
        "",
        purpose=SIGN_UP,
        source_id=it.id,
        client_id=it.client_id,
        redirect_url=asked.redirect_url,
        complete_url=asked.complete_url,
        login_hint=asked.login_hint,
        prompt=asked.prompt,
    )
