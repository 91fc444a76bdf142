"""Links that sign somebody in by a click: for people who develop an app. Not part of Clerk."""

from urllib.parse import quote, urlencode, urljoin

from mockfapi.rules import clients, dev_browsers, handshakes, lockout, redirects, sessions, ticket_desk
from mockfapi.rules.handshakes import Asked, Outcome
from mockfapi.rules.sessions import Entry
from mockfapi.world import World
from mockfapi.world.records import Client, User


def address(base: str, user: str, redirect_url: str | None = None) -> str:
    """The link for a user, by any name, at the base URL of a world."""
    there = f"?{urlencode({'redirect_url': redirect_url})}" if redirect_url else ""
    return f"{base}/__mockfapi/sign_in/{quote(user, safe='@+')}{there}"


def name_of(world: World, user: User) -> str:
    """What a link calls a user by: what people know, else the id."""
    email = world.email_addresses.find(user.primary_email_address_id or "")
    phone = world.phone_numbers.find(user.primary_phone_number_id or "")
    known = (user.username, email and email.email_address, phone and phone.phone_number)
    # An address that is not proven may be somebody else's, too.
    return next((it for it in known if it and ticket_desk.user_named(world, it) == user), user.id)


def target(world: World, redirect_url: str | None) -> str | None:
    """Where a link leads: the address given, if browsers may be sent there, else the app that was last seen.

    A path is one of that app. None where nobody knows the app yet.
    """
    home = world.instance.home_origin
    given = (redirect_url or "").strip()
    if not given or (given.startswith("/") and not given.startswith("//")):
        return None if home is None else redirects.require_allowed(world, urljoin(f"{home}/", given))
    return redirects.require_allowed(world, given)


def follow(world: World, user: str, url: str, version: int = 2) -> tuple[Client, Outcome]:
    """Signs the user in on a client of its own, and leads on to the app with it.

    In development the address carries the dev browser: clerk-js takes it from there, servers of an app begin
    a handshake when they see it. In production servers get the payload of a handshake at once.
    """
    person = ticket_desk.user_named(world, user)
    lockout.require_admissible(world, person)
    client = clients.create(world)
    sessions.open(world, client, person, Entry(strategy="ticket", first_factor_at=world.clock.now))
    client = world.clients[client.id]
    if dev_browsers.are_in_use(world):
        token = dev_browsers.of_client(world, client).id
        return client, Outcome(redirects.with_query(url, **{dev_browsers.NAME: token}))
    return client, handshakes.answer(world, client, None, Asked(redirect_url=url, version=version))
