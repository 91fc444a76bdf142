"""What lets people in, as servers get it: sign-in and actor tokens, agent tasks, testing tokens."""

from mockfapi.rules import tickets
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import ActorToken, AgentTask, SignInToken, TestingToken

# These know three states: one that has expired is still called pending.
STATES = ("accepted", "revoked")


def sign_in_token(lens: Lens, it: SignInToken) -> Json:
    return {"object": "sign_in_token", **_token(lens, it)}


def actor_token(lens: Lens, it: ActorToken) -> Json:
    return {"object": "actor_token", **_token(lens, it), "actor": dict(it.actor)}


def agent_task(lens: Lens, it: AgentTask) -> Json:
    """With its link while it can be followed."""
    face: Json = {"object": "agent_task", "agent_id": it.agent_id, "agent_task_id": it.id, "task_id": it.id}
    if tickets.status(lens.world, it) == "pending":
        face["url"] = tickets.url(lens.world, it)
    return face


def testing_token(lens: Lens, it: TestingToken) -> Json:
    """The only time that servers get in seconds."""
    del lens
    return {"object": "testing_token", "token": it.token, "expires_at": it.expire_at // 1000}


def _token(lens: Lens, it: SignInToken | ActorToken) -> Json:
    """The token itself and its link are told while they can be used."""
    status = tickets.status(lens.world, it)
    face: Json = {
        "id": it.id,
        "status": status if status in STATES else "pending",
        "user_id": it.user_id,
        "created_at": it.created_at,
        "updated_at": it.updated_at,
    }
    if status == "pending":
        face |= {"token": tickets.text(lens.world, it), "url": tickets.url(lens.world, it)}
    return face
