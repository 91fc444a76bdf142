"""Which edition of clerk-js an app's page loads, and whether it is installed. Serving it: `http.scripts`."""

from pathlib import Path

from mockfapi.cli import frameworks
from mockfapi.cli.failure import CommandError
from mockfapi.frozen import dataclass
from mockfapi.http.scripts import SCOPE, Scripts

# What goes into pages comes with a loader of clerk-js; this goes elsewhere, or is what is loaded.
NO_LOADERS = ("backend", "clerk-js", "localizations", "shared", "testing", "themes", "types", "ui")
# The part that all of Clerk's packages share has the loader: by its major version, the one of clerk-js.
LOADED = {"2": "5", "3": "5", "4": "6"}
UI_SINCE, UI = 6, "1"


@dataclass(frozen=True, slots=True)
class Client:
    """The scripts that pages of an app want. `missing` are the packages to install for them."""

    clerk_js: str
    ui: str | None
    missing: tuple[str, ...]


def scripts_in(folder: Path) -> Scripts:
    """The scripts of an app by its folder, or by its node_modules. CommandError where there is none."""
    if not folder.is_dir():
        raise CommandError(f"--npm: there is no folder {folder}")
    found = Scripts.near(folder)
    if not found.places:
        raise CommandError(f"--npm: there is no node_modules in {folder} or above; npm install makes one")
    return found


def urls(client: Client | None, base: str) -> dict[str, str]:
    """The variables that name the scripts at a mock; none where there is no client."""
    if client is None:
        return {}
    found = {"CLERK_JS_URL": f"{base}/npm/{SCOPE}/clerk-js@{client.clerk_js}/dist/clerk.browser.js"}
    if client.ui is not None:
        found["CLERK_UI_URL"] = f"{base}/npm/{SCOPE}/ui@{client.ui}/dist/ui.browser.js"
    return found


def client_of(folder: Path, scripts: Scripts) -> Client | None:
    """What pages of the app in a folder load; None where the app has nothing of Clerk's."""
    installed, loaded = scripts.package("clerk-js"), _loaded(folder, scripts)
    if installed is None and not loaded:
        return None
    # Where packages of both editions lie about, the one that is installed is meant.
    major = installed.major if installed and installed.major in (loaded or [installed.major]) else loaded[-1]
    has_ui = major.isdigit() and int(major) >= UI_SINCE
    wanted = [("clerk-js", major), *([("ui", UI)] if has_ui else [])]
    missing = (f"{SCOPE}/{name}@{version}" for name, version in wanted if not _has(scripts, name, version))
    return Client(major, UI if has_ui else None, tuple(missing))


def _has(scripts: Scripts, name: str, version: str) -> bool:
    found = scripts.package(name, version)
    return found is not None and found.fits(version)


def _loaded(folder: Path, scripts: Scripts) -> list[str]:
    """The major versions that the app's packages load, oldest first: what the loader says that they use."""
    found = set()
    for name in frameworks.packages(folder):
        scope, _, short = name.partition("/")
        if scope != SCOPE or short in NO_LOADERS:
            continue
        package = scripts.package(short)
        shared = None if package is None else Scripts.near(package.folder).package("shared")
        if shared is not None and shared.major in LOADED:
            found.add(LOADED[shared.major])
    return sorted(found)
