"""Tag User through the door: the profile, its image, the password, the end of the account."""

from base64 import b64encode
from io import BytesIO
from struct import pack
from urllib.parse import urlsplit
from zlib import compress, crc32

import pytest

from mockfapi.clerk.multipart import encode
from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.people import ADA, PASSWORDS, SIGN_INS, codes, sign_in
from tests.rules.worlds import attribute, configure, several_sessions

ME, IMAGE = "/v1/me", "/v1/me/profile_image"
BYTES = "application/octet-stream"


@pytest.fixture
def ada(browser: Caller) -> Caller:
    """Ada's browser, signed in a moment ago."""
    sign_in(browser)
    return browser


def refused(reply: Reply) -> tuple[int, list[tuple[str, str | None]]]:
    return reply.status_code, codes(reply)


def user_in(reply: Reply) -> dict:
    """The user in the client that rides along."""
    user: dict = reply.client["sessions"][0]["user"]
    return user


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 2)) -> bytes:
    from PIL import Image

    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, kind)
    return made.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it is that large."""
    head = pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", compress(bytes(99))), (b"IEND", b"")]
    blocks = [pack(">I", len(data)) + it + data + pack(">I", crc32(it + data)) for it, data in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(blocks)


def upload(browser: Caller, **files: object) -> Reply:
    body, media = encode((), files)
    return browser.request("POST", IMAGE, body=body, headers={"content-type": media})


def upload_raw(browser: Caller, body: bytes) -> Reply:
    return browser.request("POST", IMAGE, body=body, headers={"content-type": BYTES})


def test_a_profile_is_changed(world: World, ada: Caller) -> None:
    """In the answer, in the client, in the next token; private metadata stays hidden."""
    attribute(world, "username", enabled=True)
    world.clock.advance(1)
    done = ada.patch(ME, first_name="Augusta", username="Countess", unsafe_metadata='{"hat": 7}')
    user = done.response

    assert ("Augusta", "Lovelace", "countess") == (user["first_name"], user["last_name"], user["username"])
    assert ({"hat": 7}, world.clock.now) == (user["unsafe_metadata"], user["updated_at"])
    assert user == user_in(done) == ada.get(ME).response
    assert "Augusta" == done.client["sessions"][0]["public_user_data"]["first_name"]
    assert "private_metadata" not in user


def test_metadata_is_merged(ada: Caller) -> None:
    """By PATCH and by the form that browsers send in its place; without it nothing can be done."""
    ada.patch(ME, unsafe_metadata='{"a": 1, "b": {"c": 2}}')
    asked, form = {"_method": "PATCH"}, {"unsafe_metadata": '{"b": {"c": null}}'}
    done = ada.request("POST", f"{ME}/metadata", query=asked, form=form)

    assert {"a": 1, "b": {}} == done.response["unsafe_metadata"]
    assert (422, [("form_param_missing", "unsafe_metadata")]) == refused(ada.patch(f"{ME}/metadata"))
    for kind in ("private_metadata", "public_metadata"):
        assert (422, [("form_param_unknown", kind)]) == refused(ada.patch(ME, **{kind: "{}"}))


def test_a_refused_profile_changes_nothing(world: World, ada: Caller) -> None:
    """All faults of a form come together."""
    before = world.digest()
    reply = ada.patch(ME, first_name="x" * 257, unsafe_metadata="[]", primary_email_address_id="idn_1")

    assert [
        ("form_param_max_length_exceeded", "first_name"),
        ("form_resource_not_found", "primary_email_address_id"),
        ("form_param_value_invalid", "unsafe_metadata"),
    ] == codes(reply)
    assert (422, before) == (reply.status_code, world.digest())


@pytest.mark.parametrize("wrapped", [bytes, b64encode, lambda it: b"data:image/png;base64," + b64encode(it)])
def test_an_image_may_be_the_whole_body(world: World, ada: Caller, wrapped) -> None:
    """As bytes, in base64, or as a data URL: native apps send such."""
    reply = upload_raw(ada, wrapped(picture()))

    assert (200, picture()) == (reply.status_code, next(iter(world.images)).content)


def test_an_image_is_uploaded_served_and_deleted(world: World, ada: Caller) -> None:
    """The answer is the image; the user shows it at once, and pages load it from there."""
    drawn = ada.get(ME).response["image_url"]
    world.clock.advance(1)
    done = upload(ada, file=("me.gif", picture("GIF"), "text/plain"))
    url = done.response["public_url"]

    assert ("image", "me.gif") == (done.response["object"], done.response["name"])
    assert (url, True, world.clock.now) == tuple(
        user_in(done)[it] for it in ("image_url", "has_image", "updated_at")
    )

    path = urlsplit(url).path
    served = ada.get(path[path.index("/v1/") :])

    assert ("image/gif", picture("GIF")) == (served.headers["content-type"], served.answer.body)

    gone = ada.delete(IMAGE)

    assert {"id": done.response["id"], "object": "image", "deleted": True} == gone.response
    assert (drawn, False) == (user_in(gone)["image_url"], user_in(gone)["has_image"])
    assert 404 == ada.get(path[path.index("/v1/") :]).status_code
    assert (404, [("image_not_found", None)]) == refused(ada.delete(IMAGE))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "form_param_missing"),
        (b"no picture", "request_body_invalid"),
        (b"%PDF-1.7", "request_body_invalid"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "request_body_invalid"),
        (picture("BMP"), "request_body_invalid"),
        (picture()[:-20], "request_body_invalid"),
        (bomb(10_000, 10_000), "request_body_invalid"),
        (bomb(60_000, 60_000), "request_body_invalid"),
    ],
)
def test_what_is_no_image(world: World, ada: Caller, content: bytes, error: str) -> None:
    """In a form or as the body: one code, the field by its name, and nothing is kept."""
    before = world.digest()

    assert (400, [(error, "file")]) == refused(upload(ada, file=("me.png", content, "image/png")))
    assert (400, [(error, "file")]) == refused(upload_raw(ada, content))
    assert before == world.digest()


def test_no_image_and_too_large_a_one(ada: Caller) -> None:
    """Without a body, without the field, and beyond ten million bytes."""
    missing, large = (400, [("form_param_missing", "file")]), (413, [("image_too_large", None)])

    assert missing == refused(ada.post(IMAGE))
    assert missing == refused(ada.request("POST", IMAGE, body=b"", headers={"content-type": BYTES}))
    assert large == refused(upload_raw(ada, bytes(10_000_001)))
    assert 415 == ada.post(IMAGE, file="x").status_code


def test_a_password_is_changed_and_removed(house, world: World, ada: Caller) -> None:
    """The other devices are out; next time a code comes by mail."""
    attribute(world, "password", required=False)
    several_sessions(world)
    device, new = house.browser(world), "kettle-lantern-quay"
    sign_in(device)
    fields = {"current_password": PASSWORDS[ADA], "new_password": new, "sign_out_of_other_sessions": "true"}
    changed = ada.post(f"{ME}/change_password", **fields)

    assert ([], 1) == (device.get("/v1/client").response["sessions"], len(changed.client["sessions"]))

    removed = ada.post(f"{ME}/remove_password", current_password=new)

    assert (False, None) == tuple(
        user_in(removed)[it] for it in ("password_enabled", "password_last_updated_at")
    )
    assert ["password_changed", "password_removed"] == [it.kind for it in world.messages.where(to=ADA)][-2:]
    offered = device.post(SIGN_INS, identifier=ADA).response["supported_first_factors"]

    assert "email_code" == offered[0]["strategy"]
    assert "password" not in [it["strategy"] for it in offered]
    again = ada.post(f"{ME}/remove_password", current_password=new)

    assert (400, [("no_password_set", None)]) == refused(again)
    assert (422, [("form_param_missing", "current_password")]) == refused(ada.post(f"{ME}/remove_password"))


def test_an_account_is_deleted(house, world: World, ada: Caller) -> None:
    """The client survives without sessions, here and elsewhere; what was the account's own is gone."""
    several_sessions(world)
    device = house.browser(world)
    sign_in(device)
    upload(ada, file=picture())
    id = ada.get(ME).response["id"]
    gone = ada.delete(ME)

    assert {"id": id, "object": "user", "deleted": True} == gone.response
    for client in (gone.client, ada.get("/v1/client").response, device.get("/v1/client").response):
        assert ([], None) == (client["sessions"], client["last_active_session_id"])
    assert (0, 0, 0) == (len(world.users), len(world.email_addresses), len(world.images))
    assert (401, [("signed_out", None)]) == refused(ada.get(ME))
    assert [("form_identifier_not_found", "identifier")] == codes(sign_in(ada))


def test_who_deletes_an_account_proves_it(world: World, ada: Caller) -> None:
    """After ten minutes somebody else may sit at the page."""
    configure(world, auth_config__reverification=True)
    world.clock.advance(11 * 60_000)

    assert (403, [("session_reverification_required", None)]) == refused(ada.delete(ME))
    assert 1 == len(world.users)


def test_a_service_gets_its_token(house, world: World, ada: Caller) -> None:
    """Bare, as other tokens are."""
    house.backend(world).post("/v1/jwt_templates", name="integration_firebase", claims={"a": 1})
    token = ada.post(f"{ME}/tokens", service="firebase").json()

    assert ("token", 3) == (token["object"], len(token["jwt"].split(".")))
    assert (404, [("resource_not_found", None)]) == refused(ada.post(f"{ME}/tokens", service="hasura"))
    assert (422, [("form_param_missing", "service")]) == refused(ada.post(f"{ME}/tokens"))
