"""The addresses that an instance lists for redirects. Whether one may be used: `rules.redirects`."""

from mockfapi import errors
from mockfapi.rules import redirects
from mockfapi.world import World
from mockfapi.world.records import RedirectUrl


def create(world: World, url: str) -> RedirectUrl:
    """Lists an address, of the web or of a native app; one that is listed is refused."""
    it = redirects.require_absolute(url, "url")
    if world.redirect_urls.count(url=it):
        raise errors.record_exists("url", kind="redirect URL")
    now = world.clock.now
    return world.redirect_urls.save(RedirectUrl(world.chance.id("ru"), it, now, now))
