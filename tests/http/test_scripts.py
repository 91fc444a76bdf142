"""Scripts out of node_modules: Clerk's packages, their dist, and nothing else of the machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mockfapi.app import App
from mockfapi.http.scripts import Scripts

BROWSER = "dist/clerk.browser.js"


def install(node_modules: Path, name: str, version: str, **files: str) -> Path:
    """A package, with files of dist by their names."""
    folder = node_modules / "@clerk" / name
    (folder / "dist").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"name": f"@clerk/{name}", "version": version}))
    for file, content in {"clerk.browser.js": f"// {version}", **files}.items():
        (folder / "dist" / file).write_text(content)
    return folder


@pytest.fixture
def app(tmp_path: Path) -> App:
    """A mock beside an app with clerk-js 5.128.0."""
    install(
        tmp_path / "shop/node_modules", "clerk-js", "5.128.0", **{"17_chunk.js": "17", "style.css": "a{}"}
    )
    made = App()
    made.open_world()
    made.reception.scripts = Scripts.near(tmp_path / "shop")
    return made


def said(reply) -> str:
    return reply.json()["errors"][0]["long_message"]


@pytest.mark.parametrize("version", ["@5", "@5.128", "@5.128.0", "@latest", "@canary", ""])
def test_versions_that_are_installed(app: App, version: str) -> None:
    """A major version, more of it, a tag, or none: what is installed is served, and is asked for again."""
    reply = app.browser().get(f"/npm/@clerk/clerk-js{version}/{BROWSER}")

    assert (200, b"// 5.128.0") == (reply.status_code, reply.answer.body)
    assert "text/javascript; charset=utf-8" == reply.headers["content-type"]
    assert "no-cache" == reply.answer.keeping


@pytest.mark.parametrize("version", ["6", "5.127.0", "5.12", "51"])
def test_another_version_is_told(app: App, version: str) -> None:
    """404 that says which is installed, and what to do."""
    reply = app.browser().get(f"/npm/@clerk/clerk-js@{version}/{BROWSER}")

    assert 404 == reply.status_code
    assert "@clerk/clerk-js 5.128.0 is installed" in said(reply)
    assert f"install @clerk/clerk-js@{version}, or ask for 5" in said(reply)


def test_chunks_and_styles_have_their_types(app: App) -> None:
    """Chunks lie beside the script; browsers take a style only by its type."""
    here = "/npm/@clerk/clerk-js@5/dist/"
    chunk, style = (app.browser().get(here + it) for it in ("17_chunk.js", "style.css"))

    assert (b"17", b"a{}") == (chunk.answer.body, style.answer.body)
    assert "text/css; charset=utf-8" == style.headers["content-type"]


def test_what_a_browser_has_is_not_sent_again(app: App, tmp_path: Path) -> None:
    """304 for the tag of the file; another file has another."""
    browser, path = app.browser(), f"/npm/@clerk/clerk-js@5/{BROWSER}"
    tag = browser.get(path).headers["etag"]
    same = browser.request("GET", path, headers={"if-none-match": f'W/"x", {tag}'})
    (tmp_path / "shop/node_modules/@clerk/clerk-js" / BROWSER).write_text("// patched by hand")
    other = browser.request("GET", path, headers={"if-none-match": tag})

    assert (304, b"", tag) == (same.status_code, same.answer.body, same.headers["etag"])
    assert (200, b"// patched by hand") == (other.status_code, other.answer.body)


def test_pages_of_any_origin_may_load_them(app: App) -> None:
    """Script tags of the SDKs ask with CORS, without credentials."""
    reply = app.browser(origin="http://localhost:5173").get(f"/npm/@clerk/clerk-js@5/{BROWSER}")

    assert "http://localhost:5173" == reply.headers["access-control-allow-origin"]


OUTSIDE = [
    "/npm/@clerk/clerk-js@5/package.json",
    "/npm/@clerk/clerk-js@5/dist/../package.json",
    "/npm/@clerk/clerk-js@5/dist/..%2Fpackage.json",
    "/npm/@clerk/clerk-js@5/dist/%2e%2e/package.json",
    "/npm/@clerk/clerk-js@5/dist/..%5Cpackage.json",
    "/npm/@clerk/..%2F..%2F..%2Fsecret@1/dist/clerk.browser.js",
    "/npm/@clerk/../react/dist/index.js",
    "/npm/react@18/dist/index.js",
    "/npm/@clerk/clerk-js@5/dist/secret.txt",
    "/npm/@clerk/clerk-js@5/dist/linked.js",
    "/npm/@clerk/clerk-js@5/dist/folder/linked.js",
    "/npm/@clerk/clerk-js@5/dist/.hidden.js",
    "/npm/@clerk/clerk-js@5/dist",
    "/npm/@clerk/clerk-js@5/dist/folder",
    "/npm/@clerk/clerk-js@5/dist/no\x00.js",
    "/npm/@clerk/clerk-js@5",
    "/npm/@clerk/clerk-js@5@6/dist/clerk.browser.js",
    "/npm/@clerk",
    "/npm",
]


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_else_is_served(app: App, tmp_path: Path, path: str) -> None:
    """No way up, no link out of dist, no file of another kind, no package of somebody else's."""
    dist = tmp_path / "shop/node_modules/@clerk/clerk-js/dist"
    outside = tmp_path / "secrets"
    outside.mkdir()
    for it in (outside / "linked.js", dist / "secret.txt", dist / ".hidden.js"):
        it.write_text("secret")
    (dist / "linked.js").symlink_to(outside / "linked.js")
    (dist / "folder").symlink_to(outside)
    reply = app.browser().get(path)

    assert 404 == reply.status_code
    assert b"secret" not in reply.answer.body.replace(path.encode(), b"").replace(b"secret.txt", b"")


def test_links_of_package_managers_are_followed(tmp_path: Path) -> None:
    """pnpm keeps packages elsewhere and links to them; a link to another package is none of Clerk's."""
    store = tmp_path / "node_modules/.pnpm/@clerk+clerk-js@6.1.0/node_modules"
    install(store, "clerk-js", "6.1.0")
    (tmp_path / "node_modules/@clerk").mkdir()
    (tmp_path / "node_modules/@clerk/clerk-js").symlink_to(store / "@clerk/clerk-js")
    (tmp_path / "node_modules/@clerk/ui").symlink_to(store / "@clerk/clerk-js")
    scripts = Scripts.near(tmp_path)

    assert "6.1.0" == scripts.package("clerk-js").version
    assert scripts.package("ui") is None


def test_what_pnpm_hoists_is_found(tmp_path: Path) -> None:
    """clerk-js that only another package asked for lies in a node_modules within; one's own comes first."""
    install(tmp_path / "node_modules/.pnpm/node_modules", "clerk-js", "6.1.0")
    scripts = Scripts.near(tmp_path)
    hoisted = scripts.package("clerk-js")
    install(tmp_path / "node_modules", "clerk-js", "5.128.0")

    assert "6.1.0" == hoisted.version
    assert ["5.128.0", "6.1.0"] == [scripts.package("clerk-js", it).version for it in (None, "6")]


@pytest.mark.parametrize("named", ["", "node_modules", "node_modules/@clerk", "node_modules/@clerk/clerk-js"])
def test_a_folder_is_named_as_one_likes(tmp_path: Path, named: str) -> None:
    """The app, its node_modules, the packages of Clerk, or one of them: never anything above."""
    install(tmp_path / "node_modules", "backend", "3.0.0")
    install(tmp_path / "shop/node_modules", "clerk-js", "5.128.0")
    scripts = Scripts.named(tmp_path / "shop" / named)

    assert "5.128.0" == scripts.package("clerk-js").version
    assert scripts.package("backend") is None


@pytest.mark.parametrize(
    "path", ["../ui/dist/ui.js", "dist/no\0.js", "dist", "", "dist/linked.js", "/etc/hosts"]
)
def test_files_of_a_package_lie_in_it(tmp_path: Path, path: str) -> None:
    """Whatever is asked for: no way up, no link out, no folder."""
    folder = install(tmp_path, "clerk-js", "5.128.0")
    install(tmp_path, "ui", "1.0.0", **{"ui.js": "//"})
    (folder / "dist/linked.js").symlink_to(tmp_path / "@clerk/ui/dist/ui.js")
    package = Scripts.named(tmp_path).package("clerk-js")

    assert package.file(path) is None
    assert (folder / BROWSER).resolve() == package.file(BROWSER)


def test_folders_above_are_searched_for_the_version(app: App, tmp_path: Path) -> None:
    """As in a monorepo: the nearest one that fits; what is installed meanwhile counts."""
    (tmp_path / "node_modules").mkdir()
    app.reception.scripts = Scripts.near(tmp_path / "shop")
    install(tmp_path / "node_modules", "clerk-js", "6.40.0")
    bodies = [
        app.browser().get(f"/npm/@clerk/clerk-js@{it}/{BROWSER}").answer.body for it in ("5", "6", "latest")
    ]

    assert [b"// 5.128.0", b"// 6.40.0", b"// 5.128.0"] == bodies


@pytest.mark.parametrize("content", ["", "[]", '{"name": "evil"}', "{" * 5000])
def test_a_broken_package_is_none(app: App, tmp_path: Path, content: str) -> None:
    """404, whatever lies there in its place."""
    (tmp_path / "shop/node_modules/@clerk/clerk-js/package.json").write_text(content)
    reply = app.browser().get(f"/npm/@clerk/clerk-js@5/{BROWSER}")

    assert 404 == reply.status_code
    assert "npm install --save-dev @clerk/clerk-js@5" in said(reply)


def test_without_a_folder_there_is_advice() -> None:
    """A server that was told of no folder says how it would be."""
    bare = App()
    bare.open_world()
    reply = bare.browser().get(f"/npm/@clerk/clerk-js@6/{BROWSER}")

    assert 404 == reply.status_code
    assert "start the mock with --npm FOLDER" in said(reply)


def test_only_reading(app: App) -> None:
    """405 names what is allowed; HEAD is GET without a body."""
    reply = app.browser().post(f"/npm/@clerk/clerk-js@5/{BROWSER}")
    head = app.browser().request("HEAD", f"/npm/@clerk/clerk-js@5/{BROWSER}")

    assert (405, 200) == (reply.status_code, head.status_code)
    assert "GET, HEAD" in said(reply)
