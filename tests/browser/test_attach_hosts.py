"""What attached pages ask of which host: scripts, strangers, portals, telemetry; and when a world is over."""

from __future__ import annotations

import asyncio
import json
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

import mockfapi
from mockfapi import Clerk
from mockfapi.clerk.browsing import stand_ins

from . import pages
from .conftest import BINARIES, FLAGS, FOREIGN
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Attach = Callable[..., Visitor]
CLIENT_JS = "https://quick-finch-42.clerk.accounts.dev/npm/@clerk/clerk-js"
FETCH = """async ([url, how]) => {
  const answer = await fetch(url, how);
  return [answer.status, answer.headers.get("content-type"), await answer.text()];
}"""


def key_of(host: str, kind: str = "test") -> str:
    return f"pk_{kind}_{b64encode(f'{host}$'.encode()).decode()}"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page of a site of this machine."""
    with pages.serve(pages.Site(FOREIGN, None, {}), "localhost") as origin, chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{origin}/nothing")
        yield page


@pytest.fixture
def said(page: Page) -> list[str]:
    """What goes wrong on the page, as its console tells."""
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def fetched(page: Page, url: str, **how: Any) -> Any:
    return page.evaluate(FETCH, [url, how])


def run_script(page: Page, url: str) -> None:
    page.evaluate(
        """([src, key]) => new Promise((onload, onerror) => {
          const it = document.createElement("script");
          it.dataset.clerkPublishableKey = key;
          document.head.append(Object.assign(it, { src, onload, onerror, crossOrigin: "anonymous" }));
        })""",
        [url, FOREIGN],
    )


@pytest.mark.clerk(scenario="one_user")
def test_hosts_that_are_no_api_have_stand_ins(clerk: Clerk, page: Page) -> None:
    """Pictures are pictures, telemetry is taken and not read, backend calls need the key of this world."""
    clerk.attach(page)
    telemetry = fetched(page, "https://clerk-telemetry.com/v1/event", method="POST", body="{}")
    picture = fetched(page, "https://img.clerk.com/static/google.svg")
    backend = fetched(
        page, "https://api.clerk.com/v1/users/count", headers={"authorization": f"Bearer {clerk.secret_key}"}
    )

    assert [202, 200, 200] == [telemetry[0], picture[0], backend[0]]
    assert "image/svg+xml" == picture[1]
    assert 1 == json.loads(backend[2])["total_count"]
    assert ["Users_getTotalCount"] == [it.operation_id for it in clerk.calls()]


def test_popups_belong_to_the_browser(clerk: Clerk, page: Page) -> None:
    """From their first request on, which is no page's yet."""
    clerk.attach(page)
    with page.expect_popup() as opened:
        page.evaluate("window.open('https://quick-finch-42.clerk.accounts.dev/v1/health')")
    opened.value.wait_for_load_state()

    assert ["getHealth"] == [it.operation_id for it in clerk.calls()]
    assert "https://quick-finch-42.clerk.accounts.dev/v1/health" == opened.value.url


def test_scripts_come_from_the_folder_of_the_app(
    clerk: Clerk, page: Page, modules: Mapping[str, Path], said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By major, exact version, tag or none; of any host of packages; found above where the tests run."""
    (inner := modules["v5"] / "tests" / "browser").mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(inner)
    clerk.attach(page)
    file = "/dist/clerk.browser.js"
    urls = [f"{CLIENT_JS}{it}{file}" for it in ("@5", "@5.1.0", "@latest", "", "@%5E5.2.0")]
    urls += [
        f"https://cdn.jsdelivr.net/npm/@clerk/clerk-js@5{file}",
        f"https://unpkg.com/@clerk/clerk-js@5{file}",
        "https://unpkg.com/@clerk/clerk-js@5",
    ]
    content = (modules["v5"] / "node_modules/@clerk/clerk-js/dist/clerk.browser.js").read_text("utf-8")

    assert {200} == {fetched(page, it)[0] for it in urls}
    assert {content} == {fetched(page, it)[2] for it in urls}
    run_script(page, urls[0])
    assert "function" == page.evaluate("typeof Clerk.load")
    assert [] == said


def test_scripts_that_are_not_there_say_so_in_the_page(
    clerk: Clerk, page: Page, modules: Mapping[str, Path], said: list[str]
) -> None:
    """Not installed, of another major, no such file, out of the folder: with what to do about it."""
    attachment = clerk.attach(page, scripts=modules["v5"])
    run_script(page, f"{CLIENT_JS}@6/dist/clerk.browser.js")
    run_script(page, "https://quick-finch-42.clerk.accounts.dev/npm/@clerk/ui@1/dist/ui.browser.js")
    missing = fetched(page, f"{CLIENT_JS}@5/dist/nothing.js")
    outside = fetched(page, f"{CLIENT_JS}@5/%2e%2e%2f%2e%2e%2fpackage.json")
    odd = fetched(page, f"{CLIENT_JS}@5/dist/no%00.js")

    assert "asks for @clerk/clerk-js@6, but" in said[0]
    assert "`npm install -D @clerk/clerk-js@6`" in said[0]
    assert "@clerk/ui is not installed in" in said[1]
    assert [404, 404, 404] == [missing[0], outside[0], odd[0]]
    assert 5 == len(attachment.refused)


def test_packages_of_pnpm_are_found(
    clerk: Clerk, page: Page, modules: Mapping[str, Path], tmp_path: Path
) -> None:
    """They lie elsewhere, behind a link; a folder that is one package is fine as well."""
    store = tmp_path / "store/clerk-js"
    shutil.copytree(modules["v6"] / "node_modules/@clerk/clerk-js", store)
    shelf = tmp_path / "app/node_modules/.pnpm/node_modules/@clerk"
    shelf.mkdir(parents=True)
    (shelf / "clerk-js").symlink_to(store)
    statuses = []
    for folder in (tmp_path / "app", tmp_path / "app/node_modules", store):
        clerk.attach(page, scripts=folder)
        statuses.append(fetched(page, f"{CLIENT_JS}@6/dist/clerk.browser.js")[0])

    assert [200, 200, 200] == statuses


@pytest.mark.parametrize(
    "told", ["clerk.acme.test", key_of("clerk.acme.test"), "https://app.acme.test/__clerk"]
)
def test_other_hosts_are_named(clerk: Clerk, page: Page, told: str) -> None:
    """A host, a key or a proxy; what the page is told then leads to where it asked."""
    attachment = clerk.attach(page, frontend_api=told)
    base = told if "/" in told else "https://clerk.acme.test"
    told_of = fetched(page, f"{base}/.well-known/openid-configuration")

    assert base == attachment.url
    assert [f"{base}/.well-known/jwks.json"] == [json.loads(told_of[2])["jwks_uri"]]


def test_production_is_refused(clerk: Clerk, page: Page, said: list[str]) -> None:
    """A page that was built for a host that nobody named gets no answer, and asks nobody else."""
    attachment = clerk.attach(page)
    asked = fetched(page, "https://clerk.acme.test/v1/client?_clerk_js_version=6.40.0")
    run_script(page, "https://clerk.acme.test/npm/@clerk/clerk-js@6/dist/clerk.browser.js")

    assert 421 == asked[0]
    assert "which is no development instance" in json.loads(asked[2])["errors"][0]["long_message"]
    assert ["clerk.attach(page, frontend_api='clerk.acme.test')" in it for it in said] == [True]
    assert 2 == len(attachment.refused)
    with pytest.raises(ValueError, match="is the publishable key of a production instance"):
        clerk.attach(page, frontend_api=key_of("clerk.acme.test", "live"))


@pytest.mark.parametrize(
    ("how", "error", "told"),
    [
        ({"frontend_api": "no host"}, ValueError, "frontend_api 'no host' is none: say a publishable key"),
        ({"frontend_api": "pk_test_@@"}, ValueError, "is none"),
        ({"scripts": "/nowhere"}, ValueError, "scripts '/nowhere' holds no package of Clerk"),
        ({"script": "/nowhere"}, TypeError, "did you mean 'scripts'"),
    ],
)
def test_wrong_words_change_nothing(clerk: Clerk, page: Page, how: Any, error: Any, told: str) -> None:
    """The page stays as it was."""
    attachment = clerk.attach(page)
    with pytest.raises(error, match=told):
        clerk.attach(page, **how)

    assert attachment.is_open
    assert 200 == fetched(page, "https://quick-finch-42.clerk.accounts.dev/v1/environment")[0]
    with pytest.raises(TypeError, match="is no page of Playwright"):
        clerk.attach("https://localhost")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="give a page, not its context"):
        clerk.user("ada@engines.test").sign_in(page.context)  # type: ignore[call-overload]


def test_the_rest_of_the_web_is_left_alone(clerk: Clerk, page: Page) -> None:
    """Routes of the test itself go on, and so do pages of other hosts."""
    page.route(
        "https://shop.test/**",
        lambda route: route.fulfill(body="open", headers={"access-control-allow-origin": "*"}),
    )
    clerk.attach(page)

    assert "open" == fetched(page, "https://shop.test/v1/verify?token=1")[2]
    with pytest.raises(Exception, match="Failed to fetch"):
        fetched(page, "https://clerk.com/docs")
    assert 200 == fetched(page, page.url.replace("/nothing", "/v5"))[0]


def test_a_closed_world_answers_nobody(page: Page) -> None:
    """Its pages are told so and leave nothing to the network, until another world takes them."""
    url = "https://quick-finch-42.clerk.accounts.dev/v1/environment"
    with mockfapi.world(name="first") as clerk, mockfapi.world(name="second") as other:
        attachment = clerk.attach(page)
        assert attachment is clerk.attach(page.context)
        with pytest.raises(ValueError, match="is attached to the world 'first'"):
            other.attach(page)
    over = fetched(page, url)
    with pytest.raises(RuntimeError, match="the world 'first' is closed"):
        clerk.attach(page)
    with mockfapi.world() as clerk:
        clerk.attach(page)
        anew = fetched(page, url)
        clerk.attach(page).detach()
        with pytest.raises(Exception, match="Failed to fetch"):
            fetched(page, url)

    assert (503, 200) == (over[0], anew[0])
    assert "the world 'first' is closed" in over[2]


@pytest.mark.clerk(scenario="one_user")
def test_the_account_portal_signs_in(clerk: Clerk, attached: Attach, ada: Persona) -> None:
    """Apps without pages of their own send people there; they come back signed in."""
    visitor = attached(clerk)
    visitor.open()
    portal = "https://quick-finch-42.accounts.dev/sign-in"
    visitor.page.goto(visitor.run(f"Clerk.buildUrlWithAuth('{portal}?redirect_url=' + location.href)"))
    visitor.identify(ada.email)
    visitor.enter(password=ada.password)

    assert ada.email == visitor.arrive_home()


def test_where_nobody_can_be_redirected_a_page_leads_on(page: Page) -> None:
    """For browsers other than Chromium: scripts or not, whatever is in the address."""
    there = f"{page.url}?a=1&b=%22%3E%3Cscript%3E"
    page.route(
        "https://hop.test/",
        lambda route: route.fulfill(body=stand_ins.hop(there).body, content_type="text/html"),
    )
    page.goto("https://hop.test/")
    page.wait_for_url(there)

    assert there == page.url


@pytest.mark.clerk(scenario="one_user")
def test_the_async_api_is_awaited(clerk: Clerk, modules: Mapping[str, Path], ada: Persona) -> None:
    """Everything as in the other one: attaching, signing in and out, faults that last, the end."""
    person, seen = clerk.user(ada.email), list[Any]()

    async def journey() -> None:
        from playwright.async_api import async_playwright

        binary = next(filter(None, map(shutil.which, BINARIES)))
        with pages.serve(pages.Site(FOREIGN, None, {}), "localhost") as origin:
            async with async_playwright() as running:
                browser = await running.chromium.launch(executable_path=binary, args=FLAGS)
                page = await browser.new_page()
                attachment = await clerk.attach(page, scripts=modules["v6"])
                await person.sign_in(page)
                await page.goto(f"{origin}/v6")
                await page.locator(".cl-userButtonTrigger").wait_for()
                seen.append(await page.inner_text("#who"))
                await person.sign_out(page)
                clerk.faults.add("getClient", latency=50)
                await person.sign_in(page)
                seen.append(await page.evaluate("Clerk.user.id"))
                await attachment.detach()
                seen.append(attachment.is_open)
                await browser.close()

    # The loop of this thread belongs to the other API.
    thread = Thread(target=asyncio.run, args=[journey()])
    thread.start()
    thread.join()

    assert [ada.email, person.id, False] == seen
