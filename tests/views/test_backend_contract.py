"""Every face that servers see satisfies the contract, whatever its record holds, and tells nothing more."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mockfapi import spec
from mockfapi.rules.external_accounts import tokens_of
from mockfapi.views import BAPI_VIEWS
from mockfapi.views.lens import Lens
from mockfapi.world import records as r
from tests.leaks import leaks
from tests.views.attempts_of_any_kind import attempted
from tests.views.connections_of_any_kind import connected
from tests.views.instance_of_any_kind import BACKEND_SCHEMAS as INSTANCE
from tests.views.instance_of_any_kind import furnished
from tests.views.machines_of_any_kind import BACKEND_SCHEMAS as MACHINES
from tests.views.machines_of_any_kind import equipped, faces
from tests.views.organizations_of_any_kind import organized
from tests.views.people import TIMES, a_world, occupied_clients, populated

CONTRACT = spec.load("bapi")
SCHEMAS: dict[type, str] = (
    INSTANCE
    | MACHINES
    | {
        r.Client: "Client",
        r.CountedOrganization: "Organization",
        r.Deleted: "DeletedObject",
        r.EmailAddress: "EmailAddress",
        r.JwtTemplate: "JWTTemplate",
        r.Membership: "OrganizationMembership",
        r.Organization: "Organization",
        r.OrganizationDomain: "OrganizationDomain",
        r.OrganizationInvitation: "OrganizationInvitation",
        r.Permission: "Permission",
        r.PhoneNumber: "PhoneNumber",
        r.ProviderToken: "UsersGetOAuthAccessTokenResponse",
        r.Role: "Role",
        r.RoleSet: "RoleSet",
        r.ServerVerification: "ServerVerification",
        r.Session: "Session",
        r.SignUp: "SignUp",
        r.User: "User",
    }
)

# What the contract describes as items of a list only.
LISTED = r.ProviderToken


def fault(world: Any, record: Any) -> object:
    """What the contract has against a face, or None. Making it changes nothing and leaks nothing."""
    before = world.digest()
    face: Any = BAPI_VIEWS[type(record)](Lens(world), record)
    if isinstance(record, LISTED):
        face = [face]
    schema = {"$ref": f"#/$defs/{SCHEMAS[type(record)]}"}
    assert before == world.digest()
    assert [] == leaks(CONTRACT, schema, face)
    return CONTRACT.validator(schema).fault(face)


@settings(max_examples=30, deadline=None)
@given(populated())
def test_users_and_what_they_own_satisfy_the_contract(pair) -> None:
    """Users, addresses, numbers, memberships and organizations."""
    world, user = pair
    owned = [*world.email_addresses, *world.phone_numbers, *world.memberships, *world.organizations]

    assert fault(world, user) is None
    assert [] == [found for it in owned if (found := fault(world, it)) is not None]


@settings(max_examples=30, deadline=None)
@given(organized())
def test_what_belongs_to_organizations_satisfies_the_contract(pair) -> None:
    """Counts, invitations of any status, domains, roles and permissions."""
    world, records = pair

    assert [] == [found for it in records if (found := fault(world, it)) is not None]


@settings(max_examples=30, deadline=None)
@given(occupied_clients())
def test_clients_and_sessions_satisfy_the_contract(pair) -> None:
    """Whatever became of their sessions and attempts."""
    world, client_id = pair

    assert fault(world, world.clients[client_id]) is None
    for it in world.sessions:
        assert fault(world, it) is None


@settings(max_examples=30, deadline=None)
@given(attempted())
def test_sign_ups_and_verifications_satisfy_the_contract(pair) -> None:
    """At any step, and what is left of what was deleted."""
    world, record = pair

    assert fault(world, record) is None


CLAIMS = st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text() | st.just({"a": [1]}))
TEMPLATES = st.builds(
    r.JwtTemplate,
    id=st.just("jtmp_1"),
    name=st.text(min_size=1, max_size=64),
    created_at=TIMES,
    updated_at=TIMES,
    claims=CLAIMS,
    lifetime=st.integers(30, 315_360_000),
    allowed_clock_skew=st.integers(0, 300),
    signing_algorithm=st.sampled_from(["RS256", "HS256"]),
    custom_signing_key=st.none() | st.just("secret"),
)


@settings(max_examples=30, deadline=None)
@given(TEMPLATES)
def test_templates_satisfy_the_contract(it) -> None:
    """Whatever their claims are, with and without a key of their own."""
    assert fault(a_world(), it) is None


@settings(max_examples=30, deadline=None)
@given(equipped())
def test_machines_and_keys_satisfy_the_contract(world) -> None:
    """In force, expired or revoked; connections and plans as well."""
    made = list(faces(world))

    assert [] == [found for it in made if (found := fault(world, it)) is not None]
    assert MACHINES.keys() == {type(it) for it in made}


@settings(max_examples=30, deadline=None)
@given(furnished())
def test_what_belongs_to_the_instance_satisfies_the_contract(pair) -> None:
    """Tickets of any status, lists, domains, templates, applications, connections, and all settings."""
    world, records = pair

    assert [] == [found for it in records if (found := fault(world, it)) is not None]
    assert INSTANCE.keys() == {type(it) for it in records}


@settings(max_examples=30, deadline=None)
@given(connected())
def test_tokens_of_providers_satisfy_the_contract(world) -> None:
    """Of every connection that has one."""
    accounts = list(world.external_accounts)
    told = [it for user in world.users for of in accounts for it in tokens_of(world, user, of.provider)]

    assert [] == [found for it in told if (found := fault(world, it)) is not None]


def test_every_face_has_a_property() -> None:
    """No record type is left out of the properties of this file."""
    assert BAPI_VIEWS.keys() == SCHEMAS.keys()
