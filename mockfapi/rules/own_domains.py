"""Domains of organizations as their managers run them: claiming, proving by a code, choosing who enrolls how.

What servers do with them: `rules.organization_domains`.
"""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import codes, enrollments, identifiers, organization_domains, verifications
from mockfapi.rules.strategies import email_code
from mockfapi.rules.strategy import Proof, Target
from mockfapi.world import World
from mockfapi.world.records import Organization, OrganizationDomain, User, Verification

PARAM = "affiliation_email_address"


def _begin(world: World, target: Target) -> Verification:
    return codes.send(world, email_code.NAME, target, "affiliation_code", "email")


# A code by mail like any other, worded for what it proves.
AFFILIATION = replace(email_code.STRATEGY, begin=_begin)


def create(
    world: World, organization: Organization, user: User, name: str, enrollment_mode: str | None
) -> OrganizationDomain:
    """A domain of the organization; proven at once by who has a verified address there."""
    it = organization_domains.create(world, organization, name, enrollment_mode, verified=False)
    for address in world.email_addresses.where(user_id=user.id):
        if identifiers.is_verified(address) and _is_at(it, address.email_address):
            known = Verification(email_code.NAME, attempts=None, verified_at=world.clock.now)
            return _proven(world, replace(it, affiliation_email_address=address.email_address), known)
    return it


def prepare(world: World, it: OrganizationDomain, address: str) -> OrganizationDomain:
    """Sends a code to an address at the domain; what was sent before is void."""
    written = identifiers.email_address(address, PARAM)
    if organization_domains.is_verified(it):
        raise errors.verification_already_verified()
    if not _is_at(it, written):
        raise errors.organization_domain_mismatch(PARAM, domain=it.name)
    organization_domains.require_unclaimed(world, it)
    sent = verifications.prepared(world, AFFILIATION, Target(it.id, written), it.affiliation)
    return _saved(world, replace(it, affiliation_email_address=written), sent)


def attempt(world: World, it: OrganizationDomain, code: str) -> OrganizationDomain:
    """Proves the domain by the code that was sent; a wrong one is counted and refused."""
    if organization_domains.is_verified(it):
        raise errors.verification_already_verified()
    organization_domains.require_unclaimed(world, it)
    tried = verifications.attempted(world, AFFILIATION, it.affiliation, Proof(code=code))
    if not verifications.is_verified(tried):
        _saved(world, it, tried)
        raise AFFILIATION.refusal(AFFILIATION.proof)
    return _proven(world, it, replace(tried, secret=None))


def choose_mode(
    world: World, it: OrganizationDomain, enrollment_mode: str, *, delete_pending: bool
) -> OrganizationDomain:
    """The proven domain with another way to enroll; `delete_pending` takes back what nobody answered."""
    organization_domains.require_mode(world, enrollment_mode)
    is_owned = enrollment_mode != "enterprise_sso" or it.owned_at is not None
    if not (organization_domains.is_verified(it) and is_owned):
        raise errors.organization_domain_ownership_not_verified("enrollment_mode")
    if delete_pending:
        enrollments.withdraw(world, it)
    return organization_domains.update(world, it, enrollment_mode, None)


def _is_at(it: OrganizationDomain, address: str) -> bool:
    return address.rpartition("@")[2] == it.name


def _proven(world: World, it: OrganizationDomain, proof: Verification) -> OrganizationDomain:
    known = _saved(world, it, proof)
    enrollments.begin(world, known)
    return known


def _saved(world: World, it: OrganizationDomain, proof: Verification) -> OrganizationDomain:
    after = replace(it, affiliation=proof, updated_at=world.clock.now)
    return world.organization_domains.save(after)
