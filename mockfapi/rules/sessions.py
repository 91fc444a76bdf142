"""Sessions: their status, how they open, move and close. Their tokens live in `rules.tokens`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mockfapi import errors
from mockfapi.rules import lockout, organizations, session_tasks
from mockfapi.world import World
from mockfapi.world.records import Activity, Client, Session, User

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
NEVER = -1
LIVE = ("active", "pending")
ACTOR_TIMEOUT = 10 * MINUTE


def tasks(world: World, session: Session) -> list[str]:
    """What the person still has to do before the session is active, the current task first."""
    return session_tasks.due(world, session, _organization_of(world, session))


def status(world: World, session: Session) -> str:
    """Worked out from the facts each time; never stored, so never stale."""
    now = world.clock.now
    if session.closed_as is not None:
        return session.closed_as
    if _is_barred(world, session):
        return "revoked"
    if now >= session.expire_at or _is_idle(world, session):
        return "expired"
    if now >= session.abandon_at:
        return "abandoned"
    return "pending" if tasks(world, session) else "active"


def is_live(world: World, session: Session) -> bool:
    """Whether somebody is signed in by this session: it is active or pending."""
    now = world.clock.now
    in_time = now < session.expire_at and now < session.abandon_at and not _is_idle(world, session)
    return session.closed_as is None and in_time and not _is_barred(world, session)


def live_on(world: World, client_id: str) -> list[Session]:
    """The live sessions of a client, oldest first."""
    return [it for it in world.sessions.where(client_id=client_id) if is_live(world, it)]


def active_organization(world: World, session: Session) -> str | None:
    """The id of the session's organization, or None when the user is no member of it any more."""
    return _organization_of(world, session)


def require_may_start(world: World, client: Client) -> None:
    """Refuses a new sign-in or sign-up where the instance knows one session a client and there is one.

    Where somebody acts as another user, nobody else may sign in.
    """
    require_no_actor(world, client)
    if world.instance.settings.auth_config.single_session_mode and live_on(world, client.id):
        raise errors.session_exists()


def require_no_actor(world: World, client: Client) -> None:
    """Refuses a further session on a client on which somebody acts as another user."""
    if any(it.actor is not None for it in live_on(world, client.id)):
        raise errors.session_creation_not_allowed()


def refuse_double(world: World, client: Client, user: User) -> None:
    """Refuses a second session of the same user on a client and names the first."""
    for it in live_on(world, client.id):
        if it.user_id == user.id:
            raise errors.identifier_already_signed_in(session_id=it.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How somebody got in: the strategy, when each factor was proven, and who acts as the user.

    `lifetime` in milliseconds cuts the session shorter than the instance would. `organization_id` is the
    organization to begin with.
    """

    strategy: str | None
    first_factor_at: int | None = None
    second_factor_at: int | None = None
    actor: Mapping[str, Any] | None = None
    lifetime: int | None = None
    organization_id: str | None = None


def open(world: World, client: Client, user: User, entry: Entry) -> Session:
    """Signs a user in on a client: the session is the client's last active one and its token rotates.

    It begins with the organization that the user had active last, else the newest one.
    """
    now, behaviour = world.clock.now, world.instance.settings.behaviour
    if world.instance.settings.auth_config.single_session_mode:
        _close_all(world, live_on(world, client.id), "replaced")
    session = Session(
        id=world.chance.id("sess"),
        client_id=client.id,
        user_id=user.id,
        created_at=now,
        updated_at=now,
        last_active_at=now,
        expire_at=now + min(behaviour.session_lifetime, entry.lifetime or behaviour.session_lifetime),
        abandon_at=now + behaviour.session_abandon,
        first_factor_at=entry.first_factor_at,
        second_factor_at=entry.second_factor_at,
        last_active_organization_id=entry.organization_id or _first_organization(world, user),
        actor=entry.actor,
        password_barred=user.password_compromised,
        activity=_activity(world),
    )
    world.sessions.save(session)
    world.users.save(replace(world.users[user.id], last_sign_in_at=now, last_active_at=_day(now)))
    _welcome(world, world.clients[client.id], session, entry.strategy)
    return session


def of_client(world: World, client: Client, session_id: str) -> Session:
    """A session of this client; one of another client is as unknown as one that never was."""
    found = world.sessions.find(session_id)
    if found is None or found.client_id != client.id:
        raise errors.resource_not_found(kind="session", id=session_id)
    return found


def require_live(world: World, session: Session) -> None:
    """Refuses a session that is over, and an account that nobody may use."""
    user = world.users.find(session.user_id)
    if user is not None:
        lockout.require_not_barred(user)
    if not is_live(world, session):
        raise errors.authentication_invalid()


def touch(world: World, session: Session, *, active_organization: str | None, intent: str | None) -> Session:
    """Makes a session the last active one of its client.

    The organization is an id or slug; None leaves it, empty text is the personal account. Where a
    membership is required, the active one stays. `intent` only tells why: nothing depends on it.
    """
    del intent
    require_live(world, session)
    now = world.clock.now
    organization = _asked_organization(world, session, active_organization)
    it = replace(
        session,
        last_active_at=now,
        updated_at=now,
        last_active_organization_id=organization,
        activity=_latest(world, session.activity),
    )
    world.sessions.save(it)
    world.users.save(replace(world.users[it.user_id], last_active_at=_day(now)))
    client = world.clients[it.client_id]
    world.clients.save(replace(client, last_active_session_id=it.id, updated_at=now))
    return it


def seen(world: World, session: Session) -> Session:
    """Notes that a session got a token, where the instance ends idle ones; elsewhere nobody would tell."""
    if not _timeout(world, session) or session.last_active_at == world.clock.now:
        return session
    return world.sessions.save(replace(session, last_active_at=world.clock.now))


def end(world: World, session: Session) -> Session:
    """Signs out: the session is over but known. A session that is over already is refused."""
    return close(world, _closable(world, session), "ended")


def remove(world: World, session: Session) -> Session:
    """Takes a session off its client. A session that is over already is refused."""
    return close(world, _closable(world, session), "removed")


def close(world: World, session: Session, closed_as: str) -> Session:
    """Ends a live session for the given reason; its client falls back to its newest other live one."""
    now = world.clock.now
    it = world.sessions.save(replace(session, closed_as=closed_as, updated_at=now))
    client = world.clients.find(it.client_id)
    if client is not None:
        last = client.last_active_session_id
        if last == it.id:
            others = live_on(world, client.id)
            last = others[-1].id if others else None
        world.clients.save(replace(client, last_active_session_id=last, updated_at=now))
    return it


def close_all_of(world: World, user: User, closed_as: str = "revoked") -> None:
    """Ends every live session of a user, on whichever client."""
    _close_all(world, [it for it in world.sessions.where(user_id=user.id) if is_live(world, it)], closed_as)


def factor_ages(world: World, session: Session) -> tuple[int, int]:
    """Minutes since the first and the second factor were proven; -1 is never."""
    now = world.clock.now
    return _age(now, session.first_factor_at), _age(now, session.second_factor_at)


def _activity(world: World) -> Activity:
    """Where the session is opened from, as far as the request tells."""
    caller = world.caller
    return Activity(world.chance.id("sess_activity"), caller.user_agent, caller.ip_address)


def _latest(world: World, known: Activity | None) -> Activity | None:
    """The activity with the device and place of the request under way."""
    caller = world.caller
    if known is None or (caller.user_agent is None and caller.ip_address is None):
        return known
    return replace(known, user_agent=caller.user_agent, ip_address=caller.ip_address)


def _timeout(world: World, session: Session) -> int:
    """How long a session may be idle, 0 for ever; never long where somebody acts as another user."""
    timeout = world.instance.settings.behaviour.inactivity_timeout
    return timeout if session.actor is None else min(timeout or ACTOR_TIMEOUT, ACTOR_TIMEOUT)


def _is_idle(world: World, session: Session) -> bool:
    """Whether nobody used the session for longer than the instance allows."""
    timeout = _timeout(world, session)
    return timeout > 0 and world.clock.now >= session.last_active_at + timeout


def _day(at: int) -> int:
    """Users are told to the day when they were last active, sessions to the millisecond."""
    return at - at % DAY


def _is_barred(world: World, session: Session) -> bool:
    """Whether the user is banned, switched off or gone: no session outlives that."""
    user = world.users.find(session.user_id)
    return user is None or lockout.is_barred(user)


def _age(now: int, at: int | None) -> int:
    return NEVER if at is None else max(0, (now - at) // MINUTE)


def _welcome(world: World, client: Client, session: Session, strategy: str | None) -> None:
    """The client after a sign-in. The token it had stays good once more, for requests under way."""
    world.clients.save(
        replace(
            client,
            updated_at=world.clock.now,
            last_active_session_id=session.id,
            last_authentication_strategy=strategy,
            rotating_token=world.chance.token("rotating_token", 32),
            previous_rotating_token=client.rotating_token,
        )
    )


def _closable(world: World, session: Session) -> Session:
    if not is_live(world, session):
        raise errors.invalid_action_for_session(status=status(world, session))
    return session


def _close_all(world: World, live: list[Session], closed_as: str) -> None:
    for it in live:
        close(world, it, closed_as)


def _organization_of(world: World, session: Session) -> str | None:
    id = session.last_active_organization_id
    if id is None or not world.instance.settings.organization_settings.enabled:
        return None
    return None if organizations.membership(world, id, session.user_id) is None else id


def _first_organization(world: World, user: User) -> str | None:
    if not world.instance.settings.organization_settings.enabled:
        return None
    earlier = sorted(world.sessions.where(user_id=user.id), key=lambda it: (it.last_active_at, it.id))
    for it in reversed(earlier):
        if (id := _organization_of(world, it)) is not None:
            return id
    return organizations.newest_of(world, user.id)


def _asked_organization(world: World, session: Session, asked: str | None) -> str | None:
    if asked:
        return organizations.find_for_member(world, world.users[session.user_id], asked).id
    kept = _organization_of(world, session)
    return kept if asked is None or organizations.are_required(world) else None
