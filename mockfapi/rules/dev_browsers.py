"""Dev browsers: the token that stands for the client cookie on development instances."""

import re
from dataclasses import replace

from mockfapi import errors
from mockfapi.world import World
from mockfapi.world.records import Client, DevBrowser

# What browsers call it, in addresses and cookies.
NAME = "__clerk_db_jwt"
FORM = re.compile(r"dvb_[0-9A-Za-z]{27}")


def create(world: World) -> DevBrowser:
    """A new dev browser; its id is the token."""
    it = DevBrowser(id=world.chance.credential("dvb"), created_at=world.clock.now)
    return world.dev_browsers.save(it)


def is_well_formed(id: str) -> bool:
    """Whether a text has the form of a dev-browser token."""
    return FORM.fullmatch(id) is not None


def adopt(world: World, id: str) -> DevBrowser:
    """The dev browser with this id; a well-formed unknown one becomes known, so open tabs survive."""
    if (known := world.dev_browsers.find(id)) is not None:
        return known
    if not is_well_formed(id):
        raise errors.dev_browser_unauthenticated()
    return world.dev_browsers.save(DevBrowser(id=id, created_at=world.clock.now))


def are_in_use(world: World) -> bool:
    """Whether browsers are known by dev browsers, and carry things in addresses: in development."""
    settings = world.instance.settings
    if settings.display_config.instance_environment_type == "production" or world.keys.live:
        return False
    return settings.behaviour.url_based_session_syncing


def of_client(world: World, client: Client) -> DevBrowser:
    """A dev browser that stands for this client: the newest one, else one that is made for it."""
    known = world.dev_browsers.where(client_id=client.id)
    return known[-1] if known else bind(world, create(world), client)


def bind(world: World, dev_browser: DevBrowser, client: Client) -> DevBrowser:
    """From now on the dev browser stands for this client."""
    if dev_browser.client_id == client.id:
        return dev_browser
    return world.dev_browsers.save(replace(dev_browser, client_id=client.id))
