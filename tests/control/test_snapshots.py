"""Snapshots over HTTP: take, list, restore, delete."""

from tests.control.conftest import refused
from tests.people import ADA, SIGN_INS, sign_in


def test_a_world_goes_back_to_a_snapshot_as_often_as_asked(control, house, browser, world):
    """Records, messages and clock are as they were; the snapshot stays and is not changed by what follows."""
    sign_in(browser)
    taken = control("POST", "/snapshots", name="signed-in")
    before = world.digest()
    for _ in range(2):
        control("POST", "/clock", advance=10_000)
        house.browser(world).post(SIGN_INS, identifier=ADA, strategy="email_code")

        assert before != world.digest()
        assert taken == control("POST", "/snapshots/signed-in/restore")
        assert (before, 0) == (world.digest(), control("GET", "/clock")["offset"])


def test_snapshots_are_listed_with_the_one_of_the_beginning(control):
    """Without a name they are counted; each tells how far the journal had come."""
    control("POST", "/snapshots")
    control("POST", "/snapshots", name="later")
    control("POST", "/snapshots")
    page = control("GET", "/snapshots")

    assert ["opened", "snapshot-1", "later", "snapshot-2"] == [it["name"] for it in page["data"]]
    assert (4, {"default"}) == (page["total_count"], {it["world"] for it in page["data"]})


def test_a_deleted_snapshot_is_gone(control):
    """Restoring it is a 404; its name is free again."""
    taken = control("POST", "/snapshots", name="here")

    assert taken == control("DELETE", "/snapshots/here")
    assert (404, "resource_not_found", None) == refused(control("POST", "/snapshots/here/restore"))
    assert (404, "resource_not_found", None) == refused(control("DELETE", "/snapshots/here"))
    assert taken == control("POST", "/snapshots", name="here")


def test_the_beginning_is_kept(control, world):
    """`opened` can neither be replaced nor deleted, or a reset would lead nowhere."""
    before = world.digest()

    assert (409, "name_taken", "name") == refused(control("POST", "/snapshots", name="opened"))
    assert (409, "not_removable", None) == refused(control("DELETE", "/snapshots/opened"))

    control("POST", "/snapshots/opened/restore")

    assert before == world.digest()


def test_snapshots_belong_to_their_world(control):
    """Another world does not know them."""
    control("POST", "/worlds", name="shop")
    control("POST", "/snapshots", world="shop", name="here")

    assert (404, "resource_not_found", None) == refused(control("POST", "/snapshots/here/restore"))
