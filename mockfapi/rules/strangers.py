"""Sign-ins with an identifier that nobody has: pretended ones, and those that go on as a sign-up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import captcha, enumeration, factors, identifiers, strategies, verifications
from mockfapi.rules.sign_in_progress import kept
from mockfapi.rules.strategy import SIGN_IN, Preparation, Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn

PRETENDED = (*enumeration.CONTACTS, "username")


def identified(world: World, it: SignIn, identifier: str, *, sign_up_if_missing: bool) -> SignIn | None:
    """The sign-in of a stranger; None when somebody has the identifier, or when strangers are told so."""
    kind, value = identifiers.guess(world, identifier)
    if identifiers.find_user(world, kind, value) is not None:
        return None
    if not sign_up_if_missing and (kind not in PRETENDED or not enumeration.is_strict(world)):
        return None
    return replace(
        it,
        identifier=identifier.strip(),
        identifier_kind=kind,
        missing=True,
        sign_up_if_missing=sign_up_if_missing,
    )


def require_possible(world: World, client: Client, asked: Mapping[str, Any], chosen: Strategy | None) -> None:
    """Refuses to go on as a sign-up where the instance, the identifier or the strategy does not allow it."""
    kind, _ = identifiers.guess(world, asked.get("identifier") or "")
    if world.instance.settings.user_settings.sign_up.mode != "public":
        raise errors.sign_up_if_missing_not_allowed("sign_up_if_missing", reason="sign-ups are not public")
    if not captcha.is_on(world):
        raise errors.sign_up_if_missing_not_allowed("sign_up_if_missing", reason="there is no captcha")
    if kind not in enumeration.CONTACTS:
        reason = f"a {identifiers.NOUNS[kind]} cannot be verified"
        raise errors.sign_up_if_missing_not_allowed("sign_up_if_missing", reason=reason)
    if chosen is not None and not _signs_up(world, chosen, kind):
        raise errors.sign_up_if_missing_strategy_not_supported("strategy", strategy=chosen.name)
    captcha.require(world, client, asked)


def begun(world: World, it: SignIn) -> SignIn:
    """The sign-in, kept, with a made-up identification."""
    return kept(world, replace(it, identification_id=it.identification_id or world.chance.id("idn")))


def prepared(world: World, it: SignIn, strategy: Strategy, preparation: Preparation) -> SignIn:
    """The sign-in with a verification: a true one for who may sign up with it, else one for the looks."""
    _require_offered(world, it, strategy)
    if strategy.kind is None:
        raise errors.strategy_for_user_invalid("strategy")
    named = getattr(preparation, factors.ID_FIELDS[strategy.kind])
    if named not in (None, it.identification_id):
        raise errors.form_resource_not_found(factors.ID_FIELDS[strategy.kind])
    target = _target(it, preparation)
    verifications.require_preparable(world, strategy, target, it.first_factor)
    it = begun(world, it)
    target = replace(target, id=it.identification_id or "", source_id=it.id)
    if it.sign_up_if_missing and _signs_up(world, strategy, strategy.kind):
        return kept(world, replace(it, first_factor=strategy.begin(world, target)))
    if "@" in target.address:
        enumeration.notify(world, target.address, enumeration.STRANGER)
    return kept(world, replace(it, first_factor=enumeration.pretended(world, strategy, target)))


def attempted(world: World, it: SignIn, strategy: Strategy, proof: Proof) -> SignIn:
    """Always refused. A code that is right makes the sign-in transferable: a sign-up may go on from it."""
    _require_offered(world, it, strategy)
    if not strategy.needs_prepare:
        verifications.proof_given(strategy, proof)
        begun(world, it)
        raise errors.form_password_or_identifier_incorrect()
    if it.first_factor is not None and it.first_factor.transferable:
        raise errors.verification_already_verified()
    after = verifications.attempted(world, strategy, it.first_factor, proof)
    if verifications.is_verified(after):
        transferable(world, replace(it, first_factor=after))
        raise errors.sign_up_if_missing_transfer()
    kept(world, replace(it, first_factor=after))
    raise strategy.refusal(strategy.proof)


def transferable(world: World, it: SignIn) -> SignIn:
    """The sign-in of a stranger who has proven to own the identifier."""
    assert it.first_factor is not None
    return kept(world, replace(it, first_factor=replace(it.first_factor, transferable=True)))


def _signs_up(world: World, strategy: Strategy, kind: str) -> bool:
    """Whether a strategy can prove this kind of identifier for a sign-up."""
    fits = strategy.kind == kind and not strategy.resets_password
    return fits and strategy.serves_sign_up(world.instance.settings)


def _require_offered(world: World, it: SignIn, strategy: Strategy) -> None:
    if not strategy.serves_sign_in(world.instance.settings):
        raise strategies.disabled(strategy.name)
    if not any(each.strategy == strategy.name for each in factors.of_user(world, it)):
        # In the words that users without such a factor get, or strangers could be told from them.
        raise strategy.lacking("strategy")


def _target(it: SignIn, preparation: Preparation) -> Target:
    return Target(
        it.identification_id or "",
        factors.typed_address(it),
        purpose=SIGN_IN,
        client_id=it.client_id,
        redirect_url=preparation.redirect_url,
        channel=preparation.channel,
    )
