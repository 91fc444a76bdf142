"""Pages attached to worlds: the real client, loaded and asked as apps do it, with no server in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mockfapi
from mockfapi import Clerk

from .visitor import Persona, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Attach = Callable[..., Visitor]
INES = "ines@sundial.test"
TIMED = """(async () => {
  const begun = performance.now();
  await fetch(`https://${Clerk.frontendApi}/v1/client`);
  return performance.now() - begun;
})()"""
GUARDED = """
include: [protected]
instance:
  display_config:
    captcha_public_key: 0xMOCK
    captcha_public_key_invisible: 0xMOCK
    captcha_widget_type: smart
"""


@pytest.mark.clerk(scenario="one_user")
def test_a_page_of_another_instance_lives_in_this_world(clerk: Clerk, attached: Attach, ada: Persona) -> None:
    """In and out by the real card; the test sees every call, as if the page had no key of its own."""
    visitor = attached(clerk)
    visitor.sign_in(ada.email, ada.password)
    greeted, kept = visitor.arrive_home(), set(visitor.cookies())
    visitor.sign_out()

    assert (ada.email, "signed out") == (greeted, visitor.who)
    assert [] == visitor.complaints
    (call,) = clerk.assert_called("attemptSignInFactorOne", times=1)
    assert call.path.startswith("/v1/client/sign_ins/")
    assert {"__session", "__session_zNrXVEad", "__client_uat", "__clerk_db_jwt"} <= kept


@pytest.mark.clerk(scenario="one_user")
def test_a_page_of_this_world_is_as_good(clerk: Clerk, attached: Attach, ada: Persona) -> None:
    """Its own key names a host that no resolver knows."""
    visitor = attached(clerk, clerk.publishable_key)
    visitor.sign_in(ada.email, ada.password)

    assert ada.email == visitor.arrive_home()


@pytest.mark.clerk(scenario="email_links")
def test_the_link_of_a_mail_is_opened(
    clerk: Clerk, attached: Attach, ada: Persona, chromium: Browser
) -> None:
    """In a new tab of the browser that asked for it; another browser is told that it is another one."""
    visitor, other = attached(clerk), attached(clerk)
    visitor.open("sign-in")
    visitor.identify(ada.email)
    visitor.pick("Use another method")
    visitor.request_code_with("Email link to")
    link = clerk.outbox.last(to=ada.email).link
    other.follow(link)
    other.page.get_by_text("Verification link is invalid for this device").wait_for()
    visitor.follow(link)

    assert link.startswith("https://quick-finch-42.clerk.accounts.dev/v1/verify?token=")
    assert ada.email == visitor.arrive_home()
    assert "signed out" == other.who


@pytest.mark.clerk(scenario="one_user")
def test_the_outbox_waits_while_the_page_goes_on(clerk: Clerk, attached: Attach, ada: Persona) -> None:
    """Waiting outside of Playwright would keep its pages from being answered; so would that for a webhook."""
    visitor = attached(clerk)
    visitor.open("sign-in")
    visitor.identify(ada.email)
    visitor.pick("Use another method")
    visitor.pick("Email code to")
    visitor.type_code(clerk.outbox.wait(to=ada.email).code)

    assert "session.created" == clerk.webhooks.wait("session.created").type
    assert ada.email == visitor.arrive_home()


@pytest.mark.clerk(scenario="one_user")
def test_links_that_servers_cause_are_opened_too(clerk: Clerk, attached: Attach) -> None:
    """An invitation leads from the mail to the sign-up page of the app, with its ticket."""
    visitor = attached(clerk)
    visitor.open()
    clerk.backend().post(
        "/v1/invitations", email_address="kim@new.test", redirect_url=f"{visitor.home}/sign-up"
    )
    mailed, ticket = clerk.outbox.last(to="kim@new.test").link, clerk.tickets.invite("lee@new.test").url
    visitor.follow(mailed)
    visitor.page.locator("input[name=password]").wait_for()

    assert ticket.startswith(f"https://{clerk.world.keys.frontend_api}/v1/tickets/accept?")
    assert "__clerk_status=sign_up" in visitor.page.url


@pytest.mark.clerk(scenario="social")
def test_a_provider_leads_in(clerk: Clerk, attached: Attach) -> None:
    """From the card to the provider's page on Clerk's host and back, through all redirects."""
    visitor = attached(clerk)
    visitor.open("sign-in")
    visitor.page.locator(
        ".cl-socialButtonsIconButton__google, .cl-socialButtonsBlockButton__google"
    ).first.click()
    visitor.page.get_by_role("heading", name="Continue with").wait_for()
    stood = visitor.page.url
    visitor.page.locator(f"button.person[value='{INES}']").click()

    assert INES == visitor.arrive_home()
    assert stood.startswith("https://quick-finch-42.clerk.accounts.dev/v1/oauth_provider?")


def test_a_captcha_is_solved(attached: Attach, tmp_path: Path) -> None:
    """The widget comes from its own host, and whoever signs up is taken for a person."""
    file = tmp_path / "guarded.yaml"
    file.write_text(GUARDED, encoding="utf-8")
    with mockfapi.world(file) as clerk:
        visitor = attached(clerk)
        visitor.open("sign-up")
        visitor.request_code_by(emailAddress="grace@new.test", password="copper-harbour-19-violin")
        visitor.type_code(clerk.outbox.last(to="grace@new.test").code)

        assert "grace@new.test" == visitor.arrive_home()
        clerk.assert_called("createSignUps", captcha_token="XXXX.DUMMY.TOKEN.XXXX")


@pytest.mark.clerk(scenario="one_user")
def test_a_picture_is_uploaded(clerk: Clerk, attached: Attach, ada: Persona) -> None:
    """Its bytes arrive, and the page gets them back from the host of its key."""
    visitor = attached(clerk)
    clerk.user(ada.email).sign_in(visitor.page)
    visitor.open()
    size = visitor.run("""(async () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
        const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
        await Clerk.user.setProfileImage({ file: new File([blob], "me.png", { type: "image/png" }) });
        const shown = Object.assign(new Image(), { src: Clerk.user.imageUrl });
        await shown.decode();
        return [shown.naturalWidth, shown.naturalHeight, new URL(shown.src).host];
    })()""")

    assert [40, 30, "quick-finch-42.clerk.accounts.dev"] == size


@pytest.mark.clerk(scenario="one_user")
def test_faults_strike_pages(clerk: Clerk, attached: Attach, ada: Persona) -> None:
    """Late answers are late, dropped ones an error of the network, and hanging ones never come."""
    visitor = attached(clerk)
    visitor.open("sign-in")
    clerk.faults.add("getClient", latency=300)
    late = visitor.run(TIMED)
    clerk.faults.clear()
    clerk.faults.add("getClient", connection="drop")
    with pytest.raises(Exception, match="Failed to fetch"):
        visitor.run(TIMED)
    clerk.faults.clear()
    clerk.faults.add("createSignIn", connection="hang")
    with visitor.page.expect_request(re.compile("/v1/client/sign_ins")):
        visitor.enter(identifier=ada.email)
    answered = visitor.page.evaluate(
        "fetch(`https://${Clerk.frontendApi}/v1/client`).then((it) => it.status)"
    )

    assert 300 <= late < 5_000
    assert 200 == answered
    assert [None, "hang"] == [
        it.answer.weather and it.answer.weather.connection for it in clerk.calls()[-1:-3:-1]
    ]


@pytest.mark.clerk(scenario="one_user")
def test_two_worlds_do_not_know_each_other(clerk: Clerk, attached: Attach, ada: Persona) -> None:
    """Two browsers at one site with one key: who is in here is nobody there."""
    with clerk.fork() as twin:
        here, there = attached(clerk), attached(twin)
        here.sign_in(ada.email, ada.password)
        here.arrive_home()
        there.open()

        assert "signed out" == there.who
        assert [] == twin.calls("createSignIn")
