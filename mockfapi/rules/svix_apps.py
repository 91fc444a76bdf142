"""The application at Svix, by which an instance sends webhooks. Deliveries: `rules.webhooks`."""

from mockfapi import errors
from mockfapi.rules import webhooks
from mockfapi.world import World
from mockfapi.world.records import SvixApp


def create(world: World) -> SvixApp:
    """Makes the application; a second one is refused."""
    if len(world.svix_apps):
        raise errors.record_exists(kind="Svix application")
    return world.svix_apps.save(SvixApp(world.chance.id("app"), world.clock.now))


def current(world: World) -> SvixApp:
    """The application; without one it is refused."""
    for it in world.svix_apps:
        return it
    raise errors.svix_app_missing()


def remove(world: World) -> SvixApp:
    """Takes the application away, and with it all endpoints that were told of events."""
    it = current(world)
    for endpoint in world.webhook_endpoints:
        webhooks.delete(world, endpoint.id)
    return world.svix_apps.remove(it.id)


def dashboard(world: World, it: SvixApp) -> str:
    """Where its endpoints and deliveries are looked after: at this server, whoever was asked."""
    key = world.signer.seal({"app": it.id})
    return f"{world.caller.address}/__mockfapi/webhooks/endpoints#key={key}"
