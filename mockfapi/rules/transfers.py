"""Going on from one kind of attempt to the other: what a sign-in proved, and whose account a sign-up met."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import clients, factors, lockout, oauth_sign_ins, oauth_sign_ups, sessions
from mockfapi.rules.sign_in_progress import advanced, kept
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn, SignUp, User, Verification

FIELDS = {"email_address": "email_verification", "phone_number": "phone_verification"}


def to_sign_in(world: World, client: Client, it: SignIn) -> SignIn:
    """The new sign-in of whom the client's sign-up met: its external account is somebody's already.

    `subject_id` of the sign-up's external verification names the user whose account that is.
    """
    sign_up = clients.current_sign_up(world, client)
    met = None if sign_up is None else sign_up.external_verification
    user = None if met is None else world.users.find(met.subject_id)
    if sign_up is None or met is None or user is None or not met.transferable:
        raise errors.account_transfer_invalid()
    lockout.require_admissible(world, user)
    sessions.refuse_double(world, client, user)
    world.sign_ups.save(replace(sign_up, external_verification=replace(met, transferable=False)))
    if met.profile is not None:
        proof = replace(met, transferable=False, error=None, verified_at=world.clock.now)
        return oauth_sign_ins.entered(world, kept(world, it), met.profile, proof)
    return advanced(world, kept(world, _of_owner(world, it, user, met)))


def to_sign_up(world: World, client: Client, it: SignUp) -> SignUp:
    """The new sign-up with the identifier that the client's sign-in has verified and that nobody has."""
    sign_in = clients.current_sign_in(world, client)
    proven = None if sign_in is None else sign_in.first_factor
    if sign_in is None or proven is None or not proven.transferable:
        raise errors.account_transfer_invalid()
    if proven.profile is not None:
        if oauth_sign_ups.owner(world, proven.profile) is not None:
            raise errors.account_transfer_invalid()
        return oauth_sign_ups.adopted(world, it, proven.profile, proven)
    kind = sign_in.identifier_kind or ""
    if kind not in FIELDS:
        raise errors.account_transfer_invalid()
    address = factors.typed_address(sign_in)
    known = replace(proven, transferable=False, subject_id=address)
    return _with(it, {kind: address, FIELDS[kind]: known})


def close(world: World, client: Client) -> None:
    """Ends the sign-in that a sign-up went on from: what it proved counts once."""
    sign_in = clients.current_sign_in(world, client)
    if sign_in is not None and sign_in.first_factor is not None:
        spent = replace(sign_in.first_factor, transferable=False, spent=True)
        world.sign_ins.save(replace(sign_in, first_factor=spent))
    world.clients.save(replace(world.clients[client.id], sign_in_id=None))


def _of_owner(world: World, it: SignIn, user: User, met: Verification) -> SignIn:
    proven = replace(met, transferable=False, error=None, verified_at=world.clock.now)
    return replace(it, user_id=user.id, first_factor=proven)


def _with(it: SignUp, values: dict[str, object]) -> SignUp:
    return replace(it, **values)  # type: ignore[arg-type]
