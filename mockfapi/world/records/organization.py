"""Organizations, memberships, domains, roles, sets of roles and permissions."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.world.records.verification import Verification


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization. `max_allowed_memberships` 0 means unlimited; `role_set` is a key."""

    id: str
    name: str
    slug: str
    created_at: int
    updated_at: int
    created_by: str | None = None
    max_allowed_memberships: int = 5
    admin_delete_enabled: bool = True
    public_metadata: Mapping[str, Any] = field(default_factory=dict)
    private_metadata: Mapping[str, Any] = field(default_factory=dict)
    image_url: str | None = None
    role_set: str = "role_set:default"


@dataclass(frozen=True, slots=True)
class Membership:
    """A user in an organization; `role` is a role key such as `org:admin`."""

    id: str
    organization_id: str
    user_id: str
    role: str
    created_at: int
    updated_at: int
    public_metadata: Mapping[str, Any] = field(default_factory=dict)
    private_metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the instance with its permission keys, system ones (`org:sys_…`) and custom ones."""

    id: str
    key: str
    name: str
    description: str
    permissions: tuple[str, ...]
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class RoleSet:
    """The roles that organizations of one kind have; `roles` are role keys, in the order of their coming.

    New members get `default_role`, founders `creator_role`. The set of new organizations, the initial one,
    has None in both: there the settings of the instance say.
    """

    id: str
    key: str
    name: str
    description: str
    roles: tuple[str, ...]
    created_at: int
    updated_at: int
    default_role: str | None = None
    creator_role: str | None = None

    @property
    def is_initial(self) -> bool:
        """Whether it is the set of new organizations."""
        return self.creator_role is None


@dataclass(frozen=True, slots=True)
class Permission:
    """What a role may allow. Keys that begin with `org:sys_` are the system's own."""

    id: str
    key: str
    name: str
    description: str
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class OrganizationDomain:
    """A domain of an organization: who has an address there may be enrolled.

    `affiliation` is the proof of an address there, `owned_at` when somebody vouched for the whole domain.
    """

    id: str
    organization_id: str
    name: str
    enrollment_mode: str
    created_at: int
    updated_at: int
    affiliation_email_address: str | None = None
    affiliation: Verification | None = None
    owned_at: int | None = None


@dataclass(frozen=True, slots=True)
class CreationDefaults:
    """What is suggested to somebody who founds an organization. No table holds it.

    `domain` is where the words come from; `taken_by` the name of the organization that owns it already.
    """

    name: str | None = None
    slug: str | None = None
    domain: str | None = None
    taken_by: str | None = None


@dataclass(frozen=True, slots=True)
class CountedOrganization:
    """An organization with what is only worked out when somebody asks for it."""

    organization: Organization
    members: bool = False
    managers: bool = False
