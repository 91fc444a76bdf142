"""One world: what a server changes by Clerk's libraries, browsers see at once, and the reverse."""

import jwt
import pytest

from tests.bapi.workshop import INES, MILO, person, place
from tests.people import ADA, SESSIONS, SIGN_INS, SIGN_UPS, codes, session_of, sign_in

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="one_user")

LIN = "lin@engines.test"


@pytest.fixture
def ada(clerk):
    return clerk.user(ADA)


@pytest.fixture
def browser(clerk):
    """A browser that nobody is signed in with."""
    return clerk.browser()


@pytest.fixture
def session(browser):
    """The id of the session of Ada, who is signed in."""
    return session_of(sign_in(browser))


def sessions_of(browser) -> list[str]:
    return [it["id"] for it in browser.get("/v1/client").json()["response"]["sessions"]]


def claims(browser, session: str) -> dict:
    token = browser.post(f"{SESSIONS}/{session}/tokens").json()["jwt"]
    found: dict = jwt.decode(token, options={"verify_signature": False})
    return found


def test_a_banned_user_is_out_and_stays_out(js, ada, browser, session):
    """Sessions end, and the door is shut until the ban is lifted."""
    js.users.banUser(ada.id)
    left = sessions_of(browser)
    refused = sign_in(browser)
    js.users.unbanUser(ada.id)

    assert ([], [("user_banned", None)]) == (left, codes(refused))
    assert 200 == sign_in(browser).status_code


def test_a_locked_user_has_to_wait(py, ada, browser):
    """Until a server unlocks."""
    py.users.lock(user_id=ada.id)
    refused = sign_in(browser)
    py.users.unlock(user_id=ada.id)

    assert ["user_locked"] == [code for code, _ in codes(refused)]
    assert 200 == sign_in(browser).status_code


def test_a_revoked_session_gives_no_more_tokens(js, browser, session):
    """The browser gets none, and no longer sees the session."""
    before = claims(browser, session)["sid"]
    js.sessions.revokeSession(session)

    assert session == before
    assert 401 == browser.post(f"{SESSIONS}/{session}/tokens").status_code
    assert [] == sessions_of(browser)


def test_metadata_is_in_views_and_tokens(js, py, ada, browser, session):
    """What servers write of a user, the browser reads; a template puts it into tokens."""
    js.users.updateUserMetadata(ada.id, {"publicMetadata": {"plan": "gold"}, "privateMetadata": {"risk": 3}})
    py.jwt_templates.create(request={"name": "shop", "claims": {}})
    template = js.jwtTemplates.list()["data"][0]
    claim = {"plan": "{{user.public_metadata.plan}}"}
    js.jwtTemplates.update({"templateId": template["id"], "name": template["name"], "claims": claim})
    seen = browser.get("/v1/me").json()["response"]
    token = browser.post(f"{SESSIONS}/{session}/tokens/{template['name']}").json()["jwt"]

    assert ({"plan": "gold"}, False) == (seen["public_metadata"], "private_metadata" in seen)
    assert "gold" == jwt.decode(token, options={"verify_signature": False})["plan"]


def test_an_invitation_becomes_a_user(js, py, browser):
    """The address counts as verified, the metadata is the invitation's, and the invitation is used up."""
    made = js.invitations.createInvitation({"emailAddress": LIN, "publicMetadata": {"plan": "gold"}})
    query = made["url"].partition("?")[2]
    ticket = dict(pair.split("=", 1) for pair in query.split("&"))["ticket"]
    signed_up = browser.post(SIGN_UPS, strategy="ticket", ticket=ticket, password="brass-gears-and-steam")
    user = py.users.get(user_id=signed_up.json()["response"]["created_user_id"])

    assert (LIN, {"plan": "gold"}) == (user.email_addresses[0].email_address, user.public_metadata)
    assert ["accepted"] == [it.status.value for it in py.invitations.list()]


def test_a_sign_in_token_becomes_a_session(js, ada, browser):
    """Once."""
    token = js.signInTokens.createSignInToken({"userId": ada.id, "expiresInSeconds": 600})["token"]
    done = browser.post(SIGN_INS, strategy="ticket", ticket=token).json()["response"]
    again = browser.post(SIGN_INS, strategy="ticket", ticket=token)

    assert "complete" == done["status"]
    assert ada.id == js.sessions.getSession(done["created_session_id"])["userId"]
    assert 400 <= again.status_code < 500


def test_an_actor_token_becomes_a_session_of_two(py, js, ada, browser):
    """The user's, with the actor in the token and in what servers see."""
    token = py.actor_tokens.create(request={"user_id": ada.id, "actor": {"sub": "user_support"}}).token
    session = session_of(browser.post(SIGN_INS, strategy="ticket", ticket=token))

    assert (ada.id, {"sub": "user_support"}) == (
        claims(browser, session)["sub"],
        claims(browser, session)["act"],
    )
    assert "user_support" == js.sessions.getSession(session)["actor"]["sub"]


@pytest.mark.clerk(scenario="b2b")
def test_a_deleted_user_vanishes_from_organizations(clerk, js, py, browser):
    """Signed out, and no member any more for those who look."""
    workshop, ines = place(clerk.world).id, person(clerk.world, INES)
    sign_in(browser, INES)
    js.users.deleteUser(ines)
    left = py.organization_memberships.list(organization_id=workshop).data
    everywhere = js.organizations.getInstanceOrganizationMembershipList({"limit": 50})["data"]

    assert ines not in {it.public_user_data.user_id for it in left}
    assert ines not in {it["publicUserData"]["userId"] for it in everywhere}
    assert [] == sessions_of(browser)


@pytest.mark.clerk(scenario="b2b")
def test_a_role_is_in_the_next_token(clerk, py, browser):
    """Whoever becomes an admin may do so with the next token."""
    workshop, milo = place(clerk.world).id, person(clerk.world, MILO)
    session = session_of(
        browser.post(SIGN_INS, identifier=MILO, strategy="password", password="dovetail-joint-34")
    )
    browser.post(f"{SESSIONS}/{session}/touch", active_organization_id=workshop)
    before = claims(browser, session)["o"]["rol"]
    py.organization_memberships.update(organization_id=workshop, user_id=milo, role="org:admin")

    assert ("member", "admin") == (before, claims(browser, session)["o"]["rol"])


def test_settings_are_in_the_environment(js, browser):
    """Restrictions and organizations, as pages read them; the allowlist then keeps strangers out."""
    js.instance.updateRestrictions({"allowlist": True})
    js.instance.updateOrganizationSettings({"enabled": True, "maxAllowedMemberships": 7})
    settings = browser.get("/v1/environment").json()["organization_settings"]
    strange = browser.post(SIGN_UPS, email_address=LIN, password="brass-gears-and-steam")

    assert (True, 7) == (settings["enabled"], settings["max_allowed_memberships"])
    assert (403, ["not_allowed_access"]) == (strange.status_code, [code for code, _ in codes(strange)])


def test_what_a_browser_does_servers_see(js, py, ada, browser, session):
    """Another address, and the end of the session."""
    browser.post("/v1/me/email_addresses", email_address="ada@work.test")
    browser.post(f"{SESSIONS}/{session}/end")
    new, own = py.users.get(user_id=ada.id).email_addresses

    assert (ADA, "ada@work.test", None) == (own.email_address, new.email_address, new.verification)
    assert "ended" == js.sessions.getSession(session)["status"]


@pytest.mark.clerk(scenario="email_links")
def test_a_link_in_a_browser_proves_an_address(clerk, js, py, browser):
    """Servers read how it was proven."""
    begun = browser.post(SIGN_UPS, email_address=LIN, password="brass-gears-and-steam").json()["response"][
        "id"
    ]
    way = {"strategy": "email_link", "redirect_url": "http://localhost:3000/verify"}
    browser.post(f"{SIGN_UPS}/{begun}/prepare_verification", **way)
    browser.get(clerk.outbox.last(LIN).link.removeprefix(clerk.url))
    (made,) = py.users.list(request={"email_address": [LIN]})
    proof = js.users.getUser(made.id)["emailAddresses"][0]["verification"]

    assert ("email_link", "verified") == (proof["strategy"], proof["status"])
    assert "email_link" == made.email_addresses[0].verification.strategy


def test_a_password_of_a_server_opens_the_door(js, browser):
    """Made by one library, used at once; after another password the first no longer is."""
    made = js.users.createUser({"emailAddress": [LIN], "password": "brass-gears-and-steam"})
    first = browser.post(SIGN_INS, identifier=LIN, strategy="password", password="brass-gears-and-steam")
    js.users.updateUser(made["id"], {"password": "steel-gears-and-steam", "signOutOfOtherSessions": True})
    second = browser.post(SIGN_INS, identifier=LIN, strategy="password", password="brass-gears-and-steam")

    assert "complete" == first.json()["response"]["status"]
    assert [] == sessions_of(browser)
    assert ["form_password_incorrect"] == [code for code, _ in codes(second)]


def test_keys_of_another_world_open_nothing(clerk, js, py):
    """A twin of the world has keys of its own; live-looking and broken ones are refused by code."""
    twin = clerk.fork()
    live = "sk_live_" + "x" * 40

    assert 200 == twin.backend().get("/v1/users").status_code
    assert (401, ["clerk_key_invalid"]) == refusal(js.given(secretKey=live).users.getUserList)
    assert (401, ["clerk_key_invalid"]) == refusal(js.given(secretKey=twin.secret_key).users.getUserList)
