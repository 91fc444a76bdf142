"""What servers take away from users, hold against them and upload for them."""

from io import BytesIO

import pytest

from mockfapi.clerk.multipart import encode
from mockfapi.rules import own_identifications, passkeys
from tests.people import ADA, codes, session_of, sign_in
from tests.rules.worlds import attribute

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DP"
WALLET = "0x" + "a1" * 20


@pytest.fixture
def backend(house, world):
    """A server of an instance that knows every factor and does not require passwords."""
    for name in ("authenticator_app", "backup_code", "passkey", "web3_wallet"):
        attribute(world, name, enabled=True)
    attribute(world, "password", required=False)
    return house.backend(world)


@pytest.fixture
def ada(world):
    return world.users[world.email_addresses.first(email_address=ADA).user_id]


def a_picture(kind="PNG", size=(2, 2)):
    from PIL import Image

    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def refusal(reply):
    return reply.status_code, codes(reply)[0]


def uploaded(backend, user, fields=(), **files):
    body, media = encode(fields, files)
    path = f"/v1/users/{user.id}/profile_image"
    return backend.request("POST", path, body=body, headers={"content-type": media})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_of_each_kind(backend, browser, ada, world, kind):
    """It is kept and told by an address of this server, to browsers too."""
    content = a_picture(kind)
    user = uploaded(backend, ada, file=("me", content, "text/plain")).json()
    sign_in(browser)
    kept = world.images.where(owner_id=ada.id)

    assert [(content, f"image/{kind.lower()}")] == [(it.content, it.media_type) for it in kept]
    assert (True, True) == (user["has_image"], user["image_url"].endswith(kept[0].id))
    assert user["image_url"] == browser.get("/v1/me").response["image_url"]


def test_a_picture_is_replaced_and_removed(backend, ada, world):
    """One at a time; without one the initials are back, and nothing is left to remove."""
    uploaded(backend, ada, file=a_picture())
    uploaded(backend, ada, file=a_picture(size=(3, 3)))
    kept = len(world.images)
    removed = backend.delete(f"/v1/users/{ada.id}/profile_image").json()

    assert (1, 0) == (kept, len(world.images))
    assert (False, "data:image/svg+xml") == (removed["has_image"], removed["image_url"].split(";")[0])
    assert (404, ("image_not_found", None)) == refusal(backend.delete(f"/v1/users/{ada.id}/profile_image"))


@pytest.mark.parametrize(
    ("files", "refused"),
    [
        ({}, (400, ("form_param_missing", "file"))),
        ({"file": b""}, (400, ("form_param_missing", "file"))),
        ({"file": b"no picture"}, (400, ("request_body_invalid", "file"))),
        ({"file": a_picture()[:-20]}, (400, ("request_body_invalid", "file"))),
        ({"portrait": a_picture()}, (422, ("form_param_unknown", "portrait"))),
    ],
)
def test_what_is_no_picture(backend, ada, world, files, refused):
    """Clerk's codes, and nothing is kept."""
    before = world.digest()

    assert refused == refusal(uploaded(backend, ada, **files))
    assert before == world.digest()


def test_a_text_is_no_file(backend, ada):
    """A field of that name that has no file name counts as missing."""
    assert (400, ("form_param_missing", "file")) == refusal(uploaded(backend, ada, [("file", "x")]))


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=b"),
        (b"--b\r\nx--b--", "multipart/form-data; boundary=b"),
        (b"--b\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b"),
        (b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b"),
    ],
)
def test_a_broken_form_is_refused(backend, ada, body, media):
    """400, as broken JSON is."""
    path = f"/v1/users/{ada.id}/profile_image"
    reply = backend.request("POST", path, body=body, headers={"content-type": media})

    assert (400, ("request_body_invalid", None)) == refusal(reply)


def test_too_large_a_picture(backend, ada):
    """More than ten million bytes are not even read."""
    assert (413, ("image_too_large", None)) == refusal(uploaded(backend, ada, file=bytes(10_000_001)))


def test_several_users_are_banned_at_once(backend, browser, ada):
    """All of them or, when one is unknown, none; 50 at most."""
    session = session_of(sign_in(browser))
    lin = backend.post("/v1/users", email_address=["lin@x.test"]).json()
    unknown = backend.post("/v1/users/ban", user_ids=[lin["id"], "user_nobody"])
    still = backend.get(f"/v1/users/{lin['id']}").json()["banned"]
    banned = backend.post("/v1/users/ban", user_ids=[lin["id"], ada.id]).json()
    status = backend.get(f"/v1/sessions/{session}").json()["status"]
    freed = backend.post("/v1/users/unban", user_ids=[lin["id"], ada.id]).json()

    assert (404, False) == (unknown.status_code, still)
    assert [(lin["id"], True), (ada.id, True)] == [(it["id"], it["banned"]) for it in banned]
    assert "revoked" == status
    assert [False, False] == [it["banned"] for it in freed]
    for ids in ([], ["user_1"] * 51):
        assert 422 == backend.post("/v1/users/ban", user_ids=ids).status_code


def test_metadata_is_replaced_kind_by_kind(backend, ada):
    """What is given replaces the whole kind; the others stay."""
    backend.patch(f"/v1/users/{ada.id}/metadata", public_metadata={"a": 1}, private_metadata={"b": 2})
    user = backend.put(f"/v1/users/{ada.id}/metadata", public_metadata={"c": 3}).json()
    large = backend.put(f"/v1/users/{ada.id}/metadata", public_metadata={"x": "x" * 9000})

    assert ({"c": 3}, {"b": 2}) == (user["public_metadata"], user["private_metadata"])
    assert (422, ("form_param_exceeds_allowed_size", "public_metadata")) == refusal(large)


def test_a_password_is_removed(backend, browser, ada, world):
    """Where it is not required; its user comes in by code from then on."""
    session = session_of(sign_in(browser))
    path = f"/v1/users/{ada.id}/remove_password"
    user = backend.post(path, sign_out_of_other_sessions=True).json()
    attribute(world, "password", required=True)

    assert False is user["password_enabled"]
    assert "revoked" == backend.get(f"/v1/sessions/{session}").json()["status"]
    assert (400, ("no_password_set", None)) == refusal(backend.post(path))
    backend.patch(f"/v1/users/{ada.id}", password="brass-gears-and-steam")
    assert (400, ("password_required", None)) == refusal(backend.post(path))


def test_a_compromised_password_signs_nobody_in(backend, browser, ada):
    """Until it is declared sound again, or changed."""
    path = f"/v1/users/{ada.id}/password"
    session = session_of(sign_in(browser))
    backend.post(f"{path}/set_compromised", revoke_all_sessions=True)
    refused = sign_in(browser)
    backend.post(f"{path}/unset_compromised")

    assert "revoked" == backend.get(f"/v1/sessions/{session}").json()["status"]
    assert [("form_password_compromised", "password")] == codes(refused)
    assert "complete" == sign_in(browser).response["status"]


def test_factors_are_taken_away_one_by_one(backend):
    """The app, then the codes; what is not there is 404."""
    new = {"email_address": ["lin@x.test"], "totp_secret": SECRET, "backup_codes": ["abcd1234"]}
    path = f"/v1/users/{backend.post('/v1/users', **new).json()['id']}"
    backend.delete(f"{path}/backup_code")
    codes_gone = backend.get(path).json()
    gone = backend.delete(f"{path}/totp")

    assert (True, False) == (codes_gone["totp_enabled"], codes_gone["backup_code_enabled"])
    assert {"user_id": codes_gone["id"]} == gone.json()
    assert False is backend.get(path).json()["two_factor_enabled"]
    assert [404, 404] == [backend.delete(f"{path}/{it}").status_code for it in ("totp", "backup_code")]


def test_passkeys_and_wallets_are_taken_away(backend, ada, world):
    """By the id of the identification; of others and unknown ones nothing is told."""
    passkey = passkeys.add(world, ada, passkeys.Made())
    wallet = own_identifications.create_wallet(world, ada, WALLET)
    path = f"/v1/users/{ada.id}"

    gone = backend.delete(f"{path}/passkeys/{passkey.id}").json()

    assert {"object": "passkey", "id": passkey.id, "deleted": True} == gone
    assert True is backend.delete(f"{path}/web3_wallets/{wallet.id}").json()["deleted"]
    user = backend.get(path).json()
    assert ([], []) == (user["passkeys"], user["web3_wallets"])
    for id in (f"passkeys/{passkey.id}", f"web3_wallets/{wallet.id}", "external_accounts/eac_1"):
        assert 404 == backend.delete(f"{path}/{id}").status_code


def test_a_new_user_as_todays_libraries_say_it(backend, browser):
    """Reserved addresses are kept but not verified; standing and limits count from the start."""
    fields = {
        "email_address": ["a@x.test", "b@x.test"],
        "email_address_identification_status": ["verified", "reserved"],
        "banned": True,
        "locked": True,
        "locale": "de-AT",
        "create_organizations_limit": 2,
        "delete_self_enabled": False,
        "legal_accepted_at": "2025-01-01T00:00:00Z",
    }
    user = backend.post("/v1/users", **fields).json()
    second, first = user["email_addresses"]

    assert ("verified", False) == (first["verification"]["status"], first["reserved"])
    assert (None, True) == (second["verification"], second["reserved"])
    assert (True, True, "de-AT") == (user["banned"], user["locked"], user["locale"])
    assert (2, False, 1_735_689_600_000) == tuple(
        user[name] for name in ("create_organizations_limit", "delete_self_enabled", "legal_accepted_at")
    )
    assert (422, ("form_param_value_invalid", "email_address_identification_status")) == refusal(
        backend.post("/v1/users", email_address=["c@x.test"], email_address_identification_status=[])
    )


def test_null_leaves_a_switch_as_it_is(backend, ada):
    """What cannot be null is not made null."""
    user = backend.patch(f"/v1/users/{ada.id}", delete_self_enabled=None, locale="fr", first_name=None).json()

    assert (True, "fr", None) == (user["delete_self_enabled"], user["locale"], user["first_name"])


def test_invitations_of_a_user(house, open_world):
    """Those that went to a verified address, by status, as a page."""
    world = open_world("b2b", name="invited")
    backend = house.backend(world)
    organization = next(iter(world.organizations))
    user = backend.post(
        "/v1/users", email_address=["lin@x.test"], password="brass-gears-and-steam", username="linus_7"
    ).json()
    sent = {"email_address": "lin@x.test", "role": "org:member"}
    invitation = backend.post(f"/v1/organizations/{organization.id}/invitations", **sent).json()
    path = f"/v1/users/{user['id']}/organization_invitations"

    assert [invitation["id"]] == [it["id"] for it in backend.get(path).json()["data"]]
    assert {"data": [], "total_count": 0} == backend.get(path, status="accepted").json()
