"""The link of a ticket: where it leads a browser, and with which word for what to do there."""

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import clients, organizations, redirects, sign_in_tickets, tickets
from mockfapi.rules.tickets import AnyInvitation, Ticketed
from mockfapi.world import World
from mockfapi.world.records import AgentTask, Client, Invitation, OrganizationInvitation, User

SIGN_IN, SIGN_UP, COMPLETE = "sign_in", "sign_up", "complete"
# Where apps have these pages unless the instance says otherwise.
PATHS = {SIGN_IN: "/sign-in", SIGN_UP: "/sign-up", COMPLETE: "/"}


@dataclass(frozen=True, slots=True)
class Way:
    """Where to go on with a ticket; no address where nobody knows the app yet."""

    status: str
    url: str | None


def accept(world: World, client: Client | None, ticket: str) -> Way:
    """Where the link leads. An invited member to be, who is signed in on this client, joins at once.

    Asking again is answered alike: nothing but joining uses a ticket up, and who has joined has joined.
    """
    tickets.require_enabled(world)
    it = tickets.find(world, ticket)
    if isinstance(it, AgentTask):
        raise errors.agent_task_not_in_sign_in("ticket")
    if isinstance(it, OrganizationInvitation) and (user := _here(world, client, it)) is not None:
        if (
            organizations.membership(world, it.organization_id, user.id) is None
            or tickets.used_at(it) is None
        ):
            tickets.require_pending(world, it)
            sign_in_tickets.accepted(world, it, user)
        return _way(world, it, ticket, COMPLETE)
    tickets.require_pending(world, it)
    if isinstance(it, Invitation | OrganizationInvitation) and tickets.invitee(world, it) is None:
        return _way(world, it, ticket, SIGN_UP)
    return _way(world, it, ticket, SIGN_IN)


def _here(world: World, client: Client | None, it: AnyInvitation) -> User | None:
    """The invited user, if signed in on this client."""
    user = tickets.invitee(world, it)
    if client is None or user is None:
        return None
    here = {each.user_id for each in clients.live_sessions(world, client)}
    return user if user.id in here else None


def _way(world: World, it: Ticketed, ticket: str, status: str) -> Way:
    page = getattr(it, "redirect_url", None) or _page(world, status)
    if page is None:
        return Way(status, None)
    return Way(status, redirects.with_query(page, __clerk_ticket=ticket, __clerk_status=status))


def _page(world: World, status: str) -> str | None:
    """The page of the app: as the display settings say, else where apps have it, at the origin last seen."""
    display = world.instance.settings.display_config
    named = {
        SIGN_IN: display.sign_in_url,
        SIGN_UP: display.sign_up_url,
        COMPLETE: display.after_sign_in_url or display.home_url,
    }[status]
    if named.startswith(("http://", "https://")):
        return named
    origin = world.instance.home_origin
    return None if origin is None else f"{origin.rstrip('/')}/{(named or PATHS[status]).lstrip('/')}"
