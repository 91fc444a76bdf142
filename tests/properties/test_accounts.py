"""Whatever people and servers do to accounts: everybody keeps a way in, and each name is somebody's."""

from collections import Counter

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mockfapi.http.transport import Reply
from mockfapi.rules import ways_in
from tests.people import SIGN_INS
from tests.properties.entrance import app_code
from tests.properties.owner import FIELDS, GOOGLE, ME, VALUES, Owner
from tests.properties.steps import house
from tests.properties.words import NOON
from tests.rules.worlds import attribute, configure

# What happened in all histories together: a machine that never gets anywhere proves nothing.
HISTORY: Counter[str] = Counter()
WHO = st.integers(0, 1)
PICK = st.integers(0, 2)
WHICH = st.integers(0, 11)
KIND = st.sampled_from(sorted(VALUES))
KINDS = (*VALUES, "passkeys", "external_accounts")
ELSEWHERE = "sailor@provider.test"
DEVICES = 3
WORDS = ("lantern-over-the-quay", "gravel-under-the-keel")


class Accounts(RuleBasedStateMachine):
    """Two people who want the same addresses, numbers and wallets, and a server."""

    @initialize(codes=st.booleans())
    def open(self, codes: bool) -> None:
        self.world = house().open_world("harbour", scenario_name="everything", seed="7", clock=NOON)
        configure(self.world, auth_config__reverification=False)
        configure(self.world, user_settings__social={GOOGLE: {"enabled": True}})
        for name in ("password", "email_address"):
            attribute(self.world, name, required=False)
        if not codes:
            for name in ("email_address", "phone_number"):
                attribute(self.world, name, first_factors=())
        self.backend = house().backend(self.world)
        self.people = [self.newcomer(number) for number in range(2)]

    def newcomer(self, number: int) -> Owner:
        """Somebody whom the server has made, signed in."""
        self.made = getattr(self, "made", 0) + 1
        address = f"person{self.made}@harbour.test"
        made = self.backend.post("/v1/users", email_address=[address], password=WORDS[number]).json()
        browser = house().browser(self.world)
        browser.post(SIGN_INS, identifier=address, strategy="password", password=WORDS[number])
        return Owner(self.world, browser, made["id"], WORDS[number])

    def teardown(self) -> None:
        """Everybody comes back on another browser."""
        try:
            for owner in self.people:
                strategy = owner.comes_back(house().browser(self.world))

                assert strategy is not None, f"{owner.id} is locked out"
                HISTORY[f"back by {strategy}"] += 1
        finally:
            house().close_world("harbour")

    def noted(self, what: str, reply: Reply) -> bool:
        """Whether it was done. A failure of ours is no refusal."""
        assert 500 > reply.status_code, reply.answer.body
        HISTORY.update(it["code"] for it in reply.errors)
        HISTORY[what] += reply.status_code == 200
        return reply.status_code == 200

    @rule(who=WHO, kind=KIND, which=PICK, right=st.sampled_from([True, True, True, False]))
    def adds(self, who: int, kind: str, which: int, right: bool) -> None:
        owner = self.people[who]
        if self.noted(f"adds {kind}", owner.add(kind, which)):
            self.noted(f"proves {kind}", owner.prove(kind, owner.own(kind)[0], right=right))

    @rule(who=WHO, kind=KIND, which=PICK)
    def adds_without_proof(self, who: int, kind: str, which: int) -> None:
        self.noted(f"adds {kind}", self.people[who].add(kind, which))

    @rule(who=WHO, which=WHICH)
    def proves_later(self, who: int, which: int) -> None:
        owner = self.people[who]
        unproven = [
            (kind, it)
            for kind in VALUES
            for it in owner.own(kind)
            if (it["verification"] or {}).get("status") != "verified"
        ]
        if unproven:
            self.noted("proves later", owner.prove(*unproven[which % len(unproven)]))

    @rule(who=WHO, which=WHICH)
    def removes(self, who: int, which: int) -> None:
        owner = self.people[who]
        if found := [(kind, it["id"]) for kind in KINDS for it in owner.own(kind)]:
            kind, id = found[which % len(found)]
            self.noted(f"removes {kind}", owner.browser.delete(f"{ME}/{kind}/{id}"))

    @rule(who=WHO, which=WHICH)
    def loses(self, who: int, which: int) -> None:
        """By the hand of a server."""
        owner = self.people[who]
        if found := [(kind, it["id"]) for kind in KINDS for it in owner.own(kind)]:
            kind, id = found[which % len(found)]
            of_user = "" if kind in ("email_addresses", "phone_numbers") else f"/users/{owner.id}"
            self.noted(f"removes {kind}", self.backend.delete(f"/v1{of_user}/{kind}/{id}"))

    @rule(who=WHO, which=WHICH)
    def makes_primary(self, who: int, which: int) -> None:
        owner = self.people[who]
        found = [(kind, it["id"]) for kind in VALUES for it in owner.own(kind)]
        if found:
            kind, id = found[which % len(found)]
            self.noted("makes primary", owner.browser.patch(ME, **{f"primary_{FIELDS[kind]}_id": id}))

    @rule(who=WHO, which=PICK, reserved=st.booleans())
    def reserves(self, who: int, which: int, reserved: bool) -> None:
        owner = self.people[who]
        if found := owner.own("phone_numbers"):
            path = f"{ME}/phone_numbers/{found[which % len(found)]['id']}"
            self.noted(
                "reserves", owner.browser.patch(path, reserved_for_second_factor=str(reserved).lower())
            )

    @rule(who=WHO)
    def registers_a_passkey(self, who: int) -> None:
        if len(self.people[who].devices) < DEVICES:
            self.noted("registers", self.people[who].register())

    @rule(who=WHO, which=PICK)
    def connects(self, who: int, which: int) -> None:
        owner = self.people[who]
        self.noted("begins to connect", owner.connect([ELSEWHERE, *VALUES["email_addresses"]][which]))
        HISTORY["connected"] += any(it["provider_user_id"] for it in owner.own("external_accounts"))

    @rule(who=WHO, word=st.sampled_from(WORDS))
    def changes_the_password(self, who: int, word: str) -> None:
        owner = self.people[who]
        current = {} if owner.password is None else {"current_password": owner.password}
        if self.noted("password", owner.browser.post(f"{ME}/change_password", new_password=word, **current)):
            owner.password = word

    @rule(who=WHO, server=st.booleans())
    def removes_the_password(self, who: int, server: bool) -> None:
        owner = self.people[who]
        if server:
            reply = self.backend.post(f"/v1/users/{owner.id}/remove_password")
        else:
            form = {} if owner.password is None else {"current_password": owner.password}
            reply = owner.browser.post(f"{ME}/remove_password", **form)
        if self.noted("no password", reply):
            owner.password = None

    @rule(who=WHO, name=st.sampled_from(["harbourer", "lighthouse", ""]))
    def changes_the_username(self, who: int, name: str) -> None:
        self.noted(f"username {bool(name)}", self.people[who].browser.patch(ME, username=name))

    @rule(who=WHO, server=st.booleans())
    def turns_the_app_on_or_off(self, who: int, server: bool) -> None:
        owner = self.people[who]
        if server and owner.own("totp_enabled"):
            self.noted("no factors", self.backend.delete(f"/v1/users/{owner.id}/mfa"))
        elif owner.own("totp_enabled"):
            self.noted("no app", owner.browser.delete(f"{ME}/totp"))
        elif self.noted("begins an app", begun := owner.browser.post(f"{ME}/totp")):
            owner.secret = begun.response["secret"]
            code = app_code(self.world, owner.secret)
            self.noted("app", owner.browser.post(f"{ME}/totp/attempt_verification", code=code))

    @rule(who=WHO)
    def renews_backup_codes(self, who: int) -> None:
        self.noted("backup codes", self.people[who].browser.post(f"{ME}/backup_codes"))

    @rule(who=WHO, which=PICK)
    def is_given_an_address(self, who: int, which: int) -> None:
        form = {"user_id": self.people[who].id, "email_address": VALUES["email_addresses"][which]}
        self.noted("given", self.backend.post("/v1/email_addresses", verified=True, **form))

    @rule(who=WHO, sure=st.sampled_from([True, False, False]))
    def leaves_for_good(self, who: int, sure: bool) -> None:
        """Somebody else comes instead."""
        owner = self.people[who]
        if sure and self.noted("leaves", owner.browser.delete(ME)):
            self.people[who] = self.newcomer(who)

    @invariant()
    def everybody_keeps_a_way_in(self) -> None:
        for owner in getattr(self, "people", []):
            assert ways_in.is_open(self.world, self.world.users[owner.id])

    @invariant()
    def every_name_is_somebodys_alone(self) -> None:
        if not hasattr(self, "people"):
            return
        named = Counter(
            (kind, getattr(it, field))
            for kind, field in FIELDS.items()
            for it in getattr(self.world, kind)
            if it.verification is not None and it.verification.verified_at is not None
        )
        named.update(("username", it.username) for it in self.world.users if it.username)

        assert [] == [name for name, times in named.items() if times > 1]


def test_everybody_keeps_a_way_in() -> None:
    """Random histories keep every promise above, and most things were really done and really refused."""
    HISTORY.clear()
    run_state_machine_as_test(
        Accounts,
        settings=settings(
            max_examples=30, stateful_step_count=30, deadline=None, derandomize=True, database=None
        ),
    )
    happened = {it for it, times in HISTORY.items() if times}
    removed, back = ({it for it in happened if it.startswith(word)} for word in ("removes", "back by"))

    assert {f"proves {kind}" for kind in VALUES} <= happened
    assert {"registers", "connected", "no password", "app", "no app", "leaves", "makes primary"} <= happened
    assert {"identification_deletion_failed", "password_required", "form_identifier_exists"} <= happened
    assert len(removed) >= 3
    assert len(back) >= 3
