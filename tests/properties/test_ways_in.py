"""Whatever people do at the doors, in whatever order: nobody gets in without their factors."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mockfapi.http.transport import Reply
from tests.properties.entrance import Person, app_code, beyond_counters, sent_code
from tests.properties.steps import house
from tests.properties.words import NOON
from tests.rules.worlds import configure

MINUTE = 60_000
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DP"
PASSWORD = "lantern-over-the-quay"
PLAIN, CAREFUL = "plain@harbour.test", "careful@harbour.test"
# What happened in all histories together: a machine that never gets anywhere proves nothing.
HISTORY: Counter[str] = Counter()
PEOPLE = st.integers(0, 1)
WHO = st.sampled_from([PLAIN, CAREFUL])
WAITS = st.sampled_from(
    [1_000, 30_000, MINUTE, 11 * MINUTE, 61 * MINUTE, 25 * 60 * MINUTE, 8 * 24 * 60 * MINUTE]
)


class Entrance(RuleBasedStateMachine):
    """Two browsers, a user of one factor, a user of two, newcomers, and a clock."""

    @initialize()
    def open(self) -> None:
        self.world = house().open_world("harbour", scenario_name="everything", seed="7", clock=NOON)
        configure(self.world, user_settings__attack_protection__user_lockout__max_attempts=3)
        self.backend = house().backend(self.world)
        self.people = [Person(self.world, house().browser(self.world)) for _ in range(2)]
        self.used: set[tuple[str, str]] = set()
        self.newcomers = 0
        self.backend.post("/v1/users", email_address=[PLAIN], password=PASSWORD)
        self.backend.post("/v1/users", email_address=[CAREFUL], password=PASSWORD, totp_secret=SECRET)

    def teardown(self) -> None:
        house().close_world("harbour")

    def told(self, person: Person, ask: Callable[[], Reply], *, lets_in: bool) -> Reply:
        """One request: sessions appear only where the proofs are complete, refusals change counters only."""
        before = {it.id for it in self.world.sessions}
        mark = self.world.journal.number
        reply = ask()
        opened = {it.id for it in self.world.sessions} - before

        assert 500 > reply.status_code, reply.answer.body
        assert lets_in or not opened, "a session without its factors"
        assert reply.status_code < 400 or [] == beyond_counters(self.world.journal.since(mark))
        person.sessions |= opened
        HISTORY.update(it["code"] for it in reply.errors)
        HISTORY["locked"] += any(it["code"] == "user_locked" for it in reply.errors)
        if opened:
            person.first, person.proven = None, set()
        return reply

    @rule(who=PEOPLE, identifier=WHO)
    def names_themselves(self, who: int, identifier: str) -> None:
        person = self.people[who]
        self.told(person, lambda: person.begin(identifier), lets_in=False)

    @rule(who=PEOPLE, right=st.booleans())
    def tries_a_password(self, who: int, right: bool) -> None:
        person = self.people[who]
        proof = {"strategy": "password", "password": PASSWORD if right else "nonsense-and-more"}
        reply = self.told(person, lambda: person.attempt(**proof), lets_in=right and person.first == PLAIN)
        HISTORY["password"] += reply.status_code == 200
        self.note(person, reply, right)

    @rule(who=PEOPLE)
    def asks_for_a_code(self, who: int) -> None:
        person = self.people[who]
        self.told(person, lambda: person.prepare("email_code"), lets_in=False)

    @rule(who=PEOPLE, whose=WHO)
    def tries_the_code_that_was_sent(self, who: int, whose: str) -> None:
        person, code = self.people[who], sent_code(self.world, whose)
        fresh = (whose, code) not in self.used
        reply = self.told(
            person,
            lambda: person.attempt(strategy="email_code", code=code),
            lets_in=fresh and whose == person.first == PLAIN,
        )
        if reply.status_code == 200:
            assert fresh, "a code worked twice"
            HISTORY["email_code"] += 1
            self.used.add((whose, code))
        HISTORY["reused code"] += not fresh
        self.note(person, reply, right=True)

    @rule(who=PEOPLE, drift=st.sampled_from([0, 0, -1, 5]))
    def tries_the_app(self, who: int, drift: int) -> None:
        person, code = self.people[who], app_code(self.world, SECRET, drift)
        fresh = ("app", code) not in self.used
        due = person.first == CAREFUL and "first" in person.proven
        reply = self.told(
            person,
            lambda: person.second(strategy="totp", code=code),
            lets_in=fresh and due and abs(drift) <= 1,
        )
        if reply.status_code == 200:
            assert fresh, "a code of the app worked twice"
            HISTORY["app"] += 1
            self.used.add(("app", code))

    @rule(who=PEOPLE, identifier=WHO, by_code=st.booleans(), drift=st.sampled_from([0, 1, 5]))
    def goes_all_the_way(self, who: int, identifier: str, by_code: bool, drift: int) -> None:
        """Without it most histories stay at the first step."""
        self.names_themselves(who, identifier)
        if by_code:
            self.asks_for_a_code(who)
            self.tries_the_code_that_was_sent(who, identifier)
        else:
            self.tries_a_password(who, right=True)
        self.tries_the_app(who, drift)

    @rule(who=PEOPLE, verified=st.booleans())
    def joins(self, who: int, verified: bool) -> None:
        person, address = self.people[who], f"new{self.newcomers}@harbour.test"
        self.newcomers += 1
        form = {"email_address": address, "password": "first-day-at-the-quay", "strategy": "email_code"}
        self.told(person, lambda: person.join(**form), lets_in=False)
        code = sent_code(self.world, address) if verified else "000000"
        # A sign-in under way stays under way.
        under_way = person.first, person.proven
        reply = self.told(person, lambda: person.verify(code), lets_in=verified)
        person.first, person.proven = under_way
        HISTORY["joined"] += reply.status_code == 200
        self.told(person, lambda: person.verify(code), lets_in=False)

    @rule(who=PEOPLE, whose=PEOPLE, how=st.sampled_from(["end", "remove", "touch", "tokens"]))
    def uses_a_session(self, who: int, whose: int, how: str) -> None:
        person = self.people[who]
        if not (known := self.people[whose].sessions):
            return
        session = max(known)
        reply = self.told(person, lambda: person.leave(session, how), lets_in=False)
        HISTORY["foreign session"] += who != whose
        assert session in person.sessions or reply.status_code >= 400

    @rule(wait=WAITS)
    def waits(self, wait: int) -> None:
        self.world.advance(wait)

    @invariant()
    def nobody_sees_what_is_not_theirs(self) -> None:
        for person in getattr(self, "people", []):
            shown: list[dict[str, Any]] = person.client.get("sessions", [])
            assert {it["id"] for it in shown} <= person.sessions

    def note(self, person: Person, reply: Reply, right: bool) -> None:
        if right and reply.status_code == 200 and reply.response["status"] == "needs_second_factor":
            person.proven.add("first")


def test_nobody_gets_in_without_their_factors() -> None:
    """Random histories keep every promise above, and most ways in were really walked."""
    HISTORY.clear()
    run_state_machine_as_test(
        Entrance,
        settings=settings(
            max_examples=45, stateful_step_count=40, deadline=None, derandomize=True, database=None
        ),
    )

    happened = {it for it, times in HISTORY.items() if times}

    assert {"password", "email_code", "app", "joined", "reused code", "locked", "foreign session"} <= happened
