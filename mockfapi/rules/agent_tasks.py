"""Agent tasks: an agent opens one short session in the name of a user, by a link."""

from dataclasses import replace

from mockfapi import errors
from mockfapi.rules import lockout, redirects, sessions, tickets
from mockfapi.rules.sessions import Entry
from mockfapi.world import World
from mockfapi.world.records import AgentTask, Client, Session, User

LIFETIME = 3600
SESSION = 30 * 60
LONGEST = 24 * 3600


def create(
    world: World,
    user_id: str,
    redirect_url: str,
    *,
    expires_in_seconds: int | None = None,
    session_max_duration_in_seconds: int | None = None,
) -> AgentTask:
    """A task in the name of a user. Its link leads on to `redirect_url`; its session lasts half an hour."""
    if world.users.find(user_id) is None:
        raise errors.agent_task_subject_not_found("user_id")
    _check_target(world, redirect_url)
    now, lifetime = world.clock.now, tickets.lifetime(expires_in_seconds, LIFETIME, LONGEST)
    longest = tickets.lifetime(
        session_max_duration_in_seconds, SESSION, SESSION, "session_max_duration_in_seconds"
    )
    id = world.chance.id("agent_task")
    return world.agent_tasks.save(AgentTask(id, user_id, redirect_url, now, now, now + lifetime, longest))


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
