"""How people come to organizations by the domain of their address: suggestions to join, and requests to."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class OrganizationSuggestion:
    """An organization that a user may ask to join, because of an address at one of its domains."""

    id: str
    organization_id: str
    user_id: str
    domain_id: str
    created_at: int
    updated_at: int
    accepted_at: int | None = None


@dataclass(frozen=True, slots=True)
class MembershipRequest:
    """A user who asks to join an organization; one of its managers accepts or rejects."""

    id: str
    organization_id: str
    user_id: str
    created_at: int
    updated_at: int
    accepted_at: int | None = None
    rejected_at: int | None = None
