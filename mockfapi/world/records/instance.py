"""The Clerk instance itself: one row a world."""

from mockfapi.frozen import dataclass
from mockfapi.world.records.settings import Settings


@dataclass(frozen=True, slots=True)
class Instance:
    """Identity, settings and what the instance remembers of the app. Times in milliseconds.

    Signing keys are numbered: `key_number` signs, those from `oldest_key` on are published.
    """

    id: str
    created_at: int
    updated_at: int
    settings: Settings
    home_origin: str | None = None
    key_number: int = 1
    oldest_key: int = 1


@dataclass(frozen=True, slots=True)
class AccountPortal:
    """The hosted pages of an instance, as far as its settings know them. No table holds it."""

    instance: Instance


@dataclass(frozen=True, slots=True)
class InstanceSettings:
    """The settings of an instance that servers see as one. No table holds it."""

    instance: Instance


@dataclass(frozen=True, slots=True)
class InstanceCommunication:
    """Where an instance sends no SMS. No table holds it."""

    instance: Instance
