"""The steps by ticket that tests share."""

from mockfapi.rules import sign_ins, sign_ups, tickets
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignIn, SignUp

GUEST = "guest@acme.dev"


def entered(world: World, client: Client, it: tickets.Ticketed) -> SignIn:
    """A sign-in by the ticket of something."""
    return sign_ins.create(world, client, strategy="ticket", proof=Proof(ticket=tickets.text(world, it)))


def joining(world: World, client: Client, it: tickets.Ticketed, **more: str) -> SignUp:
    """A sign-up by the ticket of something."""
    form = {"strategy": "ticket", "ticket": tickets.text(world, it)}
    return sign_ups.create(world, client, form | more)
