"""The contract of a strategy, and what people bring to it. No strategy itself."""

from collections.abc import Callable
from dataclasses import dataclass

from mockfapi.errors import ErrorRow
from mockfapi.world import World
from mockfapi.world.records import Verification
from mockfapi.world.records.settings import Settings


@dataclass(frozen=True, slots=True)
class Proof:
    """What a person presents in an attempt. None is "not given"."""

    password: str | None = None
    code: str | None = None
    signature: str | None = None
    token: str | None = None
    ticket: str | None = None
    public_key_credential: str | None = None


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a person asks to be prepared, and for which identification. None lets the rules choose."""

    strategy: str
    email_address_id: str | None = None
    phone_number_id: str | None = None
    redirect_url: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a verification is about: an identification and its address, or the user for a password."""

    id: str
    address: str = ""
    user_id: str | None = None


@dataclass(frozen=True, slots=True)
class Strategy:
    """One way to prove something.

    `begin` sends what must be sent and answers the unverified verification; `holds` compares a proof with it.
    `kind` is the identification it proves (None: the user), `proof` the field that an attempt must bring.
    """

    name: str
    begin: Callable[[World, Target], Verification]
    holds: Callable[[World, Verification, Proof], bool]
    proof: str
    refusal: ErrorRow
    serves_sign_in: Callable[[Settings], bool]
    serves_sign_up: Callable[[Settings], bool]
    kind: str | None = None
    needs_prepare: bool = True
    resets_password: bool = False


def never(_: Settings) -> bool:
    """For strategies that do not serve one of the two."""
    return False
