"""The sessions of a user on all clients: listing, revoking; and what makes a session end by itself."""

import pytest

from mockfapi.rules import clients, organizations, sessions, sign_ins, user_sessions
from mockfapi.rules.strategy import Proof
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client, Session
from tests.rules.worlds import (
    MINUTE,
    PASSWORD,
    a_client,
    a_user,
    configure,
    now,
    refused_without_trace,
    several_sessions,
    signed_in,
)


@pytest.fixture
def session(world: World, client: Client) -> Session:
    """Somebody signed in."""
    a_user(world)
    return signed_in(world, client)


def elsewhere(world: World) -> Session:
    """The same person on another client."""
    return signed_in(world, a_client(world))


class TestListing:
    """What a user sees of all sessions."""

    def test_the_newest_comes_first_and_nothing_is_forgotten(self, world: World, session: Session) -> None:
        """Also those that are over, on whichever client."""
        other = elsewhere(world)
        sessions.end(world, session)
        (user,) = world.users

        assert [other.id, session.id] == [it.session.id for it in user_sessions.all_of(world, user)]
        assert [other.id] == [it.session.id for it in user_sessions.active_of(world, user)]

    def test_a_session_that_waits_for_a_task_is_listed(self, world: World, session: Session) -> None:
        """Somebody is signed in by it."""
        configure(
            world,
            organization_settings__enabled=True,
            organization_settings__force_organization_selection=True,
        )
        (user,) = world.users

        assert "pending" == sessions.status(world, session)
        assert [session.id] == [it.session.id for it in user_sessions.active_of(world, user)]

    def test_people_see_their_own_only(self, world: World, session: Session) -> None:
        """A second person has none."""
        assert [] == user_sessions.all_of(world, a_user(world, "bob@acme.dev"))


class TestRevoking:
    """Ending another session of one's own."""

    def test_another_session_ends(self, world: World, session: Session) -> None:
        """As revoked, and its client is empty."""
        other = elsewhere(world)
        over = user_sessions.revoke(world, session, other.id)

        assert "revoked" == sessions.status(world, over)
        assert world.clients[other.client_id].last_active_session_id is None
        assert sessions.is_live(world, world.sessions[session.id])

    def test_not_the_own_one(self, world: World, session: Session) -> None:
        """That is signing out."""
        assert [(400, "invalid_action_for_session", None)] == refused_without_trace(
            world, lambda: user_sessions.revoke(world, session, session.id)
        )

    def test_not_twice(self, world: World, session: Session) -> None:
        """What is over stays as it ended."""
        other = elsewhere(world)
        user_sessions.revoke(world, session, other.id)

        assert [(400, "invalid_action_for_session", None)] == refused_without_trace(
            world, lambda: user_sessions.revoke(world, session, other.id)
        )

    @pytest.mark.parametrize("whose", ["somebody else", "nobody"])
    def test_not_that_of_others(self, world: World, session: Session, whose: str) -> None:
        """Unknown, whether there is one or not."""
        a_user(world, "bob@acme.dev")
        theirs = signed_in(world, a_client(world), "bob@acme.dev").id
        id = theirs if whose == "somebody else" else "sess_none"

        assert [(404, "resource_not_found", None)] == refused_without_trace(
            world, lambda: user_sessions.revoke(world, session, id)
        )


class TestInactivity:
    """Sessions that nobody uses, where the instance ends them."""

    @pytest.fixture
    def idle(self, world: World, session: Session) -> Session:
        """A session of an instance that waits half an hour."""
        configure(world, behaviour__inactivity_timeout=30 * MINUTE)
        return session

    @pytest.mark.parametrize(("passed", "status"), [(30 * MINUTE - 1, "active"), (30 * MINUTE, "expired")])
    def test_it_expires(self, world: World, idle: Session, passed: int, status: str) -> None:
        """To the millisecond, and leaves its client."""
        world.clock.advance(passed)

        assert status == sessions.status(world, idle)
        assert (status == "active") == sessions.is_live(world, idle)
        assert (status == "active") == bool(clients.live_sessions(world, world.clients[idle.client_id]))

    @pytest.mark.parametrize("use", ["touch", "seen"])
    def test_use_keeps_it(self, world: World, idle: Session, use: str) -> None:
        """A touch and a token do; the absolute lifetime stays what it is."""
        world.clock.advance(20 * MINUTE)
        if use == "touch":
            sessions.touch(world, idle, active_organization=None, intent="focus")
        else:
            sessions.seen(world, idle)
        world.clock.advance(20 * MINUTE)
        after = world.sessions[idle.id]

        assert ("active", idle.expire_at) == (sessions.status(world, after), after.expire_at)

    def test_tokens_leave_no_trace_where_it_is_off(self, world: World, session: Session) -> None:
        """Nobody could tell, and reading stays reading."""
        world.clock.advance(MINUTE)
        before = world.digest()
        sessions.seen(world, session)

        assert before == world.digest()


class TestLosingAnOrganization:
    """What becomes of a session whose organization is gone."""

    @pytest.fixture
    def acme(self, world: World, client: Client) -> Session:
        """A session that acts for the only organization of its user."""
        configure(world, organization_settings__enabled=True)
        organizations.create(world, "Acme", created_by=a_user(world).id)
        return signed_in(world, client)

    def lose(self, world: World, how: str) -> None:
        (organization,), (membership,) = world.organizations, world.memberships
        if how == "deleted":
            organizations.delete(world, organization)
        else:
            organizations.remove_member(world, membership)

    @pytest.mark.parametrize("how", ["removed", "deleted"])
    def test_it_falls_back_to_the_personal_account(self, world: World, acme: Session, how: str) -> None:
        """Without a touch, and the next touch does not bring it back."""
        before = sessions.active_organization(world, acme)
        self.lose(world, how)
        touched = sessions.touch(world, world.sessions[acme.id], active_organization=None, intent="focus")

        assert before is not None
        assert sessions.active_organization(world, world.sessions[acme.id]) is None
        assert ("active", None) == (sessions.status(world, touched), touched.last_active_organization_id)

    @pytest.mark.parametrize("how", ["removed", "deleted"])
    def test_it_waits_for_a_choice_where_one_is_required(self, world: World, acme: Session, how: str) -> None:
        """The task is back."""
        configure(world, organization_settings__force_organization_selection=True)
        before = sessions.status(world, acme)
        self.lose(world, how)

        assert ("active", "pending") == (before, sessions.status(world, world.sessions[acme.id]))
        assert ["choose-organization"] == sessions.tasks(world, world.sessions[acme.id])


def test_a_touch_tells_where_the_session_is_now(world: World, session: Session) -> None:
    """Device and place are the latest ones; a call from nowhere changes nothing."""
    world.caller = Caller(user_agent="somewhere/1.0", ip_address="203.0.113.9")
    touched = sessions.touch(world, session, active_organization=None, intent="focus")
    world.caller = Caller()
    again = sessions.touch(world, touched, active_organization=None, intent="focus")

    assert ("somewhere/1.0", "203.0.113.9") == (touched.activity.user_agent, touched.activity.ip_address)
    assert touched.activity == again.activity
    assert session.activity.id == again.activity.id


def test_a_pending_session_counts_as_being_signed_in(world: World, client: Client) -> None:
    """It blocks a second sign-in in either mode."""
    configure(
        world, organization_settings__enabled=True, organization_settings__force_organization_selection=True
    )
    a_user(world)
    pending = signed_in(world, client)
    single = refused_without_trace(world, lambda: signed_in(world, now(world, client)))
    several_sessions(world)

    def again() -> object:
        proof = Proof(password=PASSWORD)
        return sign_ins.create(
            world, now(world, client), strategy="password", identifier="ada@acme.dev", proof=proof
        )

    assert "pending" == sessions.status(world, pending)
    assert [(400, "session_exists", None)] == single
    assert [(400, "identifier_already_signed_in", None)] == refused_without_trace(world, again)
