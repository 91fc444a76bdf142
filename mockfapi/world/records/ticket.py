"""What a ticket stands for: sign-in and actor tokens, agent tasks, invitations. Not its text."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class SignInToken:
    """Lets a user in once, into an organization if one is named. Times in milliseconds."""

    id: str
    user_id: str
    created_at: int
    updated_at: int
    expire_at: int
    used_at: int | None = None
    revoked_at: int | None = None
    organization_id: str | None = None


@dataclass(frozen=True, slots=True)
class ActorToken:
    """Lets `actor` (an object with `sub`) act as a user once, for `session_max_duration` at most."""

    id: str
    user_id: str
    actor: Mapping[str, Any]
    created_at: int
    updated_at: int
    expire_at: int
    session_max_duration: int
    used_at: int | None = None
    revoked_at: int | None = None


@dataclass(frozen=True, slots=True)
class AgentTask:
    """A task of an agent in the name of a user: one session of at most `session_max_duration`."""

    id: str
    user_id: str
    redirect_url: str
    created_at: int
    updated_at: int
    expire_at: int
    session_max_duration: int
    used_at: int | None = None
    revoked_at: int | None = None
    agent_id: str = ""
    agent_name: str = ""
    task_description: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to the app. `expire_at` None never expires."""

    id: str
    email_address: str
    created_at: int
    updated_at: int
    expire_at: int | None = None
    redirect_url: str | None = None
    public_metadata: Mapping[str, Any] = field(default_factory=dict)
    accepted_at: int | None = None
    revoked_at: int | None = None


@dataclass(frozen=True, slots=True)
class OrganizationInvitation:
    """An invitation to an organization, with the role that the member will have.

    `domain_id` is the domain of the organization that brought it about; nobody sent it by hand then.
    """

    id: str
    organization_id: str
    email_address: str
    role: str
    created_at: int
    updated_at: int
    expire_at: int | None = None
    redirect_url: str | None = None
    inviter_user_id: str | None = None
    public_metadata: Mapping[str, Any] = field(default_factory=dict)
    private_metadata: Mapping[str, Any] = field(default_factory=dict)
    accepted_at: int | None = None
    revoked_at: int | None = None
    domain_id: str | None = None
