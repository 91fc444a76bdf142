"""JWT templates: what may be made, and the tokens that they give."""

from dataclasses import replace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mockfapi.rules import jwt_templates, organizations, tokens
from mockfapi.world import World
from mockfapi.world.records import Client
from tests.rules.worlds import (
    ADA,
    NOON,
    a_user,
    configure,
    refused_without_trace,
    signed_in,
)

ORIGIN = "http://localhost:3000"
SECRET = "a secret of at least thirty-two characters"
UNCHECKED: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False}


def inside(token: str, key: Any, algorithm: str = "RS256") -> dict[str, Any]:
    return jwt.decode(token, key, algorithms=[algorithm], options=UNCHECKED)


def public(world: World) -> Any:
    return jwt.PyJWK(world.signer.jwk()).key


@pytest.fixture
def session(world: World, client: Client) -> Any:
    """A session of a user with metadata, acting for an organization."""
    configure(world, organization_settings__enabled=True)
    metadata = {"plan": "gold", "limits": {"seats": 12, "none": None}}
    user = a_user(world, first_name="Ada", last_name="Lovelace", public_metadata=metadata)
    acme = organizations.create(world, "Acme", public_metadata={"tier": 3})
    organizations.add_member(world, acme, user, "org:admin")
    return signed_in(world, client)


def test_a_token_of_a_template_has_the_automatic_claims_and_its_own(world: World, session) -> None:
    """Neither session id, version nor factor ages; life and validity as the template says."""
    made = jwt_templates.create(
        world, name="shop", claims={"aud": "shop", "n": 1}, lifetime=300, allowed_clock_skew=7
    )
    token = jwt_templates.token(world, session, made, origin=ORIGIN)
    found = inside(token, public(world))
    second = NOON // 1000

    assert 20 == len(found.pop("jti"))
    assert {
        "aud": "shop",
        "azp": ORIGIN,
        "exp": second + 300,
        "iat": second,
        "iss": world.issuer,
        "n": 1,
        "nbf": second - 7,
        "sub": session.user_id,
    } == found
    assert {"alg": "RS256", "cat": "cl_B7d4PD222AAA", "kid": world.instance.id, "typ": "JWT"} == (
        jwt.get_unverified_header(token)
    )


FACTS: dict[str, Any] = {
    "user.first_name": "Ada",
    "user.last_name": "Lovelace",
    "user.full_name": "Ada Lovelace",
    "user.username": None,
    "user.primary_email_address": ADA,
    "user.email_verified": True,
    "user.primary_phone_number": None,
    "user.phone_number_verified": False,
    "user.primary_web3_wallet": None,
    "user.has_image": False,
    "user.created_at": NOON,
    "user.updated_at": NOON,
    "user.last_sign_in_at": NOON,
    "user.external_id": None,
    "user.two_factor_enabled": False,
    "user.public_metadata.limits": {"seats": 12, "none": None},
    "user.public_metadata.limits.seats": 12,
    "user.public_metadata.limits.seats.deeper": None,
    "user.unsafe_metadata": {},
    "user.unsafe_metadata.any": None,
    "user.private_metadata": None,
    "user.password_digest": None,
    "org.name": "Acme",
    "org.slug": "acme",
    "org.role": "org:admin",
    "org.has_image": False,
    "org.public_metadata.tier": 3,
    "org_membership.public_metadata": {},
    "session.actor": None,
    "user": None,
    "nonsense.id": None,
}


def test_every_known_shortcode_stands_for_a_fact(world: World, session) -> None:
    """Of the user, the organization, the membership and the session; nested paths reach into metadata."""
    user = world.users[session.user_id]
    acme = world.organizations[session.last_active_organization_id]
    expected = FACTS | {
        "user.id": user.id,
        "user.organizations": {acme.id: "org:admin"},
        "user.public_metadata": dict(user.public_metadata),
        "org.id": acme.id,
    }
    made = jwt_templates.create(
        world, name="all", claims={str(n): f"{{{{{name}}}}}" for n, name in enumerate(expected)}
    )
    found = inside(jwt_templates.token(world, session, made, origin=None), public(world))

    assert expected == {name: found[str(n)] for n, name in enumerate(expected)}


def test_images_are_told_without_another_host(world: World, session) -> None:
    """Those of users and of organizations."""
    made = jwt_templates.create(world, name="i", claims={"u": "{{user.image_url}}", "o": "{{org.image_url}}"})
    found = inside(jwt_templates.token(world, session, made, origin=None), public(world))

    assert found["u"].startswith("data:image/")
    assert found["o"].startswith("data:image/")


def test_without_an_organization_its_shortcodes_are_null(world: World, session) -> None:
    """A session in the personal account."""
    configure(world, organization_settings__enabled=False)
    made = jwt_templates.create(world, name="o", claims={"a": "{{org.id}}", "b": "{{org_membership.role}}"})
    found = inside(jwt_templates.token(world, session, made, origin=None), public(world))

    assert (None, None) == (found["a"], found["b"])


@pytest.fixture(scope="module")
def rsa() -> RSAPrivateKey:
    return generate_private_key(65537, 2048)


def pem(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize("algorithm", ["HS256", "RS256"])
def test_a_template_may_sign_with_a_key_of_its_own(world: World, session, rsa, algorithm) -> None:
    """The token verifies with it, and names no key of the key set."""
    signing, verifying = (SECRET, SECRET) if algorithm == "HS256" else (pem(rsa), rsa.public_key())
    made = jwt_templates.create(
        world, name="own", claims={}, signing_algorithm=algorithm, custom_signing_key=signing
    )
    token = jwt_templates.token(world, session, made, origin=None)

    assert session.user_id == inside(token, verifying, algorithm)["sub"]
    assert "kid" not in jwt.get_unverified_header(token)


def test_a_token_shows_what_is_true_now(world: World, session) -> None:
    """Within the same second, too: what it is made of decides whether it is signed again."""
    made = jwt_templates.create(world, name="n", claims={"n": "{{user.first_name}}"})
    first = jwt_templates.token(world, session, made, origin=None)
    assert first is jwt_templates.token(world, session, made, origin=None)

    world.users.save(replace(world.users[session.user_id], first_name="Grace"))
    second = jwt_templates.token(world, session, made, origin=None)
    changed = jwt_templates.update(world, made, claims={"n": "fixed"})
    third = jwt_templates.token(world, session, changed, origin=None)

    assert ["Ada", "Grace", "fixed"] == [inside(it, public(world))["n"] for it in (first, second, third)]


FAULTS = [
    ({"name": ""}, (422, "form_param_missing", "name")),
    ({"name": "no spaces"}, (422, "form_param_format_invalid", "name")),
    ({"name": "taken"}, (422, "form_already_exists", "name")),
    ({"lifetime": 29}, (422, "form_param_value_invalid", "lifetime")),
    ({"lifetime": 315_360_001}, (422, "form_param_value_invalid", "lifetime")),
    ({"allowed_clock_skew": -1}, (422, "form_param_value_invalid", "allowed_clock_skew")),
    ({"allowed_clock_skew": 301}, (422, "form_param_value_invalid", "allowed_clock_skew")),
    ({"signing_algorithm": "none"}, (422, "form_param_value_invalid", "signing_algorithm")),
    ({"signing_algorithm": "HS256"}, (422, "form_param_missing", "signing_key")),
    (
        {"signing_algorithm": "HS256", "custom_signing_key": ""},
        (422, "form_param_value_invalid", "signing_key"),
    ),
    ({"custom_signing_key": "no PEM"}, (422, "form_param_value_invalid", "signing_key")),
    ({"claims": {"sub": "x"}}, (400, "jwt_template_reserved_claim", "claims")),
    ({"claims": {"fva": []}}, (400, "jwt_template_reserved_claim", "claims")),
]


@pytest.mark.parametrize(("given", "expected"), FAULTS)
def test_a_template_that_cannot_be_is_refused(world: World, given, expected) -> None:
    """When it is made and when it is changed; nothing of it stays."""
    jwt_templates.create(world, name="taken", claims={})
    other = jwt_templates.create(world, name="other", claims={})

    assert [expected] == refused_without_trace(
        world, lambda: jwt_templates.create(world, **({"name": "new", "claims": {}} | given))
    )
    assert [expected] == refused_without_trace(world, lambda: jwt_templates.update(world, other, **given))


@pytest.mark.parametrize("lifetime", [30, 315_360_000])
def test_the_limits_themselves_are_allowed(world: World, lifetime) -> None:
    """Thirty seconds to ten years."""
    made = jwt_templates.create(world, name="t", lifetime=lifetime, allowed_clock_skew=300)

    assert lifetime == jwt_templates.named(world, "t").lifetime
    assert made.id.startswith("jtmp_")


def test_an_unknown_or_removed_template_is_not_found(world: World) -> None:
    """404, and its name is free again."""
    made = jwt_templates.create(world, name="t")
    jwt_templates.remove(world, made)

    assert [(404, "resource_not_found", None)] == refused_without_trace(
        world, lambda: jwt_templates.named(world, "t")
    )
    assert jwt_templates.create(world, name="t").id != made.id


def test_a_session_token_carries_the_claims_of_the_instance(world: World, session) -> None:
    """They follow the user at once; what a session token says by itself cannot be said otherwise."""
    added = {
        "name": "{{user.full_name}}",
        "org": "{{org.slug}}",
        "sub": "nobody",
        "sts": "x",
        "act": {"sub": "x"},
    }
    configure(world, behaviour__session_claims=added)
    first = inside(tokens.session_token(world, session, origin=None), public(world))
    world.users.save(replace(world.users[session.user_id], first_name="Grace"))
    second = inside(tokens.session_token(world, session, origin=None), public(world))
    old = inside(tokens.session_token(world, session, origin=None, organization="", version=1), public(world))

    assert ("Ada Lovelace", "acme") == (first["name"], first["org"])
    assert (session.user_id, "active") == (first["sub"], first["sts"])
    assert "act" not in first
    assert ["Grace Lovelace", "Grace Lovelace"] == [second["name"], old["name"]]
    assert old["org"] is None
