"""Domains of organizations: owning, proving and giving them up; how people with an address there enroll."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import enrollments, enterprise_connections, filters, organizations, restrictions
from mockfapi.world import World
from mockfapi.world.records import Organization, OrganizationDomain, Verification

MOST = 10
MANUAL = "manual_invitation"
MODES = (MANUAL, "automatic_invitation", "automatic_suggestion", "enterprise_sso")
NAME = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
# Where everybody may have an address.
COMMON = re.compile(
    r"(aol|fastmail|gmail|googlemail|hey|hotmail|icloud|live|mac|mail|me|msn|outlook|proton|protonmail|qq)\.com|"
    r"(rocketmail|yahoo|yandex|ymail|zoho)\.com|gmx\.(com|de|net)|(hotmail|live|yahoo)\.(co\.uk|de|fr|it)|"
    r"(mail|yandex)\.ru|(pm|proton)\.me|web\.de"
)
ORDERS: dict[str, Callable[[OrganizationDomain], object]] = {
    "created_at": lambda it: it.created_at,
    "name": lambda it: it.name,
}


def is_verified(it: OrganizationDomain) -> bool:
    """Whether somebody has proven to have an address there, or vouched for it."""
    return it.affiliation is not None and it.affiliation.verified_at is not None


def is_common(name: str) -> bool:
    """Whether it is a domain of an e-mail provider: everybody may have an address there."""
    return COMMON.fullmatch(name) is not None


def of(world: World, organization: Organization, id: str) -> OrganizationDomain:
    """A domain of this organization; one of another is as unknown as one that never was."""
    it = world.organization_domains.find(id)
    if it is None or it.organization_id != organization.id:
        raise errors.resource_not_found(kind="organization domain", id=id)
    return it


def found(world: World, wanted: Mapping[str, Any], order_by: str | None) -> list[OrganizationDomain]:
    """The domains that satisfy all filters; without an order the newest first.

    `wanted` may hold `organization_id`, `verified` (true, false), lists under enrollment_mode (`-` excludes)
    and domains, and `query`: the id of an organization, or a part of the name.
    """
    query, verified, names = wanted.get("query"), wanted.get("verified"), wanted.get("domains")
    place, admitted = wanted.get("organization_id"), _mode_test(wanted.get("enrollment_mode"))
    if query is not None and not query.strip():
        raise errors.invalid_query_parameter_value("query", reason="cannot be empty")
    table = world.organization_domains
    rows = [
        it
        for it in (table if place is None else table.where(organization_id=place))
        if (verified is None or is_verified(it) is (verified == "true"))
        and admitted(it.enrollment_mode)
        and (not names or it.name in {each.strip().lower() for each in names})
        and (it.organization_id == query or filters.mentions(query, [it.name]))
    ]
    return filters.ordered(rows, order_by, ORDERS, "-created_at")


def create(
    world: World,
    organization: Organization,
    name: str,
    enrollment_mode: str | None,
    *,
    verified: bool,
    notify: bool = True,
) -> OrganizationDomain:
    """A domain of the organization; servers vouch for it unless they say that it is not `verified`.

    Unless told not to `notify`, it writes to those whom it invites.
    """
    require_enabled(world)
    name = name.strip().lower()
    if not NAME.fullmatch(name):
        raise errors.form_param_format_invalid("name", reason="must be a domain such as acme.test")
    _require_usable(world, organization, name)
    mode = enrollment_mode or MANUAL
    require_mode(world, mode)
    if world.organization_domains.count(organization_id=organization.id) >= MOST:
        raise errors.organization_domain_quota_exceeded(limit=MOST)
    now = world.clock.now
    it = OrganizationDomain(world.chance.id("orgdmn"), organization.id, name, mode, now, now)
    it = world.organization_domains.save(replace(it, affiliation=_vouched(now) if verified else None))
    enrollments.begin(world, it, notify=notify)
    return it


def update(
    world: World, it: OrganizationDomain, enrollment_mode: str | None, verified: bool | None
) -> OrganizationDomain:
    """The domain with another mode, or another standing of its proof; None changes nothing."""
    now, before = world.clock.now, it
    if enrollment_mode is not None:
        require_mode(world, enrollment_mode)
        it = replace(it, enrollment_mode=enrollment_mode)
    if verified is not None and verified is not is_verified(it):
        if verified:
            require_unclaimed(world, it)
        it = replace(it, affiliation=_vouched(now) if verified else None)
    after = world.organization_domains.save(replace(it, updated_at=now))
    if (after.enrollment_mode, after.affiliation) != (before.enrollment_mode, before.affiliation):
        enrollments.begin(world, after)
    return after


def verify_ownership(world: World, it: OrganizationDomain) -> OrganizationDomain:
    """Vouches for the whole domain, once; doing it again changes nothing."""
    if it.owned_at is not None:
        return it
    now = world.clock.now
    return world.organization_domains.save(replace(it, owned_at=now, updated_at=now))


def delete(world: World, it: OrganizationDomain) -> OrganizationDomain:
    """Gives a domain up, and takes back what it has brought about and nobody has answered."""
    enrollments.withdraw(world, it)
    return world.organization_domains.remove(it.id)


def require_enabled(world: World) -> None:
    """Refuses where organizations own no domains."""
    organizations.require_enabled(world)
    if not world.instance.settings.organization_settings.domains.enabled:
        raise errors.organization_domains_not_enabled()


def _vouched(at: int) -> Verification:
    return Verification("admin", attempts=None, verified_at=at)


def _mode_test(values: Sequence[str] | None) -> Callable[[str | None], bool]:
    for value in values or ():
        if value.removeprefix("-") not in MODES:
            reason = f"must be one of {', '.join(MODES)}"
            raise errors.invalid_query_parameter_value("enrollment_mode", reason=reason)
    return filters.chosen(values, "enrollment_mode")


def require_mode(world: World, mode: str) -> None:
    """People can always be invited one by one; other modes are for the instance to allow."""
    if mode not in MODES:
        raise errors.form_param_value_invalid("enrollment_mode", reason=f"must be one of {', '.join(MODES)}")
    allowed = world.instance.settings.organization_settings.domains.enrollment_modes
    if mode != MANUAL and mode not in allowed:
        raise errors.organization_domain_enrollment_mode_not_enabled(mode=mode)


def _require_usable(world: World, organization: Organization, name: str) -> None:
    if is_common(name):
        raise errors.organization_domain_common("name")
    if restrictions.is_disposable(world, f"somebody@{name}"):
        raise errors.organization_domain_blocked("name")
    if enterprise_connections.covers(world, f"somebody@{name}"):
        raise errors.organization_domain_exists_for_enterprise_connection("name")
    for it in world.organization_domains.where(name=name):
        if it.organization_id == organization.id:
            raise errors.organization_domain_already_exists_same_organization("name")
        if is_verified(it):
            raise errors.organization_domain_already_exists("name")


def require_unclaimed(world: World, it: OrganizationDomain) -> None:
    """Refuses a domain that another organization has proven to be its own."""
    for other in world.organization_domains.where(name=it.name):
        if other.id != it.id and is_verified(other):
            raise errors.organization_domain_already_exists("name")
