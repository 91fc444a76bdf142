"""The names by which frameworks read their variables, and how an app's framework is found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockfapi.cli import clients, frameworks
from mockfapi.cli.failure import CommandError
from mockfapi.http.scripts import Scripts
from tests.cli.test_env import variables
from tests.http.test_scripts import install

# What their SDKs read, by what was found in their published packages.
READ = {
    "next": {
        "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY",
        "NEXT_PUBLIC_CLERK_PROXY_URL",
        "CLERK_SECRET_KEY",
        "CLERK_API_URL",
    },
    "nuxt": {
        "NUXT_PUBLIC_CLERK_PROXY_URL",
        "NUXT_CLERK_SECRET_KEY",
        "NUXT_CLERK_API_URL",
        "NUXT_CLERK_JWT_KEY",
    },
    "astro": {"PUBLIC_CLERK_PUBLISHABLE_KEY", "PUBLIC_CLERK_PROXY_URL", "CLERK_SECRET_KEY", "CLERK_API_URL"},
    "sveltekit": {"PUBLIC_CLERK_PUBLISHABLE_KEY", "PUBLIC_CLERK_API_URL", "CLERK_SECRET_KEY"},
    "remix": {"CLERK_PUBLISHABLE_KEY", "CLERK_PROXY_URL", "CLERK_SECRET_KEY"},
    "tanstack-start": {"VITE_CLERK_PUBLISHABLE_KEY", "VITE_CLERK_PROXY_URL", "CLERK_SECRET_KEY"},
    "react-router": {"VITE_CLERK_PUBLISHABLE_KEY", "VITE_CLERK_PROXY_URL", "CLERK_SECRET_KEY"},
    "expo": {"EXPO_PUBLIC_CLERK_PUBLISHABLE_KEY", "EXPO_PUBLIC_CLERK_PROXY_URL"},
    "gatsby": {"GATSBY_CLERK_PUBLISHABLE_KEY"},
    "react": {"REACT_APP_CLERK_PUBLISHABLE_KEY", "REACT_APP_CLERK_PROXY_URL"},
    "vite": {"VITE_CLERK_PUBLISHABLE_KEY", "VITE_CLERK_PROXY_URL"},
    **{
        name: {"CLERK_PUBLISHABLE_KEY", "CLERK_SECRET_KEY", "CLERK_API_URL", "CLERK_JWT_KEY"}
        for name in ("express", "fastify", "hono", "fastapi", "django", "flask")
    },
}


@pytest.mark.parametrize("name", frameworks.NAMES)
def test_env_prints_what_a_framework_reads(run, name: str) -> None:
    """Its names are there, no page name of another framework's is, and no secret has a public name."""
    found = variables(run("env", "--framework", name))
    own = next(it for it in frameworks.FRAMEWORKS if it.name == name)
    prefixes = {it.removesuffix("CLERK_PUBLISHABLE_KEY") for it in found if it.endswith("_PUBLISHABLE_KEY")}

    assert READ[name] <= set(found)
    assert {"", *own.prefixes} == prefixes
    assert not [it for it in found if "SECRET" in it and "PUBLIC" in it]


@pytest.mark.parametrize(
    "framework", [it for it in frameworks.FRAMEWORKS if not it.python], ids=lambda it: it.name
)
def test_javascript_apps_are_known_by_their_packages(tmp_path: Path, framework) -> None:
    """Also among packages of development, and beside Vite and Express."""
    listed = {"dependencies": {framework.marks[0]: "1"}, "devDependencies": {"typescript": "5"}}
    (tmp_path / "package.json").write_text(json.dumps(listed))

    assert framework == frameworks.chosen("auto", tmp_path)


@pytest.mark.parametrize(
    ("file", "text", "name"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["fastapi[standard]>=0.115", "httpx"]', "fastapi"),
        ("pyproject.toml", '[tool.poetry.dependencies]\nDjango = "^5"', "django"),
        ("requirements.txt", "# web\nFlask==3.0\n", "flask"),
        ("package.json", '{"dependencies": {"lodash": "4"}}', None),
        ("package.json", '["next"]', None),
        ("pyproject.toml", '[project]\nname = "fastapi"', None),
    ],
)
def test_apps_are_known_by_what_they_ask_for(tmp_path: Path, file: str, text: str, name: str | None) -> None:
    """In each of the lists that people keep; a list of other things tells nothing."""
    (tmp_path / file).write_text(text)
    found = frameworks.chosen("auto", tmp_path)

    assert name == (found and found.name)


def test_the_closer_framework_wins(tmp_path: Path) -> None:
    """Next.js apps have React, Astro ones have Vite."""
    (tmp_path / "package.json").write_text('{"devDependencies": {"vite": "6", "astro": "5", "express": "5"}}')

    assert "astro" == frameworks.chosen("auto", tmp_path).name


@pytest.mark.parametrize("text", ["{", "[project", "[project]\ndependencies = 1"])
def test_a_broken_list_is_told(tmp_path: Path, text: str) -> None:
    """Which file it is."""
    name = "package.json" if text == "{" else "pyproject.toml"
    (tmp_path / name).write_text(text)

    with pytest.raises(CommandError, match=f"{name} cannot be read"):
        frameworks.chosen("auto", tmp_path)


def app(folder: Path, *sdks: tuple[str, str], **installed: str) -> clients.Client | None:
    """What the pages of an app load that asks for SDKs, each with the version of its loader."""
    for name, shared in sdks:
        install(install(folder / "node_modules", name, "1.0.0") / "node_modules", "shared", shared)
    for name, version in installed.items():
        install(folder / "node_modules", name.replace("_", "-"), version)
    (folder / "package.json").write_text(
        json.dumps({"dependencies": {f"@clerk/{it}": "*" for it, _ in sdks}})
    )
    return clients.client_of(folder, Scripts.near(folder))


def test_the_scripts_follow_from_the_loader(tmp_path: Path) -> None:
    """Version 5 has its own pages inside, version 6 loads them; what is missing is named."""
    five = app(tmp_path / "five", ("clerk-react", "3.48.0"), clerk_js="5.128.0")
    six = app(tmp_path / "six", ("react", "4.41.0"), clerk_js="5.128.0")
    both = app(tmp_path / "both", ("clerk-react", "3.1.0"), ("react", "4.1.0"), clerk_js="6.1.0", ui="1.2.0")

    assert clients.Client("5", None, ()) == five
    assert clients.Client("6", "1", ("@clerk/clerk-js@6", "@clerk/ui@1")) == six
    assert clients.Client("6", "1", ()) == both


def test_apps_without_pages_load_nothing(tmp_path: Path) -> None:
    """Nothing of Clerk's, or only what servers use; clerk-js by itself is loaded as it is."""
    (tmp_path / "node_modules").mkdir()

    assert app(tmp_path) is None
    assert app(tmp_path, ("backend", "4.0.0")) is None
    assert clients.Client("6", "1", ("@clerk/ui@1",)) == app(tmp_path, clerk_js="6.40.0")


def test_env_adds_the_scripts(run, tmp_path: Path) -> None:
    """At the mock that serves them, under the names of the framework; https if it speaks that."""
    (tmp_path / "app").mkdir()
    app(tmp_path / "app", clerk_js="6.40.0", ui="1.36.0")
    found = variables(run("env", "--https", "--framework", "next", "--npm", str(tmp_path / "app")))
    base = "https://127.0.0.1:4010/npm/@clerk"

    assert f"{base}/clerk-js@6/dist/clerk.browser.js" == found["NEXT_PUBLIC_CLERK_JS_URL"]
    assert f"{base}/ui@1/dist/ui.browser.js" == found["NEXT_PUBLIC_CLERK_UI_URL"]
    assert "https://127.0.0.1:4010" == found["CLERK_API_URL"]


def test_a_folder_without_packages_is_told(run, tmp_path: Path) -> None:
    """For `serve` and `env` alike."""
    outcomes = [run(it, "--npm", str(tmp_path)) for it in ("serve", "env")]

    assert [2, 2] == [it.code for it in outcomes]
    assert all("there is no node_modules in" in it.err for it in outcomes)
