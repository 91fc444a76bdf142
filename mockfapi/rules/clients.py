"""Clients: one browser or device each, with its sessions and its current attempts. No tokens."""

from dataclasses import replace
from typing import TypeVar

from mockfapi.rules import sessions
from mockfapi.world import World
from mockfapi.world.records import Client, Session, SignIn, SignUp

Attempt = TypeVar("Attempt", SignIn, SignUp)


def create(world: World) -> Client:
    """A client on which nobody is signed in."""
    now = world.clock.now
    id, token = world.chance.credential("client"), world.chance.token("rotating_token", 32)
    return world.clients.save(Client(id=id, created_at=now, updated_at=now, rotating_token=token))


def live_sessions(world: World, client: Client) -> list[Session]:
    """The active and pending sessions, oldest first."""
    return sessions.live_on(world, client.id)


def current_sign_in(world: World, client: Client) -> SignIn | None:
    """The sign-in in progress, or the one that a link has just completed."""
    return _in_progress(world, world.sign_ins.find(client.sign_in_id))


def current_sign_up(world: World, client: Client) -> SignUp | None:
    """The sign-up in progress, or the one that a link has just completed."""
    return _in_progress(world, world.sign_ups.find(client.sign_up_id))


def last_active_session(world: World, client: Client) -> str | None:
    """The id of the session that acts for the client: the last active one while it lives, else the newest."""
    live = [it.id for it in live_sessions(world, client)]
    if client.last_active_session_id in live:
        return client.last_active_session_id
    return live[-1] if live else None


def end_all(world: World, client: Client) -> Client:
    """Signs everybody out; the client stays."""
    for it in live_sessions(world, client):
        sessions.close(world, it, "removed")
    return touch(world, world.clients[client.id])


def drop(world: World, client: Client) -> Client:
    """Ends all sessions and forgets the client; its dev browsers stand for none until one is made."""
    for it in live_sessions(world, client):
        sessions.close(world, it, "ended")
    for dev_browser in world.dev_browsers.where(client_id=client.id):
        world.dev_browsers.save(replace(dev_browser, client_id=None))
    return world.clients.remove(client.id)


def touch(world: World, client: Client) -> Client:
    """Marks the client as changed now."""
    return world.clients.save(replace(client, updated_at=world.clock.now))


def _in_progress(world: World, it: Attempt | None) -> Attempt | None:
    """One that a link completed stays while its session lives: the tab that waits looks for it."""
    if it is None:
        return None
    if it.created_session_id is not None:
        session = world.sessions.find(it.created_session_id)
        return it if session is not None and sessions.is_live(world, session) else None
    return it if world.clock.now < it.abandon_at else None
