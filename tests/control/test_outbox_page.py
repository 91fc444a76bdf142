"""The outbox as a page: what it shows, without its script; who may see it; what it lets nobody do."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest

from mockfapi.app import App
from mockfapi.http.wire import Request
from mockfapi.rules import messages
from mockfapi.rules.messages import Letter
from mockfapi.world.records import Message
from tests.people import ADA

PAGE = "/__mockfapi/outbox.html"
KEY = "swordfish-42"
LINK = "http://127.0.0.1:4010/v1/verify?token=abc"
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{style}{0}"


def sent(world, to: str = ADA, slug: str = "verification_code", **more) -> Message:
    code = None if "link" in more else "123456"
    return messages.send(world, Letter("email", to, slug, {"otp_code": code, **more}, code=code, **more))


@pytest.fixture
def show(browser):
    """The page as text."""

    def page(**query: str) -> str:
        reply = browser.get(PAGE, **query)
        assert (200, "text/html; charset=utf-8") == (reply.status_code, reply.headers["content-type"])
        return reply.answer.body.decode()

    return page


def rows(page: str) -> list[str]:
    """The recipients in the list, from top to bottom."""
    return re.findall(r'<li><a id="row-[^>]+>\n<b>(.*?)</b>', page)


def heading(page: str) -> str:
    return re.search(r"<h2>(.*?)</h2>", page)[1]


def test_the_newest_message_is_on_top_and_shown(show, world):
    """With code, time, text, and its HTML in a frame."""
    world.clock.pin(1_900_000_000_000)
    sent(world, "first@new.test")
    newest = sent(world)
    page = show()

    assert [ADA, "first@new.test"] == rows(page)
    assert (newest.subject, True) == (heading(page), '<span class="code" id="the-code">123456</span>' in page)
    assert "2030-03-17 17:46:40 UTC" in page
    assert f"<pre>{newest.text}</pre>" in page
    assert "&lt;!doctype html&gt;" in re.search(r'srcdoc="([^"]*)"', page)[1]
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page


def test_every_row_leads_to_its_message(show, world):
    """With the filters kept; the row of the message that is shown is marked."""
    first = sent(world, "first@new.test")
    sent(world)
    (_, href) = re.findall(r'href="(outbox\.html\?[^"]*)"', show(kind="verification_code"))
    query = dict(pair.split("=") for pair in unescape(href).partition("?")[2].split("&"))
    page = show(**query)

    assert {"kind": "verification_code", "message": first.id} == query
    assert f'<a id="row-{first.id}" href="{href}" aria-current="true">' in page
    assert "<dd>first@new.test</dd>" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["+15555550123", "first@new.test", ADA]),
        ({"to": "", "kind": "", "message": ""}, ["+15555550123", "first@new.test", ADA]),
        ({"to": " First@New.test"}, ["first@new.test"]),
        ({"to": "+1 (555) 555-0123"}, ["+15555550123"]),
        ({"kind": "verification_code"}, ["+15555550123", ADA]),
        ({"kind": "verification_code", "to": "first@new.test"}, []),
        ({"to": "nobody@new.test"}, []),
    ],
)
def test_filters_narrow_the_list(show, world, query, expected):
    """By recipient in any spelling, and by kind; nothing chosen is everything."""
    sent(world)
    sent(world, "first@new.test", "waitlist_confirmation")
    messages.send(world, Letter("sms", "+15555550123", "verification_code", {"otp_code": "1"}, code="1"))
    page = show(**query)

    assert expected == rows(page)
    assert expected or "Nothing like that" == heading(page)


def test_filters_offer_what_there_is(show, world):
    """Recipients and kinds with their numbers, and the one that is chosen, though it has none left."""
    sent(world)
    sent(world)
    page = show(to="gone@new.test")

    assert '<option value="ada@engines.test">ada@engines.test (2)</option>' in page
    assert '<option value="verification_code">verification_code (2)</option>' in page
    assert '<option value="gone@new.test" selected>gone@new.test (0)</option>' in page


def test_an_empty_outbox_says_so(show):
    """And where codes will come from."""
    page = show()

    assert ([], "Nothing was sent yet") == (rows(page), heading(page))


def test_a_message_that_is_gone(show, world):
    """An old address of the page still shows the list."""
    sent(world)
    page = show(message="ema_1")

    assert ([ADA], "This message is gone") == (rows(page), heading(page))


def test_a_long_outbox_lists_the_newest(show, world):
    """And says how many it leaves out."""
    for number in range(203):
        sent(world, f"n{number}@new.test")
    page = show()

    assert [f"n{number}@new.test" for number in range(202, 2, -1)] == rows(page)
    assert "3 older ones are not listed" in page


def test_the_button_clears_and_comes_back(browser, world, show):
    """A plain form; the page that follows is that of the same world."""
    sent(world)
    reply = browser.request("POST", PAGE, form={}, headers={"origin": "http://127.0.0.1:4010"})

    assert (303, "outbox.html") == (reply.status_code, reply.headers["location"])
    assert 0 == len(world.messages)
    assert "Nothing was sent yet" == heading(show())


def test_every_world_has_its_own(open_world, browser):
    """Below its prefix; a link that was sent in process leads into it."""
    shop = open_world("one_user", name="shop")
    sent(shop, slug="invitation", link="/v1/tickets/accept?ticket=a")
    headers = {"host": "127.0.0.1:4010"}
    empty = browser.request("GET", PAGE, headers=headers).answer.body.decode()
    page = browser.request("GET", f"/w/shop{PAGE}", headers=headers).answer.body.decode()

    assert ([], [ADA]) == (rows(empty), rows(page))
    assert 'href="http://127.0.0.1:4010/w/shop/v1/tickets/accept?ticket=a" target="_blank"' in page
    assert "world shop" in page


def test_nothing_that_people_wrote_is_markup(show, world):
    """Recipient, subject, kind, code, link, sender, text, world: whatever it is, it is shown."""
    world.messages.save(
        Message(
            *("ema_1", world.clock.now, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
            code=HOSTILE,
            link=f"javascript:{HOSTILE}",
            user_id=HOSTILE,
            from_email_name=HOSTILE,
            reply_to_email_name=HOSTILE,
        )
    )
    world.messages.save(
        Message("ema_2", world.clock.now, "email", HOSTILE, HOSTILE, HOSTILE, HOSTILE, html=HOSTILE)
    )
    pages = show(message="ema_1") + show(message="ema_2") + show(to=HOSTILE, kind=HOSTILE, message=HOSTILE)

    assert ([], 3) == (re.findall("<img|<script>alert", pages), pages.count("<script>"))
    assert 'href="javascript' not in pages


def test_equal_worlds_have_equal_pages(house, browser, world):
    """To the byte: no number that changes is in it."""
    answers = []
    for _ in range(2):
        house.worlds.reset(world)
        world.clock.pin(1_900_000_000_000)
        sent(world)
        answers.append(browser.get(PAGE).answer)

    assert answers[0] == answers[1]


def test_the_page_loads_nothing_and_runs_its_own_script_only(browser, world):
    """The policy has the digest of the script that is on the page, and nothing else may be fetched."""
    reply = browser.get(PAGE)
    script = re.search(r"<script>(.*)</script>", reply.answer.body.decode(), re.DOTALL)[1]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = reply.headers["content-security-policy"].split("; ")

    assert {"default-src 'none'", f"script-src 'sha256-{digest}'", "frame-ancestors 'none'"} <= set(policy)
    assert {"base-uri 'none'", "form-action 'self'", "img-src data:"} <= set(policy)
    assert [] == re.findall(r"(?:src|href)=\"(?:https?:)?//", reply.answer.body.decode())
    assert ("nosniff", "no-store") == (
        reply.headers["x-content-type-options"],
        reply.headers["cache-control"],
    )


@pytest.fixture(scope="module")
def locked() -> App:
    app = App(control=KEY)
    app.open_world(scenario_name="one_user")
    return app


def basic(text: str) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(text.encode()).decode()}


def test_a_browser_asks_its_user_for_the_key(locked):
    """Who opens the page is asked; programs are not, for their users are other people."""
    reply = locked.browser().request("GET", PAGE, headers={"accept": "text/html,*/*"})
    program = locked.browser().request("GET", PAGE, headers={"accept": "*/*"})

    assert (401, "control_key_invalid") == (reply.status_code, reply.errors[0]["code"])
    assert reply.headers["www-authenticate"].startswith('Basic realm="mockfapi')
    assert (401, False) == (program.status_code, "www-authenticate" in program.headers)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (basic(f":{KEY}"), True),
        (basic(f"anybody:{KEY}"), True),
        ({"x-mockfapi-key": KEY}, True),
        (basic(f"{KEY}:"), False),
        (basic(KEY), False),
        (basic(f":{KEY}:"), False),
        (basic(":"), False),
        ({"authorization": "Basic"}, False),
        ({"authorization": "Basic \xff\xfe"}, False),
        ({"authorization": "Basic /////w=="}, False),
    ],
)
def test_the_key_is_the_password(locked, method, headers, expected):
    """Whatever name stands before it; everything else is refused."""
    reply = locked.browser().request(method, PAGE, headers=headers)

    assert expected == (reply.status_code in (200, 303))
    assert expected or 401 == reply.status_code


def test_no_page_without_a_control_api():
    """Switched off is switched off."""
    app = App(control=False)
    app.open_world(scenario_name="one_user")

    assert 404 == app.browser().get(PAGE).status_code


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("192.168.1.20:4010", "http://192.168.1.20:4010", 303),
        ("mockfapi:4010", "http://mockfapi:4010", 303),
        ("mockfapi.test", "https://mockfapi.test", 303),
        ("192.168.1.20:4010", "http://192.168.1.20:3000", 403),
        ("192.168.1.20:4010", "null", 403),
        ("evil.example", "http://evil.example", 403),
        ("", "http://", 403),
    ],
)
def test_its_own_button_works_by_whatever_name_it_was_reached(house, world, host, origin, status):
    """A page of the mock itself is no stranger; one of a public name that was made to point here is."""
    sent(world)
    answer = house.reception.answer(Request("POST", PAGE, "", [("host", host), ("origin", origin)]))

    assert (status, 0 if status == 303 else 1) == (answer.status, len(world.messages))
