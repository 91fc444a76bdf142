"""One-time codes: drawing, sending to the outbox, comparing. Which strategy uses them is said there."""

from hmac import compare_digest

from mockfapi.rules import identifiers, messages
from mockfapi.rules.messages import Letter
from mockfapi.rules.strategy import Proof, Target
from mockfapi.world import World
from mockfapi.world.records import Verification

TEST_CODE = "424242"
LENGTH = 6


def send(world: World, strategy: str, target: Target, kind: str, channel: str) -> Verification:
    """Sends a new code, unless the address is one for tests: its code is known and nothing is sent."""
    now = world.clock.now
    if identifiers.is_for_tests(world, target.address):
        code = TEST_CODE
    else:
        code = _draw(world, strategy)
        data = {"otp_code": code}
        letter = Letter(channel, target.address, kind, data, code=code, user_id=target.user_id)
        messages.send(world, letter)
    return Verification(
        strategy=strategy,
        expire_at=now + world.instance.settings.behaviour.code_lifetime,
        sent_at=now,
        secret=code,
        subject_id=target.id,
        channel=None if channel == "email" else channel,
    )


def holds(_: World, sent: Verification, proof: Proof) -> bool:
    """Whether the code is the one that was sent; what was never sent nothing holds."""
    if sent.secret is None:
        return False
    return compare_digest((proof.code or "").encode("utf-8", "surrogatepass"), sent.secret.encode())


def _draw(world: World, strategy: str) -> str:
    """A random code that is never the test code, so that the latter only works where it is meant to."""
    code = TEST_CODE
    while code == TEST_CODE:
        code = world.chance.digits(strategy, LENGTH)
    return code
