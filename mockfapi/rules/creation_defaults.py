"""What is suggested to founders of organizations: words of their own address, and who is there already."""

from mockfapi.rules import identifiers, organization_domains, organizations, restrictions
from mockfapi.world import World
from mockfapi.world.records import CreationDefaults, EmailAddress, User


def of(world: World, user: User) -> CreationDefaults:
    """The suggestion for a user; empty where the instance makes none or the user has no domain for one."""
    organizations.require_enabled(world)
    settings = world.instance.settings.organization_settings
    domain = _domain(world, user) if settings.organization_creation_defaults.enabled else None
    if domain is None:
        return CreationDefaults()
    name = domain.partition(".")[0].replace("-", " ").title()
    slug = None if settings.slug.disabled else organizations.free_slug(world, name)
    return CreationDefaults(name, slug, domain, _owner(world, domain))


def _owner(world: World, domain: str) -> str | None:
    """The name of the organization that has proven the domain to be its own."""
    for it in world.organization_domains.where(name=domain):
        if organization_domains.is_verified(it):
            return world.organizations[it.organization_id].name
    return None


def _domain(world: World, user: User) -> str | None:
    """The domain of the first verified address where not everybody has one, the primary before others."""
    own = world.email_addresses.where(user_id=user.id)
    for it in sorted(own, key=lambda it: it.id != user.primary_email_address_id):
        if identifiers.is_verified(it) and not _is_anybodys(world, it):
            return it.email_address.partition("@")[2]
    return None


def _is_anybodys(world: World, it: EmailAddress) -> bool:
    name = it.email_address.partition("@")[2]
    return organization_domains.is_common(name) or restrictions.is_disposable(world, it.email_address)
