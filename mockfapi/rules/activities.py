"""Devices and places of sessions: what a user agent says, and where an address for documentation would be."""

from mockfapi.frozen import dataclass
from mockfapi.world.records import Activity

SYSTEMS = {"Mac OS X": "Macintosh"}
HANDHELD = ("iOS", "Android", "Windows Phone")
# The networks that RFC 5737 and RFC 3849 set aside for examples; all other addresses are nowhere.
PLACES = {
    "192.0.2.": ("Lisbon", "PT"),
    "198.51.100.": ("Toronto", "CA"),
    "203.0.113.": ("Wellington", "NZ"),
    "2001:db8:": ("Reykjavik", "IS"),
}


@dataclass(frozen=True, slots=True)
class Device:
    """What a user agent says of its device. None is not known."""

    type: str | None = None
    is_mobile: bool = False
    browser_name: str | None = None
    browser_version: str | None = None


def device(it: Activity | None) -> Device:
    """The device of an activity; an unknown one where there was no user agent or a strange one."""
    if it is None or not it.user_agent:
        return Device()
    from ua_parser import parse

    found = parse(it.user_agent)
    system = found.os.family if found.os else None
    browser = found.user_agent
    mobile = system in HANDHELD
    kind = found.device.family if found.device and mobile else SYSTEMS.get(system or "", system)
    parts = (browser.major, browser.minor, browser.patch, browser.patch_minor) if browser else ()
    version = ".".join(it for it in parts if it is not None)
    return Device(kind, mobile, browser.family if browser else None, version or None)


def place(it: Activity | None) -> tuple[str, str] | None:
    """City and country of an activity; None for every address but those for documentation."""
    address = "" if it is None else it.ip_address or ""
    return next((found for prefix, found in PLACES.items() if address.startswith(prefix)), None)
