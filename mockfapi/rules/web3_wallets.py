"""The wallets of a user: added, proven, removed. How wallets sign: `rules.wallets`."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import attributes, identifiers, strategies, verifications
from mockfapi.rules.strategy import PROFILE, Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Deleted, User, Web3Wallet


def of_user(world: World, user: User, id: str) -> Web3Wallet:
    """A wallet of this user; one of somebody else is as unknown as one that never was."""
    it = world.web3_wallets.find(id)
    if it is None or it.user_id != user.id:
        raise errors.resource_not_found(kind="web3 wallet", id=id)
    return it


def create(world: World, user: User, address: str) -> Web3Wallet:
    """A wallet that its user has not proven yet."""
    if not attributes.attribute(world.instance.settings, "web3_wallet").enabled:
        raise errors.form_param_unknown("web3_wallet")
    written = identifiers.web3_wallet(address)
    identifiers.require_free(world, "web3_wallet", written)
    now = world.clock.now
    return world.web3_wallets.save(Web3Wallet(world.chance.id("idn"), user.id, written, now, now))


def prepare_verification(world: World, it: Web3Wallet, strategy: str) -> Web3Wallet:
    """A message for the wallet to sign. Doing it again replaces it."""
    chosen = _serving(world, strategy)
    if identifiers.is_verified(it):
        raise errors.verification_already_verified()
    target = Target(it.id, it.web3_wallet, it.user_id, purpose=PROFILE, source_id=it.id)
    asked = verifications.prepared(world, chosen, target, it.verification)
    return world.web3_wallets.save(replace(it, verification=asked, updated_at=world.clock.now))


def attempt_verification(world: World, it: Web3Wallet, strategy: str, signature: str | None) -> Web3Wallet:
    """Tries a signature. A wrong one is counted and refused; the first proven wallet becomes primary."""
    chosen = _serving(world, strategy)
    tried = verifications.attempted(world, chosen, it.verification, Proof(signature=signature))
    held = verifications.is_verified(tried)
    after = replace(tried, nonce=None, message=None) if held else tried
    it = world.web3_wallets.save(replace(it, verification=after, updated_at=world.clock.now))
    if not held:
        raise chosen.refusal(chosen.proof)
    user = world.users[it.user_id]
    if user.primary_web3_wallet_id is None:
        world.users.save(replace(user, primary_web3_wallet_id=it.id, updated_at=world.clock.now))
    return it


def delete(world: World, it: Web3Wallet) -> Deleted:
    """Removes a wallet; another one that is proven takes its place as the primary one."""
    world.web3_wallets.remove(it.id)
    user = world.users[it.user_id]
    if user.primary_web3_wallet_id == it.id:
        left = [each for each in world.web3_wallets.where(user_id=user.id) if identifiers.is_verified(each)]
        heir = left[0].id if left else None
        world.users.save(replace(user, primary_web3_wallet_id=heir, updated_at=world.clock.now))
    return Deleted(it.id, "web3_wallet")


def _serving(world: World, name: str) -> Strategy:
    """The strategy, if wallets are proven by it; the instance lists it as a verification."""
    found = strategies.find(name)
    if found.kind != "web3_wallet" or not found.serves_sign_up(world.instance.settings):
        raise strategies.disabled(name)
    return found
