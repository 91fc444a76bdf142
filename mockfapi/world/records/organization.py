"""Organizations, memberships and roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization. `max_allowed_memberships` 0 means unlimited."""

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
