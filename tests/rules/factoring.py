"""Words for tests of second factors: instances that know them, people who have them, codes of apps."""

from dataclasses import replace
from typing import Any

from mockfapi.rules import phone_factors, sign_ins, totps
from mockfapi.rules.strategy import Preparation, Proof
from mockfapi.world import World
from mockfapi.world.records import Client, PhoneNumber, Session, SignIn, Totp, User
from tests.rules.worlds import ADA, PASSWORD, PHONE, a_user, attribute, configure, last_code, started

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODES = ("aaaa1111", "bbbb2222")


def knowing_all(world: World) -> None:
    """All kinds of second factors are on; nobody needs one, and nothing asks for reverification."""
    configure(world, auth_config__reverification=False)
    attribute(world, "authenticator_app", enabled=True, used_for_second_factor=True, second_factors=("totp",))
    attribute(
        world, "backup_code", enabled=True, used_for_second_factor=True, second_factors=("backup_code",)
    )
    phone: dict[str, Any] = {"enabled": True, "used_for_second_factor": True, "verify_at_sign_up": True}
    attribute(world, "phone_number", second_factors=("phone_code",), verifications=("phone_code",), **phone)


def with_app(world: World, user: User, codes: tuple[str, ...] = CODES) -> User:
    """The user with an app that is set up, and backup codes."""
    now = world.clock.now
    world.totps.save(Totp(f"totp_{user.id}", user.id, SECRET, now, now, verified_at=now))
    return world.users.save(replace(world.users[user.id], backup_codes=codes))


def with_phone(world: World, number: str = PHONE, **fields: Any) -> tuple[User, PhoneNumber]:
    """A user whose only number is a second factor."""
    user = a_user(world, phone_numbers=[number], **fields)
    (phone,) = world.phone_numbers.where(user_id=user.id)
    return world.users[user.id], phone_factors.update(world, user, phone, reserved=True).phone_number


def app_code(world: World, steps: int = 0, secret: str = SECRET) -> str:
    """What the app shows so many half minutes from now."""
    return totps.code(secret, world.clock.now // totps.STEP + steps)


def wrong_app_code(world: World) -> str:
    """A code that the app shows at no time near."""
    near = {app_code(world, step) for step in range(-3, 4)}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in near)


def half_way(world: World, client: Client, email: str = ADA) -> SignIn:
    """A sign-in whose password was right."""
    return sign_ins.create(
        world, client, strategy="password", identifier=email, proof=Proof(password=PASSWORD)
    )


def tried(world: World, it: SignIn, strategy: str, code: str) -> SignIn:
    """The sign-in after an attempt of the second factor."""
    return sign_ins.attempt_second_factor(world, world.sign_ins[it.id], strategy, Proof(code=code))


def by_mail(world: World, client: Client) -> Session:
    """The session after a sign-in with a code."""
    it = sign_ins.prepare_first_factor(world, started(world, client), Preparation("email_code"))
    it = sign_ins.attempt_first_factor(world, it, "email_code", Proof(code=last_code(world)))
    return world.sessions[it.created_session_id or ""]
