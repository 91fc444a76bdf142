"""The client starts: it loads, knows its browser again after a reload, and survives a restart of the mock."""

from __future__ import annotations

from urllib.parse import urlsplit

from .server import Mock
from .visitor import Persona, Visitor


def test_the_client_loads_without_complaint(visitor: Visitor) -> None:
    """An unknown browser gets a client that is ready, and the console stays clean."""
    visitor.open()

    assert ("ready", "signed out") == (visitor.run("Clerk.status"), visitor.who)
    assert [] == visitor.complaints


def test_a_dev_browser_is_known_by_its_token(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """With the printed key the page keeps a dev-browser token, and every call after the first carries it."""
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    token = visitor.cookies()["__clerk_db_jwt"]["value"]
    calls = [url for url in visitor.requests if url.startswith(mock.origin)]

    assert "/v1/dev_browser" == urlsplit(calls[0]).path
    assert [] == [url for url in calls[1:] if f"__clerk_db_jwt={token}" not in url]


def test_reload_keeps_the_session(visitor: Visitor, ada: Persona) -> None:
    """A reloaded page greets the same person in the same session."""
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    session_id = visitor.run("Clerk.session.id")
    visitor.reload()

    assert ada.email == visitor.arrive_home()
    assert session_id == visitor.run("Clerk.session.id")


def test_without_a_dev_browser_the_cookie_names_the_client(cookie_visitor: Visitor, ada: Persona) -> None:
    """With a key of any other host the `__client` cookie alone keeps the session, out of reach of scripts."""
    cookie_visitor.sign_in(ada.email, ada.password)
    cookie_visitor.arrive_home()
    cookie_visitor.reload()
    cookies = cookie_visitor.cookies()

    assert ada.email == cookie_visitor.arrive_home()
    assert "__clerk_db_jwt" not in cookies
    assert cookies["__client"]["httpOnly"]


def test_a_restart_does_not_break_a_waiting_card(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """A tab that stood on the sign-in card while the mock restarted signs in without a reload."""
    visitor.open("sign-in")
    mock.restart()
    visitor.identify(ada.email)
    visitor.enter(password=ada.password)

    assert ada.email == visitor.arrive_home()


def test_a_restart_signs_an_open_tab_out(visitor: Visitor, mock: Mock, ada: Persona) -> None:
    """A tab signed in before a restart is ready and signed out after a reload, still as the same browser."""
    visitor.sign_in(ada.email, ada.password)
    visitor.arrive_home()
    token = visitor.cookies()["__clerk_db_jwt"]["value"]
    mock.restart()
    visitor.reload()

    assert ("ready", "signed out") == (visitor.run("Clerk.status"), visitor.who)
    assert token == visitor.cookies()["__clerk_db_jwt"]["value"]
