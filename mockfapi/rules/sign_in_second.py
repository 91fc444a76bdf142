"""The second step of a sign-in: a second factor, or a code that vouches for a new device."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import factors, identifiers, lockout, second_factors, sessions, strategies, verifications
from mockfapi.rules.factors import Factor
from mockfapi.rules.sign_in_progress import advanced, kept, require_status, require_still_offered, tried
from mockfapi.rules.strategy import SECOND_FACTOR, Preparation, Proof, Strategy, Target, never
from mockfapi.world import World
from mockfapi.world.records import SignIn, User, Verification

STATUSES = (second_factors.NEEDS_SECOND_FACTOR, second_factors.NEEDS_CLIENT_TRUST)


def prepare_second_factor(world: World, sign_in: SignIn, preparation: Preparation) -> SignIn:
    """Sends a code or link to an identification of the user. Doing it again replaces it."""
    require_status(world, sign_in, *STATUSES)
    strategy, user = strategies.find(preparation.strategy), world.users[sign_in.user_id or ""]
    lockout.require_admissible(world, user)
    if not strategy.needs_prepare:
        raise errors.strategy_for_user_invalid("strategy")
    offered = _offered(world, sign_in, strategy)
    to = factors.chosen_among(world, user, offered, preparation)
    target = Target(
        to.id,
        identifiers.address_of(to),
        user.id,
        purpose=SECOND_FACTOR,
        source_id=sign_in.id,
        client_id=sign_in.client_id,
        redirect_url=preparation.redirect_url,
        channel=preparation.channel,
    )
    return kept(
        world,
        replace(
            sign_in,
            second_factor=verifications.prepared(world, strategy, target, sign_in.second_factor),
        ),
    )


def attempt_second_factor(world: World, sign_in: SignIn, strategy: str, proof: Proof) -> SignIn:
    """Tries a proof. A wrong one is counted and refused, a right one signs in."""
    require_status(world, sign_in, *STATUSES)
    chosen, user = strategies.find(strategy), world.users[sign_in.user_id or ""]
    sessions.require_may_start(world, world.clients[sign_in.client_id])
    lockout.require_admissible(world, user)
    offered, before = _offered(world, sign_in, chosen), sign_in.second_factor
    if not chosen.needs_prepare:
        before = _own_verification(world, user, chosen)
    require_still_offered(chosen, before, offered)
    after, refusals = tried(world, sign_in, chosen, before, proof)
    it = replace(sign_in, second_factor=after)
    if refusals:
        kept(world, it if chosen.needs_prepare else sign_in)
        raise errors.several(refusals)
    return advanced(world, it)


def _own_verification(world: World, user: User, strategy: Strategy) -> Verification:
    return strategy.begin(world, Target(user.id, user_id=user.id, purpose=SECOND_FACTOR))


def _offered(world: World, it: SignIn, strategy: Strategy) -> list[Factor]:
    found = [each for each in second_factors.offered(world, it) or [] if each.strategy == strategy.name]
    if found:
        return found
    if strategy.serves_second_factor is never:
        raise errors.strategy_for_user_invalid("strategy")
    if not strategy.serves_second_factor(world.instance.settings):
        raise strategies.disabled(strategy.name)
    raise errors.no_second_factors("strategy", strategy=strategy.name)
