"""Webhooks: who is told about events, and the log of deliveries. Events follow from the journal."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """Who is told. No `events` means all; without a `secret` (`whsec_...`) that of the world signs."""

    id: str
    url: str
    created_at: int
    updated_at: int
    secret: str | None = None
    events: tuple[str, ...] = ()
    description: str = ""
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class WebhookAttempt:
    """One try: the `status` of the answer, or why none came. Neither: a callable returned."""

    at: int
    status: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """One event on its way to one endpoint. `due_at` None: nobody will try again by himself.

    `message_id` is what receivers see as `svix-id`; every endpoint and every attempt has the same.
    """

    id: str
    message_id: str
    endpoint_id: str
    url: str
    type: str
    body: str
    created_at: int
    due_at: int | None
    attempts: tuple[WebhookAttempt, ...] = ()
