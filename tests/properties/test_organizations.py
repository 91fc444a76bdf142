"""Whatever is done to organizations: somebody manages each, and nobody does more than they may."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mockfapi.http.transport import Reply
from mockfapi.rules import organizations
from mockfapi.world.records import Organization
from tests.people import SESSIONS, SIGN_INS, session_of
from tests.properties.arranging import ARRANGEMENTS, roles_of, strays
from tests.properties.company import (
    ADDRESSES,
    DOMAINS,
    LEAST,
    MANAGE,
    REQUESTS,
    ROLES,
    SEE,
    STEWARD,
    Actor,
    total,
)
from tests.properties.entrance import sent_code
from tests.properties.steps import house
from tests.properties.words import NOON
from tests.rules.worlds import DAY, configure

# What happened in all histories together: a machine that never gets anywhere proves nothing.
HISTORY: Counter[str] = Counter()
# Numbers that are drawn one by one come out much alike; a seed stands for several that do not.
SEED = st.integers(0, 2**32)
Act = Callable[..., None]
SERVED = ("add", "change", "remove", "invite")
OWN = ("organization_invitations", "organization_suggestions")
PASSWORD, WORLD, YEAR, MOST = "lantern-over-the-quay", "company", 365 * DAY, 4


class Organizations(RuleBasedStateMachine):
    """Three people with addresses at two domains, some organizations, and a server."""

    @initialize(role=st.sampled_from(ROLES[:3]))
    def open(self, role: str) -> None:
        self.world = house().open_world(WORLD, scenario_name="everything", seed="7", clock=NOON)
        configure(
            self.world,
            auth_config__reverification=False,
            organization_settings__max_allowed_memberships=4,
            behaviour__session_lifetime=YEAR,
            behaviour__session_abandon=YEAR,
        )
        for it in list(self.world.organizations):
            organizations.delete(self.world, it)
        organizations.create_role(self.world, ROLES[2], "Steward", "", STEWARD)
        self.backend = house().backend(self.world)
        self.abandoned: set[str] = set()
        self.people = [self.newcomer(number) for number in range(3)]
        self.founds(self.people[0])
        path = f"/v1/organizations/{next(iter(self.world.organizations)).id}/memberships"
        self.backend.post(path, user_id=self.people[1].id, role=role)

    def newcomer(self, number: int) -> Actor:
        """Somebody whom the server has made, signed in."""
        form: Any = {"email_address": [ADDRESSES[number]], "password": PASSWORD, "skip_password_checks": True}
        id = self.backend.post("/v1/users", **form).json()["id"]
        browser = house().browser(self.world)
        reply = browser.post(SIGN_INS, identifier=ADDRESSES[number], strategy="password", password=PASSWORD)
        return Actor(self.world, browser, id, session_of(reply), ADDRESSES[number])

    def teardown(self) -> None:
        house().close_world(WORLD)

    def noted(self, what: str, reply: Reply) -> bool:
        """Whether it was done. A failure of ours is no refusal."""
        assert 500 > reply.status_code, reply.answer.body
        HISTORY.update(it["code"] for it in reply.errors)
        HISTORY[what] += reply.status_code == 200
        return reply.status_code == 200

    @rule(seed=SEED)
    def happens(self, seed: int) -> None:
        """One thing of three; the same seed later on is another."""
        chosen = Random(seed + len(self.world.journal))
        chosen.choice([self.people_ask, self.managers_ask, self.others_act])(chosen)

    def managed_by(self, who: Actor) -> list[Organization]:
        return [it for it in self.world.organizations if set(LEAST) <= (who.permissions(it) or set())]

    def place(self, number: int, actor: Actor | None = None, *, alone: bool = False) -> Organization | None:
        """An organization; mostly one of that person, while they are in any, or else none at all."""
        every = list(self.world.organizations)
        own = [] if actor is None else [it for it in every if actor.permissions(it) is not None]
        every = own if alone or (own and number) else every
        return every[number % len(every)] if every else None

    def people_ask(self, chosen: Random) -> None:
        """Whoever, whatever; most of all those who may do some of it and not all."""
        partly = [it for it in self.people if not self.managed_by(it) and self.place(1, it, alone=True)]
        for _ in range(8):
            who = chosen.choice([*self.people, *partly * 2])
            self.asks(who, chosen.choice(sorted(REQUESTS)), chosen.randrange(4), chosen.randrange(24))

    def managers_ask(self, chosen: Random) -> None:
        """Those who may do it all, wherever there is one."""
        for who in self.people:
            for _ in self.managed_by(who):
                number, kinds = 0, chosen.sample(sorted({*REQUESTS} - {"delete"}), 3)
                for kind in [*kinds, "prepare", "prove"]:
                    number = chosen.randrange(24) if kind != "prove" else number
                    self.asks(who, kind, 1, number)
                self.asks(who, chosen.choice(["admit", "admit", "reject"]), 1, 0)

    def asks(self, actor: Actor, kind: str, place: int, number: int) -> None:
        """Anything of any organization: done for those who may, refused without a trace to others."""
        it, asked = self.place(place, actor), REQUESTS[kind]
        rows = list(getattr(self.world, asked.table)) if asked.table not in (None, "users") else self.people
        if it is None or not rows:
            return
        subject = rows[-1 - number % len(rows)]
        allowed, before = actor.permissions(it), len(self.world.journal)
        reply = actor.asks(asked, it, subject.id, self.form(kind, number, subject))
        done, found = self.noted(kind, reply), {each["code"] for each in reply.errors}

        assert (allowed is None) is ("organization_not_found_or_unauthorized" in found)
        lacking = allowed is not None and asked.permission is not None and asked.permission not in allowed
        assert lacking is ("missing_organization_permission" in found), (kind, allowed, found)
        foreign = getattr(subject, "organization_id", it.id) != it.id
        assert not (foreign and done), f"{kind} reaches into another organization"
        assert done or kind == "prove" or before == len(self.world.journal), f"{kind} left a trace"

    def form(self, kind: str, number: int, subject: Any) -> dict[str, Any]:
        form = dict(REQUESTS[kind].form(number))
        if kind == "add":
            form["user_id"] = self.people[number % 3].id
        if kind == "prove":
            form["code"] = (
                sent_code(self.world, subject.affiliation_email_address or "") if number % 4 else "0"
            )
        return form

    def others_act(self, chosen: Random) -> None:
        """What else people and servers do."""
        usual: list[Act] = [self.founds, self.leaves, self.chooses, self.serves, self.vouches, self.waits]
        acts = chosen.sample(usual, 3)
        self.arranges(chosen)
        for act in acts + chosen.choices([self.teaches, self.deletes, self.accepts], [3, 1, 6], k=2):
            actor = self.people[chosen.randrange(3)]
            if (it := self.place(chosen.randrange(4), actor)) is not None or act == self.founds:
                act(actor, it, chosen.randrange(24))

    def arranges(self, chosen: Random) -> None:
        """A server changes sets of roles, or gives an organization another one."""
        for kind in (
            (*chosen.sample(sorted(ARRANGEMENTS), 2), "replace") if len(self.world.organizations) else ()
        ):
            before = self.world.digest()
            done = self.noted(f"arrange: {kind}", ARRANGEMENTS[kind](self.backend, self.world, chosen))

            assert done or before == self.world.digest()

    def founds(self, who: Actor, _: Any = None, __: int = 0) -> None:
        if len(self.world.organizations) < MOST:
            self.noted("found", who.browser.post("/v1/organizations", name="Harbour"))

    def leaves(self, who: Actor, it: Organization, _: int) -> None:
        path = f"/v1/me/organization_memberships/{it.id}"
        self.noted("leave", who.browser.delete(path))

    def chooses(self, who: Actor, it: Organization, _: int) -> None:
        path = f"{SESSIONS}/{who.session}/touch"
        self.noted("choose", who.browser.post(path, active_organization_id=it.id))

    def accepts(self, who: Actor, _: Organization, number: int) -> None:
        """Mostly an invitation or suggestion of one's own, now and then that of somebody else."""
        for what in OWN:
            every = [(each, who.is_meant(each)) for each in getattr(self.world, what)]
            if every := [it for it in every if it[1] or number % 5 == 0]:
                it, own = every[-1 - number // 2 % len(every)]
                done = self.noted(f"accept {what}", who.browser.post(f"/v1/me/{what}/{it.id}/accept"))

                assert own or not done

    def serves(self, who: Actor, it: Organization, number: int) -> None:
        """A server does what members do, without being one."""
        kind = SERVED[number % 4]
        asked = REQUESTS[kind]
        path = f"/v1/organizations/{it.id}{asked.path.format(who.id)}"
        form = self.form(kind, number // 4, None)
        self.noted(f"server: {kind}", self.backend.request(asked.method, path, json=form or None))

    def vouches(self, _: Actor, it: Organization, number: int) -> None:
        """A server gives an organization a domain that is verified at once."""
        form = {"name": DOMAINS[number % 2], "enrollment_mode": "automatic_suggestion", "verified": True}
        self.noted("vouch", self.backend.post(f"/v1/organizations/{it.id}/domains", **form))

    def teaches(self, _: Actor, __: Organization, number: int) -> None:
        """A server gives a role a permission, or takes it away."""
        role, permission = self.world.roles.first(key=ROLES[2]), self.world.permissions.first(key=MANAGE)
        assert role is not None
        assert permission is not None
        path = f"/v1/organization_roles/{role.id}/permissions/{permission.id}"
        self.noted("teach", self.backend.post(path) if number % 2 else self.backend.delete(path))

    def deletes(self, who: Actor, _: Organization, __: int) -> None:
        """The account. Somebody else comes; what only they managed stays without anybody."""
        managed = {it.id for it in self.world.organizations if not self.lacks_manager(it)}
        if self.noted("delete oneself", who.browser.delete("/v1/me")):
            self.abandoned |= {id for id in managed if self.lacks_manager(self.world.organizations[id])}
            number = self.people.index(who)
            self.people[number] = self.newcomer(number)

    def waits(self, _: Actor, __: Organization, number: int) -> None:
        self.world.advance((number % 3 * 15 + 1) * DAY // 24)

    @invariant()
    def counts_are_what_lists_show(self) -> None:
        """To a manager of one of the organizations, in turn."""
        if not hasattr(self, "people"):
            return
        every = [(it, who) for it in self.world.organizations for who in self.people]
        seeing = [(it, who) for it, who in every if {MANAGE, SEE} <= (who.permissions(it) or set())]
        if not seeing:
            return
        it, who = seeing[len(self.world.journal) % len(seeing)]
        path = f"/v1/organizations/{it.id}"
        shown = who.browser.get(path).response
        members = who.browser.get(f"{path}/memberships", paginated="true", limit=100)
        waiting = who.browser.get(f"{path}/invitations", status="pending", limit=100)

        assert (total(members), total(waiting)) == (
            shown["members_count"],
            shown["pending_invitations_count"],
        )
        offered = {each["key"] for each in who.browser.get(f"{path}/roles").response["data"]}
        assert offered == set(roles_of(self.world, it))
        HISTORY["look around"] += 1

    def lacks_manager(self, it: Organization) -> bool:
        keys = {role.key for role in self.world.roles if set(LEAST) <= set(role.permissions)}
        return not any(each.role in keys for each in self.world.memberships.where(organization_id=it.id))

    @invariant()
    def somebody_manages_each(self) -> None:
        if hasattr(self, "people"):
            assert {it.id for it in self.world.organizations if self.lacks_manager(it)} <= self.abandoned

    @invariant()
    def nobody_has_a_role_from_elsewhere(self) -> None:
        """Members and pending invitations are of the set of their organization; there is one initial set."""
        if hasattr(self, "people"):
            assert [] == strays(self.world)
            assert 1 == sum(it.is_initial for it in self.world.role_sets)

    @invariant()
    def tokens_say_what_is_so_now(self) -> None:
        """Of the organization that is active, and of one that is asked for."""
        if not hasattr(self, "people"):
            return
        steps = len(self.world.journal)
        actor, it = self.people[steps % 3], self.place(steps)
        for asked in (None, it.id if it else ""):
            claims = actor.claims(asked)
            outside = bool(it and asked and actor.permissions(it) is None)
            assert outside is (claims is None)
            told = (claims or {}).get("o")
            own = self.world.memberships.first(pair=(told["id"], actor.id)) if told else None
            assert (told or {}).get("rol") == (own.role.removeprefix("org:") if own else None)


def test_nobody_does_more_than_they_may_and_somebody_manages_each_organization() -> None:
    """Random histories keep every promise above, and most things were really done and really refused."""
    HISTORY.clear()
    run_state_machine_as_test(
        Organizations,
        settings=settings(
            max_examples=15, stateful_step_count=30, deadline=None, derandomize=True, database=None
        ),
    )
    happened = {it for it, times in HISTORY.items() if times}
    arranged = {f"arrange: {kind}" for kind in ARRANGEMENTS}
    done = (
        {*REQUESTS, *(f"accept {what}" for what in OWN)} | {f"server: {kind}" for kind in SERVED} | arranged
    )

    assert len(done - happened) <= 2, done - happened
    assert {
        "already_a_member_in_organization",
        "missing_organization_permission",
        "organization_minimum_permissions_needed",
        "organization_not_found_or_unauthorized",
    } <= happened
