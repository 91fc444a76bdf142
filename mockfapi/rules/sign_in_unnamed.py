"""Sign-ins without an identifier: the proof tells whose they are. The others: `rules.sign_ins`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import lockout, sessions, strategies, verifications
from mockfapi.rules.sign_in_progress import advanced, kept, status, tried
from mockfapi.rules.strategy import SIGN_IN, Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import SignIn


def is_meant(world: World, it: SignIn, strategy: Strategy) -> bool:
    """Whether this sign-in waits for somebody and the strategy can tell who it is."""
    return strategy.names_owner and status(world, it) == "needs_identifier"


def begun(world: World, it: SignIn, strategy: Strategy) -> SignIn:
    """The sign-in, kept, with a verification that is open to everybody."""
    if not strategy.serves_sign_in(world.instance.settings):
        raise strategies.disabled(strategy.name)
    target = Target("", purpose=SIGN_IN, source_id=it.id, client_id=it.client_id)
    asked = verifications.prepared(world, strategy, target, it.first_factor)
    return kept(world, replace(it, first_factor=asked))


def attempted(world: World, it: SignIn, strategy: Strategy, proof: Proof) -> SignIn:
    """Tries a proof for the user whom it names. The sign-in is theirs once it holds."""
    sessions.require_may_start(world, world.clients[it.client_id])
    if not strategy.serves_sign_in(world.instance.settings):
        raise strategies.disabled(strategy.name)
    given = verifications.proof_given(strategy, proof)
    if it.first_factor is None:
        raise errors.verification_missing()
    user = strategy.owner(world, given)
    if user is None:
        raise strategy.lacking("strategy")
    lockout.require_admissible(world, user)
    theirs = replace(it, user_id=user.id)
    after, refusals = tried(world, theirs, strategy, it.first_factor, given)
    if refusals:
        kept(world, replace(it, first_factor=after))
        raise errors.several(refusals)
    return advanced(world, replace(theirs, first_factor=after, second_factor=None))
