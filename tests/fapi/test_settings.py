"""Whatever attributes an instance has: accounts can be completed, hold what was given, and get in again."""

from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.people import SIGN_INS, SIGN_UPS, codes, last_code
from tests.rules.worlds import attribute, configure

VALUES: dict[str, Any] = {
    "email_address": "lin@engines.test",
    "phone_number": "+12025557143",
    "username": "lin_m",
    "first_name": "Lin",
    "last_name": "Moss",
    "password": "brass-gears-and-steam",
    "legal_accepted": True,
}
CHANNELS = {"email_address": "email_code", "phone_number": "phone_code"}
MODES = st.sampled_from(
    [{"enabled": False}, {"enabled": True, "required": False}, {"enabled": True, "required": True}]
)
LIMITS: dict[str, Any] = {
    "max_examples": 60,
    "derandomize": True,
    "database": None,
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture],
}


@st.composite
def attributes(draw) -> dict[str, dict[str, Any]]:
    """Settings of the attributes that a sign-up may take."""
    found = {name: draw(MODES) for name in VALUES if name != "legal_accepted"}
    for name, code in CHANNELS.items():
        verified, factor = draw(st.booleans()), draw(st.booleans())
        found[name] = found[name] | {
            "used_for_first_factor": draw(st.booleans()),
            "first_factors": (code,) if factor else (),
            "verifications": (code,),
            "verify_at_sign_up": verified,
        }
    found["username"] = found["username"] | {"used_for_first_factor": draw(st.booleans())}
    return found


@pytest.fixture
def fresh(house, open_world):
    """Makes the world as new, with other attributes, and opens a browser in it."""
    world = open_world("empty")
    origin = world.fork()

    def opener(found: dict[str, dict[str, Any]], consent: bool) -> tuple[World, Caller]:
        world.restore(origin)
        configure(world, user_settings__password_settings__min_zxcvbn_strength=0)
        configure(world, user_settings__sign_up__legal_consent_enabled=consent)
        for name, values in found.items():
            attribute(world, name, **values)
        browser = house.browser(world)
        browser.put("/v1/client")
        return world, browser

    return opener


def completed(browser: Caller, world: World, offered: dict[str, Any]) -> Reply:
    """Signs up with some fields and then gives what is asked for, one thing at a time."""
    reply = browser.post(SIGN_UPS, **offered)
    for _ in range(12):
        if reply.status_code != 200 or reply.response["status"] == "complete":
            return reply
        path, asked = f"{SIGN_UPS}/{reply.response['id']}", reply.response
        if asked["missing_fields"]:
            name = asked["missing_fields"][0]
            reply = browser.patch(path, **{name: VALUES[name]})
            continue
        name = asked["unverified_fields"][0]
        assert 200 == browser.post(f"{path}/prepare_verification", strategy=CHANNELS[name]).status_code
        code = last_code(world, VALUES[name])
        reply = browser.post(f"{path}/attempt_verification", strategy=CHANNELS[name], code=code)
    raise AssertionError("the sign-up asks for ever more")


def material(world: World, kind: str, user: dict[str, Any]) -> set[str]:
    """The strategies for which a user has what they need, when this kind of identifier was typed."""
    found = {"password"} if user["password_enabled"] else set()
    for name, code in CHANNELS.items():
        checked = getattr(world.instance.settings.user_settings.attributes, name).verify_at_sign_up
        of_user = user["email_addresses" if name == "email_address" else "phone_numbers"]
        if any(it["verification"] is not None or not checked for it in of_user):
            found |= {code, *([f"reset_password_{code}"] if kind in (name, "username") else [])}
    return found


def enter(browser: Caller, world: World, identifier: str, strategy: str) -> Reply:
    """Signs in from the start by one strategy."""
    it = browser.post(SIGN_INS, identifier=identifier).response
    path = f"{SIGN_INS}/{it['id']}"
    if strategy == "password":
        return browser.post(f"{path}/attempt_first_factor", strategy=strategy, password=VALUES["password"])
    to = VALUES["phone_number" if strategy.endswith("phone_code") else "email_address"]
    assert 200 == browser.post(f"{path}/prepare_first_factor", strategy=strategy).status_code
    done = browser.post(f"{path}/attempt_first_factor", strategy=strategy, code=last_code(world, to))
    if not strategy.startswith("reset"):
        return done
    return browser.post(f"{path}/reset_password", password=VALUES["password"])


def is_contradictory(found: dict[str, dict[str, Any]]) -> bool:
    identifiers = ("email_address", "phone_number", "username")
    return not any(found[name]["enabled"] and found[name]["used_for_first_factor"] for name in identifiers)


@settings(**LIMITS)
@given(found=attributes(), consent=st.booleans(), wanted=st.sets(st.sampled_from(sorted(VALUES))))
def test_every_account_can_be_completed_and_gets_in_again(fresh, found, consent, wanted) -> None:
    """By giving what is missing and unverified, and by every factor that the environment promises."""
    world, browser = fresh(found, consent)
    offered = {name: VALUES[name] for name in wanted if name == "legal_accepted" or found[name]["enabled"]}
    reply = completed(browser, world, offered)
    if is_contradictory(found):
        event("contradictory")
        assert [("user_settings_invalid", None)] == codes(reply)
        return
    assert (200, [], []) == (
        reply.status_code,
        reply.response["missing_fields"],
        reply.response["unverified_fields"],
    )
    user = reply.client["sessions"][0]["user"]
    has_what_was_given(user, found, wanted, reply.response)
    promised = browser.get("/v1/environment").json()["auth_config"]
    browser.delete("/v1/client/sessions")

    for kind in [it for it in promised["identification_strategies"] if reply.response[it] is not None]:
        begun = browser.post(SIGN_INS, identifier=VALUES[kind]).response
        on_offer = {it["strategy"] for it in begun["supported_first_factors"]}
        assert material(world, kind, user) & set(promised["first_factors"]) == on_offer
        for strategy in sorted(on_offer):
            assert "complete" == enter(browser, world, VALUES[kind], strategy).response["status"]
            browser.delete("/v1/client/sessions")


def has_what_was_given(user: dict[str, Any], found: dict[str, Any], wanted: set[str], form: Any) -> None:
    """The required fields, the ones that were offered, whatever was asked for besides, and no others."""
    for name in ("username", "first_name", "last_name"):
        assert form[name] == user[name]
    assert form["password_enabled"] == user["password_enabled"]
    for name, many in (("email_address", "email_addresses"), ("phone_number", "phone_numbers")):
        given_ones = [] if form[name] is None else [VALUES[name]]
        checked = found[name]["verify_at_sign_up"]
        assert given_ones == [it[name] for it in user[many]]
        assert [checked for _ in given_ones] == [it["verification"] is not None for it in user[many]]
    for name in ("email_address", "phone_number", "username", "first_name", "last_name"):
        if found[name]["enabled"] and (found[name].get("required") or name in wanted):
            assert VALUES[name] == form[name]
        if not found[name]["enabled"]:
            assert form[name] is None


@pytest.mark.parametrize("name", ["email_address", "phone_number"])
def test_a_field_that_nothing_can_verify_is_a_contradiction(fresh, name) -> None:
    """409 at the first step, in both directions, instead of an attempt that never ends."""
    found = {name: {"enabled": True, "verify_at_sign_up": True, "verifications": ()}}
    _, browser = fresh(found, False)
    replies = [browser.post(SIGN_UPS), browser.post(SIGN_INS)]

    assert [409, 409] == [it.status_code for it in replies]
    assert name in replies[0].errors[0]["long_message"]


@pytest.mark.parametrize("name", ["email_address", "phone_number", "username", "first_name", "password"])
def test_a_field_that_is_switched_off_is_unknown(fresh, name) -> None:
    """422 `form_param_unknown` names it; where it is on, it is taken."""
    on = {"username": {"enabled": True, "used_for_first_factor": True}, "email_address": {"enabled": True}}
    _, browser = fresh(on | {name: {"enabled": False, "required": False}}, False)
    off = browser.post(SIGN_UPS, **{name: VALUES[name]})
    _, browser = fresh(on | {name: {"enabled": True, "used_for_first_factor": True}}, False)
    taken = browser.post(SIGN_UPS, **{name: VALUES[name]})

    assert [("form_param_unknown", name)] == codes(off)
    assert 200 == taken.status_code


def test_a_provider_is_one_of_several_ways_to_be_identified(fresh) -> None:
    """Where any identifier will do, the missing fields name the social providers as well."""
    world, browser = fresh({"email_address": {"required": False}}, False)
    configure(world, user_settings__social={"oauth_google": {"enabled": True}})
    begun = browser.post(SIGN_UPS)
    filled = browser.patch(f"{SIGN_UPS}/{begun.response['id']}", email_address=VALUES["email_address"])

    assert ["email_address", "oauth_google", "password"] == begun.response["missing_fields"]
    assert ["password"] == filled.response["missing_fields"]
