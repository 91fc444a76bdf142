"""Every face satisfies the contract, whatever its record holds."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mockfapi import spec
from mockfapi.rules import dev_browsers
from mockfapi.views import BAPI_VIEWS, FAPI_VIEWS
from mockfapi.views.lens import Lens
from mockfapi.world import records as r
from mockfapi.world.records.settings import Attributes, Settings, UserSettings
from tests.leaks import leaks
from tests.views.people import (
    ATTRIBUTES,
    TIMES,
    a_world,
    occupied_clients,
    populated,
    sign_ins_of_any_kind,
    sign_ups_of_any_kind,
)
from tests.views.settings_of_any_kind import SETTINGS

CONTRACT = spec.load("fapi")
LENSES = st.sampled_from([(None, 1), (None, 2), ("http://localhost:3000", 2)])


# The schema of each record's face. That of a dev browser stands in the answer of the operation that makes it.
SCHEMAS: dict[type, Any] = {
    r.Client: {"$ref": "#/$defs/schemas-Client.Client"},
    r.DevBrowser: CONTRACT.operations["createDevBrowser"].responses[200].schema,
    r.EmailAddress: {"$ref": "#/$defs/Client.EmailAddress"},
    r.Instance: {"$ref": "#/$defs/Client.Environment"},
    r.Membership: {"$ref": "#/$defs/Client.OrganizationMembership"},
    r.Organization: {"$ref": "#/$defs/Client.Organization"},
    r.PhoneNumber: {"$ref": "#/$defs/Client.PhoneNumber"},
    r.Session: {"$ref": "#/$defs/schemas-Client.Session"},
    r.SignIn: {"$ref": "#/$defs/schemas-Client.SignIn"},
    r.SignUp: {"$ref": "#/$defs/Client.SignUp"},
    r.User: {"$ref": "#/$defs/Client.User"},
}


def fault(world: Any, record: Any, lens: tuple[str | None, int] = (None, 2)) -> object:
    """What the contract has against a face, or None. Making it changes nothing and leaks nothing."""
    before = world.digest()
    face = FAPI_VIEWS[type(record)](Lens(world, *lens), record)
    assert before == world.digest()
    assert [] == leaks(CONTRACT, SCHEMAS[type(record)], face)
    return CONTRACT.validator(SCHEMAS[type(record)]).fault(face)


@settings(max_examples=30, deadline=None)
@given(populated())
def test_users_and_what_they_own_satisfy_the_contract(pair) -> None:
    """Users, addresses, numbers, memberships and organizations."""
    world, user = pair

    assert fault(world, user) is None
    for it in world.email_addresses:
        assert fault(world, it) is None
    for it in world.phone_numbers:
        assert fault(world, it) is None
    for it in world.memberships:
        assert fault(world, it) is None
    for it in world.organizations:
        assert fault(world, it) is None


@settings(max_examples=30, deadline=None)
@given(sign_ins_of_any_kind())
def test_sign_ins_satisfy_the_contract(pair) -> None:
    """At every step."""
    world, it = pair

    assert fault(world, it) is None


@settings(max_examples=30, deadline=None)
@given(sign_ups_of_any_kind())
def test_sign_ups_satisfy_the_contract(pair) -> None:
    """At every step."""
    world, it = pair

    assert fault(world, it) is None


@settings(max_examples=30, deadline=None)
@given(occupied_clients(), LENSES)
def test_clients_and_sessions_satisfy_the_contract(pair, lens) -> None:
    """Whoever asks, with tokens of either version."""
    world, client_id = pair

    assert fault(world, world.clients[client_id], lens) is None
    for it in world.sessions:
        assert fault(world, it, lens) is None


@settings(max_examples=30, deadline=None)
@given(ATTRIBUTES, ATTRIBUTES, ATTRIBUTES, st.sampled_from([None, "http://localhost:3000"]))
def test_environments_satisfy_the_contract(email, phone, username, origin) -> None:
    """Whatever the settings of the attributes are."""
    attributes = Attributes(email_address=email, phone_number=phone, username=username)
    world = a_world(Settings(user_settings=UserSettings(attributes=attributes)))
    it = world.instances.save(replace(world.instance, home_origin=origin))

    assert fault(world, it) is None


@settings(max_examples=40, deadline=None, phases=[Phase.generate])  # too many fields to shrink
@given(SETTINGS)
def test_environments_satisfy_the_contract_whatever_is_set(chosen) -> None:
    """Every switch, number and text of the settings at once."""
    world = a_world()
    it = world.instances.save(replace(world.instance, settings=chosen))

    assert fault(world, it) is None


@settings(max_examples=20, deadline=None)
@given(TIMES, st.none() | st.just("client_1"))
def test_dev_browsers_satisfy_the_contract(at, client_id) -> None:
    """With and without a client, whenever they were made."""
    world = a_world()
    made = dev_browsers.create(world)
    it = world.dev_browsers.save(replace(made, client_id=client_id, created_at=at))
    face = FAPI_VIEWS[type(it)](Lens(world), it)

    assert fault(world, it) is None
    assert it.id == face["id"] == face["token"]


@pytest.mark.parametrize("views", [FAPI_VIEWS, BAPI_VIEWS], ids=["fapi", "bapi"])
def test_every_record_with_a_view_has_a_property(views) -> None:
    """No view stands for two records, and no record type is left out of the properties of this file."""
    assert len(views) == len(set(views.values()))
    assert set() == set(views) - SCHEMAS.keys()


def test_a_leak_would_be_noticed() -> None:
    """A field that no schema names is found, also below the top."""
    world = a_world()
    face = FAPI_VIEWS[r.Instance](Lens(world), world.instance)
    face["auth_config"]["secret_key"] = world.keys.secret_key

    assert ["$.auth_config.secret_key"] == leaks(CONTRACT, SCHEMAS[r.Instance], face)


def test_the_contract_would_notice() -> None:
    """The check of this file can fail."""
    world = a_world()
    face = FAPI_VIEWS[type(world.instance)](Lens(world), world.instance)
    face["auth_config"]["password"] = "perhaps"

    assert CONTRACT.validator({"$ref": "#/$defs/Client.Environment"}).fault(face) is not None
    with pytest.raises(KeyError):
        FAPI_VIEWS[dict]
