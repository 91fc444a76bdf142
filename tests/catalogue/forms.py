"""Provokes the refusals of form fields."""

from typing import Any

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, SIGN_INS, SIGN_UPS

LIN = {"email_address": "lin@engines.test", "password": "brass-gears-and-steam"}


def sign_up(stage: Stage, form: dict[str, Any], **settings: Any) -> Reply:
    return stage.browser(stage.world("one_user", **settings)).post(SIGN_UPS, **form)


def sign_in(stage: Stage, **form: Any) -> Reply:
    return stage.browser(stage.world()).post(SIGN_INS, **form)


def at_factor(world: World, browser: Caller, step: str, **form: Any) -> Reply:
    """A step of Ada's sign-in, once it waits for its first factor."""
    del world
    begun = browser.post(SIGN_INS, identifier=ADA)
    return browser.post(f"{SIGN_INS}/{begun.response['id']}/{step}", **form)


def step(stage: Stage, name: str, **form: Any) -> Reply:
    world = stage.world()
    return at_factor(world, stage.browser(world), name, **form)


@provokes("form_param_missing")
def no_strategy(stage: Stage) -> Reply:
    return step(stage, "attempt_first_factor", code="123456")


@provokes("form_param_nil")
def an_empty_password(stage: Stage) -> Reply:
    return step(stage, "attempt_first_factor", strategy="password", password="")


@provokes("form_param_unknown")
def a_field_that_is_off(stage: Stage) -> Reply:
    return sign_up(stage, {"phone_number": "+12015550123"})


@provokes("form_param_duplicate")
def a_field_twice(stage: Stage) -> Reply:
    return sign_in(stage, identifier=["a", "b"])


@provokes("form_param_type_invalid")
def perhaps(stage: Stage) -> Reply:
    return sign_in(stage, transfer="perhaps")


@provokes("form_param_format_invalid")
def no_address(stage: Stage) -> Reply:
    return sign_up(stage, {"email_address": "ada"})


@provokes("form_param_value_invalid")
def no_object(stage: Stage) -> Reply:
    return sign_up(stage, {"unsafe_metadata": "[1]"})


@provokes("strategy_not_modelled")
def a_provider(stage: Stage) -> Reply:
    return step(stage, "attempt_first_factor", strategy="google_one_tap", code="x")


@provokes("form_param_value_disabled")
def a_strategy_that_is_off(stage: Stage) -> Reply:
    return sign_up(stage, {**LIN, "strategy": "phone_code"})


@provokes("form_param_value_conflict")
def two_addresses(stage: Stage) -> Reply:
    return sign_up(stage, {**LIN, "email_address_or_phone_number": ADA})


@provokes("form_param_value_too_large")
def far_beyond(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    return browser.request("POST", "/__mockfapi/clock", json={"set": 2**52})


@provokes("form_param_max_length_exceeded")
def a_long_name(stage: Stage) -> Reply:
    return sign_up(stage, {**LIN, "first_name": "x" * 257})


@provokes("form_param_exceeds_allowed_size")
def much_metadata(stage: Stage) -> Reply:
    return sign_up(stage, {**LIN, "unsafe_metadata": '{"x": "' + "y" * 9000 + '"}'})


@provokes("form_param_array_size_exceeded")
def many_ids(stage: Stage) -> Reply:
    backend = stage.backend(stage.world())
    return backend.get("/v1/users", user_id=[f"user_{number}" for number in range(101)])


@provokes("form_conditional_param_missing")
def no_code(stage: Stage) -> Reply:
    return step(stage, "attempt_first_factor", strategy="email_code")


@provokes("form_resource_not_found")
def a_foreign_address(stage: Stage) -> Reply:
    return step(stage, "prepare_first_factor", strategy="email_code", email_address_id="idn_other")


@provokes("form_identifier_exists")
def a_taken_address(stage: Stage) -> Reply:
    return sign_up(stage, {**LIN, "email_address": ADA})


@provokes("form_identifier_not_found")
def a_stranger(stage: Stage) -> Reply:
    return sign_in(stage, identifier="nobody@engines.test")


@provokes("form_already_exists")
def a_taken_slug(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("b2b"))
    browser.post(
        SIGN_INS, identifier="olga@workshop.test", strategy="password", password="lathe-and-plane-21"
    )
    forms = [browser.post("/v1/organizations", name="Twins", slug="twins") for _ in range(2)]
    return forms[-1]


@provokes("form_code_incorrect")
def a_wrong_code(stage: Stage) -> Reply:
    browser = stage.browser(stage.world())
    begun = browser.post(SIGN_INS, identifier=ADA, strategy="email_code")
    path = f"{SIGN_INS}/{begun.response['id']}/attempt_first_factor"
    return browser.post(path, strategy="email_code", code="1234567")


@provokes("legal_not_accepted")
def no_consent(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("legal_consent"))
    return browser.post(SIGN_UPS, **LIN, legal_accepted="false")
