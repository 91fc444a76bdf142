"""Plans, and who has which: so far everybody the default one. Nobody buys anything yet."""

from typing import Any

from mockfapi import errors
from mockfapi.world import World
from mockfapi.world.records import Organization, Plan, Subscription, User


def create(world: World, slug: str, name: str, payer_type: str, **fields: Any) -> Plan:
    """A new plan for users or organizations; one of each payer type may be the default."""
    if world.plans.first(slug=slug) is not None:
        raise errors.form_identifier_exists("slug", kind="slug")
    if fields.get("is_default") and default(world, payer_type) is not None:
        raise errors.form_already_exists("is_default")
    id = world.chance.id("cplan")
    return world.plans.save(Plan(id, slug, name, payer_type, world.clock.now, **fields))


def default(world: World, payer_type: str) -> Plan | None:
    """What everybody of a payer type has who has chosen nothing else."""
    return next((it for it in world.plans.where(payer_type=payer_type) if it.is_default), None)


def found(world: World, payer_type: str | None) -> list[Plan]:
    """The plans of a payer type, or all; in the order in which they were made."""
    return list(world.plans) if payer_type is None else world.plans.where(payer_type=payer_type)


def subscription(world: World, payer: User | Organization) -> Subscription:
    """The subscription of a user or organization; without a default plan nobody has one, which is refused."""
    plan = default(world, "user" if isinstance(payer, User) else "org")
    if plan is None:
        raise errors.resource_not_found(kind="subscription", id=payer.id)
    return Subscription(payer, plan)
