"""Logos of organizations: uploaded and taken away by servers, seen by browsers."""

from base64 import b64decode

import pytest

from mockfapi.clerk import multipart
from tests.bapi.workshop import OLGA, PLACES, done, path, person, refusal
from tests.people import sign_in

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def where(b2b):
    return path(b2b, "/logo")


def put(server, where, content=PIXEL, **fields):
    body, media = multipart.encode(fields.items(), {"file": ("logo.png", content)} if content else {})
    return server.request("PUT", where, body=body, headers={"content-type": media})


def test_a_logo_is_seen_by_members(server, visitor, b2b, where):
    """By its address, until it is taken away; then there is a drawn one again."""
    sign_in(visitor, OLGA)
    changed = done(put(server, where, uploader_user_id=person(b2b, OLGA)))
    seen = visitor.get(f"{PLACES}/brandt-workshop").response
    again = done(server.delete(where))

    assert (True, changed["image_url"], changed["logo_url"]) == (
        seen["has_image"],
        seen["image_url"],
        seen["image_url"],
    )
    assert (False, None) == (again["has_image"], again["logo_url"])
    assert (404, [("image_not_found", None)]) == refusal(server.delete(where))
    assert 0 == len(b2b.images)


def test_what_is_no_logo_is_refused(server, b2b, where):
    """Other files, no file, uploads in the name of nobody."""
    before = b2b.digest()

    assert (400, [("form_param_missing", "file")]) == refusal(put(server, where, b""))
    assert (404, [("resource_not_found", "uploader_user_id")]) == refusal(
        put(server, where, uploader_user_id="user_x")
    )
    assert 400 == put(server, where, b"GIF89a?").status_code
    assert before == b2b.digest()


def test_a_logo_ends_with_its_organization(server, b2b, where):
    """No image is left of what is gone."""
    done(put(server, where))
    done(server.delete(path(b2b)))

    assert 0 == len(b2b.images)
