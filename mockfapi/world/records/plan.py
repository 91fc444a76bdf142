"""Plans that users and organizations may have, and who has which."""

from mockfapi.frozen import dataclass
from mockfapi.world.records.organization import Organization
from mockfapi.world.records.user import User


@dataclass(frozen=True, slots=True)
class Plan:
    """`payer_type` is `user` or `org`. Amounts in cents; `annual_amount` is that of a whole year.

    The default plan of a payer type is what everybody has who has chosen no other.
    """

    id: str
    slug: str
    name: str
    payer_type: str
    created_at: int
    description: str | None = None
    amount: int = 0
    annual_amount: int | None = None
    currency: str = "usd"
    features: tuple[str, ...] = ()
    is_default: bool = False
    publicly_visible: bool = True
    free_trial_days: int | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who has which plan. No table holds it: it follows from the plans."""

    payer: User | Organization
    plan: Plan
