"""Words for tests of reverification: a session that is a while old, its second factor, and the steps."""

from dataclasses import replace

from mockfapi.errors import ClerkError
from mockfapi.rules import reverifications
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, PhoneNumber, Reverification, Session, Verification
from tests.rules.worlds import MINUTE, PASSWORD, PHONE, a_user, last_code, signed_in, with_phones


def a_session(world: World, client: Client) -> Session:
    """Somebody with a password who signed in eleven minutes ago."""
    a_user(world)
    session = signed_in(world, client)
    world.clock.advance(11 * MINUTE)
    return session


def a_second_factor(world: World, session: Session) -> PhoneNumber:
    """A number of that person's that is a second factor."""
    with_phones(world, used_for_second_factor=True, second_factors=("phone_code",))
    at = world.clock.now
    proof = Verification("phone_code", verified_at=at)
    number = PhoneNumber(world.chance.id("idn"), session.user_id, PHONE, at, at, proof)
    return world.phone_numbers.save(
        replace(number, reserved_for_second_factor=True, default_second_factor=True)
    )


def now(world: World, session: Session) -> Session:
    return world.sessions[session.id]


def attempt(world: World, session: Session, strategy: str, **proof: str) -> Reverification:
    """Tries to prove the first factor."""
    return reverifications.attempt_first_factor(world, now(world, session), strategy, Proof(**proof))


def prepare(world: World, session: Session, strategy: str = "email_code", **to: str) -> Reverification:
    """Has something sent for the first factor."""
    return reverifications.prepare_first_factor(world, now(world, session), Preparation(strategy, **to))


def passed(world: World, session: Session) -> None:
    """Proves the first factor with the password."""
    attempt(world, session, "password", password=PASSWORD)


def second(world: World, session: Session, code: str | None = None) -> None:
    """Proves the second factor with the code that was sent, or with another one."""
    reverifications.prepare_second_factor(world, now(world, session), Preparation("phone_code"))
    proof = Proof(code=code or last_code(world, PHONE))
    reverifications.attempt_second_factor(world, now(world, session), "phone_code", proof)


def is_asked_for(world: World, session: Session) -> bool:
    try:
        reverifications.require_recent(world, now(world, session))
    except ClerkError as refused:
        return refused.code == "session_reverification_required"
    return False
