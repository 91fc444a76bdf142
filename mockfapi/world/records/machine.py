"""Machines, whom they may reach, and the tokens by which they do."""

from collections.abc import Mapping
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """A service without a user. `default_token_ttl` in seconds, as Clerk's own.

    Keys are kept without the tag of their world, so that a twin of the world has keys of its own. The one
    before still opens the door until `previous_key_until`.
    """

    id: str
    name: str
    secret_key: str
    created_at: int
    updated_at: int
    default_token_ttl: int = 3600
    previous_key: str | None = None
    previous_key_until: int = 0


@dataclass(frozen=True, slots=True)
class MachineScope:
    """One machine may reach another."""

    id: str
    from_machine_id: str
    to_machine_id: str
    created_at: int


@dataclass(frozen=True, slots=True)
class MachineWithKey:
    """A machine whose face shows its key."""

    machine: Machine


@dataclass(frozen=True, slots=True)
class MachineKey:
    """The key of a machine by itself."""

    machine: Machine


@dataclass(frozen=True, slots=True)
class M2mToken:
    """What one machine shows to another. `token` lacks the tag of its world, unless it is a JWT.

    `scopes` are the machines that it may be shown to.
    """

    id: str
    machine_id: str
    token: str
    created_at: int
    updated_at: int
    expire_at: int | None = None
    claims: Mapping[str, Any] | None = None
    scopes: tuple[str, ...] = ()
    revoked_at: int | None = None
    revocation_reason: str | None = None
    last_used_at: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedM2mToken:
    """A token whose face shows what to send."""

    token: M2mToken


@dataclass(frozen=True, slots=True)
class M2mTokens:
    """A part of a list of tokens, and how long the whole list is."""

    tokens: tuple[M2mToken, ...]
    total: int
