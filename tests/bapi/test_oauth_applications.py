"""Group OAuthApplications: applications of others, and their secrets."""

import pytest

from tests.people import codes

PATH = "/v1/oauth_applications"
URI = "https://shop.test/callback"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def made(backend, **fields):
    reply = backend.post(PATH, **({"name": "Shop", "redirect_uris": [URI]} | fields))
    assert 200 == reply.status_code, reply.json()

    return reply.json()


def refused(reply):
    return reply.status_code, codes(reply)


def test_an_application_is_made_with_its_secret(backend, world):
    """The secret is told here and nowhere else; the addresses of the flow are those of the instance."""
    it = made(backend)
    told = backend.get(f"{PATH}/{it['id']}").json()

    assert ("oauth_application", "Shop", "profile email", [URI], URI) == (
        it["object"],
        it["name"],
        it["scopes"],
        it["redirect_uris"],
        it["callback_url"],
    )
    assert world.oauth_applications[it["id"]].client_secret == it["client_secret"]
    assert it == told | {"client_secret": it["client_secret"]}
    assert f"{world.issuer}/oauth/authorize" == it["authorize_url"]


def test_older_libraries_name_one_address(backend):
    """By its older name."""
    it = backend.post(PATH, name="Shop", callback_url=URI, scopes="openid email openid").json()

    assert ([URI], "openid email") == (it["redirect_uris"], it["scopes"])


def test_a_public_application_has_no_secret(backend):
    """Nor can one be made for it; one that stops being public has one again."""
    it = made(backend, public=True, pkce_required=True)
    path = f"{PATH}/{it['id']}"

    assert "client_secret" not in it
    assert (403, [("authorization_invalid", None)]) == refused(backend.post(f"{path}/rotate_secret"))
    assert not backend.patch(path, public=False).json()["public"]
    assert "client_secret" in backend.post(f"{path}/rotate_secret").json()


def test_a_secret_is_rotated(backend):
    """The new one is told once; the application stays what it is."""
    it = made(backend)
    rotated = backend.post(f"{PATH}/{it['id']}/rotate_secret").json()

    assert it["client_secret"] != rotated["client_secret"]
    assert it["client_id"] == rotated["client_id"]


def test_an_application_is_changed(backend):
    """What is given; null leaves a field as it is, and no secret is told."""
    it = made(backend)
    other = "https://shop.test/other"
    told = backend.patch(f"{PATH}/{it['id']}", name="Store", scopes=None, redirect_uris=[other]).json()

    assert ("Store", it["scopes"], [other]) == (told["name"], told["scopes"], told["redirect_uris"])
    assert "client_secret" not in told


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": ""}, (422, [("form_param_nil", "name")])),
        ({"name": "x" * 257}, (422, [("form_param_max_length_exceeded", "name")])),
        ({"scopes": "email everything"}, (422, [("form_param_value_invalid", "scopes")])),
        ({"redirect_uris": ["/here"]}, (422, [("invalid_redirect_url", "redirect_uris")])),
        ({"redirect_uris": [URI, URI]}, (400, [("duplicate_record", "redirect_uris")])),
        ({"redirect_uris": [URI + "x" * 1024]}, (422, [("form_param_max_length_exceeded", "redirect_uris")])),
        (
            {"public": True, "consent_screen_enabled": False},
            (422, [("oauth_application_consent_screen_cannot_be_disabled", "consent_screen_enabled")]),
        ),
        ({"unheard_of": 1}, (422, [("form_param_unknown", "unheard_of")])),
    ],
)
def test_what_is_no_application_is_refused(backend, world, fields, refusal):
    """When it is made and when it is changed; nothing changes."""
    path = f"{PATH}/{made(backend)['id']}"
    before = world.digest()

    assert refusal == refused(backend.post(PATH, **({"name": "Shop"} | fields)))
    assert refusal == refused(backend.patch(path, **fields))
    assert before == world.digest()


def test_applications_are_listed(backend):
    """As a page, the newest first; by part of a name, in either order."""
    ids = [made(backend, name=name)["id"] for name in ("Shop", "Bank")]

    def listed(**query):
        page = backend.get(PATH, **query).json()
        return [it["id"] for it in page["data"]], page["total_count"]

    assert (ids[::-1], 2) == listed()
    assert (ids[1:], 2) == listed(limit=1)
    assert (ids[:1], 1) == listed(name_query="sho")
    assert (ids, 2) == listed(order_by="+created_at")


def test_a_deleted_application_is_gone(backend):
    """It is 404 whatever is asked of it."""
    it = made(backend)
    path = f"{PATH}/{it['id']}"

    assert {"object": "oauth_application", "id": it["id"], "deleted": True} == backend.delete(path).json()
    assert [404] * 4 == [
        reply.status_code
        for reply in (
            backend.get(path),
            backend.patch(path, name="x"),
            backend.delete(path),
            backend.post(f"{path}/rotate_secret"),
        )
    ]
