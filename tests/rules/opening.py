"""The steps of e-mail links that their tests share."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi.rules import link_openings, sign_ins, sign_ups
from mockfapi.rules.link_openings import Opening
from mockfapi.rules.strategy import Preparation
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client, Message, SignIn, SignUp
from tests.rules.worlds import ADA, PASSWORD, a_world, attribute, now

HERE = "http://localhost:3000/sign-in#/verify"
BY_LINK = Preparation("email_link", redirect_url=HERE)
ANYWHERE = {"user_settings__attack_protection__email_link__require_same_client": False}


def a_world_with_links() -> World:
    """An instance with links, reached under an address."""
    world = a_world()
    ways = {"first_factors": ("email_link", "email_code"), "verifications": ("email_link",)}
    attribute(world, "email_address", **ways)
    world.caller = Caller("http://localhost:3000", "http://127.0.0.1:4010/w/here")
    return world


def message(world: World, to: str = ADA) -> Message:
    return world.messages.where(to=to)[-1]


def token(world: World, to: str = ADA) -> str:
    return parse_qs(urlsplit(message(world, to).link or "").query)["token"][0]


def entering(world: World, client: Client, url: str = HERE) -> SignIn:
    """A sign-in that waits for its link."""
    return sign_ins.create(world, client, strategy="email_link", identifier=ADA, redirect_url=url)


def joining(world: World, client: Client, **fields: Any) -> SignUp:
    """A sign-up that waits for its link."""
    form = {"email_address": ADA, "password": PASSWORD, "strategy": "email_link", "redirect_url": HERE}
    return sign_ups.create(world, now(world, client), form | fields)


def opened(world: World, by: Client | None, link: str | None = None) -> Opening:
    return link_openings.opened(world, link or token(world), by.id if by else None)


def query(it: Opening) -> dict[str, list[str]]:
    return parse_qs(urlsplit(it.redirect_url or "").query)
