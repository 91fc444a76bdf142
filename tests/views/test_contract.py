"""Every face satisfies the contract, whatever its record holds."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi import spec
from mockfapi.rules import dev_browsers
from mockfapi.views import FAPI_VIEWS
from mockfapi.views.lens import Lens
from mockfapi.world.records import Client
from mockfapi.world.records.settings import Attributes, Settings, UserSettings
from tests.views.people import (
    ATTRIBUTES,
    a_world,
    occupied_clients,
    populated,
    sign_ins_of_any_kind,
    sign_ups_of_any_kind,
)

CONTRACT = spec.load("fapi")
LENSES = st.sampled_from([(None, 1), (None, 2), ("http://localhost:3000", 2)])


def fault(world: Any, record: Any, schema: str, lens: tuple[str | None, int] = (None, 2)) -> object:
    """What the contract has against the face of a record, or None. Making it changes nothing."""
    before = world.digest()
    face = FAPI_VIEWS[type(record)](Lens(world, *lens), record)
    assert before == world.digest()
    return CONTRACT.validator({"$ref": f"#/$defs/{schema}"}).fault(face)


@settings(max_examples=30, deadline=None)
@given(populated())
def test_users_and_what_they_own_satisfy_the_contract(pair) -> None:
    """Users, addresses, numbers, memberships and organizations."""
    world, user = pair

    assert fault(world, user, "Client.User") is None
    for it in world.email_addresses:
        assert fault(world, it, "Client.EmailAddress") is None
    for it in world.phone_numbers:
        assert fault(world, it, "Client.PhoneNumber") is None
    for it in world.memberships:
        assert fault(world, it, "Client.OrganizationMembership") is None
    for it in world.organizations:
        assert fault(world, it, "Client.Organization") is None


@settings(max_examples=30, deadline=None)
@given(sign_ins_of_any_kind())
def test_sign_ins_satisfy_the_contract(pair) -> None:
    """At every step."""
    world, it = pair

    assert fault(world, it, "schemas-Client.SignIn") is None


@settings(max_examples=30, deadline=None)
@given(sign_ups_of_any_kind())
def test_sign_ups_satisfy_the_contract(pair) -> None:
    """At every step."""
    world, it = pair

    assert fault(world, it, "Client.SignUp") is None


@settings(max_examples=30, deadline=None)
@given(occupied_clients(), LENSES)
def test_clients_and_sessions_satisfy_the_contract(pair, lens) -> None:
    """Whoever asks, with tokens of either version."""
    world, client_id = pair

    assert fault(world, world.clients[client_id], "schemas-Client.Client", lens) is None
    for it in world.sessions:
        assert fault(world, it, "schemas-Client.Session", lens) is None


@settings(max_examples=30, deadline=None)
@given(ATTRIBUTES, ATTRIBUTES, ATTRIBUTES, st.sampled_from([None, "http://localhost:3000"]))
def test_environments_satisfy_the_contract(email, phone, username, origin) -> None:
    """Whatever the settings of the attributes are."""
    attributes = Attributes(email_address=email, phone_number=phone, username=username)
    world = a_world(Settings(user_settings=UserSettings(attributes=attributes)))
    it = world.instances.save(replace(world.instance, home_origin=origin))

    assert fault(world, it, "Client.Environment") is None


def test_dev_browsers_satisfy_the_contract() -> None:
    """Their schema stands in the answer of the operation that makes them."""
    world = a_world()
    face = FAPI_VIEWS[type(it := dev_browsers.create(world))](Lens(world), it)
    schema = CONTRACT.operations["createDevBrowser"].responses[200].schema

    assert CONTRACT.validator(schema).fault(face) is None
    assert it.id == face["id"] == face["token"]


def test_the_record_types_have_one_view_each() -> None:
    """No view stands for two records."""
    assert len(FAPI_VIEWS) == len(set(FAPI_VIEWS.values()))
    assert Client in FAPI_VIEWS


def test_the_contract_would_notice() -> None:
    """The check of this file can fail."""
    world = a_world()
    face = FAPI_VIEWS[type(world.instance)](Lens(world), world.instance)
    face["auth_config"]["password"] = "perhaps"

    assert CONTRACT.validator({"$ref": "#/$defs/Client.Environment"}).fault(face) is not None
    with pytest.raises(KeyError):
        FAPI_VIEWS[dict]
