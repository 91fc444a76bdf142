"""Generated worlds of people with second factors: apps, backup codes, reserved numbers, second steps."""

from dataclasses import replace

from hypothesis import strategies as st

from mockfapi.rules import clients, users
from mockfapi.world import World
from mockfapi.world.records import (
    BackupCodes,
    EnrolledPhone,
    EnrolledTotp,
    PhoneNumber,
    SignIn,
    Totp,
    Verification,
)
from tests.views.people import CODES as CODES_SENT
from tests.views.people import LINKS, NOON, TIMES, a_world

CODES = st.none() | st.lists(st.sampled_from(["aaaa1111", "bbbb2222"]), unique=True).map(tuple)
FIRST = Verification("password", attempts=1, verified_at=NOON)
SECOND = st.builds(
    Verification,
    strategy=st.sampled_from(["totp", "backup_code"]),
    attempts=st.integers(0, 9),
    verified_at=st.none() | TIMES,
    spent=st.booleans(),
)
Answer = BackupCodes | EnrolledPhone | EnrolledTotp | SignIn


@st.composite
def enrolled(draw: st.DrawFn) -> tuple[World, list[Answer]]:
    """A world of one user with factors, and everything that is answered about them."""
    world = a_world()
    own = world.instance.settings.user_settings
    phone = replace(own.attributes.phone_number, enabled=True, used_for_second_factor=True)
    known = replace(
        own.attributes,
        phone_number=replace(phone, second_factors=("phone_code",)),
        authenticator_app=replace(own.attributes.authenticator_app, enabled=draw(st.booleans())),
        backup_code=replace(own.attributes.backup_code, enabled=draw(st.booleans())),
    )
    behaviour = replace(world.instance.settings.behaviour, client_trust=draw(st.booleans()))
    changed = replace(world.instance.settings, behaviour=behaviour)
    changed = replace(changed, user_settings=replace(own, attributes=known))
    world.instances.save(replace(world.instance, settings=changed))
    fields = users.UserFields(email_addresses=draw(st.sampled_from([(), ("a+b@x.co",)])), username="ada_l")
    user = users.create(world, replace(fields, phone_numbers=["+12025550143"]))
    user = world.users.save(
        replace(user, mfa_enabled_at=draw(st.none() | TIMES), mfa_disabled_at=draw(st.none() | TIMES))
    )
    codes = draw(CODES)
    user = world.users.save(replace(user, backup_codes=codes or ()))
    verified_at = draw(st.none() | TIMES)
    app = Totp("totp_1", user.id, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", NOON, draw(TIMES), verified_at)
    client = clients.create(world)
    it = SignIn("sia_1", client.id, NOON, NOON + 1, user_id=user.id, first_factor=FIRST)
    return world, [
        EnrolledTotp(world.totps.save(app), codes),
        EnrolledPhone(_reserved(world, draw(st.booleans())), codes),
        BackupCodes("backup_codes_1", codes or (), draw(TIMES), draw(TIMES)),
        world.sign_ins.save(replace(it, second_factor=draw(st.none() | SECOND | CODES_SENT | LINKS))),
    ]


def _reserved(world: World, default: bool) -> PhoneNumber:
    (phone,) = world.phone_numbers
    return world.phone_numbers.save(
        replace(phone, reserved_for_second_factor=True, default_second_factor=default)
    )
