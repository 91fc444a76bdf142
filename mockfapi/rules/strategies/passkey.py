"""The strategy `passkey`: one proof for a device and its person. Making passkeys: `rules.passkeys`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import ceremonies, passkeys
from mockfapi.rules.strategy import Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Passkey, User, Verification
from mockfapi.world.records.settings import Settings

NAME = passkeys.STRATEGY


def begin(world: World, target: Target) -> Verification:
    """Asks for one of the user's passkeys, for the one that was named, or for whichever there is."""
    user = world.users.find(target.user_id)
    allowed = [] if user is None else passkeys.verified(world, user)
    if target.named:
        allowed = [it for it in allowed if it.id == target.id]
    return Verification(
        NAME,
        attempts=None,
        expire_at=world.clock.now + world.instance.settings.behaviour.code_lifetime,
        subject_id=target.user_id,
        nonce=ceremonies.request_options(world, allowed),
    )


def holds(world: World, asked: Verification, proof: Proof) -> bool:
    claim, nonce = ceremonies.claim(proof.public_key_credential or ""), asked.nonce or ""
    ceremonies.require_answer(nonce, claim)
    it = _passkey(world, claim)
    if not ceremonies.allows(nonce, it):
        raise errors.passkey_not_registered()
    if claim.user_handle is None and ceremonies.leaves_choice(nonce):
        return False
    if claim.user_handle not in (None, it.user_id.encode()):
        return False
    return ceremonies.holds(world, nonce, claim, it)


def used(world: World, _: Verification, proof: Proof) -> None:
    """The passkey remembers when it was used last and how often it has signed."""
    claim = ceremonies.claim(proof.public_key_credential or "")
    it = _passkey(world, claim)
    world.passkeys.save(replace(it, sign_count=claim.sign_count, last_used_at=world.clock.now))


def owner(world: World, proof: Proof) -> User | None:
    it = _passkey(world, ceremonies.claim(proof.public_key_credential or ""))
    return world.users.find(it.user_id)


def serves_sign_in(settings: Settings) -> bool:
    return settings.user_settings.attributes.passkey.enabled


def _passkey(world: World, claim: ceremonies.Claim) -> Passkey:
    it = world.passkeys.first(credential_id=claim.credential_id)
    if it is None:
        raise errors.passkey_not_registered()
    return it


STRATEGY = Strategy(
    name=NAME,
    begin=begin,
    holds=holds,
    used=used,
    owner=owner,
    names_owner=True,
    proof="public_key_credential",
    refusal=errors.passkey_authentication_failure,
    lacking=errors.no_passkeys_found_for_user,
    serves_sign_in=serves_sign_in,
    kind="passkey",
)
