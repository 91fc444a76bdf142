"""Tag Sessions, through the door: touch, end, remove, tokens."""

from typing import Any

import jwt
import pytest

from tests.people import SESSIONS, codes, session_of, sign_in


@pytest.fixture
def session(browser):
    """A signed-in browser's session id."""
    return session_of(sign_in(browser))


def claims(token, world):
    key = jwt.PyJWK(world.signer.jwk()).key
    options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    return jwt.decode(token, key, algorithms=["RS256"], options=options)


def test_a_session_shows_its_user_and_a_fresh_token(browser, world, session):
    """The token that rides along is signed, names the session, and lives 60 seconds."""
    it = browser.get(f"{SESSIONS}/{session}").response
    inside = claims(it["last_active_token"]["jwt"], world)

    assert ("active", it["user"]["id"]) == (it["status"], inside["sub"])
    assert (session, 60, 10) == (inside["sid"], inside["exp"] - inside["iat"], inside["iat"] - inside["nbf"])
    assert (world.issuer, 2, "http://localhost:3000") == (inside["iss"], inside["v"], inside["azp"])
    assert world.keys.instance_id == jwt.get_unverified_header(it["last_active_token"]["jwt"])["kid"]


@pytest.mark.parametrize(
    ("version", "expected"), [("2025-04-09", None), ("2025-04-10", 2), ("2026-08-20", 2)]
)
def test_the_api_version_selects_the_claims(browser, world, session, version, expected):
    """Version 1 claims before 2025-04-10, version 2 since."""
    reply = browser.request("POST", f"{SESSIONS}/{session}/tokens", query={"__clerk_api_version": version})

    assert expected == claims(reply.json()["jwt"], world).get("v")


def test_a_token_call_answers_the_bare_token(browser, world, session):
    """`{object, jwt}` without envelope."""
    body = browser.post(f"{SESSIONS}/{session}/tokens").json()

    assert {"object", "jwt"} == set(body)
    assert session == claims(body["jwt"], world)["sid"]


@pytest.mark.parametrize(("verb", "status"), [("end", "ended"), ("remove", "removed")])
def test_signing_out_of_one_session(browser, session, verb, status):
    """The session is over and gone from the client; doing it again is 400, its token 401."""
    reply = browser.post(f"{SESSIONS}/{session}/{verb}")
    again = browser.post(f"{SESSIONS}/{session}/{verb}")
    token = browser.post(f"{SESSIONS}/{session}/tokens")
    touch = browser.post(f"{SESSIONS}/{session}/touch")

    assert (200, status) == (reply.status_code, reply.response["status"])
    assert ([], None) == (reply.client["sessions"], reply.client["last_active_session_id"])
    assert (400, [("invalid_action_for_session", None)]) == (again.status_code, codes(again))
    assert [401, 401] == [token.status_code, touch.status_code]
    assert "authentication_invalid" == token.errors[0]["code"]


def test_signing_out_everybody_keeps_the_client(browser, session):
    """What the real client's sign-out sends: the client is answered without sessions."""
    reply = browser.request("POST", SESSIONS, query={"_method": "DELETE"})

    assert [] == reply.response["sessions"]
    assert reply.response["id"] == browser.get("/v1/client").response["id"]
    assert 401 == browser.get("/v1/me").status_code


def test_signing_out_without_a_client_is_not_found(browser):
    """404: there is nobody to sign out."""
    assert 404 == browser.delete(SESSIONS).status_code


def test_another_clients_session_is_not_found(browser, house, session):
    """Whether it lives or not, strangers learn nothing."""
    stranger = house.browser()
    stranger.put("/v1/client")

    assert 404 == stranger.get(f"{SESSIONS}/{session}").status_code
    assert 404 == stranger.post(f"{SESSIONS}/{session}/end").status_code


def test_a_session_expires(browser, world, session):
    """After its lifetime it vanishes from the client and its tokens are refused."""
    world.clock.advance(world.instance.settings.behaviour.session_lifetime)
    token = browser.post(f"{SESSIONS}/{session}/tokens")

    assert (401, "authentication_invalid") == (token.status_code, token.errors[0]["code"])
    assert [] == browser.get("/v1/client").response["sessions"]


def test_the_factor_age_counts_minutes(browser, world, session):
    """First factor proven now, then minutes; a second factor never."""
    world.clock.advance(3 * 60_000)

    assert [3, -1] == browser.get(f"{SESSIONS}/{session}").response["factor_verification_age"]
    assert [3, -1] == claims(browser.post(f"{SESSIONS}/{session}/tokens").json()["jwt"], world)["fva"]


class TestOrganizations:
    """The active organization of a session."""

    @pytest.fixture
    def world(self, open_world):
        return open_world("b2b")

    @pytest.fixture
    def browser(self, house, world):
        return house.browser(world)

    @pytest.fixture
    def session(self, browser):
        return session_of(sign_in(browser, "olga@workshop.test"))

    def organization(self, world, slug):
        return world.organizations.first(slug=slug)

    def test_a_new_session_starts_with_the_newest_membership(self, browser, world, session):
        """Personal accounts stay possible, but an organization is active first."""
        active = browser.get(f"{SESSIONS}/{session}").response["last_active_organization_id"]

        assert active in {it.id for it in world.organizations}

    def test_touch_switches_the_organization_by_id_or_slug(self, browser, world, session):
        """The token that rides along is for the new organization; empty is the personal account."""
        workshop, ledger = (
            self.organization(world, "brandt-workshop"),
            self.organization(world, "duarte-ledgers"),
        )
        path = f"{SESSIONS}/{session}/touch"
        by_id = browser.post(path, active_organization_id=workshop.id, intent="select_org").response
        by_slug = browser.post(path, active_organization_id=ledger.slug).response
        personal = browser.post(path, active_organization_id=None).response
        kept = browser.post(path, intent="focus").response

        assert [workshop.id, ledger.id, None, None] == [
            it["last_active_organization_id"] for it in (by_id, by_slug, personal, kept)
        ]
        assert "admin" == claims(by_id["last_active_token"]["jwt"], world)["o"]["rol"]
        assert "o" not in claims(personal["last_active_token"]["jwt"], world)

    def test_touch_refuses_foreign_organizations_and_unknown_intents(self, browser, world, session):
        """404 for what the person is no member of, 422 for nonsense; nothing changes."""
        attic = self.organization(world, "attic")
        before = world.digest()
        foreign = browser.post(f"{SESSIONS}/{session}/touch", active_organization_id=attic.id)
        nonsense = browser.post(f"{SESSIONS}/{session}/touch", intent="dance")

        assert (404, "organization_not_found_or_unauthorized") == (
            foreign.status_code,
            foreign.errors[0]["code"],
        )
        assert (422, [("form_param_value_invalid", "intent")]) == (nonsense.status_code, codes(nonsense))
        assert before == world.digest()

    def test_a_token_for_another_organization_does_not_switch(self, browser, world, session):
        """`organization_id` counts for this token only."""
        before = browser.get(f"{SESSIONS}/{session}").response["last_active_organization_id"]
        other = next(
            it for it in ("brandt-workshop", "duarte-ledgers") if self.organization(world, it).id != before
        )
        wanted = self.organization(world, other).id
        token = browser.post(f"{SESSIONS}/{session}/tokens", organization_id=wanted).json()["jwt"]

        assert wanted == claims(token, world)["o"]["id"]
        assert before == browser.get(f"{SESSIONS}/{session}").response["last_active_organization_id"]

    def test_custom_permissions_are_packed_by_feature(self, browser, world):
        """`fea`, `per` and `fpm` as servers unpack them; system permissions are never told."""
        session = session_of(sign_in(browser, "ines@ledger.test"))
        workshop = self.organization(world, "brandt-workshop")
        token = browser.post(f"{SESSIONS}/{session}/tokens", organization_id=workshop.id).json()["jwt"]
        inside = claims(token, world)

        assert ("o:invoices", "accountant", "manage,read", "3") == (
            inside["fea"],
            inside["o"]["rol"],
            inside["o"]["per"],
            inside["o"]["fpm"],
        )
