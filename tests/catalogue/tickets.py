"""Refusals of tickets, each provoked by a request. Those of invitations: `invitations`."""

from typing import Any

from mockfapi.http.transport import Reply
from mockfapi.rules.tickets import KINDS
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import SIGN_INS, SIGN_UPS

ADA, NEW = "ada@engines.test", "new@engines.test"
MONTH = 31 * 24 * 3_600_000
TICKETS = "/__mockfapi/tickets"
HOME = "http://localhost:3000/agent"


def ask(stage: Stage, world: World, path: str, **body: Any) -> Reply:
    return stage.browser(world).request("POST", TICKETS + path, json=body)


def token(stage: Stage, world: World, user: str = ADA) -> dict[str, Any]:
    return ask(stage, world, "/sign_in", user=user).json()


def actor_token(stage: Stage, world: World, user: str = ADA) -> dict[str, Any]:
    return ask(stage, world, "/impersonate", user=user, actor={"sub": "user_support"}).json()


def task(stage: Stage, world: World) -> dict[str, Any]:
    return ask(stage, world, "/agent", user=ADA, redirect_url=HOME).json()


def invitation(stage: Stage, world: World, to: str = NEW, **more: Any) -> dict[str, Any]:
    return ask(stage, world, "/invite", email_address=to, **more).json()


def revoke(stage: Stage, world: World, it: dict[str, Any]) -> Reply:
    return ask(stage, world, f"/{it['id']}/revoke")


def sign_in(stage: Stage, world: World, it: dict[str, Any]) -> Reply:
    return stage.browser(world).post(SIGN_INS, strategy="ticket", ticket=it["ticket"])


def sign_up(stage: Stage, world: World, it: dict[str, Any], **more: Any) -> Reply:
    return stage.browser(world).post(SIGN_UPS, strategy="ticket", ticket=it["ticket"], **more)


def joined(stage: Stage, world: World, it: dict[str, Any]) -> Reply:
    return sign_up(stage, world, it, password="lathe-and-plane-21")


def run(stage: Stage, world: World, it: dict[str, Any]) -> Reply:
    return stage.browser(world).get("/v1/agents/tasks", ticket=it["ticket"])


def undone(world: World, it: dict[str, Any]) -> dict[str, Any]:
    """The ticket, after the world forgot what it stood for."""
    getattr(world, KINDS[it["kind"]].table).remove(it["id"])
    return it


@provokes("session_creation_not_allowed")
def beside_an_actor(stage: Stage) -> Reply:
    world = stage.world()
    browser = stage.browser(world)
    browser.post(SIGN_INS, strategy="ticket", ticket=actor_token(stage, world)["ticket"])
    return browser.post(SIGN_INS, identifier=ADA)


@provokes("sign_in_no_identification_for_user")
def nameless(stage: Stage) -> Reply:
    world = stage.world()
    it = token(stage, world)
    for address in list(world.email_addresses):
        world.email_addresses.remove(address.id)
    return sign_in(stage, world, it)


@provokes("sign_in_identification_or_user_deleted")
def user_of_a_token_gone(stage: Stage) -> Reply:
    world = stage.world()
    it = token(stage, world)
    world.users.remove(it["user_id"])
    return sign_in(stage, world, it)


@provokes("ticket_expired_code")
def late(stage: Stage) -> Reply:
    world = stage.world()
    it = token(stage, world)
    world.advance(MONTH)
    return sign_in(stage, world, it)


@provokes("sign_in_token_revoked_code")
def token_revoked(stage: Stage) -> Reply:
    world = stage.world()
    it = token(stage, world)
    revoke(stage, world, it)
    return sign_in(stage, world, it)


@provokes("sign_in_token_already_used_code")
def token_used(stage: Stage) -> Reply:
    world = stage.world()
    it = token(stage, world)
    sign_in(stage, world, it)
    return sign_in(stage, world, it)


@provokes("sign_in_token_cannot_be_used_code")
def token_gone(stage: Stage) -> Reply:
    world = stage.world()
    return sign_in(stage, world, undone(world, token(stage, world)))


@provokes("sign_in_token_not_in_sign_in_code")
def token_in_sign_up(stage: Stage) -> Reply:
    world = stage.world()
    return sign_up(stage, world, token(stage, world))


@provokes("sign_in_token_cannot_be_revoked_code")
def token_revoked_twice(stage: Stage) -> Reply:
    world = stage.world()
    it = token(stage, world)
    revoke(stage, world, it)
    return revoke(stage, world, it)


@provokes("actor_token_revoked_code")
def actor_revoked(stage: Stage) -> Reply:
    world = stage.world()
    it = actor_token(stage, world)
    revoke(stage, world, it)
    return sign_in(stage, world, it)


@provokes("actor_token_already_used_code")
def actor_used(stage: Stage) -> Reply:
    world = stage.world()
    it = actor_token(stage, world)
    sign_in(stage, world, it)
    return sign_in(stage, world, it)


@provokes("actor_token_cannot_be_used_code")
def actor_gone(stage: Stage) -> Reply:
    world = stage.world()
    return sign_in(stage, world, undone(world, actor_token(stage, world)))


@provokes("actor_token_not_in_sign_in_code")
def actor_in_sign_up(stage: Stage) -> Reply:
    world = stage.world()
    return sign_up(stage, world, actor_token(stage, world))


@provokes("actor_token_subject_not_found")
def user_of_an_actor_token_gone(stage: Stage) -> Reply:
    world = stage.world()
    it = actor_token(stage, world)
    world.users.remove(it["user_id"])
    return sign_in(stage, world, it)


@provokes("actor_token_cannot_be_revoked_code")
def actor_revoked_twice(stage: Stage) -> Reply:
    world = stage.world()
    it = actor_token(stage, world)
    revoke(stage, world, it)
    return revoke(stage, world, it)


@provokes("agent_task_revoked")
def task_revoked(stage: Stage) -> Reply:
    world = stage.world()
    it = task(stage, world)
    revoke(stage, world, it)
    return run(stage, world, it)


@provokes("agent_task_already_used")
def task_used(stage: Stage) -> Reply:
    world = stage.world()
    it = task(stage, world)
    run(stage, world, it)
    return run(stage, world, it)


@provokes("agent_task_cannot_be_used")
def task_gone(stage: Stage) -> Reply:
    world = stage.world()
    return run(stage, world, undone(world, task(stage, world)))


@provokes("agent_task_not_in_sign_in")
def task_in_sign_up(stage: Stage) -> Reply:
    world = stage.world()
    return sign_up(stage, world, task(stage, world))


@provokes("agent_task_subject_not_found")
def user_of_a_task_gone(stage: Stage) -> Reply:
    world = stage.world()
    it = task(stage, world)
    world.users.remove(it["user_id"])
    return run(stage, world, it)


@provokes("agent_task_cannot_be_revoked")
def task_revoked_twice(stage: Stage) -> Reply:
    world = stage.world()
    it = task(stage, world)
    revoke(stage, world, it)
    return revoke(stage, world, it)
