"""Sign-ups: from fields to a user with a session. What a form may hold: `rules.sign_up_form`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import (
    admission,
    enumeration,
    identifiers,
    links,
    oauth_sign_ups,
    passwords,
    sessions,
    sign_up_form,
    sign_up_outcome,
    sign_up_tickets,
    strategies,
    transfers,
    users,
    verifications,
    waitlist,
)
from mockfapi.rules.sessions import Entry
from mockfapi.rules.sign_up_form import missing_fields, optional_fields, required_fields, unverified_fields
from mockfapi.rules.strategy import SIGN_UP, Preparation, Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Client, ProviderProfile, SignUp, Verification

# Where the verification of each kind of identifier is kept.
VERIFICATIONS = {
    "email_address": "email_verification",
    "phone_number": "phone_verification",
    "web3_wallet": "web3_verification",
}

__all__ = ["missing_fields", "optional_fields", "required_fields", "unverified_fields"]


def status(world: World, it: SignUp) -> str:
    """Worked out from the facts each time; never stored, so never stale."""
    if it.created_user_id is not None:
        return "complete"
    return "abandoned" if world.clock.now >= it.abandon_at else "missing_requirements"


def of_client(world: World, client: Client, id: str) -> SignUp:
    """The client's current sign-up; older ones are forbidden, all others unknown."""
    it = world.sign_ups.find(id)
    if it is None or it.client_id != client.id or status(world, it) == "abandoned":
        raise errors.resource_not_found(kind="sign up", id=id)
    if client.sign_up_id != it.id:
        raise errors.resource_forbidden(kind="sign up")
    return it


def readable(world: World, client: Client, id: str) -> SignUp:
    """A sign-up to look at: the client's current one, or one that it finished."""
    it = world.sign_ups.find(id)
    if it is not None and it.client_id == client.id and status(world, it) == "complete":
        return it
    if it is None or client.sign_up_id != it.id:
        raise errors.resource_not_found(kind="sign up", id=id)
    return of_client(world, client, id)


def create(world: World, client: Client, fields: Mapping[str, Any]) -> SignUp:
    """A new sign-up in place of the client's current one. It completes at once when nothing is left to do."""
    sessions.require_may_start(world, client)
    now, lifetime = world.clock.now, world.instance.settings.behaviour.sign_up_lifetime
    empty = SignUp("", client.id, created_at=now, abandon_at=now + lifetime)
    it = sign_up_tickets.applied(world, empty, fields)
    admission.require_open(world, client, fields, invited=it.ticket_id is not None)
    if not fields.get("transfer"):
        return _filled(world, it, fields)
    done = _filled(world, transfers.to_sign_up(world, client, it), fields)
    transfers.close(world, client)
    return done


def update(world: World, sign_up: SignUp, fields: Mapping[str, Any]) -> SignUp:
    """The sign-up with these fields changed. A changed identifier loses its verification."""
    _require_open(world, sign_up)
    return _filled(world, sign_up_tickets.applied(world, sign_up, fields), fields)


def prepare_verification(world: World, sign_up: SignUp, preparation: Preparation) -> SignUp:
    """Sends a code to the address or number of the sign-up. Doing it again replaces the code."""
    strategy = _serving(world, preparation.strategy)
    _require_open(world, sign_up)
    if strategy.redirects:
        oauth_sign_ups.require_possible(world, sign_up, strategy, preparation)
    return _prepared(world, sign_up, strategy, preparation)


def attempt_verification(world: World, sign_up: SignUp, strategy: str, proof: Proof) -> SignUp:
    """Tries a code. A wrong one is counted and refused; the last right one completes the sign-up."""
    chosen = _serving(world, strategy)
    _require_open(world, sign_up)
    _require_unclaimed(world, sign_up)
    if chosen.redirects:
        raise errors.verification_strategy_invalid()
    sent = verification(sign_up, chosen.kind or "")
    links.refuse_outdated(world, sent, proof)
    tried = verifications.attempted(world, chosen, sent, proof)
    it = _kept(world, _with_verification(sign_up, chosen.kind or "", tried))
    if not verifications.is_verified(tried):
        raise chosen.refusal(chosen.proof)
    chosen.used(world, tried, proof)
    return _advanced(world, it)


def proven(world: World, sign_up: SignUp, kind: str, proof: Verification) -> SignUp:
    """The sign-up after a verification that was completed elsewhere, such as by a link."""
    _require_open(world, sign_up)
    _require_unclaimed(world, sign_up)
    return _advanced(world, _kept(world, _with_verification(sign_up, kind, proof)))


def adopted(world: World, sign_up: SignUp, who: ProviderProfile, proof: Verification) -> SignUp:
    """The sign-up after somebody new has come back from a provider."""
    _require_open(world, sign_up)
    it = oauth_sign_ups.adopted(world, sign_up, who, proof)
    _require_unclaimed(world, it)
    return _advanced(world, _kept(world, it))


def act(world: World, sign_up: SignUp, custom_action: bool, external_id: str | None = None) -> SignUp:
    """What the app's server says of a sign-up: that its own action has run, and how it calls the person."""
    sign_up_tickets.require_good(world, sign_up)
    known = sign_up.external_id if external_id is None else external_id
    it = _kept(world, replace(sign_up, custom_action=custom_action, external_id=known))
    return _advanced(world, it) if status(world, it) == "missing_requirements" else it


def verification(it: SignUp, kind: str) -> Verification | None:
    """What was prepared for the address, number or wallet of a sign-up."""
    found: Verification | None = getattr(it, VERIFICATIONS[kind])
    return found


def _serving(world: World, name: str) -> Strategy:
    strategy = strategies.find(name)
    if not strategy.serves_sign_up(world.instance.settings):
        raise strategies.disabled(name)
    return strategy


def _require_open(world: World, it: SignUp) -> None:
    found = status(world, it)
    if found != "missing_requirements":
        raise errors.client_state_invalid(reason=f"the sign-up is {found}")
    sessions.require_may_start(world, world.clients[it.client_id])
    sign_up_tickets.require_good(world, it)


def _require_unclaimed(world: World, it: SignUp, given: Mapping[str, Any] | None = None) -> None:
    """Refuses to go on with an identifier that somebody has taken since it was given."""
    for kind in identifiers.NOUNS:
        value = getattr(it, kind)
        if value is None or kind in (given or {}) or not identifiers.find_user(world, kind, value):
            continue
        proof = verification(it, kind) if kind in VERIFICATIONS else None
        # Who has proven to own it may know; anybody else is left guessing where the instance wants that.
        if verifications.is_verified(proof) or not enumeration.is_hidden(world, kind, value):
            raise errors.identification_claimed()


def _filled(world: World, before: SignUp, fields: Mapping[str, Any]) -> SignUp:
    """The sign-up after a form: everything is checked before the password is stored or a code is sent."""
    values = sign_up_form.read(world, before, fields)
    _require_unclaimed(world, before, values)
    strategy = _strategy_to_send(world, fields)
    password = values.pop("password", None)
    it = replace(_without_stale_verifications(before, values), **values)
    if not it.id:
        given = {"password"} if password is not None else set()
        admission.require_whole(
            world, fields, [name for name in missing_fields(world, it) if name not in given]
        )
    asked = Preparation(
        strategy.name if strategy else "",
        redirect_url=fields.get("redirect_url"),
        channel=fields.get("channel"),
        complete_url=fields.get("action_complete_redirect_url"),
        login_hint=fields.get("oidc_login_hint"),
        prompt=fields.get("oidc_prompt"),
    )
    if strategy is not None:
        _require_sendable(world, it, strategy, asked)
    if password is not None:
        it = replace(it, password_digest=passwords.digest(world, password))
    it = _kept(world, it)
    return _advanced(world, it if strategy is None else _prepared(world, it, strategy, asked))


def _strategy_to_send(world: World, fields: Mapping[str, Any]) -> Strategy | None:
    """The strategy whose code goes out in the same call; a password and a ticket ask for nothing."""
    name = fields.get("strategy")
    return None if name in (None, "password", "ticket") else _serving(world, name)


def _without_stale_verifications(it: SignUp, values: Mapping[str, Any]) -> SignUp:
    for kind in VERIFICATIONS:
        if kind in values and values[kind] != getattr(it, kind):
            it = _with_verification(it, kind, None)
    return it


def _with_verification(it: SignUp, kind: str, value: Verification | None) -> SignUp:
    more: dict[str, Any] = {VERIFICATIONS[kind]: value}
    return replace(it, **more)


def _require_sendable(world: World, it: SignUp, strategy: Strategy, asked: Preparation) -> None:
    if strategy.redirects:
        oauth_sign_ups.require_possible(world, it, strategy, asked)
        return
    kind = strategy.kind or ""
    if getattr(it, kind) is None:
        raise errors.form_conditional_param_missing(kind, reason=f"{strategy.name} sends to it")
    if verifications.is_verified(verification(it, kind)):
        raise errors.verification_already_verified()
    verifications.require_preparable(world, strategy, _target(it, strategy, asked), verification(it, kind))


def _target(it: SignUp, strategy: Strategy, asked: Preparation) -> Target:
    address = str(getattr(it, strategy.kind or ""))
    return Target(
        address,
        address,
        purpose=SIGN_UP,
        source_id=it.id,
        client_id=it.client_id,
        redirect_url=asked.redirect_url,
        channel=asked.channel,
    )


def _prepared(world: World, it: SignUp, strategy: Strategy, asked: Preparation) -> SignUp:
    if strategy.redirects:
        return oauth_sign_ups.begun(world, it, strategy, asked)
    kind = strategy.kind or ""
    if getattr(it, kind) is None:
        raise errors.client_state_invalid(reason=f"the sign-up has no {identifiers.NOUNS[kind]}")
    if verifications.is_verified(verification(it, kind)):
        raise errors.verification_already_verified()
    target = _target(it, strategy, asked)
    verifications.require_preparable(world, strategy, target, verification(it, kind))
    if enumeration.is_hidden(world, kind, target.address):
        enumeration.notify(world, target.address, enumeration.OWNER)
        return _kept(world, _with_verification(it, kind, enumeration.pretended(world, strategy, target)))
    return _kept(world, _with_verification(it, kind, strategy.begin(world, target)))


def _kept(world: World, it: SignUp) -> SignUp:
    """Saves a sign-up. A new one gets its id only now, when nothing is refused any more."""
    if it.id:
        return world.sign_ups.save(it)
    it = world.sign_ups.save(replace(it, id=world.chance.id("sua")))
    client = world.clients[it.client_id]
    world.clients.save(replace(client, sign_up_id=it.id, updated_at=world.clock.now))
    return it


def _advanced(world: World, it: SignUp) -> SignUp:
    """The sign-up after a step that went well: with a user and a session when that was the last one."""
    if missing_fields(world, it) or unverified_fields(world, it) or _waits_for_action(world, it):
        return it
    user = users.create(world, sign_up_outcome.user_fields(it))
    client = world.clients[it.client_id]
    strategy = sign_up_outcome.last_strategy(it)
    joined = sign_up_tickets.accepted(world, it, user)
    waitlist.complete(world, user)
    oauth_sign_ups.connected(world, it, user)
    entry = Entry(strategy=strategy, first_factor_at=world.clock.now, organization_id=joined)
    session = sessions.open(world, client, user, entry)
    world.clients.save(replace(world.clients[client.id], sign_up_id=None))
    return world.sign_ups.save(replace(it, created_user_id=user.id, created_session_id=session.id))


def _waits_for_action(world: World, it: SignUp) -> bool:
    """Whether the app's server has to do something of its own before there is a user."""
    return world.instance.settings.user_settings.sign_up.custom_action_required and not it.custom_action
