"""Words for tests of rules: settings by path, people, codes, refusals."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import clients, instance, sign_ins, users
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.records import Client, Session, SignIn, User

NOON = 1_763_000_000_000
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
PASSWORD = "correct horse battery staple"
ADA = "ada@acme.dev"
PHONE = "+12025557143"


def a_world(seed: str = "0") -> World:
    """A new instance with default settings, stopped at noon."""
    world = World(seed=seed)
    world.clock.pin(NOON)
    instance.found(world)
    return world


def configure(world: World, **settings: Any) -> None:
    """Sets settings by path, with two underscores for each dot."""
    changed = world.instance.settings
    for path, value in settings.items():
        changed = _with(changed, path.split("__"), value)
    world.instances.save(replace(world.instance, settings=changed))


def _with(record: Any, path: list[str], value: Any) -> Any:
    head, *rest = path
    return replace(record, **{head: _with(getattr(record, head), rest, value) if rest else value})


def attribute(world: World, name: str, **values: Any) -> None:
    """Sets one attribute of users."""
    configure(world, **{f"user_settings__attributes__{name}__{key}": value for key, value in values.items()})


def with_phones(world: World, **values: Any) -> None:
    """Phone numbers as identifiers, verified by code."""
    codes = {"first_factors": ("phone_code",), "verifications": ("phone_code",)}
    on = {"enabled": True, "used_for_first_factor": True, "verify_at_sign_up": True}
    attribute(world, "phone_number", **codes, **on, **values)


def with_usernames(world: World, **values: Any) -> None:
    attribute(world, "username", enabled=True, used_for_first_factor=True, **values)


def several_sessions(world: World) -> None:
    configure(world, auth_config__single_session_mode=False)


def a_user(world: World, email: str = ADA, **fields: Any) -> User:
    """A verified user with the usual password, whose strength is not measured again each time."""
    values: Any = {"email_addresses": [email], "password": PASSWORD, "skip_password_checks": True} | fields
    return users.create(world, users.UserFields(**values))


def a_client(world: World) -> Client:
    return clients.create(world)


def now(world: World, client: Client) -> Client:
    """The client as it is now."""
    return world.clients[client.id]


def started(world: World, client: Client, identifier: str = ADA) -> SignIn:
    """A sign-in that waits for its first factor."""
    return sign_ins.create(world, client, strategy=None, identifier=identifier, proof=Proof())


def signed_in(world: World, client: Client, email: str = ADA) -> Session:
    """The session after a sign-in with the password."""
    it = sign_ins.create(world, client, strategy="password", identifier=email, proof=Proof(password=PASSWORD))
    return world.sessions[it.created_session_id or ""]


def last_code(world: World, to: str = ADA) -> str:
    """The code that was sent last to an address."""
    return world.messages.where(to=to)[-1].code or ""


def wrong_code(world: World, to: str = ADA) -> str:
    return "000000" if last_code(world, to) != "000000" else "111111"


def refusals(action: Callable[[], object]) -> list[tuple[int, str, str | None]]:
    """Status, code and parameter of every entry with which the action is refused."""
    with pytest.raises(ClerkError) as caught:
        action()
    return [(it.status, it.code, it.meta.get("param_name")) for it in caught.value.entries]


def refused_without_trace(world: World, action: Callable[[], object]) -> list[tuple[int, str, str | None]]:
    """Like `refusals`, and nothing in the world has changed."""
    before = world.digest()
    found = refusals(action)
    assert before == world.digest()
    return found
