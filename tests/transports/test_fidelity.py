"""What a library sends is what arrives, and what the world answers is what the library hands on."""

import json

import pytest

from .libraries import EXPLICIT, INTERCEPTED

BAPI, FAPI = "https://api.clerk.com", "https://known-cat-7.clerk.accounts.dev"
KEY = {"Authorization": "Bearer sk_test_of_somebody"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a73"
    "0000000b49444154789c6360400600000e0001a99173b10000000049454e44ae426082"
)
BOUNDARY = "bytes-of-a-picture"
PARTS = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
    "Content-Type: image/png\r\n\r\n"
).encode() + (PIXEL + f"\r\n--{BOUNDARY}--\r\n".encode())


@pytest.fixture(params=[*INTERCEPTED, *EXPLICIT])
def send(request, clerk):
    """Each library, by interception and by its own transport."""
    return INTERCEPTED.get(request.param) or EXPLICIT[request.param](clerk)


def test_a_query_arrives_as_it_was_written(clerk, send):
    """Repeated fields, blanks, plus signs and percent signs."""
    query = "email_address=a%2Bb%40x.test&email_address=c%40x.test&query=a+b%25&limit=5"
    got = send("GET", f"{BAPI}/v1/users?{query}", headers=KEY)
    (call,) = clerk.calls("Users_listSortedByCreationDate")

    assert (200, b"[]", query) == (got.status, got.body, call.request.query_string)


def test_json_arrives(clerk, send):
    """Of a Backend API call, under the key of the world."""
    fields = {"email_address": ["ada@engines.test"], "first_name": "Äda", "skip_password_requirement": True}
    body = json.dumps(fields, ensure_ascii=False).encode()
    got = send("POST", f"{BAPI}/v1/users", body, {**KEY, "Content-Type": "application/json"})

    assert (200, ["Äda"]) == (got.status, [it.first_name for it in clerk.world.users])


def test_pictures_arrive(clerk, send):
    """Forms of several parts, binary ones among them."""
    ada = clerk.user("ada@engines.test")
    headers = {**KEY, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    got = send("POST", f"{BAPI}/v1/users/{ada.id}/profile_image", PARTS, headers)

    assert (200, True) == (got.status, ada.record.image_url is not None)


def test_every_cookie_is_handed_on(clerk, send):
    """A header that comes twice comes twice; a redirect is not followed."""
    ada = clerk.user("ada@engines.test", password="punched-cards-1843")
    body = f"identifier={ada.email}".replace("@", "%40").encode()
    (first,) = send("POST", f"{FAPI}/v1/client/sign_ins", body, FORM).all("set-cookie")
    cookie = {"Cookie": first.partition(";")[0]}
    send("POST", f"{FAPI}/v1/client/sign_ins", body + b"&password=punched-cards-1843", {**FORM, **cookie})
    got = send("GET", f"{FAPI}/v1/client/touch?redirect_url=http%3A%2F%2Flocalhost%3A3000%2F", None, cookie)

    assert (307, ["http://localhost:3000/"]) == (got.status, got.all("location"))
    assert 2 == len(got.all("set-cookie"))


def test_a_sign_in_sets_the_cookie_of_a_client(clerk, send):
    """For every path of the host: there is no world in its address."""
    ada = clerk.user("ada@engines.test", password="punched-cards-1843")
    body = f"identifier={ada.email}&password={ada.password}".replace("@", "%40").encode()
    got = send("POST", f"{FAPI}/v1/client/sign_ins", body, FORM)
    (cookie,) = [it for it in got.all("set-cookie") if it.startswith("__client=")]

    assert 200 == got.status
    assert "Path=/;" in f"{cookie};"


def test_a_head_is_without_a_body(clerk, send):
    """Its headers are those of the whole answer."""
    got = send("HEAD", f"{FAPI}/v1/environment")

    assert (200, b"") == (got.status, got.body)
    assert int(got.all("content-length")[0]) > 1000


def test_too_much_is_refused(clerk, send):
    """More than any operation takes is not even looked at."""
    got = send("POST", f"{BAPI}/v1/users", b"x" * 10_000_001, {**KEY, "Content-Type": "application/json"})

    assert (413, 0) == (got.status, len(clerk.world.users))


def test_a_refusal_is_an_answer(clerk, send):
    """Clerk's status and code, no exception of ours."""
    got = send("GET", f"{BAPI}/v1/users", headers={"Authorization": "Bearer nonsense"})

    assert 401 == got.status
    assert b'"errors"' in got.body


def test_what_is_not_there_is_not_found(clerk, send):
    """The prefixes and the control API of a server are no paths of Clerk's."""
    found = [send("GET", f"{FAPI}/w/{clerk.name}/v1/client").status, send("GET", f"{BAPI}/v1/nothing").status]
    control = send("GET", f"{FAPI}/__mockfapi/worlds")

    assert [404, 404] == found
    assert 400 <= control.status < 500
