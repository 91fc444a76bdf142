"""Uploaded images, as pages load them."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image

from mockfapi.world.records import Image as Upload

# The number of the note in EXIF.
ORIENTATION = 0x0112


@pytest.fixture
def upload(world):
    """A red picture of 40 x 20 pixels."""
    made = BytesIO()
    Image.new("RGB", (40, 20), "red").save(made, "PNG")
    return world.images.save(Upload("img_1", "user_1", "image/png", made.getvalue(), 0))


def test_an_upload_is_served_as_it_came(browser, upload):
    """The very bytes, with their media type, to anybody."""
    reply = browser.get("/v1/images/img_1")

    assert (200, "image/png") == (reply.status_code, reply.headers["content-type"])
    assert upload.content == reply.answer.body


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"width": 10}, (10, 5)),
        ({"height": 10}, (20, 10)),
        ({"width": 10, "height": 10, "fit": "crop"}, (10, 10)),
        ({"width": 400}, (40, 20)),
    ],
)
def test_a_page_asks_for_a_size(browser, upload, asked, size):
    """Scaled down in its shape, cropped on demand, never blown up."""
    assert upload.id
    reply = browser.get("/v1/images/img_1", **asked)

    assert size == Image.open(BytesIO(reply.answer.body)).size


def test_the_note_of_a_camera_is_heeded(browser, world):
    """A picture that lies on its side is upright in every size."""
    made, exif = BytesIO(), Image.Exif()
    exif[ORIENTATION] = 6
    Image.new("RGB", (40, 20), "red").save(made, "JPEG", exif=exif)
    world.images.save(Upload("img_1", "user_1", "image/jpeg", made.getvalue(), 0))
    reply = browser.get("/v1/images/img_1", width=10)

    assert (10, 20) == Image.open(BytesIO(reply.answer.body)).size


@pytest.mark.parametrize("query", [{"width": 0}, {"width": 9999}, {"fit": "stretch"}])
def test_a_size_that_cannot_be_is_refused(browser, upload, query):
    """400 with the parameter that is at fault."""
    assert upload.id
    reply = browser.get("/v1/images/img_1", **query)

    assert (400, "invalid_query_parameter_value") == (reply.status_code, reply.errors[0]["code"])


def test_an_unknown_image(browser):
    """404, as for anything that is not there."""
    assert 404 == browser.get("/v1/images/img_none").status_code


def test_the_address_of_a_profile_image_leads_there(house, world, browser, upload):
    """What a server uploads shows on the page of the user."""
    user = next(iter(world.users))
    file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n%s\r\n--x--\r\n'
    sent = house.backend(world).request(
        "POST",
        f"/v1/users/{user.id}/profile_image",
        body=file % upload.content,
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    path = urlsplit(sent.json()["image_url"]).path

    assert upload.content == browser.get(path[path.index("/v1/") :]).answer.body
