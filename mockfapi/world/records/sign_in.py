"""Sign-in attempts. Their status is worked out by `rules.sign_ins`."""

from collections.abc import Mapping
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.world.records.provider_profile import ProviderProfile
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in in progress on a client. Times in milliseconds.

    `identifier` is what was typed, `identification_id` and `user_id` what it names.
    `password_reset_at` is when a reset was finished. `ticket_id` is what a ticket stood for, `actor` who acts
    as the user. `missing` says that nobody has the identifier and that the sign-in goes on all the same;
    with `sign_up_if_missing` a code that is right then leads to a sign-up. `linking` is who came back from a
    provider and is connected to the user once the sign-in is complete.
    """

    id: str
    client_id: str
    created_at: int
    abandon_at: int
    identifier: str | None = None
    identifier_kind: str | None = None
    identification_id: str | None = None
    user_id: str | None = None
    first_factor: Verification | None = None
    second_factor: Verification | None = None
    password_reset_at: int | None = None
    created_session_id: str | None = None
    ticket_id: str | None = None
    actor: Mapping[str, Any] | None = None
    missing: bool = False
    sign_up_if_missing: bool = False
    linking: ProviderProfile | None = None
