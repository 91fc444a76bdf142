"""Group Users of the Backend API, and what browsers see of it at once."""

from urllib.parse import parse_qs

import bcrypt
import pyotp
import pytest

from tests.people import ADA, PASSWORDS, SIGN_INS, codes, session_of, sign_in
from tests.rules.worlds import attribute, configure

NEW = {"email_address": ["lin@engines.test"], "password": "brass-gears-and-steam"}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DP"


@pytest.fixture
def backend(house, world):
    """A server of an instance that knows authenticator apps and backup codes."""
    attribute(world, "authenticator_app", enabled=True)
    attribute(world, "backup_code", enabled=True)
    return house.backend(world)


@pytest.fixture
def ada(world):
    return world.users[world.email_addresses.first(email_address=ADA).user_id]


def created(backend, **fields):
    reply = backend.post("/v1/users", **(NEW | fields))
    assert 200 == reply.status_code, reply.json()

    return reply.json()


def test_a_created_user_signs_in(backend, browser):
    """Addresses count as verified by the server, the first is primary; the password works at once."""
    user = created(backend, first_name="Lin", public_metadata={"plan": "gold"})
    address = user["email_addresses"][0]
    reply = browser.post(SIGN_INS, identifier=NEW["email_address"][0], password=NEW["password"])

    assert ("verification_admin", "verified") == (
        address["verification"]["object"],
        address["verification"]["status"],
    )
    assert address["id"] == user["primary_email_address_id"]
    assert "complete" == reply.response["status"]
    assert {"plan": "gold"} == reply.client["sessions"][0]["user"]["public_metadata"]


def test_what_servers_see_and_browsers_do_not(backend, browser, ada):
    """Private metadata is for servers only; memberships are asked for by themselves."""
    backend.patch(f"/v1/users/{ada.id}/metadata", private_metadata={"note": "vip"})
    seen = backend.get(f"/v1/users/{ada.id}").json()
    sign_in(browser)

    assert {"note": "vip"} == seen["private_metadata"]
    assert "organization_memberships" not in seen
    assert "private_metadata" not in browser.get("/v1/me").response


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"email_address": [ADA]}, (422, [("form_identifier_exists", "email_address")])),
        ({"email_address": ["no address"]}, (422, [("form_param_format_invalid", "email_address")])),
        ({"password": "short"}, (422, [("form_password_length_too_short", "password")])),
        ({"password": None}, (422, [("form_data_missing", None)])),
        ({"unheard_of": 1}, (422, [("form_param_unknown", "unheard_of")])),
        ({"created_at": "yesterday"}, (422, [("form_param_invalid_time", "created_at")])),
        ({"created_at": "2999-01-01T00:00:00Z"}, (422, [("form_disallow_future_date", "created_at")])),
        ({"totp_secret": "?"}, (422, [("invalid_totp_secret_code", "totp_secret")])),
        (
            {"password_digest": "abc", "password_hasher": "bcrypt", "password": None},
            (422, [("form_password_digest_invalid_code", "password_digest")]),
        ),
        (
            {"password_digest": "abc", "password": None},
            (422, [("form_conditional_param_missing", "password_hasher")]),
        ),
    ],
)
def test_a_user_that_cannot_be_is_refused(backend, world, fields, refusal):
    """Clerk's codes with the parameter that is at fault, and nobody is created."""
    before = world.digest()
    reply = backend.post("/v1/users", **(NEW | fields))

    assert refusal == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_a_password_may_be_left_out_or_weak_on_demand(backend):
    """What the server takes upon itself: no password at all, or one below the rules."""
    without = created(backend, password=None, skip_password_requirement=True)
    weak = created(backend, email_address=["may@engines.test"], password="x", skip_password_checks=True)

    assert (False, True) == (without["password_enabled"], weak["password_enabled"])


def test_consent_is_asked_of_servers_too(backend, world):
    """Where people have to agree, a server says when they did, or that it does not matter."""
    configure(world, user_settings__sign_up__legal_consent_enabled=True)
    refused = backend.post("/v1/users", **NEW)
    agreed = created(backend, legal_accepted_at="2024-01-31T12:00:00Z")
    skipped = created(backend, email_address=["may@engines.test"], skip_legal_checks=True)

    assert (422, [("form_data_missing", None)]) == (refused.status_code, codes(refused))
    assert (1706702400000, None) == (agreed["legal_accepted_at"], skipped["legal_accepted_at"])


def test_an_image_is_named_by_its_owner(backend, ada):
    """An image that this user did not upload is unknown."""
    reply = backend.patch(f"/v1/users/{ada.id}", profile_image_id="img_1")

    assert (422, [("form_resource_not_found", "profile_image_id")]) == (reply.status_code, codes(reply))


def test_an_imported_digest_signs_in(backend, browser):
    """A digest of another system is compared for real."""
    digest = bcrypt.hashpw(b"old-castle-gate", bcrypt.gensalt(4)).decode()
    created(backend, password=None, password_digest=digest, password_hasher="bcrypt")
    wrong = browser.post(SIGN_INS, identifier="lin@engines.test", password="old-castle-moat")
    right = browser.post(SIGN_INS, identifier="lin@engines.test", password="old-castle-gate")

    assert [("form_password_incorrect", "password")] == codes(wrong)
    assert "complete" == right.response["status"]


def test_times_are_read_as_written(backend):
    """RFC 3339 in, milliseconds out."""
    assert 1_700_000_000_000 == created(backend, created_at="2023-11-14T22:13:20Z")["created_at"]


def test_changes_show_in_the_browser(backend, browser, ada):
    """A change of a user is there at the next read, in every client."""
    sign_in(browser)
    reply = backend.patch(f"/v1/users/{ada.id}", first_name="Augusta", username="countess")
    me = browser.get("/v1/me").response

    assert 200 == reply.status_code, reply.json()
    assert "Augusta" == me["first_name"]


def test_a_foreign_or_unverified_primary_is_refused(backend, ada):
    """Primary is what is the user's own."""
    reply = backend.patch(f"/v1/users/{ada.id}", primary_email_address_id="idn_nobody")

    assert (422, [("form_resource_not_found", "primary_email_address_id")]) == (
        reply.status_code,
        codes(reply),
    )


def test_metadata_merges_deeply(backend, ada):
    """Objects merge, null takes away at any depth, other kinds stay as they are."""
    path = f"/v1/users/{ada.id}/metadata"
    backend.patch(path, public_metadata={"a": {"b": 1, "c": 2}, "d": 3})
    reply = backend.patch(path, public_metadata={"a": {"b": None, "e": [4]}})

    assert {"a": {"c": 2, "e": [4]}, "d": 3} == reply.json()["public_metadata"]


def test_a_ban_ends_sessions_and_bars_every_way(backend, browser, ada):
    """The browser is signed out at once, and signing in is refused until the ban is over."""
    session = session_of(sign_in(browser))
    banned = backend.post(f"/v1/users/{ada.id}/ban")
    tokens = browser.post(f"/v1/client/sessions/{session}/tokens")
    again = sign_in(browser)
    backend.post(f"/v1/users/{ada.id}/unban")

    assert banned.json()["banned"]
    assert (403, 403) == (tokens.status_code, again.status_code)
    assert "complete" == sign_in(browser).response["status"]


def test_a_lock_keeps_out_until_it_is_over(backend, browser, world, ada):
    """Locked as after too many guesses: for an hour, or until it is lifted."""
    locked = backend.post(f"/v1/users/{ada.id}/lock").json()
    refused = sign_in(browser)
    world.advance(3_600_000)

    assert (True, 3600) == (locked["locked"], locked["lockout_expires_in_seconds"])
    assert [("user_locked", None)] == codes(refused)
    assert "complete" == sign_in(browser).response["status"]


def test_a_lock_ends_sessions(backend, browser, ada):
    """A server that locks somebody means at once, not from the next sign-in."""
    session = session_of(sign_in(browser))
    backend.post(f"/v1/users/{ada.id}/lock")
    shown = backend.get(f"/v1/sessions/{session}").json()

    assert "revoked" == shown["status"]
    assert 401 == browser.post(f"/v1/client/sessions/{session}/tokens").status_code


def test_a_lock_is_lifted(backend, browser, ada):
    """What led to the lock is forgotten with it."""
    backend.post(f"/v1/users/{ada.id}/lock")
    unlocked = backend.post(f"/v1/users/{ada.id}/unlock").json()

    assert (False, 10) == (unlocked["locked"], unlocked["verification_attempts_remaining"])
    assert "complete" == sign_in(browser).response["status"]


def test_passwords_are_checked_for_servers(backend, ada):
    """200 for the right one; a wrong one is 422 and counts for nothing; none is 400."""
    path = f"/v1/users/{ada.id}/verify_password"
    right = backend.post(path, password=PASSWORDS[ADA])
    wrong = backend.post(path, password="guess")
    none = created(backend, password=None, skip_password_requirement=True)
    without = backend.post(f"/v1/users/{none['id']}/verify_password", password="x")

    assert {"verified": True} == right.json()
    assert (422, "incorrect_password") == (wrong.status_code, codes(wrong)[0][0])
    assert 10 == backend.get(f"/v1/users/{ada.id}").json()["verification_attempts_remaining"]
    assert (400, "no_password_set") == (without.status_code, codes(without)[0][0])


def test_codes_are_checked_for_servers(backend, world):
    """An imported secret makes the codes of its app hold; a backup code holds once."""
    id = created(backend, totp_secret=SECRET, backup_codes=["abcd1234"])["id"]
    path = f"/v1/users/{id}/verify_totp"
    now = pyotp.TOTP(SECRET).at(world.clock.now // 1000)

    assert {"verified": True, "code_type": "totp"} == backend.post(path, code=now).json()
    world.clock.advance(1000)

    assert {"verified": True, "code_type": "backup_code"} == backend.post(path, code="ABCD1234").json()
    assert world.clock.now == backend.get(f"/v1/users/{id}").json()["updated_at"]
    assert "totp_incorrect_code" == codes(backend.post(path, code="abcd1234"))[0][0]
    assert "totp_invalid_length" == codes(backend.post(path, code="1"))[0][0]


def test_second_factors_are_taken_away(backend):
    """Without them the user is one of a single factor again."""
    user = created(backend, totp_secret=SECRET, backup_codes=["abcd1234"])
    reply = backend.delete(f"/v1/users/{user['id']}/mfa")
    after = backend.get(f"/v1/users/{user['id']}").json()

    assert {"user_id": user["id"]} == reply.json()
    assert (True, False) == (user["two_factor_enabled"], after["two_factor_enabled"])
    assert None is not after["mfa_disabled_at"]


def test_a_deleted_user_is_gone_everywhere(backend, browser, ada, world):
    """The session ends, the address is free again, look-ups answer 404."""
    sign_in(browser)
    gone = backend.delete(f"/v1/users/{ada.id}")
    client = browser.get("/v1/client").response

    assert {"object": "user", "id": ada.id, "deleted": True, "external_id": None} == gone.json()
    assert [] == client["sessions"]
    assert 404 == backend.get(f"/v1/users/{ada.id}").status_code
    assert ADA == created(backend, email_address=[ADA])["email_addresses"][0]["email_address"]


def test_lists_are_narrowed_and_counted(backend, ada):
    """The list and the count take the same filters; the newest comes first."""
    lin = created(backend, first_name="Lin", external_id="crm-7")
    backend.patch(f"/v1/users/{ada.id}", created_at="2020-01-01T00:00:00Z")
    queries = {
        "query=LIN": [lin["id"]],
        "email_address=lin@engines.test&email_address=ada@engines.test": [lin["id"], ada.id],
        f"user_id=-{ada.id}": [lin["id"]],
        "external_id=crm-7": [lin["id"]],
        "organization_id=org_unknown": [],
        "order_by=%2Bcreated_at": [ada.id, lin["id"]],
        "limit=1&offset=1": [ada.id],
        "phone_number=%2B15555550100": [],
    }

    for query, ids in queries.items():
        assert ids == [it["id"] for it in backend.get("/v1/users", **parse_qs(query)).json()], query
    assert {"object": "total_count", "total_count": 1} == backend.get("/v1/users/count", query="lin").json()


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=501", "limit=1.5", "offset=-1", "order_by=shoe_size", "limit=many"]
)
def test_a_list_that_cannot_be_is_refused(backend, query):
    """400 with the query parameter that is at fault."""
    reply = backend.get("/v1/users", **parse_qs(query))

    assert (400, [("invalid_query_parameter_value", query.split("=")[0])]) == (
        reply.status_code,
        codes(reply),
    )


def test_a_token_of_an_unknown_provider(backend, ada):
    """Where the instance has no such provider there can be no token."""
    reply = backend.get(f"/v1/users/{ada.id}/oauth_access_tokens/oauth_google")

    assert (404, "oauth_token_provider_not_enabled") == (reply.status_code, codes(reply)[0][0])
