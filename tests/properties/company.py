"""People who belong to organizations: what each may ask there, what it takes, and what tokens say of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from mockfapi.world.records import Organization
from tests.people import SESSIONS

ROLES = ("org:admin", "org:member", "org:steward", "org:nobody")
DOMAINS = ("harbour.test", "docks.test", "pier.test", "gmail.com")
ADDRESSES = tuple(f"person{number}@{DOMAINS[number % 2]}" for number in range(4))
MODES = ("manual_invitation", "automatic_invitation", "automatic_suggestion")
STEWARD = ("org:sys_memberships:read", "org:sys_memberships:manage", "org:sys_domains:read")
# Whoever has all of these keeps an organization going.
LEAST = ("org:sys_memberships:read", "org:sys_memberships:manage", "org:sys_profile:delete")
PROFILE, DELETE = "org:sys_profile:manage", "org:sys_profile:delete"
SEE, MANAGE = "org:sys_memberships:read", "org:sys_memberships:manage"
DOMAINS_READ, DOMAINS_MANAGE = "org:sys_domains:read", "org:sys_domains:manage"


@dataclass(frozen=True)
class Kind:
    """A request to an organization: the permission that it takes, the table of what else its path names."""

    method: str
    path: str
    permission: str | None
    table: str | None = None
    form: Callable[[int], Mapping[str, Any]] = lambda _: {}


REQUESTS = {
    "read": Kind("GET", "", None),
    "roles": Kind("GET", "/roles", None),
    "rename": Kind("PATCH", "", PROFILE, form=lambda n: {"name": f"Harbour {n}"}),
    "delete": Kind("DELETE", "", DELETE),
    "members": Kind("GET", "/memberships", SEE),
    "add": Kind(
        "POST",
        "/memberships",
        MANAGE,
        form=lambda n: {"user_id": n, "role": ROLES[n % 4]},
    ),
    "change": Kind("PATCH", "/memberships/{}", MANAGE, "users", lambda n: {"role": ROLES[n % 4]}),
    "remove": Kind("DELETE", "/memberships/{}", MANAGE, "users"),
    "invite": Kind(
        "POST",
        "/invitations",
        MANAGE,
        form=lambda n: {"email_address": ADDRESSES[n % 4], "role": ROLES[n // 2 % 4]},
    ),
    "invite all": Kind(
        "POST",
        "/invitations/bulk",
        MANAGE,
        form=lambda n: {"email_address": [ADDRESSES[n % 4], ADDRESSES[(n + 1) % 4]], "role": ROLES[1]},
    ),
    "invitations": Kind("GET", "/invitations", MANAGE),
    "pending": Kind("GET", "/invitations/pending", MANAGE),
    "revoke": Kind("POST", "/invitations/{}/revoke", MANAGE, "organization_invitations"),
    "domains": Kind("GET", "/domains", DOMAINS_READ),
    "domain": Kind("GET", "/domains/{}", DOMAINS_READ, "organization_domains"),
    "own": Kind("POST", "/domains", DOMAINS_MANAGE, form=lambda n: {"name": DOMAINS[n % 4]}),
    "disown": Kind("DELETE", "/domains/{}", DOMAINS_MANAGE, "organization_domains"),
    "enroll": Kind(
        "POST",
        "/domains/{}/update_enrollment_mode",
        DOMAINS_MANAGE,
        "organization_domains",
        lambda n: {"enrollment_mode": MODES[n % 3], "delete_pending": ("true", "false")[n // 3 % 2]},
    ),
    "prepare": Kind(
        "POST",
        "/domains/{}/prepare_affiliation_verification",
        DOMAINS_MANAGE,
        "organization_domains",
        lambda n: {"affiliation_email_address": f"boss@{DOMAINS[n % 3]}"},
    ),
    "prove": Kind(
        "POST",
        "/domains/{}/attempt_affiliation_verification",
        DOMAINS_MANAGE,
        "organization_domains",
        lambda n: {"code": n},
    ),
    "requests": Kind("GET", "/membership_requests", MANAGE),
    "admit": Kind("POST", "/membership_requests/{}/accept", MANAGE, "membership_requests"),
    "reject": Kind("POST", "/membership_requests/{}/reject", MANAGE, "membership_requests"),
}


@dataclass
class Actor:
    """Somebody signed in."""

    world: World
    browser: Caller
    id: str
    session: str
    address: str

    def permissions(self, place: Organization) -> set[str] | None:
        """What the world lets them do there now; None is for outsiders."""
        own = self.world.memberships.first(pair=(place.id, self.id))
        if own is None:
            return None
        role = self.world.roles.first(key=own.role)
        return set() if role is None else set(role.permissions)

    def is_meant(self, it: Any) -> bool:
        """Whether an invitation or suggestion is theirs."""
        return self.id == it.user_id if hasattr(it, "user_id") else self.address == it.email_address

    def asks(self, kind: Kind, place: Organization, subject: str, form: Mapping[str, Any]) -> Reply:
        path = f"/v1/organizations/{place.id}{kind.path.format(subject)}"
        return self.browser.request(kind.method, path, form=form or None)

    def claims(self, organization_id: str | None = None) -> dict[str, Any] | None:
        """What a token says that is fetched now; None where there is none to be had."""
        form = {} if organization_id is None else {"organization_id": organization_id}
        reply = self.browser.post(f"{SESSIONS}/{self.session}/tokens", **form)
        if reply.status_code != 200:
            return None
        found: dict[str, Any] = jwt.decode(reply.json()["jwt"], options={"verify_signature": False})
        return found


def manages(actor: Actor, place: Organization) -> bool:
    return set(LEAST) <= (actor.permissions(place) or set())


def total(reply: Reply) -> int:
    """How many rows a list has, which it says and shows."""
    page = reply.response
    rows = page if isinstance(page, list) else page["data"]

    assert isinstance(page, list) or len(rows) == page["total_count"]
    return len(rows)
