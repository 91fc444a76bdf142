"""Which names the frameworks read their variables by, and which of them an app is made with. No values."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mockfapi.cli.failure import CommandError
from mockfapi.frozen import dataclass

AUTO, ALL = "auto", "all"
PUBLIC = (
    "CLERK_PUBLISHABLE_KEY",
    "CLERK_PROXY_URL",
    "CLERK_JS_URL",
    "CLERK_UI_URL",
    "CLERK_TELEMETRY_DISABLED",
    "CLERK_KEYLESS_DISABLED",
)
DISTRIBUTION = re.compile(r"\s*([A-Za-z0-9._-]+)")


@dataclass(frozen=True, slots=True)
class Framework:
    """One way to build an app. `marks` are the packages that tell it, `port` is where it listens by itself.

    `prefixes` come before the names of what a page may know. `others` are further names, each with the one
    whose value it has.
    """

    name: str
    marks: tuple[str, ...]
    port: int
    prefixes: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    python: bool = False


NUXT = tuple(
    (f"NUXT_{name}", name)
    for name in ("CLERK_SECRET_KEY", "CLERK_API_URL", "CLERK_JWT_KEY", "CLERK_WEBHOOK_SIGNING_SECRET")
)
# An app of the first ones often has packages of the later ones, too: the first that fits is it.
FRAMEWORKS = (
    Framework("next", ("next",), 3000, ("NEXT_PUBLIC_",)),
    Framework("nuxt", ("nuxt",), 3000, ("NUXT_PUBLIC_",), NUXT),
    Framework("astro", ("astro",), 4321, ("PUBLIC_",)),
    Framework(
        "sveltekit", ("@sveltejs/kit",), 5173, ("PUBLIC_",), (("PUBLIC_CLERK_API_URL", "CLERK_API_URL"),)
    ),
    Framework("remix", ("@remix-run/react", "@remix-run/dev"), 5173, (), (("CLERK_JS", "CLERK_JS_URL"),)),
    Framework("tanstack-start", ("@tanstack/react-start",), 3000, ("VITE_",)),
    Framework("react-router", ("@react-router/dev",), 5173, ("VITE_",)),
    Framework("expo", ("expo",), 8081, ("EXPO_PUBLIC_",)),
    Framework("gatsby", ("gatsby",), 8000, ("GATSBY_",)),
    Framework("react", ("react-scripts",), 3000, ("REACT_APP_",)),
    Framework("vite", ("vite",), 5173, ("VITE_",)),
    Framework("express", ("express", "@clerk/express"), 3000),
    Framework("fastify", ("fastify",), 3000),
    Framework("hono", ("hono",), 3000),
    Framework("fastapi", ("fastapi",), 8000, python=True),
    Framework("django", ("django",), 8000, python=True),
    Framework("flask", ("flask",), 5000, python=True),
)
NAMES = tuple(it.name for it in FRAMEWORKS)


def names_for(framework: Framework | None, values: Mapping[str, str]) -> dict[str, str]:
    """The variables under their own names and under those of a framework; of all frameworks if it is None."""
    found = dict(values)
    for it in FRAMEWORKS if framework is None else (framework,):
        for prefix in it.prefixes:
            found.update({f"{prefix}{name}": values[name] for name in PUBLIC if name in values})
        found.update({name: values[like] for name, like in it.others if like in values})
    return found


def chosen(name: str, folder: Path) -> Framework | None:
    """The framework that was named; for `auto` the one of the app in a folder, None where there is none."""
    if name == ALL:
        return None
    if name != AUTO:
        return next(it for it in FRAMEWORKS if it.name == name)
    javascript, python = set(packages(folder)), _distributions(folder)
    for it in FRAMEWORKS:
        if not set(it.marks).isdisjoint(python if it.python else javascript):
            return it
    return None


def packages(folder: Path) -> dict[str, str]:
    """The npm packages that the app in a folder asks for, with the versions it wants."""
    file = folder / "package.json"
    if not file.is_file():
        return {}
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as broken:
        raise CommandError(f"{file} cannot be read: {broken}") from None
    lists = (
        [content.get(it) for it in ("dependencies", "devDependencies")] if isinstance(content, dict) else []
    )
    return {str(name): str(wish) for it in lists if isinstance(it, dict) for name, wish in it.items()}


def _distributions(folder: Path) -> set[str]:
    """The Python packages that the app in a folder asks for."""
    import tomllib

    wishes: list[Any] = []
    try:
        if (file := folder / "pyproject.toml").is_file():
            project = tomllib.loads(file.read_text("utf-8"))
            wishes += project.get("project", {}).get("dependencies", [])
            wishes += project.get("tool", {}).get("poetry", {}).get("dependencies", {})
        if (file := folder / "requirements.txt").is_file():
            wishes += file.read_text("utf-8").splitlines()
    except (OSError, ValueError, AttributeError, TypeError) as broken:
        raise CommandError(f"{file} cannot be read: {broken}") from None
    named = (DISTRIBUTION.match(it) for it in wishes if isinstance(it, str))
    return {it[1].lower() for it in named if it is not None}
