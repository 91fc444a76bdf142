"""Sign-ins: from what somebody typed to a session. Which factors are offered: `rules.factors`."""

from dataclasses import replace
from typing import TypedDict, Unpack

from mockfapi import errors
from mockfapi.rules import (
    attributes,
    enumeration,
    factors,
    identifiers,
    lockout,
    oauth_sign_ins,
    password_changes,
    passwords,
    restrictions,
    sessions,
    sign_in_progress,
    sign_in_second,
    sign_in_tickets,
    sign_in_unnamed,
    strangers,
    strategies,
    transfers,
    users,
    verifications,
)
from mockfapi.rules.sign_in_progress import advanced, kept, require_status, require_still_offered, tried
from mockfapi.rules.strategy import SIGN_IN, Preparation, Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn, User

supported_identifiers = factors.supported_identifiers
supported_first_factors = factors.supported_first_factors
prepare_second_factor = sign_in_second.prepare_second_factor
attempt_second_factor = sign_in_second.attempt_second_factor
status = sign_in_progress.status


def of_client(world: World, client: Client, id: str) -> SignIn:
    """The client's current sign-in; older ones are forbidden, all others unknown."""
    it = world.sign_ins.find(id)
    if it is None or it.client_id != client.id or status(world, it) == "abandoned":
        raise errors.resource_not_found(kind="sign in", id=id)
    if client.sign_in_id != it.id:
        raise errors.resource_forbidden(kind="sign in")
    return it


def readable(world: World, client: Client, id: str) -> SignIn:
    """A sign-in to look at: the client's current one, or one that it finished."""
    it = world.sign_ins.find(id)
    if it is not None and it.client_id == client.id and status(world, it) == "complete":
        return it
    if it is None or client.sign_in_id != it.id:
        raise errors.resource_not_found(kind="sign in", id=id)
    return of_client(world, client, id)


class Beginning(TypedDict, total=False):
    """What a new sign-in may bring."""

    strategy: str | None
    identifier: str | None
    proof: Proof
    transfer: bool
    redirect_url: str | None
    complete_url: str | None
    login_hint: str | None
    prompt: str | None
    channel: str | None
    sign_up_if_missing: bool
    captcha_token: str | None
    captcha_error: str | None


def create(world: World, client: Client, **asked: Unpack[Beginning]) -> SignIn:
    """A new sign-in in place of the client's current one.

    With a password it is attempted at once, and kept when the password is wrong. With a strategy that sends
    something it is sent at once. Nothing at all given is a fresh start. `transfer` asks to go on with the
    account that a sign-up met. A ticket signs in at once. `sign_up_if_missing` verifies an identifier that
    nobody has, for a sign-up to go on from there.
    """
    attributes.require_consistent(world.instance.settings)
    if sign_in_tickets.are_meant(asked.get("strategy"), asked.get("proof", Proof())):
        return sign_in_tickets.entered(world, _new(world, client), asked.get("proof", Proof()))
    sessions.require_may_start(world, client)
    if asked.get("transfer"):
        return transfers.to_sign_in(world, client, _new(world, client))
    chosen, it = _chosen(asked.get("strategy"), asked.get("proof", Proof())), _new(world, client)
    if chosen is not None and chosen.redirects:
        return oauth_sign_ins.begun(world, it, chosen, _preparation(chosen, asked))
    if asked.get("identifier") is None:
        return _unnamed(world, it, chosen, asked.get("proof", Proof()))
    if (stranger := _stranger(world, client, it, asked, chosen)) is not None:
        return _go_on(world, stranger, chosen, asked)
    return _named(world, it, chosen, asked)


def prepare_first_factor(world: World, sign_in: SignIn, preparation: Preparation) -> SignIn:
    """Sends a code to an identification of the user. Doing it again replaces the code."""
    strategy = strategies.find(preparation.strategy)
    if sign_in_unnamed.is_meant(world, sign_in, strategy):
        return sign_in_unnamed.begun(world, sign_in, strategy)
    if strategy.redirects:
        return oauth_sign_ins.begun(world, sign_in, strategy, preparation)
    require_status(world, sign_in, "needs_first_factor")
    if not strategy.serves_sign_in(world.instance.settings):
        raise strategies.disabled(strategy.name)
    if not strategy.needs_prepare:
        raise errors.strategy_for_user_invalid("strategy")
    if sign_in.missing:
        return strangers.prepared(world, sign_in, strategy, preparation)
    return _prepared(world, sign_in, strategy, preparation)


def attempt_first_factor(world: World, sign_in: SignIn, strategy: str, proof: Proof) -> SignIn:
    """Tries a proof. A wrong one is counted and refused, a right one signs in or opens the password reset."""
    chosen = strategies.find(strategy)
    if sign_in_tickets.are_meant(strategy, proof):
        require_status(world, sign_in, "needs_identifier", "needs_first_factor")
        return sign_in_tickets.entered(world, sign_in, proof)
    if sign_in_unnamed.is_meant(world, sign_in, chosen):
        return sign_in_unnamed.attempted(world, sign_in, chosen, proof)
    require_status(world, sign_in, "needs_first_factor")
    sessions.require_may_start(world, world.clients[sign_in.client_id])
    if sign_in.missing:
        return strangers.attempted(world, sign_in, chosen, proof)
    _require_attemptable(world, sign_in, world.users[sign_in.user_id or ""], chosen)
    return _attempted(world, sign_in, chosen, proof)


def reset_password(
    world: World, sign_in: SignIn, password: str, sign_out_of_other_sessions: bool = False
) -> SignIn:
    """Sets the new password after a reset code, and signs in; ends the user's other sessions if asked."""
    require_status(world, sign_in, "needs_new_password")
    client, user = world.clients[sign_in.client_id], world.users[sign_in.user_id or ""]
    lockout.require_admissible(world, user)
    sessions.require_may_start(world, client)
    passwords.check(world, password, identifiers=users.identifiers_of(world, user))
    if sign_out_of_other_sessions:
        sessions.close_all_of(world, user)
    else:
        sessions.refuse_double(world, client, user)
    password_changes.replaced(world, user, password)
    return advanced(world, replace(sign_in, password_reset_at=world.clock.now))


def _preparation(strategy: Strategy, asked: Beginning) -> Preparation:
    """What a new sign-in sends at once."""
    return Preparation(
        strategy.name,
        redirect_url=asked.get("redirect_url"),
        channel=asked.get("channel"),
        complete_url=asked.get("complete_url"),
        login_hint=asked.get("login_hint"),
        prompt=asked.get("prompt"),
    )


def _chosen(name: str | None, proof: Proof) -> Strategy | None:
    """The strategy that was named; a password alone names its own."""
    if name is None:
        name = None if proof.password is None else "password"
    return None if name is None else strategies.find(name)


def _new(world: World, client: Client) -> SignIn:
    now = world.clock.now
    lifetime = world.instance.settings.behaviour.sign_in_lifetime
    return SignIn(id="", client_id=client.id, created_at=now, abandon_at=now + lifetime)


def _unnamed(world: World, it: SignIn, chosen: Strategy | None, proof: Proof) -> SignIn:
    """The new sign-in of somebody who has not said who it is."""
    if chosen is not None and (proof.password is not None or proof.code is not None):
        raise errors.form_conditional_param_missing("identifier", reason="the proof is somebody's")
    if chosen is not None and chosen.names_owner:
        return sign_in_unnamed.begun(world, it, chosen)
    return kept(world, it)


def _named(world: World, it: SignIn, chosen: Strategy | None, asked: Beginning) -> SignIn:
    """The new sign-in of a user, as far as it gets at once."""
    user, it = _identified(world, it, asked.get("identifier") or "")
    if chosen is None:
        return kept(world, it)
    if chosen.needs_prepare:
        return _prepared(world, it, chosen, _preparation(chosen, asked))
    _require_attemptable(world, it, user, chosen)
    proof = verifications.proof_given(chosen, asked.get("proof", Proof()))
    return _attempted(world, it, chosen, proof)


def _stranger(
    world: World, client: Client, it: SignIn, asked: Beginning, chosen: Strategy | None
) -> SignIn | None:
    """The new sign-in of somebody unknown, where it goes on all the same."""
    identifier = asked.get("identifier") or ""
    if not identifier.strip():
        raise errors.form_param_nil("identifier")
    restrictions.require_sign_in(world, identifiers.guess(world, identifier)[1])
    wanted = bool(asked.get("sign_up_if_missing"))
    if wanted:
        strangers.require_possible(world, client, asked, chosen)
    return strangers.identified(world, it, identifier, sign_up_if_missing=wanted)


def _go_on(world: World, it: SignIn, chosen: Strategy | None, asked: Beginning) -> SignIn:
    if chosen is None:
        return strangers.begun(world, it)
    if chosen.needs_prepare:
        return strangers.prepared(world, it, chosen, _preparation(chosen, asked))
    return strangers.attempted(world, it, chosen, asked.get("proof", Proof()))


def _identified(world: World, it: SignIn, identifier: str) -> tuple[User, SignIn]:
    """The sign-in with the user whom the identifier names."""
    kind, value = identifiers.guess(world, identifier)
    user = identifiers.find_user(world, kind, value)
    if user is None:
        raise errors.form_identifier_not_found("identifier")
    typed = identifiers.find_identification(world, kind, value)
    known = replace(it, identifier=identifier.strip(), identifier_kind=kind, user_id=user.id)
    return user, replace(known, identification_id=None if typed is None else typed.id)


def _require_attemptable(world: World, it: SignIn, user: User, strategy: Strategy) -> None:
    """Refuses users who may not try, strategies that are off and those that this user lacks."""
    lockout.require_admissible(world, user)
    if enumeration.hides_password(world, user, strategy):
        kept(world, it)
        raise errors.form_password_or_identifier_incorrect()
    keeps_password = strategy.name == "password" and user.password_digest is not None
    if not keeps_password and not strategy.serves_sign_in(world.instance.settings):
        raise strategies.disabled(strategy.name)
    if not any(factor.strategy == strategy.name for factor in factors.of_user(world, it)):
        raise strategy.lacking("strategy")


def _prepared(world: World, it: SignIn, strategy: Strategy, preparation: Preparation) -> SignIn:
    """The sign-in, kept, with a new verification of its first factor."""
    user = world.users[it.user_id or ""]
    _require_attemptable(world, it, user, strategy)
    to = factors.chosen(world, it, preparation)
    target = Target(
        to.id,
        identifiers.address_of(to),
        user.id,
        purpose=SIGN_IN,
        client_id=it.client_id,
        redirect_url=preparation.redirect_url,
        channel=preparation.channel,
        named=preparation.passkey_id is not None,
    )
    return _begun(world, it, strategy, target)


def _begun(world: World, it: SignIn, strategy: Strategy, target: Target) -> SignIn:
    """Keeps the sign-in before anything is sent: a link names it."""
    verifications.require_preparable(world, strategy, target, it.first_factor)
    it = kept(world, it)
    return kept(world, replace(it, first_factor=strategy.begin(world, replace(target, source_id=it.id))))


def _attempted(world: World, it: SignIn, strategy: Strategy, proof: Proof) -> SignIn:
    if strategy.redirects:
        raise errors.verification_strategy_invalid()
    user = world.users[it.user_id or ""]
    before = it.first_factor if strategy.needs_prepare else strategy.begin(world, Target(user.id))
    require_still_offered(strategy, before, factors.of_user(world, it))
    after, refusals = tried(world, it, strategy, before, proof)
    if refusals:
        # A wrong password leaves a code that is under way as it is.
        kept(world, replace(it, first_factor=after) if strategy.needs_prepare else it)
        raise errors.several(enumeration.masked(world, strategy, refusals))
    return advanced(world, replace(it, first_factor=after, second_factor=None))
