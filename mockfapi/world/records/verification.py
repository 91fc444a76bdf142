"""A verification in progress or done. Its status is worked out by rules."""

from collections.abc import Mapping
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.world.records.provider_profile import ProviderProfile


@dataclass(frozen=True, slots=True)
class Verification:
    """What was prepared and what came of it. Times in milliseconds; `expire_at` None never expires.

    `secret` is what the person must bring back (a code, the id of a link); `subject_id` is the identification
    it was sent to. `nonce` and `message` are what a wallet or a passkey signs, `client_id` is the client that
    asked, `redirect_url` where a link leads. `spent` says that too many wrong attempts were made.
    `error` is why it failed for good, `transferable` that the other kind of attempt may go on from here.
    A provider is reached at `external_url`, a finished attempt goes on at `complete_url`, and `profile` is
    who came back.
    """

    strategy: str
    attempts: int | None = 0
    expire_at: int | None = None
    sent_at: int | None = None
    secret: str | None = None
    subject_id: str | None = None
    channel: str | None = None
    verified_at: int | None = None
    verified_at_client: str | None = None
    spent: bool = False
    nonce: str | None = None
    message: str | None = None
    client_id: str | None = None
    redirect_url: str | None = None
    error: Mapping[str, Any] | None = None
    transferable: bool = False
    external_url: str | None = None
    complete_url: str | None = None
    profile: ProviderProfile | None = None


@dataclass(frozen=True, slots=True)
class ServerVerification:
    """A verification that a server has begun for an address or number, whatever was verified before."""

    id: str
    user_id: str
    identification_id: str
    created_at: int
    updated_at: int
    verification: Verification
