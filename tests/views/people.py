"""Generated worlds: whatever a record may hold, its face must satisfy the contract."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from mockfapi.rules import clients, instance, organizations, sessions, users
from mockfapi.world import World
from mockfapi.world.records import SignIn, SignUp, User, Verification
from mockfapi.world.records.settings import Attribute, Settings

NOON = 1_763_000_000_000
TIMES = st.integers(0, 2**53 - 1)
NAMES = st.sampled_from([None, "", "Ada", "Ä<&\"'>", "\U0001f600 \u202e", "\x00", "x" * 256])
JSON: st.SearchStrategy[Any] = st.sampled_from(
    [{}, {"theme": "dark"}, {"": None}, {"deep": {"list": [1, "x", None, {"ä": True}]}, "n": 2**53}]
)
EMAILS = st.lists(st.sampled_from(["ada@acme.dev", "ada@home.dev", "a+b@x.co"]), unique=True, max_size=3)
PHONES = st.lists(st.sampled_from(["+12025550143", "+442079460000"]), unique=True, max_size=2)
SENT = ("email_code", "phone_code", "reset_password_email_code", "reset_password_phone_code")

CODES = st.builds(
    Verification,
    strategy=st.sampled_from(SENT),
    attempts=st.integers(0, 9),
    expire_at=TIMES,
    secret=st.just("123456"),
    channel=st.sampled_from([None, "sms", "whatsapp"]),
    verified_at=st.none() | TIMES,
    spent=st.booleans(),
)
LINKS = st.builds(
    Verification,
    strategy=st.just("email_link"),
    attempts=st.sampled_from([None, 1]),
    expire_at=TIMES,
    secret=st.just("x"),
    verified_at=st.none() | TIMES,
    verified_at_client=st.sampled_from([None, "client_1"]),
    client_id=st.just("client_1"),
    redirect_url=st.just("http://localhost:3000/"),
    transferable=st.booleans(),
)
PASSWORDS = st.builds(
    Verification, strategy=st.just("password"), attempts=st.integers(1, 9), verified_at=st.none() | TIMES
)


def a_world(settings: Settings | None = None) -> World:
    """A new instance, stopped at noon, with organizations."""
    world = World()
    world.clock.pin(NOON)
    instance.found(world, settings)
    own = world.instance.settings
    on = replace(own.organization_settings, enabled=True)
    world.instances.save(replace(world.instance, settings=replace(own, organization_settings=on)))
    return world


@st.composite
def populated(draw: st.DrawFn) -> tuple[World, User]:
    """A world with a user of any kind, who may be a member of an organization."""
    world = a_world()
    fields = users.UserFields(
        email_addresses=draw(EMAILS),
        phone_numbers=draw(PHONES),
        username=draw(st.sampled_from([None, "ada_l"])),
        first_name=draw(NAMES),
        last_name=draw(NAMES),
        password_digest=draw(st.sampled_from([None, "mock$salt$digest"])),
        public_metadata=draw(JSON),
        unsafe_metadata=draw(JSON),
        external_id=draw(NAMES),
        verified=draw(st.booleans()),
        legal_accepted_at=draw(st.none() | TIMES),
    )
    user = users.create(world, fields)
    if draw(st.booleans()):
        acme = organizations.create(world, "Acme <Ä>".replace("<", ""), created_by=user.id)
        world.organizations.save(replace(acme, public_metadata=draw(JSON)))
    standing: Any = draw(STANDING)
    return world, world.users.save(replace(user, **standing))


STANDING = st.fixed_dictionaries(
    {
        "banned": st.booleans(),
        "failed_attempts": st.integers(0, 20),
        "locked_at": st.none() | st.integers(NOON - 10_000_000, NOON),
        "locked_for_good": st.booleans(),
        "last_sign_in_at": st.none() | TIMES,
        "create_organizations_limit": st.none() | st.integers(0, 100),
        "image_url": st.sampled_from([None, "https://img.acme.dev/a.png"]),
    }
)


@st.composite
def sign_ins_of_any_kind(draw: st.DrawFn) -> tuple[World, SignIn]:
    """A sign-in at any step."""
    world, user = draw(populated())
    client = clients.create(world)
    facts: Any = {
        "identifier": draw(NAMES),
        "identifier_kind": draw(st.sampled_from(["email_address", "phone_number", "username"])),
        "user_id": draw(st.sampled_from([None, user.id])),
        "first_factor": draw(st.none() | LINKS | CODES | PASSWORDS),
        "password_reset_at": draw(st.none() | TIMES),
        "created_session_id": draw(st.sampled_from([None, "sess_1"])),
    }
    it = SignIn("sia_1", client.id, NOON, abandon_at=draw(TIMES), **facts)
    return world, world.sign_ins.save(it)


@st.composite
def sign_ups_of_any_kind(draw: st.DrawFn) -> tuple[World, SignUp]:
    """A sign-up at any step."""
    world = a_world()
    facts = {
        "email_address": draw(st.sampled_from([None, "ada@acme.dev"])),
        "phone_number": draw(st.sampled_from([None, "+12025550143"])),
        "username": draw(NAMES),
        "first_name": draw(NAMES),
        "password_digest": draw(NAMES),
        "unsafe_metadata": draw(JSON),
        "legal_accepted_at": draw(st.none() | TIMES),
        "email_verification": draw(st.none() | LINKS | CODES),
        "phone_verification": draw(st.none() | CODES),
        "created_user_id": draw(st.sampled_from([None, "user_1"])),
        "created_session_id": draw(st.sampled_from([None, "sess_1"])),
    }
    it = SignUp("sua_1", "client_1", NOON, abandon_at=draw(TIMES), **facts)
    return world, world.sign_ups.save(it)


@st.composite
def occupied_clients(draw: st.DrawFn) -> tuple[World, str]:
    """A client with a session at any stage of its life."""
    world, user = draw(populated())
    client = clients.create(world)
    session = sessions.open(world, client, user, sessions.Entry(strategy="password", first_factor_at=NOON))
    closed = draw(st.sampled_from([None, "ended", "removed", "revoked", "replaced"]))
    world.sessions.save(
        replace(session, closed_as=closed, actor=draw(st.sampled_from([None, {"sub": "user_x"}])))
    )
    return world, client.id


ATTRIBUTES = st.builds(
    Attribute,
    enabled=st.booleans(),
    required=st.booleans(),
    used_for_first_factor=st.booleans(),
    first_factors=st.lists(st.sampled_from(["email_code", "email_link", "phone_code"]), max_size=2).map(
        tuple
    ),
    second_factors=st.lists(st.sampled_from(["totp", "phone_code"]), max_size=2).map(tuple),
    verifications=st.lists(st.sampled_from(["email_code", "email_link"]), max_size=2).map(tuple),
    verify_at_sign_up=st.booleans(),
)
