"""The steps of a sign-up that its tests share."""

from typing import Any

from mockfapi.rules import sign_ups
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, SignUp
from tests.rules.worlds import ADA, PASSWORD, now

FORM = {"email_address": ADA, "password": PASSWORD}


BY_EMAIL = Preparation("email_code")


def create(world: World, client: Client, **fields: Any) -> SignUp:
    return sign_ups.create(world, now(world, client), fields)


def attempt(world: World, it: SignUp, strategy: str = "email_code", code: str | None = None) -> SignUp:
    return sign_ups.attempt_verification(world, world.sign_ups[it.id], strategy, Proof(code=code))


def fields_of(world: World, it: SignUp) -> tuple[str, list[str], list[str]]:
    """Status, missing and unverified fields."""
    return (
        sign_ups.status(world, it),
        sign_ups.missing_fields(world, it),
        sign_ups.unverified_fields(world, it),
    )
