"""The contract of a strategy, and what people bring to it. No strategy itself."""

from collections.abc import Callable

from mockfapi import errors
from mockfapi.errors import ErrorRow, Refusal
from mockfapi.frozen import dataclass
from mockfapi.world import World
from mockfapi.world.records import User, Verification
from mockfapi.world.records.settings import Settings

# What a verification is for.
SIGN_IN, SIGN_UP, SECOND_FACTOR = "sign_in", "sign_up", "second_factor"
REVERIFICATION, PROFILE = "reverification", "profile"


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
    web3_wallet_id: str | None = None
    passkey_id: str | None = None
    redirect_url: str | None = None
    channel: str | None = None
    complete_url: str | None = None
    login_hint: str | None = None
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a verification is about: an identification and its address, or the user for a password.

    `purpose` is what it is for, `source_id` the sign-in, sign-up, session or identification that it belongs
    to, and `client_id` the client that asks. `named` says that the person chose this very identification.
    Who is sent to a provider comes back to `redirect_url`, or to `complete_url` when all is done; `scopes`
    are wished beside the usual ones.
    """

    id: str
    address: str = ""
    user_id: str | None = None
    purpose: str = SIGN_IN
    source_id: str = ""
    client_id: str | None = None
    redirect_url: str | None = None
    channel: str | None = None
    named: bool = False
    complete_url: str | None = None
    login_hint: str | None = None
    prompt: str | None = None
    scopes: str = ""


def never(_: Settings) -> bool:
    """For strategies that do not serve one of the flows."""
    return False


def _nothing_to_refuse(_: World, __: Target) -> None:
    """For strategies that can be prepared for every target."""


def _nothing_left(_: World, __: Verification, ___: Proof) -> None:
    """For proofs that leave nothing behind."""


def _whatever(_: str) -> bool:
    """For strategies that can prove every address of their kind."""
    return True


def _nothing_bars(_: World, __: Verification, ___: Proof) -> list[Refusal]:
    """For proofs that are good whenever they hold."""
    return []


def _nobody(_: World, __: Proof) -> User | None:
    """For proofs that do not tell whose they are."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """One way to prove something.

    `begin` sends what must be sent and answers the unverified verification; `require` refuses a target before
    anything is sent; `holds` compares a proof with the verification; `used` is what a proof that held leaves
    behind. `kind` is the identification it proves (None: the user), `proof` the field that an attempt must
    bring. `owner` finds whose proof it is, for sign-ins that begin without an identifier (`names_owner`).
    `suits` tells which addresses of its kind it can prove; `lacking` refuses who has none of them.
    `barred` tells why a proof that holds does not sign in. One that `redirects` sends people elsewhere: no
    attempt proves it, but coming back.
    """

    name: str
    begin: Callable[[World, Target], Verification]
    holds: Callable[[World, Verification, Proof], bool]
    proof: str
    refusal: ErrorRow
    serves_sign_in: Callable[[Settings], bool] = never
    serves_sign_up: Callable[[Settings], bool] = never
    serves_second_factor: Callable[[Settings], bool] = never
    require: Callable[[World, Target], None] = _nothing_to_refuse
    used: Callable[[World, Verification, Proof], None] = _nothing_left
    barred: Callable[[World, Verification, Proof], list[Refusal]] = _nothing_bars
    owner: Callable[[World, Proof], User | None] = _nobody
    names_owner: bool = False
    suits: Callable[[str], bool] = _whatever
    lacking: ErrorRow = errors.strategy_for_user_invalid
    kind: str | None = None
    needs_prepare: bool = True
    resets_password: bool = False
    redirects: bool = False
