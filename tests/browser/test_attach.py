"""Pages attached to worlds: the real client, loaded and asked as apps do it, without a server or an address."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockfapi import Clerk

from . import packages, pages
from .conftest import visit
from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOREIGN = f"pk_test_{b64encode(b'quick-finch-42.clerk.accounts.dev$').decode()}"
INSTALLED = {"v5": (packages.CLERK_JS_5,), "v6": (packages.CLERK_JS_6, packages.CLERK_UI)}


@pytest.fixture(scope="package")
def modules(
    scripts: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """For each line the folder of an app that has it installed."""
    made = {}
    for line, installed in INSTALLED.items():
        made[line] = tmp_path_factory.mktemp(line)
        for it in installed:
            folder = made[line] / "node_modules" / it.name
            shutil.copytree(packages.scripts(it), folder / "dist")
            told = {"name": it.name, "version": it.version, "jsdelivr": "dist/clerk.browser.js"}
            (folder / "package.json").write_text(json.dumps(told), encoding="utf-8")
    return made


@pytest.fixture
def visitor_of(
    chromium: Browser, modules: Mapping[str, Path], line: str
) -> Iterator[Callable[..., Visitor]]:
    """Sends somebody, attached to a world, to a site whose key is that of another instance."""
    with ExitStack() as stack:

        def somebody(clerk: Clerk, key: str = FOREIGN) -> Visitor:
            site = pages.Site(key, None, {})
            origin = stack.enter_context(pages.serve(site, "localhost"))
            someone = stack.enter_context(visit(chromium, f"{origin}/{line}"))
            clerk.attach(someone.page, scripts=modules[line])
            return someone

        yield somebody


@pytest.mark.clerk(scenario="one_user")
def test_the_sign_in_card(clerk: Clerk, visitor_of: Callable[..., Visitor], ada: Persona) -> None:
    visitor = visitor_of(clerk)
    visitor.sign_in(ada.email, ada.password)

    assert ada.email == visitor.arrive_home()
    print(visitor.outside, visitor.complaints, visitor.cookies().keys())
    visitor.page.screenshot(path="/tmp/w/attach-scratch/home.png")
    visitor.sign_out()
    assert visitor.who == "signed out"
