"""Words for tests of profiles: what people add to their accounts, and how they verify it."""

from mockfapi.rules import identifiers, own_identifications
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import User
from tests.rules.worlds import last_code

NEW = "ada.l@acme.dev"
CODE = {"email_address": "email_code", "phone_number": "phone_code"}


def prepared(world: World, it, strategy: str | None = None, **asked: str):
    name = strategy or CODE[identifiers.kind_of(it)]
    return own_identifications.prepare(world, it, Preparation(name, **asked), None)


def attempted(world: World, it, code: str | None = None):
    code = last_code(world, identifiers.address_of(it)) if code is None else code
    return own_identifications.attempt(world, it, Proof(code=code))


def added(world: World, user: User, address: str = NEW):
    """A further address, verified."""
    it = own_identifications.create_email(world, user, address)
    return attempted(world, prepared(world, it))


def primary(world: World, user: User) -> str:
    return world.email_addresses[world.users[user.id].primary_email_address_id or ""].email_address
