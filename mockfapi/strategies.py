"""Hypothesis strategies for people, their sessions and their sign-ins, made by the rules of a world."""

from dataclasses import replace
from typing import Any, NamedTuple

from mockfapi.clerk import Clerk
from mockfapi.clerk.person import Person
from mockfapi.http.transport import Caller
from mockfapi.rules import sessions as session_rules
from mockfapi.world.records import Session, SignIn

try:
    from hypothesis import assume
    from hypothesis import strategies as st
except ImportError as missing:
    raise ImportError("mockfapi.strategies needs Hypothesis: pip install 'mockfapi[fuzz]'") from missing

Strategy = st.SearchStrategy
SIGN_INS = "/v1/client/sign_ins"
DOMAINS = ("acme.test", "mail.acme.test", "büro.test", "home.dev")
CLOSED = ("ended", "removed", "revoked", "replaced")
OVERDUE = {"expired": "expire_at", "abandoned": "abandon_at"}
STEPS = ("needs_identifier", "identified", "code_sent", "code_refused", "complete")


class Attempt(NamedTuple):
    """A sign-in, the browser that it is under way on, and the person who is signing in."""

    browser: Caller
    sign_in: SignIn
    user: Person


def email_addresses() -> Strategy[str]:
    """Addresses in any spelling that Clerk takes: capitals, dots, plus tags, domains beyond ASCII."""
    local = st.from_regex(r"[A-Za-z0-9]{1,12}([._+-][A-Za-z0-9]{1,6}){0,2}", fullmatch=True)
    return st.builds("{}@{}".format, local, st.sampled_from(DOMAINS))


def phone_numbers() -> Strategy[str]:
    """Numbers in E.164, of the United States."""
    return st.integers(2_000_000_000, 9_999_999_999).map("+1{}".format)


def usernames() -> Strategy[str]:
    """Usernames within the default settings: 4 to 64 letters, digits, hyphens and underscores."""
    return st.from_regex(r"[a-z][a-z0-9_-]{3,40}", fullmatch=True)


def passwords() -> Strategy[str]:
    """Passwords that the default settings take: long enough, within 72 bytes, hard to guess."""
    words = st.lists(st.from_regex(r"[a-z]{2,6}[0-9]{2}[A-ZÄÖ]", fullmatch=True), min_size=4, max_size=6)
    return words.map(lambda chosen: "lantern-" + "-".join(chosen)).filter(lambda it: len(it.encode()) <= 72)


def names() -> Strategy[str | None]:
    """First and last names: none, or any text of up to 256 characters."""
    return st.none() | st.text(st.characters(codec="utf-8"), max_size=256)


def metadata() -> Strategy[dict[str, Any]]:
    """Metadata: a JSON object of a few fields."""
    leaves = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
    values = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3), max_leaves=5)
    return st.dictionaries(st.text(max_size=8), values, max_size=4)


def user_fields() -> Strategy[dict[str, Any]]:
    """The arguments of `clerk.user(...)`: an address and a password, and any of the other fields."""
    return st.fixed_dictionaries(
        {"email": email_addresses(), "password": passwords()},
        optional={
            "phone": phone_numbers(),
            "username": usernames(),
            "first_name": names(),
            "last_name": names(),
            "external_id": st.text(min_size=1, max_size=20),
            "public_metadata": metadata(),
            "private_metadata": metadata(),
            "unsafe_metadata": metadata(),
        },
    )


@st.composite
def users(draw: st.DrawFn, clerk: Clerk) -> Person:
    """A new user of the world, with `.password` and `.token()`. Identifiers that are taken are not drawn."""
    fields = draw(user_fields())
    world = clerk.world
    assume(not world.email_addresses.count(email_address=fields["email"].lower()))
    assume(not world.phone_numbers.count(phone_number=fields.get("phone", "")))
    for name in ("username", "external_id"):
        assume(name not in fields or not world.users.count(**{name: fields[name]}))
    return clerk.user(**fields)


@st.composite
def sessions(draw: st.DrawFn, clerk: Clerk, user: Person | None = None) -> Session:
    """A session at any stage of its life, of the given user or of a new one, on a client of its own."""
    person = user or draw(users(clerk))
    it, world = person.session, clerk.world
    stage = draw(st.sampled_from(("active", *CLOSED, *OVERDUE)))
    if stage in CLOSED:
        return session_rules.close(world, it, stage)
    if stage in OVERDUE:
        # As if the time had passed, for this session only.
        past: dict[str, Any] = {OVERDUE[stage]: world.clock.now}
        return world.sessions.save(replace(it, **past))
    return it


@st.composite
def sign_ins(draw: st.DrawFn, clerk: Clerk, user: Person | None = None) -> Attempt:
    """A sign-in at any step, made through the door, of the given user (with a password) or of a new one."""
    person = user or draw(users(clerk))
    browser = clerk.browser()
    step = draw(st.sampled_from(STEPS))
    form: dict[str, Any] = {} if step == "needs_identifier" else {"identifier": person.email}
    if step == "complete":
        form |= {"strategy": "password", "password": person.password}
    if step in ("code_sent", "code_refused"):
        form |= {"strategy": "email_code"}
    id = browser.post(SIGN_INS, **form).response["id"]
    if step == "code_refused":
        browser.post(f"{SIGN_INS}/{id}/attempt_first_factor", strategy="email_code", code="wrong")
    return Attempt(browser, clerk.world.sign_ins[id], person)
