"""Devices and places: what a user agent says, and which addresses are somewhere."""

import pytest

from mockfapi.rules import activities
from mockfapi.rules.activities import Device
from mockfapi.world.records import Activity

CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36",
            Device("Macintosh", False, "Chrome", "126.0.0.0"),
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) {APPLE} Mobile/15E148 Safari/604.1",
            Device("iPhone", True, "Mobile Safari", "17.5"),
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
            Device("Windows", False, "Firefox", "127.0"),
        ),
        ("strange", Device()),
        ("", Device()),
        (None, Device()),
    ],
)
def test_a_user_agent_tells_the_device(user_agent: str | None, device: Device) -> None:
    """As far as it can be read."""
    assert device == activities.device(Activity("sess_activity_1", user_agent))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.1", ("Lisbon", "PT")),
        ("203.0.113.77", ("Wellington", "NZ")),
        ("2001:db8::1", ("Reykjavik", "IS")),
        ("127.0.0.1", None),
        ("8.8.8.8", None),
        (None, None),
    ],
)
def test_addresses_for_documentation_are_somewhere(address: str | None, place: object) -> None:
    """All others are nowhere: no data about real ones is carried along."""
    assert place == activities.place(Activity("sess_activity_1", None, address))


def test_a_session_without_activity_has_no_device() -> None:
    """Nothing is made up."""
    assert (Device(), None) == (activities.device(None), activities.place(None))
