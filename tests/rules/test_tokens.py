"""Session tokens and client tokens."""

from dataclasses import replace
from functools import partial
from typing import Any

import jwt
import pytest

from mockfapi.rules import organizations, sessions, tokens
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import (
    MINUTE,
    NOON,
    a_client,
    a_user,
    a_world,
    configure,
    now,
    refusals,
    signed_in,
)

ORIGIN = "http://localhost:3000"


def claims(world: World, token: str) -> dict[str, Any]:
    """The verified claims, whatever the clock of this machine says."""
    unchecked: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    key = jwt.PyJWK(world.signer.jwk()).key
    return jwt.decode(token, key, algorithms=["RS256"], options=unchecked)


@pytest.fixture
def member(world: World, client: Client) -> Any:
    """A session whose organization is active; its role has two features with custom permissions."""
    configure(world, organization_settings__enabled=True, organization_settings__slug__disabled=False)
    user = a_user(world)
    custom = ("org:sys_profile:manage", "org:posts:read", "org:posts:write", "org:bills:write")
    organizations.create_role(world, "org:editor", "Editor", "", custom)
    acme = organizations.create(world, "Acme")
    organizations.add_member(world, acme, user, "org:editor")
    return signed_in(world, client)


def test_a_token_of_version_2_has_exactly_these_claims(world: World, client: Client) -> None:
    """Life 60 s, valid 10 s before, ages in minutes, no organization."""
    user = a_user(world)
    session = signed_in(world, client)
    token = tokens.session_token(world, session, origin=ORIGIN)
    found = claims(world, token)
    fingerprint = found.pop("jti")
    second = NOON // 1000

    assert {
        "azp": ORIGIN,
        "exp": second + 60,
        "fva": [0, -1],
        "iat": second,
        "iss": world.issuer,
        "nbf": second - 10,
        "sid": session.id,
        "sts": "active",
        "sub": user.id,
        "v": 2,
    } == found
    assert 20 == len(fingerprint)
    assert {"alg": "RS256", "cat": "cl_B7d4PD111AAA", "kid": world.instance.id, "typ": "JWT"} == (
        jwt.get_unverified_header(token)
    )


def test_a_token_of_version_1_has_no_newer_claims(world: World, client: Client) -> None:
    """Neither version, status nor token id; without Origin no authorized party."""
    a_user(world)
    found = claims(world, tokens.session_token(world, signed_in(world, client), origin=None, version=1))

    assert ["exp", "fva", "iat", "iss", "nbf", "sid", "sub"] == sorted(found)


def test_version_2_packs_custom_permissions_into_bits(world: World, member) -> None:
    """System permissions are never told; bit n of a feature means the n-th action."""
    found = claims(world, tokens.session_token(world, member, origin=None))
    organization = member.last_active_organization_id

    assert {"id": organization, "slg": "acme", "rol": "editor", "per": "read,write", "fpm": "2,3"} == found[
        "o"
    ]
    assert "o:bills,o:posts" == found["fea"]


def test_version_1_lists_custom_permissions(world: World, member) -> None:
    """With the prefix of the role, and without system permissions."""
    found = claims(world, tokens.session_token(world, member, origin=None, version=1))

    assert "org:editor" == found["org_role"]
    assert "acme" == found["org_slug"]
    assert ["org:bills:write", "org:posts:read", "org:posts:write"] == found["org_permissions"]


BILLING = ("org:billing:manage", "org:billing:read")
IMPERSONATION = ("org:impersonation:manage", "org:impersonation:read")
LINKS = ("org:magic_links:create", "org:magic_links:read")
POSTS = ("org:posts:delete", "org:posts:manage", "org:posts:read")


@pytest.mark.parametrize(
    ("permissions", "features", "actions", "bits"),
    [
        (
            (*BILLING, *IMPERSONATION, *LINKS, *POSTS),
            "o:billing,o:impersonation,o:magic_links,o:posts",
            "create,delete,manage,read",
            "12,12,9,14",
        ),
        ((LINKS[1],), "o:magic_links", "read", "1"),
        ((IMPERSONATION[1], LINKS[0]), "o:impersonation,o:magic_links", "create,read", "2,1"),
    ],
)
def test_apps_find_the_permissions_that_they_expect(
    world: World, member, permissions, features, actions, bits
) -> None:
    """The roles of apps that check version 2 claims: features of the role's own permissions only."""
    role = world.roles.first(key="org:editor")
    world.roles.save(replace(role, permissions=(*permissions, "org:sys_billing:manage")))
    found = claims(world, tokens.session_token(world, member, origin=None))

    assert (features, actions, bits) == (found["fea"], found["o"]["per"], found["o"]["fpm"])


def test_a_role_that_is_gone_permits_nothing(world: World, member) -> None:
    """The membership keeps its key, so the token names it."""
    world.roles.remove(world.roles.first(key="org:editor").id)
    found = claims(world, tokens.session_token(world, member, origin=None))

    assert ("editor", False, False) == (found["o"]["rol"], "per" in found["o"], "fea" in found)


def test_a_slug_is_not_told_while_slugs_are_off(world: World, member) -> None:
    """The claim is absent, not empty."""
    configure(world, organization_settings__slug__disabled=True)

    assert "slg" not in claims(world, tokens.session_token(world, member, origin=None))["o"]


def test_a_token_may_be_asked_for_another_organization(world: World, member) -> None:
    """It concerns the token alone; empty text asks for none, an unknown one is refused."""
    other = organizations.create(world, "Beta")
    organizations.add_member(world, other, world.users[member.user_id], "org:member")
    asked = claims(world, tokens.session_token(world, member, origin=None, organization=other.id))
    personal = claims(world, tokens.session_token(world, member, origin=None, organization=""))

    assert {"id": other.id, "slg": "beta", "rol": "member"} == asked["o"]
    assert "o" not in personal
    assert member.last_active_organization_id == world.sessions[member.id].last_active_organization_id
    assert [(404, "organization_not_found_or_unauthorized", None)] == refusals(
        lambda: tokens.session_token(world, member, origin=None, organization="org_nowhere")
    )


def test_a_pending_session_says_so(world: World, client: Client) -> None:
    """Apps tell pending sessions by the claim."""
    configure(
        world, organization_settings__enabled=True, organization_settings__force_organization_selection=True
    )
    a_user(world)

    assert (
        "pending" == claims(world, tokens.session_token(world, signed_in(world, client), origin=None))["sts"]
    )


def test_an_actor_is_in_the_token(world: World, client: Client) -> None:
    """Impersonation shows in the session and in what it signs."""
    a_user(world)
    session = world.sessions.save(replace(signed_in(world, client), actor={"sub": "user_admin"}))

    assert {"sub": "user_admin"} == claims(world, tokens.session_token(world, session, origin=None))["act"]


def test_tokens_of_one_second_are_equal_and_of_the_next_are_not(world: World, client: Client) -> None:
    """The token id follows from the claims."""
    a_user(world)
    session = signed_in(world, client)
    first = tokens.session_token(world, session, origin=ORIGIN)
    same = tokens.session_token(world, session, origin=ORIGIN)
    world.clock.pin(NOON + 1000)

    assert first == same
    assert first != tokens.session_token(world, session, origin=ORIGIN)


def test_a_kept_token_is_not_given_once_its_facts_have_changed(world: World, member: Any) -> None:
    """Within one second: role, permissions, membership, organization and settings count at once."""
    membership = next(iter(world.memberships))
    role = world.roles.first(key="org:editor")
    acme = next(iter(world.organizations))
    changes = [
        lambda: world.organizations.save(replace(acme, slug="acme-inc")),
        lambda: world.roles.save(replace(role, permissions=("org:posts:read",))),
        lambda: world.memberships.save(replace(membership, role="org:member")),
        lambda: world.memberships.remove(membership.id),
        lambda: configure(world, organization_settings__force_organization_selection=True),
    ]
    seen = [tokens.session_token(world, member, origin=ORIGIN)]
    for change in changes:
        change()
        seen.append(tokens.session_token(world, member, origin=ORIGIN))

    assert len(changes) + 1 == len(set(seen))


def test_equal_facts_are_signed_once(world: World, client: Client) -> None:
    """Signing is what costs: the very same text comes back."""
    a_user(world)
    session = signed_in(world, client)
    first = tokens.session_token(world, session, origin=ORIGIN)

    assert first is tokens.session_token(world, session, origin=ORIGIN)


def test_stamps_follow_the_process_and_ages_follow_the_world(world: World, client: Client) -> None:
    """Advancing the world must not make tokens that no app accepts yet."""
    a_user(world)
    session = signed_in(world, client)
    world.clock.advance(5 * MINUTE)
    found = claims(world, tokens.session_token(world, session, origin=None))

    assert NOON // 1000 == found["iat"]
    assert [5, -1] == found["fva"]


def test_a_client_token_names_its_client_until_it_was_rotated_twice(world: World, client: Client) -> None:
    """The last two values are good, for requests that were under way during a sign-in."""
    a_user(world)
    first = tokens.client_token(world, client)
    assert tokens.is_current(world, client, first)

    sessions.end(world, signed_in(world, client))
    once = tokens.client_of_token(world, first)
    assert once is not None
    assert not tokens.is_current(world, once, first)
    assert tokens.is_current(world, once, tokens.client_token(world, once))

    signed_in(world, now(world, client))

    assert [(400, "cookie_invalid", None)] == refusals(lambda: tokens.client_of_token(world, first))


def test_the_token_of_a_client_that_is_gone_names_nobody(world: World, client: Client) -> None:
    """It is genuine, so it is no offence."""
    token = tokens.client_token(world, client)
    world.clients.remove(client.id)

    assert tokens.client_of_token(world, token) is None


FOREVER = 9_000_000_000
FORGERIES = [
    {"rotating_token": "right", "exp": FOREVER},
    {"id": "right", "exp": FOREVER},
    {"id": "right", "rotating_token": "right"},
    {"id": "right", "rotating_token": "stale", "exp": FOREVER},
    {"id": "right", "rotating_token": "right", "exp": NOON // 1000},
    {"id": 7, "rotating_token": "right", "exp": FOREVER},
]


@pytest.mark.parametrize("payload", FORGERIES)
def test_a_client_token_that_is_not_whole_is_refused(world: World, client: Client, payload: Any) -> None:
    """Incomplete, stale and expired ones are one refusal, though the seal is right."""
    truth = {"id": client.id, "rotating_token": client.rotating_token}
    token = world.signer.seal({name: truth[name] if it == "right" else it for name, it in payload.items()})

    assert [(400, "cookie_invalid", None)] == refusals(lambda: tokens.client_of_token(world, token))


@pytest.mark.parametrize("secret", ["x" * 64, None])
def test_a_forged_client_token_is_refused(world: World, client: Client, secret: str | None) -> None:
    """Sealed with another key, or not at all; nonsense too."""
    payload = {"id": client.id, "rotating_token": client.rotating_token, "exp": FOREVER}
    forged = jwt.encode(payload, secret, algorithm="none" if secret is None else "HS256")

    for token in (forged, "nonsense", ""):
        assert [(400, "cookie_invalid", None)] == refusals(partial(tokens.client_of_token, world, token))


def test_equal_seeds_give_equal_tokens() -> None:
    """Recorded examples stay true: same seed, same steps, same bytes."""
    made = []
    for _ in range(2):
        world = a_world(seed="7")
        a_user(world)
        made.append(tokens.session_token(world, signed_in(world, a_client(world)), origin=ORIGIN))

    assert made[0] == made[1]
