"""Reverification: its steps, its levels, what it leaves behind. When it is asked for: the file beside."""

from dataclasses import replace

import pytest

from mockfapi.rules import reverifications, sessions, verifications
from mockfapi.world import World
from mockfapi.world.records import Client, PhoneNumber, Session
from tests.rules.reverifying import (
    a_second_factor,
    a_session,
    attempt,
    is_asked_for,
    now,
    passed,
    prepare,
    second,
)
from tests.rules.worlds import a_user, last_code, refusals, refused_without_trace, wrong_code

LEVELS = ["first_factor", "second_factor", "multi_factor"]


@pytest.fixture
def session(world: World, client: Client) -> Session:
    """Somebody with a password who signed in eleven minutes ago."""
    return a_session(world, client)


@pytest.fixture
def phone(world: World, session: Session) -> PhoneNumber:
    """A number of that person's that is a second factor."""
    return a_second_factor(world, session)


class TestLevels:
    """Which steps a level has, and which ages it resets."""

    @pytest.mark.parametrize("level", LEVELS)
    def test_without_a_second_factor_the_first_one_is_proven(
        self, world: World, session: Session, level: str
    ) -> None:
        """Whatever was asked."""
        it = reverifications.start(world, session, level)

        assert ("first_factor", "needs_first_factor") == (it.level, reverifications.status(world, it))

    @pytest.mark.parametrize(
        ("level", "status"),
        [
            ("first_factor", "needs_first_factor"),
            ("second_factor", "needs_second_factor"),
            ("multi_factor", "needs_first_factor"),
        ],
    )
    def test_a_level_begins_with_its_first_step(
        self, world: World, session: Session, phone: PhoneNumber, level: str, status: str
    ) -> None:
        """And starting it alone makes no factor newer."""
        ages = sessions.factor_ages(world, session)
        it = reverifications.start(world, session, level)

        assert (level, status) == (it.level, reverifications.status(world, it))
        assert ages == sessions.factor_ages(world, now(world, session))

    def test_the_first_factor_alone(self, world: World, session: Session) -> None:
        """Its age is 0 again, and sensitive operations pass."""
        reverifications.start(world, session, "first_factor")
        passed(world, session)
        after = now(world, session)

        assert "complete" == reverifications.status(world, after.reverification)
        assert (0, -1) == sessions.factor_ages(world, after)
        assert not is_asked_for(world, session)

    def test_the_second_factor_alone(self, world: World, session: Session, phone: PhoneNumber) -> None:
        """The first one stays as old as it is."""
        reverifications.start(world, session, "second_factor")
        second(world, session)

        assert (11, 0) == sessions.factor_ages(world, now(world, session))
        assert not is_asked_for(world, session)

    def test_both_factors_in_their_order(self, world: World, session: Session, phone: PhoneNumber) -> None:
        """Half of it resets nothing; the whole resets both."""
        reverifications.start(world, session, "multi_factor")
        passed(world, session)
        half = now(world, session)
        second(world, session)

        assert "needs_second_factor" == reverifications.status(world, half.reverification)
        assert (11, -1) == sessions.factor_ages(world, half)
        assert (0, 0) == sessions.factor_ages(world, now(world, session))


class TestOffered:
    """Which factors may be used."""

    def test_first_factors_are_those_that_prove_somebody(self, world: World, session: Session) -> None:
        """Password and codes; nothing that resets a password, and nothing of the second step."""
        it = reverifications.start(world, session, "first_factor")

        assert ["password", "email_code"] == [
            each.strategy for each in reverifications.first_factors(world, it)
        ]
        assert reverifications.offered_second_factors(world, it) is None

    def test_second_factors_are_the_users(self, world: World, session: Session, phone: PhoneNumber) -> None:
        """At their own level alone."""
        it = reverifications.start(world, session, "second_factor")

        assert ["phone_code"] == [each.strategy for each in reverifications.offered_second_factors(world, it)]
        assert reverifications.first_factors(world, it) is None

    def test_nothing_is_offered_any_more_when_it_is_complete(self, world: World, session: Session) -> None:
        """The lists are gone."""
        reverifications.start(world, session, "first_factor")
        passed(world, session)

        assert reverifications.first_factors(world, now(world, session).reverification) is None


class TestAttempts:
    """Codes and passwords that hold or do not."""

    @pytest.fixture(autouse=True)
    def started(self, world: World, session: Session) -> None:
        """The session is to prove its first factor."""
        reverifications.start(world, session, "first_factor")

    def test_a_code_by_mail_serves(self, world: World, session: Session) -> None:
        """Prepared, then typed."""
        prepare(world, session)
        it = attempt(world, session, "email_code", code=last_code(world))

        assert "complete" == reverifications.status(world, it)

    def test_a_wrong_password_is_counted_towards_the_lockout(self, world: World, session: Session) -> None:
        """And leaves a code that is under way as it is."""
        sent = prepare(world, session).first_factor

        found = refusals(lambda: attempt(world, session, "password", password="wrong"))

        assert [(422, "form_password_incorrect", "password")] == found
        assert 1 == world.users[session.user_id].failed_attempts
        assert sent == now(world, session).reverification.first_factor

    def test_wrong_codes_use_a_verification_up(self, world: World, session: Session) -> None:
        """After five of them even the right one is refused."""
        prepare(world, session)
        bad, good = wrong_code(world), last_code(world)

        found = [refusals(lambda: attempt(world, session, "email_code", code=bad))[0] for _ in range(5)]
        last = refusals(lambda: attempt(world, session, "email_code", code=good))

        assert [(422, "form_code_incorrect", "code")] * 5 == found
        assert [(400, "verification_failed", None)] == last
        assert "failed" == verifications.status(world, now(world, session).reverification.first_factor)

    def test_a_wrong_second_factor_is_counted(
        self, world: World, session: Session, phone: PhoneNumber
    ) -> None:
        """The user comes closer to the lockout, the ages stay."""
        reverifications.start(world, session, "second_factor")

        found = refusals(lambda: second(world, session, "000001"))

        assert [(422, "form_code_incorrect", "code")] == found
        assert 1 == world.users[session.user_id].failed_attempts
        assert (11, -1) == sessions.factor_ages(world, now(world, session))

    def test_who_is_locked_out_proves_nothing(self, world: World, session: Session) -> None:
        """403 `user_locked`, without a trace."""
        world.users.save(replace(world.users[session.user_id], locked_for_good=True))

        assert [(403, "user_locked", None)] == refused_without_trace(world, lambda: passed(world, session))

    def test_a_code_that_nobody_sent_proves_nothing(self, world: World, session: Session) -> None:
        """First it is prepared."""
        assert [(400, "verification_missing", None)] == refused_without_trace(
            world, lambda: attempt(world, session, "email_code", code="424242")
        )


class TestOutOfOrder:
    """Steps that are not the next one are refused and change nothing."""

    def test_nothing_was_started(self, world: World, session: Session) -> None:
        """400 `session_reverification_missing`."""
        assert [(400, "session_reverification_missing", None)] == refused_without_trace(
            world, lambda: passed(world, session)
        )

    def test_the_second_factor_does_not_come_first(
        self, world: World, session: Session, phone: PhoneNumber
    ) -> None:
        """400 `invalid_action_for_session_reverification`."""
        reverifications.start(world, session, "multi_factor")

        assert [(400, "invalid_action_for_session_reverification", None)] == refused_without_trace(
            world, lambda: second(world, session)
        )

    def test_it_cannot_be_done_twice(self, world: World, session: Session) -> None:
        """A complete one takes no further proof; starting anew begins at the first step."""
        reverifications.start(world, session, "first_factor")
        passed(world, session)
        found = refused_without_trace(world, lambda: passed(world, session))
        again = reverifications.start(world, now(world, session), "first_factor")

        assert [(400, "invalid_action_for_session_reverification", None)] == found
        assert "needs_first_factor" == reverifications.status(world, again)

    @pytest.mark.parametrize(
        ("strategy", "refusal"),
        [
            ("password", (400, "strategy_for_user_invalid", "strategy")),
            ("reset_password_email_code", (400, "strategy_for_user_invalid", "strategy")),
            ("phone_code", (400, "form_param_value_disabled", "strategy")),
        ],
    )
    def test_what_cannot_be_prepared(
        self, world: World, session: Session, strategy: str, refusal: tuple
    ) -> None:
        """Passwords need nothing sent, resets lead elsewhere, and what is off is off."""
        reverifications.start(world, session, "first_factor")

        assert [refusal] == refused_without_trace(world, lambda: prepare(world, session, strategy))

    def test_a_password_that_nobody_has(self, world: World, session: Session) -> None:
        """A user without one is told to take another way."""
        world.users.save(replace(world.users[session.user_id], password_digest=None))
        reverifications.start(world, session, "first_factor")

        assert [(400, "strategy_for_user_invalid", "strategy")] == refused_without_trace(
            world, lambda: passed(world, session)
        )

    def test_an_address_of_somebody_else(self, world: World, session: Session) -> None:
        """Codes go to the user's own addresses."""
        theirs = a_user(world, "bob@acme.dev").primary_email_address_id
        reverifications.start(world, session, "first_factor")

        assert [(422, "form_resource_not_found", "email_address_id")] == refused_without_trace(
            world, lambda: prepare(world, session, email_address_id=theirs)
        )
