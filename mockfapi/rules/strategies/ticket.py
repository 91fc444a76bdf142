"""The strategy `ticket`. Without an identifier: what it does is in `sign_in_tickets`, `sign_up_tickets`."""

from mockfapi import errors
from mockfapi.rules import tickets
from mockfapi.rules.strategy import Proof, Strategy, Target
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings


def begin(_: World, target: Target) -> Verification:
    """Nothing is sent: whoever has a ticket was given it."""
    return Verification(tickets.STRATEGY, attempts=None, subject_id=target.id)


def holds(world: World, about: Verification, proof: Proof) -> bool:
    """Whether the ticket is the one of this subject; whether it is still good is asked before."""
    return tickets.names(world, proof.ticket or "") == about.subject_id


def serves_sign_in(settings: Settings) -> bool:
    return settings.user_settings.attributes.ticket.enabled


STRATEGY = Strategy(
    name=tickets.STRATEGY,
    begin=begin,
    holds=holds,
    proof="ticket",
    refusal=errors.ticket_invalid_code,
    serves_sign_in=serves_sign_in,
    needs_prepare=False,
)
