"""Group AllowlistBlocklist: the lists of servers are those that sign-ups are held against."""

import pytest

from tests.people import SIGN_UPS, codes

NEW = "lin@engines.test"
ALLOWED, BLOCKED = "/v1/allowlist_identifiers", "/v1/blocklist_identifiers"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def signing_up(browser, address=NEW):
    return codes(browser.post(SIGN_UPS, email_address=address, password="brass-gears-and-steam"))


@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("Lin@Engines.test", "email_address"),
        ("*@engines.test", "email_address"),
        ("+12025557143", "phone_number"),
        ("0x" + "a" * 40, "web3_wallet"),
    ],
)
@pytest.mark.parametrize("path", [ALLOWED, BLOCKED])
def test_an_entry_says_what_it_is(backend, world, path, identifier, kind):
    """In lower case, with its kind and the instance."""
    made = backend.post(path, identifier=identifier).json()

    assert (identifier.lower(), kind, world.instance.id) == (
        made["identifier"],
        made["identifier_type"],
        made["instance_id"],
    )
    assert "invitation_id" not in made


def test_the_allowlist_counts_once_it_is_on(backend, browser):
    """Sign-ups go by it from the next request on, and by what is taken off it."""
    before = signing_up(browser, "first@engines.test")
    backend.patch("/v1/instance/restrictions", allowlist=True)
    without = signing_up(browser)
    made = backend.post(ALLOWED, identifier=NEW).json()
    listed = signing_up(browser)
    backend.delete(f"{ALLOWED}/{made['id']}")

    assert ([], []) == (before, listed)
    assert [("not_allowed_access", None)] == without == signing_up(browser, "may@engines.test")


def test_the_blocklist_counts_once_it_is_on(backend, browser):
    """Everybody at a domain, until the entry is gone."""
    made = backend.post(BLOCKED, identifier="*@engines.test").json()
    before = signing_up(browser, "first@engines.test")
    backend.patch("/v1/instance/restrictions", blocklist=True)
    blocked = signing_up(browser)
    gone = backend.delete(f"{BLOCKED}/{made['id']}").json()

    assert ([], [("not_allowed_access", None)]) == (before, blocked)
    assert {"object": "blocklist_identifier", "id": made["id"], "deleted": True} == gone
    assert [] == signing_up(browser)


def test_who_is_notified_gets_an_invitation(backend, world):
    """Its id is in the entry, its link in the mail."""
    made = backend.post(ALLOWED, identifier=NEW, notify=True).json()

    assert ["invitation"] == [it.kind for it in world.messages.where(to=NEW)]
    assert NEW == world.invitations[made["invitation_id"]].email_address


@pytest.mark.parametrize(
    ("path", "fields", "refusal"),
    [
        (ALLOWED, {}, (422, [("form_param_missing", "identifier")])),
        (ALLOWED, {"identifier": "nobody"}, (422, [("form_param_format_invalid", "identifier")])),
        (ALLOWED, {"identifier": "old@engines.test"}, (400, [("duplicate_record", "identifier")])),
        (
            ALLOWED,
            {"identifier": "*@a.test", "notify": True},
            (422, [("form_param_value_invalid", "notify")]),
        ),
        (BLOCKED, {"identifier": "OLD@engines.test"}, (400, [("duplicate_record", "identifier")])),
        (BLOCKED, {"identifier": "+1"}, (422, [("form_param_format_invalid", "identifier")])),
    ],
)
def test_what_is_no_entry_is_refused(backend, world, path, fields, refusal):
    """Malformed ones and those that are there; nothing is listed."""
    for each in (ALLOWED, BLOCKED):
        backend.post(each, identifier="old@engines.test")
    before = world.digest()
    reply = backend.post(path, **fields)

    assert refusal == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_lists_have_two_shapes(backend):
    """The allowlist is bare unless a page is asked for, the blocklist always a page; the newest first."""
    for name in "ab":
        backend.post(ALLOWED, identifier=f"{name}@engines.test")
        backend.post(BLOCKED, identifier=f"{name}@engines.test")
    page = backend.get(ALLOWED, paginated=True, limit=1).json()
    names = ["b@engines.test", "a@engines.test"]

    assert names == [it["identifier"] for it in backend.get(ALLOWED).json()]
    assert (names[:1], 2) == ([it["identifier"] for it in page["data"]], page["total_count"])
    assert names == [it["identifier"] for it in backend.get(BLOCKED).json()["data"]]


@pytest.mark.parametrize("path", [ALLOWED, BLOCKED])
def test_an_unknown_entry_cannot_be_deleted(backend, path):
    """404, as any unknown id."""
    assert (404, [("resource_not_found", None)]) == (
        (reply := backend.delete(f"{path}/x_1")).status_code,
        codes(reply),
    )
