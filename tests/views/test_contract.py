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
from tests.views import machines_of_any_kind
from tests.views.connections_of_any_kind import connected
from tests.views.factors_of_any_kind import enrolled
from tests.views.keys_of_any_kind import PASSKEY_PROOFS, WALLET_PROOFS, equipped
from tests.views.organizations_of_any_kind import organized
from tests.views.people import (
    ATTRIBUTES,
    NAMES,
    TIMES,
    a_world,
    occupied_clients,
    populated,
    sign_ins_of_any_kind,
    sign_ups_of_any_kind,
)
from tests.views.sessions_of_any_kind import visited
from tests.views.settings_of_any_kind import SETTINGS

CONTRACT = spec.load("fapi")
LENSES = st.sampled_from([(None, 1), (None, 2), ("http://localhost:3000", 2)])


# The schema of each record's face. That of a dev browser stands in the answer of the operation that makes it.
SCHEMAS: dict[type, Any] = {
    r.AccountPortal: {"$ref": "#/$defs/Client.AccountPortal"},
    r.ActiveSession: {"$ref": "#/$defs/Client.ActiveSession"},
    r.ApiKey: CONTRACT.operations["revokeApiKey"].responses[200].schema,
    r.BackupCodes: {"$ref": "#/$defs/BackupCodes"},
    r.Client: {"$ref": "#/$defs/schemas-Client.Client"},
    r.CreationDefaults: CONTRACT.operations["getOrganizationCreationDefaults"]
    .responses[200]
    .schema["properties"]["response"],
    r.Deleted: {"$ref": "#/$defs/Client.DeletedObject"},
    r.DevBrowser: CONTRACT.operations["createDevBrowser"].responses[200].schema,
    r.EmailAddress: {"$ref": "#/$defs/Client.EmailAddress"},
    r.EnrolledPhone: {"$ref": "#/$defs/Client.PhoneNumber"},
    r.EnrolledTotp: {"$ref": "#/$defs/TOTP"},
    r.ExternalAccount: {"$ref": "#/$defs/ExternalAccountWithVerification"},
    r.Image: {"$ref": "#/$defs/Image"},
    r.Instance: {"$ref": "#/$defs/Client.Environment"},
    r.IssuedApiKey: CONTRACT.operations["createApiKey"].responses[201].schema,
    r.ListedSession: {"$ref": "#/$defs/schemas-Client.Session"},
    r.Membership: {"$ref": "#/$defs/Client.OrganizationMembership"},
    r.MembershipRequest: {"$ref": "#/$defs/Client.OrganizationMembershipRequest"},
    r.Organization: {"$ref": "#/$defs/Client.Organization"},
    r.OrganizationDomain: {"$ref": "#/$defs/Client.OrganizationDomain"},
    r.OrganizationInvitation: {"$ref": "#/$defs/Client.OrganizationInvitationUserContext"},
    r.OrganizationSuggestion: {"$ref": "#/$defs/Client.OrganizationSuggestion"},
    r.Passkey: {"$ref": "#/$defs/Client.Passkey"},
    r.PhoneNumber: {"$ref": "#/$defs/Client.PhoneNumber"},
    r.Reverification: {"$ref": "#/$defs/Client.SessionReverification"},
    r.Role: {"$ref": "#/$defs/Client.Role"},
    r.Session: {"$ref": "#/$defs/schemas-Client.Session"},
    r.SignIn: {"$ref": "#/$defs/schemas-Client.SignIn"},
    r.SignUp: {"$ref": "#/$defs/Client.SignUp"},
    r.User: {"$ref": "#/$defs/Client.User"},
    r.WaitlistEntry: {"$ref": "#/$defs/Client.WaitlistEntry"},
    r.Web3Wallet: {"$ref": "#/$defs/Client.Web3Wallet"},
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
    assert fault(world, r.Image("img_1", user.id, "image/png", b"", 0)) is None
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
@given(machines_of_any_kind.equipped())
def test_api_keys_satisfy_the_contract(world) -> None:
    """With their secret and without."""
    for it in world.api_keys:
        assert fault(world, it) is None
        assert fault(world, r.IssuedApiKey(it)) is None


@settings(max_examples=30, deadline=None)
@given(connected())
def test_connections_satisfy_the_contract(world) -> None:
    """By themselves, with their user and with the address that came along. Secrets are never told."""
    (user,), (account,), (address,) = world.users, world.external_accounts, world.email_addresses

    assert fault(world, account) is None
    assert fault(world, address) is None
    assert fault(world, user) is None
    assert fault(world, r.SignIn("sia_1", "client_1", 0, 1, first_factor=account.verification)) is None
    assert (
        fault(world, r.SignUp("sua_1", "client_1", 0, 1, external_verification=account.verification)) is None
    )
    assert "s" * 32 not in str(FAPI_VIEWS[r.ExternalAccount](Lens(world), account))
    assert "t" * 40 not in str(FAPI_VIEWS[r.ExternalAccount](Lens(world), account))


@settings(max_examples=30, deadline=None)
@given(equipped())
def test_passkeys_and_wallets_satisfy_the_contract(world) -> None:
    """At every stage, by themselves and with their user. Keys are never told."""
    (user,), (passkey,) = world.users, world.passkeys
    face = FAPI_VIEWS[r.Passkey](Lens(world), passkey)

    assert fault(world, user) is None
    assert fault(world, passkey) is None
    assert [] == [key for key in ("Y3JlZA", "a2V5") if key in str(face)]
    assert fault(world, r.Deleted(passkey.id, "passkey")) is None
    for it in world.web3_wallets:
        assert fault(world, it) is None


@settings(max_examples=30, deadline=None)
@given(sign_ins_of_any_kind(), sign_ups_of_any_kind(), PASSKEY_PROOFS | WALLET_PROOFS, WALLET_PROOFS)
def test_attempts_by_keys_satisfy_the_contract(sign_in, sign_up, proof, signed) -> None:
    """Sign-ins with either, sign-ups with a wallet."""
    entered = sign_in[0].sign_ins.save(replace(sign_in[1], first_factor=proof))
    joined = replace(sign_up[1], web3_wallet="0x" + "0" * 40, web3_verification=signed)

    assert fault(sign_in[0], entered) is None
    assert fault(sign_up[0], sign_up[0].sign_ups.save(joined)) is None


@settings(max_examples=30, deadline=None)
@given(occupied_clients(), LENSES)
def test_clients_and_sessions_satisfy_the_contract(pair, lens) -> None:
    """Whoever asks, with tokens of either version."""
    world, client_id = pair

    assert fault(world, world.clients[client_id], lens) is None
    for it in world.sessions:
        assert fault(world, it, lens) is None


@settings(max_examples=30, deadline=None)
@given(enrolled())
def test_second_factors_satisfy_the_contract(pair) -> None:
    """As they are set up, with their user, and as second step of a sign-in."""
    world, answers = pair
    (user,) = world.users

    assert fault(world, user) is None
    for it in answers:
        assert fault(world, it) is None


@settings(max_examples=30, deadline=None)
@given(visited())
def test_sessions_in_lists_and_reverifications_satisfy_the_contract(world) -> None:
    """Wherever they were used, whatever was proven, and without a token in lists."""
    (it,) = world.sessions

    assert fault(world, r.ListedSession(it)) is None
    assert fault(world, r.ActiveSession(it)) is None
    if it.reverification is not None:
        assert fault(world, it.reverification) is None


@settings(max_examples=20, deadline=None)
@given(organized(), NAMES, NAMES)
def test_what_belongs_to_organizations_satisfies_the_contract(pair, name, taken_by) -> None:
    """Roles, and all that leads to one: invitations, domains, suggestions, requests; words for founders."""
    world, _ = pair
    (invitation,), (domain,) = world.organization_invitations, world.organization_domains
    ways = (invitation, domain, *world.organization_suggestions, *world.membership_requests)
    for it in (*world.roles, *ways, r.CreationDefaults(name, name, "acme.dev", taken_by)):
        assert fault(world, it) is None


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
    assert fault(world, r.AccountPortal(it)) is None


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


@settings(max_examples=20, deadline=None)
@given(TIMES, TIMES)
def test_waitlist_entries_satisfy_the_contract(created_at, updated_at) -> None:
    """Whenever they were made."""
    world = a_world()
    it = world.waitlist.save(r.WaitlistEntry("wle_1", "ada@acme.dev", created_at, updated_at))

    assert fault(world, it) is None


@pytest.mark.parametrize("views", [FAPI_VIEWS, BAPI_VIEWS], ids=["fapi", "bapi"])
def test_no_view_stands_for_two_records(views) -> None:
    """Each record type has a face of its own."""
    assert len(views) == len(set(views.values()))


def test_every_record_with_a_view_has_a_property() -> None:
    """No record type is left out of the properties of this file."""
    assert set() == set(FAPI_VIEWS) - SCHEMAS.keys()


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
