"""Long walks through the doors: browsers sign in, sign up and out in any order, and nothing wrong happens."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mockfapi.app import App
from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import sessions
from mockfapi.world import World
from tests.people import ADA, GRACE, PASSWORDS, SESSIONS, SIGN_INS, SIGN_UPS
from tests.rules.worlds import configure

NEW = ("lin@engines.test", "moss+clerk_test@engines.test")
CODES = ("email_code", "reset_password_email_code")
COUNTED = {"form_password_incorrect", "form_code_incorrect"}
UNTOUCHED = ("sessions", "messages", "email_addresses", "dev_browsers", "instances")
MINUTE = 60_000
SPANS = (1, MINUTE, 10 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE, 7 * 24 * 60 * MINUTE)

BROWSERS = st.integers(0, 1)
EMAILS = st.sampled_from([ADA, GRACE])
TRIES = st.lists(st.sampled_from(["right", "wrong", "used"]), max_size=3)


@dataclass
class Tab:
    """A browser with what it was told: its attempts, and the code that each waits for."""

    caller: Caller
    sign_ins: list[str] = field(default_factory=list)
    sign_ups: list[str] = field(default_factory=list)


class Journey(RuleBasedStateMachine):
    """Two browsers, three people and the clock. `send` checks every answer, the rules send."""

    house: ClassVar[App]
    world: ClassVar[World]
    origin: ClassVar[World]

    @initialize(single=st.booleans())
    def arrive(self, single: bool) -> None:
        self.world.restore(self.origin)
        configure(self.world, auth_config__single_session_mode=single)
        configure(self.world, user_settings__password_settings__min_zxcvbn_strength=0)
        self.tabs = [Tab(self.house.browser(self.world)) for _ in range(2)]
        self.passwords = {email: PASSWORDS[email] for email in (ADA, GRACE)}
        self.sent: dict[str, tuple[str, str]] = {}
        self.worked: list[tuple[str, str]] = []
        self.known_sessions: list[str] = []
        for tab in self.tabs:
            tab.caller.put("/v1/client")

    # What every answer must be.

    def send(self, tab: Tab, method: str, path: str, *, proven: bool = False, **form: Any) -> Reply:
        """One request. `proven` says whether it brings all that a new session needs."""
        digest, rows = self.world.digest(), self.rows()
        reply = tab.caller.request(method, path, form=form or None)
        assert reply.status_code < 500, reply.json()
        if reply.status_code >= 400:
            self.check_refusal(reply, digest, rows)
        opened = {it.id for it in self.world.sessions} - {it.id for it in rows["sessions"]}
        assert proven or not opened
        self.known_sessions += sorted(opened)
        self.check_privacy(tab, reply)
        return reply

    def rows(self) -> dict[str, list[Any]]:
        return {name: list(getattr(self.world, name)) for name in UNTOUCHED}

    def check_refusal(self, reply: Reply, digest: str, rows: dict[str, list[Any]]) -> None:
        """A refused request changes nothing, unless it was a try that counts."""
        if COUNTED & {it["code"] for it in reply.errors}:
            assert rows == self.rows()
        else:
            assert digest == self.world.digest(), reply.errors

    def check_privacy(self, tab: Tab, reply: Reply) -> None:
        """What rides along is this browser's own client with its own sessions and attempts."""
        seen = reply.client
        if seen is None:
            return
        own = tab.caller.get("/v1/client").response
        assert seen["id"] == own["id"]
        for shown, table in (("sign_in", self.world.sign_ins), ("sign_up", self.world.sign_ups)):
            assert seen[shown] is None or own["id"] == table[seen[shown]["id"]].client_id
        assert all(own["id"] == self.world.sessions[it["id"]].client_id for it in seen["sessions"])

    # Signing in.

    @rule(who=BROWSERS, email=EMAILS, right=st.booleans())
    def hurry(self, who: int, email: str, right: bool) -> None:
        """Everything in one request."""
        password = self.passwords[email] if right else "nope"
        form = {"identifier": email, "strategy": "password", "password": password}
        reply = self.send(self.tabs[who], "POST", SIGN_INS, proven=right, **form)
        assert right or reply.status_code != 200

    @rule(who=BROWSERS, email=EMAILS, strategy=st.sampled_from(CODES), proofs=TRIES)
    def enter_by_code(self, who: int, email: str, strategy: str, proofs: list[str]) -> None:
        """Goes on with the attempt there is, or begins one; asks for a code and tries some."""
        if (id := self.attempt(who, email)) is None:
            return
        path = f"{SIGN_INS}/{id}"
        asked = self.send(self.tabs[who], "POST", f"{path}/prepare_first_factor", strategy=strategy)
        if asked.status_code == 200:
            self.note(id, strategy, self.email_of(id))
        self.try_codes(who, f"{path}/attempt_first_factor", id, proofs)

    @rule(who=BROWSERS, proofs=TRIES)
    def try_again(self, who: int, proofs: list[str]) -> None:
        """Codes for the newest sign-in, however old or finished it is."""
        if (id := self.last(who, "sign_ins")) is not None:
            self.try_codes(who, f"{SIGN_INS}/{id}/attempt_first_factor", id, proofs)

    @rule(who=BROWSERS, email=EMAILS, right=st.booleans())
    def try_password(self, who: int, email: str, right: bool) -> None:
        if (id := self.attempt(who, email)) is None:
            return
        password = self.passwords[self.email_of(id)] if right else "nope"
        path, form = f"{SIGN_INS}/{id}/attempt_first_factor", {"strategy": "password", "password": password}
        reply = self.send(self.tabs[who], "POST", path, proven=right, **form)
        assert right or reply.status_code != 200

    @rule(who=BROWSERS, others=st.booleans())
    def choose_password(self, who: int, others: bool) -> None:
        """Only a proven reset code leads here."""
        if (id := self.last(who, "sign_ins")) is None:
            return
        password = f"steam-and-brass-{len(self.worked)}"
        proven = any(id == each and self.sent[id][0] == CODES[1] for each, _ in self.worked)
        form = {"password": password, "sign_out_of_other_sessions": others}
        path = f"{SIGN_INS}/{id}/reset_password"
        reply = self.send(self.tabs[who], "POST", path, proven=proven, **form)
        assert proven or reply.status_code != 200
        if reply.status_code == 200:
            self.passwords[self.email_of(id)] = password

    # Signing up.

    @rule(who=BROWSERS, email=st.sampled_from([*NEW, ADA]), proofs=TRIES)
    def join(self, who: int, email: str, proofs: list[str]) -> None:
        form: dict[str, Any] = {
            "email_address": email,
            "password": "brass-gears-and-steam",
            "strategy": "email_code",
        }
        reply = self.send(self.tabs[who], "POST", SIGN_UPS, **form)
        if reply.status_code != 200:
            return
        id = reply.response["id"]
        self.tabs[who].sign_ups.append(id)
        self.note(id, "email_code", email)
        self.try_codes(who, f"{SIGN_UPS}/{id}/attempt_verification", id, proofs)

    @rule(who=BROWSERS, email=st.sampled_from(NEW), proofs=TRIES)
    def move(self, who: int, email: str, proofs: list[str]) -> None:
        """The newest sign-up gets another address, with a code of its own."""
        if (id := self.last(who, "sign_ups")) is None:
            return
        form: dict[str, Any] = {"email_address": email, "strategy": "email_code"}
        if self.send(self.tabs[who], "PATCH", f"{SIGN_UPS}/{id}", **form).status_code == 200:
            self.note(id, "email_code", email)
        self.try_codes(who, f"{SIGN_UPS}/{id}/attempt_verification", id, proofs)

    # Sessions, strangers and time.

    @rule(who=BROWSERS, which=st.integers(0, 9), verb=st.sampled_from(["touch", "tokens", "end", "remove"]))
    def use_session(self, who: int, which: int, verb: str) -> None:
        """Whosever it is: strangers get 404, owners of dead ones a refusal."""
        if not self.known_sessions:
            return
        id = self.known_sessions[which % len(self.known_sessions)]
        it, own = self.world.sessions[id], self.tabs[who].caller.get("/v1/client").response
        live = sessions.is_live(self.world, it)
        status = self.send(self.tabs[who], "POST", f"{SESSIONS}/{id}/{verb}").status_code
        dead = 401 if verb in ("touch", "tokens") else 400
        assert status == (404 if it.client_id != own["id"] else 200 if live else dead)

    @rule(who=BROWSERS)
    def pry(self, who: int) -> None:
        """The attempts of the other browser are unknown here."""
        other = self.tabs[1 - who]
        for root, ids in ((SIGN_INS, other.sign_ins), (SIGN_UPS, other.sign_ups)):
            for id in ids[-1:]:
                assert self.send(self.tabs[who], "GET", f"{root}/{id}").status_code == 404

    @rule(who=BROWSERS, path=st.sampled_from(["/v1/client", SESSIONS]))
    def leave(self, who: int, path: str) -> None:
        tab = self.tabs[who]
        assert self.send(tab, "DELETE", path).status_code == 200
        if path == "/v1/client":
            self.tabs[who] = Tab(tab.caller)
        assert tab.caller.put("/v1/client").response["sessions"] == []

    @rule(span=st.sampled_from(SPANS))
    def wait(self, span: int) -> None:
        self.world.clock.advance(span)

    @invariant()
    def clients_are_sound(self) -> None:
        """Live sessions only, one in single-session mode, one a person; the last active one is among them."""
        for tab in getattr(self, "tabs", []):
            seen = tab.caller.get("/v1/client").response
            ids = [it["id"] for it in seen["sessions"]]
            assert seen["last_active_session_id"] in (ids or [None])
            assert len({it["user"]["id"] for it in seen["sessions"]}) == len(ids)
            assert len(ids) <= 1 or not self.world.instance.settings.auth_config.single_session_mode
            assert all(it["status"] == "active" for it in seen["sessions"])

    # The notes of the walker.

    def last(self, who: int, kind: str) -> str | None:
        ids: list[str] = getattr(self.tabs[who], kind)
        return ids[-1] if ids else None

    def attempt(self, who: int, email: str) -> str | None:
        """The sign-in under way in a browser, a new one when there is none; None when it may not begin."""
        tab = self.tabs[who]
        current = tab.caller.get("/v1/client").response["sign_in"]
        if current is None or current["identifier"] is None:
            reply = self.send(tab, "POST", SIGN_INS, identifier=email)
            current = reply.response if reply.status_code == 200 else None
        if current is not None:
            tab.sign_ins.append(current["id"])
        return current and str(current["id"])

    def email_of(self, id: str) -> str:
        return str(self.world.sign_ins[id].identifier)

    def note(self, id: str, strategy: str, email: str) -> None:
        code = "424242" if "+clerk_test" in email else self.world.messages.where(to=email)[-1].code
        self.sent[id] = (strategy, str(code))

    def try_codes(self, who: int, path: str, id: str, proofs: list[str]) -> None:
        """A code works when it is the newest of its attempt, and never twice."""
        for proof in proofs if id in self.sent else []:
            strategy, code = self.sent[id][0], self.chosen(id, proof)
            right = self.sent[id][1] == code
            proven = right and strategy == "email_code"
            reply = self.send(self.tabs[who], "POST", path, proven=proven, strategy=strategy, code=code)
            if reply.status_code == 200:
                assert right
                assert (id, code) not in self.worked
                self.worked.append((id, code))

    def chosen(self, id: str, proof: str) -> str:
        code = self.sent[id][1]
        if proof == "wrong":
            return "000000" if code != "000000" else "111111"
        earlier = [used for attempt, used in self.worked if attempt == id]
        return earlier[-1] if proof == "used" and earlier else code


def test_no_journey_goes_wrong(house, open_world) -> None:
    """No session without its proof, no code twice, no 500, no stranger's data, no trace of refusals."""
    Journey.house, Journey.world = house, open_world("multi_session")
    Journey.origin = Journey.world.fork()
    run_state_machine_as_test(
        Journey,
        settings=settings(
            max_examples=40, stateful_step_count=15, derandomize=True, database=None, deadline=None
        ),
    )
