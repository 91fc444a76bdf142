"""Users, as Clerk's server libraries handle them. What they changed is read again."""

from base64 import b64decode

import pyotp
import pytest

from tests.people import ADA, PASSWORDS
from tests.rules.worlds import attribute, configure

from .javascript import blob
from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="one_user")

LIN = "lin@engines.test"
PASSWORD = "brass-gears-and-steam"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DP"
NOBODY = "user_3000001nobodyknowsthis000000"
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def ada(clerk):
    """Somebody with an authenticator app and backup codes."""
    attribute(clerk.world, "authenticator_app", enabled=True)
    attribute(clerk.world, "backup_code", enabled=True)
    attribute(clerk.world, "password", required=False)
    found = clerk.user(ADA)
    given = {"totp_secret": SECRET, "backup_codes": ["apple-pie", "plum-cake"]}
    assert 200 == clerk.backend().patch(f"/v1/users/{found.id}", **given).status_code

    return found


def test_python_makes_finds_changes_and_deletes_users(py):
    """Every one of them is what the strict models of the library expect."""
    made = py.users.create(email_address=[LIN], password=PASSWORD, first_name="Lin", external_id="e-1")
    py.users.update(user_id=made.id, first_name="Linnea", username="linnea")
    found = py.users.get(user_id=made.id)
    listed = py.users.list(request={"email_address": [LIN], "limit": 5})
    counted = py.users.count(request={"query": "linnea"})
    gone = py.users.delete(user_id=made.id)

    assert ("Linnea", "e-1", True) == (found.first_name, found.external_id, found.password_enabled)
    assert ([made.id], 1) == ([it.id for it in listed], counted.total_count)
    assert (made.id, True, "user") == (gone.id, gone.deleted, gone.object)
    assert (404, ["resource_not_found"]) == refusal(py.users.get, user_id=made.id)


def test_javascript_makes_finds_changes_and_deletes_users(js):
    """Also when edition 3 sends metadata in a request of their own."""
    made = js.users.createUser({"emailAddress": [LIN], "password": PASSWORD, "externalId": "e-1"})
    changed = js.users.updateUser(made["id"], {"firstName": "Lin", "publicMetadata": {"plan": "gold"}})
    found = js.users.getUserList({"externalId": ["e-1"], "orderBy": "-created_at"})
    counted = js.users.getCount({"query": "lin@"})
    gone = js.users.deleteUser(made["id"])

    assert ("Lin", {"plan": "gold"}) == (changed["firstName"], changed["publicMetadata"])
    assert ([made["id"]], 1, 1) == ([it["id"] for it in found["data"]], found["totalCount"], counted)
    assert (made["id"], True) == (gone["id"], gone["deleted"])
    assert (404, ["resource_not_found"]) == refusal(js.users.getUser, made["id"])


def test_python_bars_users(py):
    """Banned and locked, one by one and several at once."""
    lin = py.users.create(email_address=[LIN], password=PASSWORD).id
    both = [lin, py.users.list(request={"email_address": [ADA]})[0].id]

    assert [True, False] == [py.users.ban(user_id=lin).banned, py.users.unban(user_id=lin).banned]
    assert [True, False] == [py.users.lock(user_id=lin).locked, py.users.unlock(user_id=lin).locked]
    assert [True, True] == [it.banned for it in py.users.bulk_ban(user_ids=both)]
    assert [False, False] == [it.banned for it in py.users.bulk_unban(user_ids=both)]
    assert (404, ["resource_not_found"]) == refusal(py.users.get, user_id=NOBODY)


def test_javascript_bars_users(js, ada):
    """Banned and locked, and neither again."""
    assert [True, False] == [js.users.banUser(ada.id)["banned"], js.users.unbanUser(ada.id)["banned"]]
    assert [True, False] == [js.users.lockUser(ada.id)["locked"], js.users.unlockUser(ada.id)["locked"]]


def test_python_merges_and_replaces_metadata(py, ada):
    """Merging keeps what it does not name, replacing does not."""
    py.users.replace_metadata(user_id=ada.id, public_metadata={"a": 1, "b": {"c": 2}})
    merged = py.users.update_metadata(user_id=ada.id, public_metadata={"b": {"d": 3}, "a": None})
    replaced = py.users.replace_metadata(user_id=ada.id, private_metadata={"note": "vip"})

    assert {"b": {"c": 2, "d": 3}} == merged.public_metadata
    assert ({"b": {"c": 2, "d": 3}}, {"note": "vip"}) == (replaced.public_metadata, replaced.private_metadata)


def test_javascript_merges_metadata(js, ada):
    """What is null goes, the rest stays."""
    js.users.updateUserMetadata(ada.id, {"privateMetadata": {"a": 1, "b": 2}})

    assert {"b": 2} == js.users.updateUserMetadata(ada.id, {"privateMetadata": {"a": None}})[
        "privateMetadata"
    ]


def test_javascript_3_replaces_metadata(js3, ada):
    """Replacing keeps nothing of before."""
    js3.users.updateUserMetadata(ada.id, {"unsafeMetadata": {"a": 1}})

    assert {"b": 2} == js3.users.replaceUserMetadata(ada.id, {"unsafeMetadata": {"b": 2}})["unsafeMetadata"]


def test_python_checks_and_takes_passwords(py, ada):
    """A wrong one is refused, a leaked one is marked, and none is left in the end."""
    right, wrong = PASSWORDS[ADA], "not-the-password"

    assert py.users.verify_password(user_id=ada.id, password=right).verified
    assert (422, ["incorrect_password"]) == refusal(py.users.verify_password, user_id=ada.id, password=wrong)
    assert ada.id == py.users.set_password_compromised(user_id=ada.id, revoke_all_sessions=True).id
    assert ada.id == py.users.unset_password_compromised(user_id=ada.id).id
    assert not py.users.remove_password(user_id=ada.id).password_enabled
    assert (400, ["no_password_set"]) == refusal(py.users.verify_password, user_id=ada.id, password=right)


def test_javascript_checks_passwords(js, ada):
    """The right one holds, a wrong one does not, and a leaked one is marked."""
    right = js.users.verifyPassword({"userId": ada.id, "password": PASSWORDS[ADA]})
    js.users.setPasswordCompromised(ada.id, {"revokeAllSessions": True})
    marked = ada.record.password_compromised
    js.users.unsetPasswordCompromised(ada.id)

    assert {"verified": True} == right
    assert (True, False) == (marked, ada.record.password_compromised)
    assert (422, ["incorrect_password"]) == refusal(
        js.users.verifyPassword, {"userId": ada.id, "password": "not-the-password"}
    )


def test_javascript_3_takes_a_password(js3, ada):
    """Where passwords are not required."""
    assert not js3.users.removePassword(ada.id)["passwordEnabled"]


def test_python_checks_and_takes_second_factors(py, ada):
    """A code of the app and a backup code prove it; then they go, one by one and all together."""
    totp = py.users.verify_totp(user_id=ada.id, code=pyotp.TOTP(SECRET).now())
    backup = py.users.verify_totp(user_id=ada.id, code="apple-pie")

    assert ["totp", "backup_code"] == [totp.code_type, backup.code_type]
    assert ada.id == py.users.delete_backup_codes(user_id=ada.id).user_id
    assert not py.users.get(user_id=ada.id).backup_code_enabled
    assert ada.id == py.users.delete_totp(user_id=ada.id).user_id
    assert not py.users.get(user_id=ada.id).totp_enabled
    assert ada.id == py.users.disable_mfa(user_id=ada.id).user_id
    assert (400, ["totp_disabled"]) == refusal(py.users.verify_totp, user_id=ada.id, code="123456")


def test_javascript_checks_and_takes_second_factors(js, ada):
    """A code of the app proves it; then nothing is left of it."""
    checked = js.users.verifyTOTP({"userId": ada.id, "code": pyotp.TOTP(SECRET).now()})
    js.users.deleteUserBackupCodes(ada.id)
    js.users.deleteUserTOTP(ada.id)
    found = js.users.getUser(ada.id)

    assert checked["verified"]
    assert [False, False] == [found["backupCodeEnabled"], found["totpEnabled"]]
    assert ada.id == js.users.disableUserMFA(ada.id)["user_id"]


def test_python_sets_a_picture(py, ada):
    """It is there until it is deleted."""
    shown = py.users.set_profile_image(
        user_id=ada.id, file={"file_name": "a.png", "content": PIXEL, "content_type": "image/png"}
    )

    assert [True, False] == [shown.has_image, py.users.delete_profile_image(user_id=ada.id).has_image]


def test_javascript_sets_a_picture(js, ada):
    """It is there until it is deleted."""
    shown = js.users.updateUserProfileImage(ada.id, {"file": blob(PIXEL, "image/png")})

    assert [True, False] == [shown["hasImage"], js.users.deleteUserProfileImage(ada.id)["hasImage"]]


def test_tokens_of_providers_are_none(clerk, py, js, ada):
    """Nobody is connected to a provider, so there is no token of one."""
    configure(clerk.world, user_settings__social={"oauth_google": {"enabled": True}})

    assert [] == js.users.getUserOauthAccessToken(ada.id, "google")["data"]
    assert [] == py.users.get_o_auth_access_token(user_id=ada.id, provider="oauth_google")
