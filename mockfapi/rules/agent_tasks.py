"""Agent tasks: an agent opens one short session in the name of a user, by a link."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypedDict, Unpack

from mockfapi import errors
from mockfapi.rules import attributes, identifiers, lockout, redirects, sessions, tickets
from mockfapi.rules.sessions import Entry
from mockfapi.world import World
from mockfapi.world.records import AgentTask, Client, Session, User

LIFETIME = 3600
SESSION = 30 * 60
LONGEST = 24 * 3600


class AgentTaskFields(TypedDict, total=False):
    """What else may be said of a task. All tasks of an `agent_name` have one agent."""

    expires_in_seconds: int | None
    session_max_duration_in_seconds: int | None
    agent_name: str
    task_description: str


def create(world: World, user_id: str, redirect_url: str, **more: Unpack[AgentTaskFields]) -> AgentTask:
    """A task in the name of a user. Its link leads on to `redirect_url`; its session lasts half an hour."""
    if world.users.find(user_id) is None:
        raise errors.agent_task_subject_not_found("user_id")
    _check_target(world, redirect_url)
    now, lifetime = world.clock.now, tickets.lifetime(more.get("expires_in_seconds"), LIFETIME, LONGEST)
    param = "session_max_duration_in_seconds"
    longest = tickets.lifetime(more.get("session_max_duration_in_seconds"), SESSION, SESSION, param)
    name = more.get("agent_name", "")
    it = AgentTask(
        world.chance.id("agent_task"),
        user_id,
        redirect_url,
        now,
        now,
        now + lifetime,
        longest,
        agent_id=world.chance.id_of("agent", name),
        agent_name=name,
        task_description=more.get("task_description", ""),
    )
    return world.agent_tasks.save(it)


def of(world: World, id: str) -> AgentTask:
    """A task by its id; an unknown one is refused in words of its own."""
    it = world.agent_tasks.find(id)
    if it is None:
        raise errors.agent_task_not_found(id=id)
    return it


def subject_of(world: World, named: Mapping[str, Any]) -> str:
    """The id of the user who is named by `user_id`, or by an `identifier`."""
    if named.get("user_id"):
        return str(named["user_id"])
    if not named.get("identifier"):
        raise errors.form_param_missing("on_behalf_of")
    written = str(named["identifier"]).strip().lower()
    found = (identifiers.find_user(world, kind, written) for kind in attributes.IDENTIFIERS)
    user = next((it for it in found if it is not None), None)
    if user is None:
        raise errors.agent_task_subject_not_found("on_behalf_of")
    return user.id


def revoke(world: World, it: AgentTask) -> AgentTask:
    """Takes a pending task back."""
    found = tickets.status(world, it)
    if found != "pending":
        raise errors.agent_task_cannot_be_revoked(status=found)
    now = world.clock.now
    return world.agent_tasks.save(replace(it, revoked_at=now, updated_at=now))


def subject(world: World, it: AgentTask) -> User:
    """In whose name the agent acts."""
    user = world.users.find(it.user_id)
    if user is None:
        raise errors.agent_task_subject_not_found("ticket")
    return user


def usable(world: World, ticket: str) -> AgentTask:
    """The task that a ticket stands for, while its session may still be opened."""
    tickets.require_enabled(world)
    it = tickets.find(world, ticket)
    if not isinstance(it, AgentTask):
        raise errors.ticket_invalid_code("ticket")
    tickets.require_pending(world, it)
    lockout.require_admissible(world, subject(world, it))
    return it


def open_session(world: World, it: AgentTask, client: Client) -> Session:
    """Uses the task up: its session, without a second factor, on the client that brings the ticket."""
    sessions.require_no_actor(world, client)
    now, user = world.clock.now, subject(world, it)
    world.agent_tasks.save(replace(it, used_at=now, updated_at=now))
    entry = Entry(strategy=tickets.STRATEGY, first_factor_at=now, lifetime=it.session_max_duration)
    return sessions.open(world, client, user, entry)


def _check_target(world: World, url: str) -> None:
    redirects.require_absolute(url)
    production = world.instance.settings.display_config.instance_environment_type == "production"
    if production and not url.lower().startswith("https://"):
        raise errors.form_param_value_invalid("redirect_url", reason="must be https in production")
