"""E-mails as they arrive: HTML for each of them, escaped, and links that lead somewhere."""

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from mockfapi.rules import message_templates, messages, wordings
from mockfapi.rules.messages import Letter
from mockfapi.views import mail
from mockfapi.world.records import Message
from tests.rules.worlds import a_user, a_world, configure

LINK = "http://127.0.0.1:4010/v1/verify?token=abc.def-g_h"
HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>"
VALUES = {
    "otp_code": "123456",
    "magic_link": LINK,
    "action_url": LINK,
    "org": {"name": "Mills & Sons"},
    "new_email_address": "new@acme.dev",
    "email_address": "old@acme.dev",
}
MAILS = wordings.of_type(wordings.EMAIL)


class Page(HTMLParser):
    """What a browser would make of a mail."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.targets: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.targets += [value for name, value in attrs if name == "href"]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()


@pytest.fixture
def world():
    return a_world()


def sent(world, slug: str, channel: str = "email", **changes) -> Message:
    shown = wordings.find(channel, slug).required
    code, link = (
        ("123456" if "otp_code" in shown else None),
        (LINK if set(shown) & {"magic_link", "action_url"} else None),
    )
    return messages.send(world, Letter(channel, "a@acme.dev", slug, VALUES | changes, code=code, link=link))


@pytest.mark.parametrize("slug", [it.slug for it in MAILS])
def test_every_kind_of_mail_is_html(world, slug):
    """Well-formed, with the app's name, all that the text says, the code, and the link as a button."""
    it = sent(world, slug)
    html = mail.html(it)
    page, shown = Page(html), unescape(html)

    assert [] == page.open
    assert (True, True) == ("mockfapi" in shown, it.subject in shown)
    assert it.code is None or f">{it.code}</p>" in html
    assert ([] if it.link is None else [LINK, LINK]) == page.targets
    assert it.text.split(LINK)[0].rstrip(" :") in shown


def test_equal_mails_are_equal_html(world):
    """Nothing but the message goes into it, so what it was stays what it is."""
    it = sent(world, "verification_code")
    before = mail.html(it)
    configure(world, display_config__application_name="Renamed")
    template = message_templates.of(world, "email", "verification_code")
    message_templates.update(world, template, {"body": "<p>{{otp_code}}</p>"})

    assert before == mail.html(world.messages[it.id])
    assert "Renamed" not in before


@pytest.mark.parametrize("channel", ["sms", "whatsapp"])
def test_only_mails_have_html(world, channel):
    """An SMS says what it says."""
    it = messages.send(world, Letter(channel, "+15555550123", "verification_code", VALUES, code="123456"))

    assert (None, it.body) == (mail.delivered(it, "").html, it.text)


def test_names_are_not_markup(world):
    """App, organization, subject, code and link of a hostile caller stay text."""
    configure(world, display_config__application_name=HOSTILE)
    it = sent(world, "organization_invitation", org={"name": HOSTILE})
    it = replace(it, code=HOSTILE, link=f"http://a.test/{HOSTILE}", subject=HOSTILE)
    page = Page(mail.html(it))

    assert {"script", "img"}.isdisjoint(page.tags)
    assert {f"http://a.test/{HOSTILE}"} == set(page.targets)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "javascript://127.0.0.1:4010/v1/verify?token=a",
        "//evil.example/",
        "data:,x",
        "/\\evil",
    ],
)
def test_no_button_leads_into_a_script(world, link):
    """A caller may claim any scheme for its address."""
    it = replace(sent(world, "invitation"), link=link, body=f"Come: {link}")

    assert [] == Page(mail.html(it)).targets
    assert not mail.may_be_followed(link)


def test_a_template_in_html_is_the_html(world):
    """Its values are escaped but in three braces; its text is what people would read."""
    user = a_user(world, first_name="Ann <b>")
    body = '<h1>Hi {{user.first_name}}{{{user.first_name}}}</h1><p><a href="{{magic_link}}">Go</a></p>'
    message_templates.update(
        world, message_templates.of(world, "email", "magic_link_sign_in"), {"body": body}
    )
    data = {"magic_link": f"{LINK}&b=1"}
    it = messages.send(world, Letter("email", "a@acme.dev", "magic_link_sign_in", data, user_id=user.id))

    assert f'<h1>Hi Ann &lt;b&gt;Ann <b></h1><p><a href="{LINK}&amp;b=1">Go</a></p>' == mail.html(it)
    assert f"Hi Ann <b>Ann\n\nGo {LINK}&b=1" == it.text


def test_a_text_template_becomes_a_letter(world):
    """Paragraphs and lines of a custom wording; its link can be followed where it stands."""
    body = "Hello <you>,\nwelcome.\n\nOpen {{action_url}} soon."
    message_templates.update(world, message_templates.of(world, "email", "invitation"), {"body": body})
    it = sent(world, "invitation")
    html = mail.html(it)

    assert "Hello &lt;you&gt;,<br>\nwelcome.</p>" in html
    assert f'Open <a href="{LINK}">{LINK}</a> soon.</p>' in html
    assert f"Hello <you>,\nwelcome.\n\nOpen {LINK} soon." == it.text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", "/v1/verify?token=a"),
        ("http://127.0.0.1:4010/w/shop", "http://127.0.0.1:4010/w/shop/v1/verify?token=a"),
    ],
)
def test_a_link_from_nowhere_leads_to_the_reader(world, address, link):
    """What was sent in process is a path until it is read over HTTP: in link, text and HTML alike."""
    path = "/v1/verify?token=a"
    plain = replace(sent(world, "invitation"), link=path, body=f"Come: {path}")
    rich = replace(plain, html=f'<a href="{path}">Come</a>')
    read, written = mail.delivered(plain, address), mail.delivered(rich, address)

    assert (link, f"Come: {link}") == (read.link, read.text)
    assert f'href="{link}"' in read.html
    assert (link, f'<a href="{link}">Come</a>') == (written.link, written.html)


def test_a_link_with_an_address_stays(world):
    """It leads where it was asked for, whoever reads it."""
    it = sent(world, "invitation")

    assert (LINK, it.body) == (
        mail.delivered(it, "http://other").link,
        mail.delivered(it, "http://other").body,
    )
