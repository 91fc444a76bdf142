"""What a test reads of its messages: text, HTML, links that can be opened here and there, the page."""

from urllib.request import urlopen

import pytest

import mockfapi

NEW = "new@engines.test"


def invite(clerk) -> None:
    clerk.backend().post("/v1/invitations", email_address=NEW, redirect_url="http://localhost:3000/join")


@pytest.mark.clerk(scenario="one_user")
def test_a_mail_has_text_and_html(clerk):
    """Both say the code, however the message is read."""
    browser = clerk.browser()
    browser.post("/v1/client/sign_ins", identifier="ada@engines.test", strategy="email_code")
    mail = clerk.outbox.last(to="ada@engines.test")

    assert (True, True) == (mail.code in mail.text, f">{mail.code}</p>" in mail.html)
    assert (
        mail.html == next(iter(clerk.outbox)).html == clerk.outbox.all()[0].html == clerk.outbox.wait().html
    )
    assert mail.html == browser.get("/__mockfapi/outbox/last").json()["html"]


def test_a_link_is_a_path_until_the_test_has_an_address(clerk):
    """Other tests may have started the live server: only this one's question counts. Tickets do the same."""
    with mockfapi.world("empty") as other:
        assert other.url
    invite(clerk)
    path, ticket = clerk.outbox.last().link, clerk.tickets.all()[0].url
    link = clerk.url + path

    assert path == ticket
    assert path.startswith("/v1/tickets/accept?ticket=")
    assert link == clerk.outbox.last().link == clerk.tickets.all()[0].url
    assert (True, True) == (link in clerk.outbox.last().text, f'href="{link}"' in clerk.outbox.last().html)


def test_a_browser_in_process_opens_links_of_both_forms(clerk):
    """The path and the address lead to the same page; what belongs elsewhere is refused."""
    invite(clerk)
    before = clerk.browser().get(clerk.outbox.last().link)
    after = clerk.browser().get(clerk.outbox.last().link.replace("/v1", f"{clerk.url}/v1", 1))

    assert before.headers["location"] == after.headers["location"]
    for foreign in ("http://localhost:3000/join", f"{clerk.url}-else/v1/client", clerk.url):
        with pytest.raises(ValueError, match="no path of an API"):
            clerk.browser().get(foreign)


def test_the_page_is_on_the_live_server(clerk):
    """Where `outbox.url` says, for whoever wants to look on."""
    invite(clerk)
    with urlopen(clerk.outbox.url, timeout=10) as answer:
        page = answer.read().decode()

    assert f"{clerk.url}/__mockfapi/outbox.html" == clerk.outbox.url
    assert f"<b>{NEW}</b>" in page
    assert f'href="{clerk.outbox.last().link}"' in page
