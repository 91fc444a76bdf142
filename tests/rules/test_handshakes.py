"""Handshakes: where browsers go and which cookies they get."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from mockfapi.rules import dev_browsers, handshakes, organizations, sessions
from mockfapi.rules.handshakes import Asked, Outcome
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import Client, DevBrowser
from tests.rules.worlds import (
    NOON,
    a_user,
    configure,
    now,
    refused_without_trace,
    signed_in,
)

APP = "http://localhost:3000/page?tab=1#top"
UNCHECKED: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}


def read(world: World, token: str) -> dict[str, Any]:
    return jwt.decode(token, jwt.PyJWK(world.signer.jwk()).key, algorithms=["RS256"], options=UNCHECKED)


def query(outcome: Outcome) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(outcome.location).query).items()}


def lines(world: World, outcome: Outcome) -> dict[str, str]:
    """What the payload sets, by name; what it only removes is empty."""
    payload = outcome.cookie[1] if outcome.cookie else query(outcome)["__clerk_handshake"]
    return {line.partition("=")[0]: line.partition("=")[2] for line in read(world, payload)["handshake"]}


def value(line: str) -> str:
    return line.partition(";")[0]


@pytest.fixture
def browser(world: World, client: Client) -> DevBrowser:
    return dev_browsers.bind(world, dev_browsers.create(world), client)


def production(world: World) -> None:
    configure(world, display_config__instance_environment_type="production")


def test_a_signed_in_browser_takes_its_session_back(world: World, client: Client, browser) -> None:
    """Session token for the app's origin, time of the last change, refresh token, dev browser."""
    user = a_user(world)
    session = signed_in(world, client)
    outcome = handshakes.answer(world, now(world, client), browser, Asked(APP, suffixed=False))
    found = lines(world, outcome)
    token = read(world, value(found["__session"]))

    assert (session.id, user.id, "http://localhost:3000", 2) == (
        token["sid"],
        token["sub"],
        token["azp"],
        token["v"],
    )
    assert (str(NOON // 1000), browser.id) == (value(found["__client_uat"]), value(found["__clerk_db_jwt"]))
    assert 20 == len(value(found["__refresh"]))
    assert "; HttpOnly" in found["__refresh"]
    assert "; HttpOnly" not in found["__session"]
    assert found["__clerk_handshake"].startswith("; Path=/; Max-Age=0")


def test_the_way_back_keeps_the_address_of_the_page(world: World, client: Client, browser) -> None:
    """Its query and fragment stay; a payload of an earlier handshake is replaced."""
    outcome = handshakes.answer(world, client, browser, Asked(APP + "x", suffixed=False))
    again = handshakes.answer(world, client, browser, Asked(outcome.location))

    assert {"tab", "__clerk_handshake"} == set(query(again))
    assert outcome.location.startswith("http://localhost:3000/page?tab=1&")
    assert outcome.location.endswith("#topx")
    assert 1 == again.location.count("__clerk_handshake=")


def test_a_signed_out_browser_is_told_so(world: World, client: Client, browser) -> None:
    """The time of the last change is 0, session and refresh token go."""
    found = lines(world, handshakes.answer(world, client, browser, Asked(APP, suffixed=False)))

    assert "0" == value(found["__client_uat"])
    assert ["", ""] == [value(found[name]) for name in ("__session", "__refresh")]
    assert "Max-Age=0" in found["__session"]


def test_copies_bear_the_suffix_of_the_key(world: World, client: Client, browser) -> None:
    """First eight characters of the digest of the publishable key, on every cookie that is set."""
    a_user(world)
    signed_in(world, client)
    found = lines(world, handshakes.answer(world, now(world, client), browser, Asked(APP)))
    suffix = handshakes.suffix(world)

    for name in ("__client_uat", "__session", "__refresh", "__clerk_db_jwt"):
        assert found[name] == found[f"{name}_{suffix}"]


def test_the_suffix_is_that_of_clerks_libraries(world: World) -> None:
    """A worked example: base64url of the SHA-1 of the key, cut after eight characters."""
    world.keys = replace(world.keys, frontend_api="clerk.abc.lcl.dev")

    assert "pk_test_Y2xlcmsuYWJjLmxjbC5kZXYk" == world.keys.publishable_key
    assert "n_xL58H2" == handshakes.suffix(world)


def test_the_suffix_follows_the_host_of_a_key(world: World) -> None:
    """Who comes by a development host has an app with its key; other addresses are those of this world."""
    own = handshakes.suffix(world)
    found = []
    for it in ("https://clerk.acme.accounts.dev", "http://127.0.0.1:4010/w/acme", "https://[", ""):
        world.caller = Caller(address=it)
        found.append(handshakes.suffix(world))
    world.caller = Caller()
    world.keys = replace(world.keys, frontend_api="clerk.acme.accounts.dev")

    assert [handshakes.suffix(world), own, own, own] == found
    assert own != found[0]


@pytest.mark.parametrize("url", ["http://localhost:3000/", "https://localhost:3000/"])
def test_cookies_are_secure_where_pages_are(world: World, client: Client, browser, url) -> None:
    """Browsers drop secure cookies of plain pages."""
    found = lines(world, handshakes.answer(world, client, browser, Asked(url)))

    assert url.startswith("https") == ("; Secure" in found["__client_uat"])


def test_a_browser_without_a_dev_browser_gets_one(world: World, client: Client) -> None:
    """It stands for the client, and rides along in the address as well."""
    outcome = handshakes.answer(world, client, None, Asked(APP))
    made = query(outcome)["__clerk_db_jwt"]

    assert client.id == world.dev_browsers[made].client_id
    assert made == value(lines(world, outcome)["__clerk_db_jwt"])


def test_a_browser_without_anything_gets_a_dev_browser_only(world: World) -> None:
    """Nobody is signed in and no client is made."""
    outcome = handshakes.answer(world, None, None, Asked(APP))

    assert "0" == value(lines(world, outcome)["__client_uat"])
    assert 0 == len(world.clients)
    assert world.dev_browsers[query(outcome)["__clerk_db_jwt"]].client_id is None


def test_production_sends_a_cookie_and_leaves_the_address_alone(world: World, client: Client) -> None:
    """On the domain that app and instance share; no dev browser."""
    production(world)
    configure(world, behaviour__redirect_origins=("https://app.acme.dev",))
    world.caller = Caller(address="https://clerk.acme.dev")
    outcome = handshakes.answer(world, client, None, Asked("https://app.acme.dev/page"))

    assert ("https://app.acme.dev/page", "acme.dev") == (outcome.location, outcome.domain)
    assert "__clerk_handshake" == outcome.cookie[0]
    assert "__clerk_db_jwt" not in lines(world, outcome)
    assert "Domain=acme.dev" in lines(world, outcome)["__clerk_handshake"]


@pytest.mark.parametrize(
    ("address", "app", "expected"),
    [
        ("http://127.0.0.1:4010", "http://127.0.0.1:3000/", None),
        ("http://localhost:4010", "http://localhost:3000/", None),
        ("https://clerk.acme.dev", "http://localhost:3000/", None),
    ],
)
def test_hosts_that_share_no_domain_share_no_cookie_domain(
    world: World, client, address, app, expected
) -> None:
    """Nor do addresses and single names: the cookie is for the host alone."""
    production(world)
    world.caller = Caller(address=address)

    assert expected is handshakes.answer(world, client, None, Asked(app)).domain


def test_a_nonce_is_redeemed_once_within_its_life(world: World, client: Client, browser) -> None:
    """Then nobody knows it."""
    asked = Asked(APP, as_nonce=True, suffixed=False)
    nonce = query(handshakes.answer(world, client, browser, asked))["__clerk_handshake_nonce"]
    late = query(handshakes.answer(world, client, browser, asked))["__clerk_handshake_nonce"]
    payload = handshakes.redeem(world, nonce)

    assert any(line.startswith("__client_uat=0") for line in payload.directives)
    assert [(404, "resource_not_found", None)] == refused_without_trace(
        world, lambda: handshakes.redeem(world, nonce)
    )

    world.clock.advance(world.instance.settings.behaviour.handshake_lifetime)

    assert [(404, "resource_not_found", None)] == refused_without_trace(
        world, lambda: handshakes.redeem(world, late)
    )


def test_what_nobody_redeems_is_forgotten(world: World, client: Client, browser) -> None:
    """Servers that never come back for their cookies do not fill the world."""
    handshakes.answer(world, client, browser, Asked(APP, as_nonce=True))
    world.advance(world.instance.settings.behaviour.handshake_lifetime)

    assert 0 == len(world.handshakes)


def test_an_instance_without_nonces_answers_the_token(world: World, client: Client, browser) -> None:
    """For servers that cannot reach the Backend API."""
    configure(world, behaviour__handshake_nonces=False)

    assert "__clerk_handshake" in query(handshakes.answer(world, client, browser, Asked(APP, as_nonce=True)))


def test_the_time_of_the_last_change_is_told_by_the_clock_of_tokens(
    world: World, client: Client, browser
) -> None:
    """A world ahead must not claim a change after the token was issued: servers would ask for ever."""
    world.clock.advance(24 * 3_600_000)
    a_user(world)
    signed_in(world, client)
    found = lines(world, handshakes.answer(world, now(world, client), browser, Asked(APP)))

    assert int(value(found["__client_uat"])) <= read(world, value(found["__session"]))["iat"]


def test_a_handshake_may_choose_the_organization(world: World, client: Client, browser) -> None:
    """By id or slug; empty is the personal account; one that cannot be is left alone."""
    configure(world, organization_settings__enabled=True)
    user = a_user(world)
    acme = organizations.create(world, "Acme", created_by=user.id)
    organizations.create(world, "Foreign")
    session = signed_in(world, client)

    def active_after(organization: str | None) -> str | None:
        asked = Asked(APP, organization=organization)
        handshakes.answer(world, now(world, client), browser, asked)
        return sessions.active_organization(world, world.sessions[session.id])

    assert [None, acme.id, acme.id, acme.id, None, acme.id] == [
        active_after(it) for it in ("", "acme", "foreign", None, "", acme.id)
    ]


def test_a_handshake_without_an_address_is_invalid(world: World, client: Client, browser) -> None:
    """400, and nothing is made."""
    assert [(400, "invalid_handshake", None)] == refused_without_trace(
        world, lambda: handshakes.answer(world, client, None, Asked(None))
    )


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://evil.test/", "redirect_url_domain_mismatch"),
        ("javascript:alert(1)", "prohibited_redirect_url"),
        ("/page", "invalid_redirect_url"),
    ],
)
def test_sessions_are_never_taken_elsewhere(world: World, client: Client, url, code) -> None:
    """No open redirect: the payload holds a session."""
    assert [(422, code, "redirect_url")] == refused_without_trace(
        world, lambda: handshakes.answer(world, client, None, Asked(url))
    )


def test_an_unknown_satellite_is_refused(world: World, client: Client, browser) -> None:
    """A known one is fine."""
    assert [(422, "redirect_url_not_associated_with_instance", "satellite_fapi")] == refused_without_trace(
        world, lambda: handshakes.answer(world, client, browser, Asked(APP, satellite="clerk.other.test"))
    )

    configure(world, behaviour__satellite_domains=("clerk.other.test",))

    assert handshakes.answer(world, client, browser, Asked(APP, satellite="https://clerk.other.test"))


def test_a_page_of_a_satellite_is_led_back_to_only_for_a_satellite(
    world: World, client: Client, browser
) -> None:
    """It belongs to the instance, but only its own server asks for it."""
    configure(world, behaviour__satellite_domains=("clerk.other.test",))
    page = "https://other.test/page"
    back = handshakes.answer(world, client, browser, Asked(page, satellite="clerk.other.test"))

    assert back.location.startswith(f"{page}?")
    assert [(422, "redirect_url_domain_mismatch", "redirect_url")] == refused_without_trace(
        world, lambda: handshakes.answer(world, client, browser, Asked(page))
    )
