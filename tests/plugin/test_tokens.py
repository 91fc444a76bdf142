"""Tokens on demand: of any age, bad in one way each, and by keys that change."""

from datetime import timedelta

import jwt
import pytest

import mockfapi

ADA = "ada@engines.test"
ORIGIN = "http://localhost:3000"
# What a careful verifier says of each. Who may have sent a token, it leaves to the app.
REFUSALS = {
    "expired": jwt.ExpiredSignatureError,
    "early": jwt.ImmatureSignatureError,
    "wrong_key": jwt.InvalidSignatureError,
    "wrong_issuer": jwt.InvalidIssuerError,
    "wrong_algorithm": jwt.InvalidAlgorithmError,
    "unsigned": jwt.InvalidAlgorithmError,
    "unknown_key": LookupError,
    "tampered": jwt.InvalidSignatureError,
    "other_instance": LookupError,
    "malformed": jwt.DecodeError,
}


@pytest.fixture
def clerk():
    """A world of its own."""
    with mockfapi.world("one_user") as opened:
        yield opened


def verified(clerk, token: str) -> dict[str, object]:
    """The claims, as an app with the served key set reads them."""
    kid = jwt.get_unverified_header(token)["kid"]
    keys = {it["kid"]: it for it in clerk.browser().get("/.well-known/jwks.json").json()["keys"]}
    if kid not in keys:
        raise LookupError(kid)
    claims: dict[str, object] = jwt.decode(
        token, jwt.PyJWK(keys[kid]), algorithms=["RS256"], issuer=clerk.world.issuer, leeway=5
    )
    return claims


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_careful_verifier_refuses_each(clerk, kind):
    """The signature, the times, the key or the issuer is wrong, and nothing else."""
    with pytest.raises(REFUSALS[kind]):
        verified(clerk, clerk.bad_tokens(clerk.user(ADA))[kind])


def test_a_token_for_another_party_is_good_but_for_that(clerk):
    """The claim azp names another origin; the rest is as in a token of this session."""
    ada = clerk.user(ADA)
    bad = verified(clerk, clerk.bad_tokens(ada, origin=ORIGIN)["wrong_party"])
    good = verified(clerk, ada.token(origin=ORIGIN))

    assert {"azp"} == {
        name for name in good if name not in ("jti", "iat", "exp", "nbf") and good[name] != bad[name]
    }


@pytest.mark.parametrize(
    "kind", ["expired", "wrong_key", "wrong_algorithm", "unsigned", "unknown_key", "tampered"]
)
def test_the_world_itself_refuses_forged_tokens(clerk, kind):
    """The Backend API says no, as an app has to."""
    ada = clerk.user(ADA)
    reply = clerk.backend().post(f"/v1/sessions/{ada.session.id}/verify", token=clerk.bad_tokens(ada)[kind])

    assert 400 <= reply.status_code < 500


@pytest.mark.parametrize(
    ("age", "seconds"), [("2m", 120), ("90s", 90), ("1h", 3600), (timedelta(days=1), 86400)]
)
def test_a_token_of_an_age_was_made_then(clerk, age, seconds):
    """Every stamp moves, and nothing else."""
    clerk.clock.freeze()
    ada = clerk.user(ADA)
    read = [jwt.decode(it, options={"verify_signature": False}) for it in (ada.token(), ada.token(age=age))]
    moved = {name: read[0][name] - read[1][name] for name in ("iat", "nbf", "exp")}

    assert {"iat": seconds, "nbf": seconds, "exp": seconds} == moved
    assert (read[0]["sid"], read[0]["fva"]) == (read[1]["sid"], read[1]["fva"])


def test_an_old_token_is_signed_and_expired(clerk):
    """Two minutes are more than a session token lives; a token from ten seconds ago is good."""
    ada = clerk.user(ADA)

    assert ada.id == verified(clerk, ada.token(age="10s"))["sub"]
    with pytest.raises(jwt.ExpiredSignatureError):
        verified(clerk, ada.token(age="2m"))


def test_an_age_that_is_none_is_refused(clerk):
    """The message says how ages are written."""
    with pytest.raises(ValueError, match="90s, 2m"):
        clerk.user(ADA).token(age="a while")


def test_a_rotation_keeps_old_tokens_until_the_old_key_is_retired(clerk):
    """Old and new tokens verify side by side; after that the new ones only."""
    ada = clerk.user(ADA)
    old = ada.token()
    (first,) = clerk.keys.ids
    second = clerk.keys.rotate()
    new = ada.token()

    assert [first, second] == clerk.keys.ids
    assert [first, second] == [jwt.get_unverified_header(it)["kid"] for it in (old, new)]
    assert [ada.id, ada.id] == [verified(clerk, it)["sub"] for it in (old, new)]

    clerk.keys.retire()
    assert ada.id == verified(clerk, new)["sub"]
    with pytest.raises(LookupError):
        verified(clerk, old)


def test_the_world_takes_old_tokens_as_long_as_it_publishes_their_key(clerk):
    """What an app would verify, the Backend API verifies."""
    ada, server = clerk.user(ADA), clerk.backend()
    old = ada.token()
    clerk.keys.rotate()
    path = f"/v1/sessions/{ada.session.id}/verify"
    before = server.post(path, token=old).status_code
    clerk.keys.retire()

    assert 200 == before
    assert server.post(path, token=old).status_code >= 400


def test_the_variables_of_an_app_follow_a_rotation(clerk):
    """The key at hand is the one that signs."""
    ada = clerk.user(ADA)
    clerk.keys.rotate()

    assert ada.id == jwt.decode(ada.token(), clerk.keys.pem, algorithms=["RS256"])["sub"]
    assert "".join(clerk.keys.pem.splitlines()) == clerk.env["CLERK_JWT_KEY"]


def test_a_restored_world_signs_with_its_key_of_then(clerk):
    """Keys are part of a snapshot; a fork rotates alone."""
    before = clerk.snapshot()
    twin = clerk.fork()
    clerk.keys.rotate()
    rotated = clerk.keys.ids
    clerk.restore(before)

    assert (2, 1, 1) == (len(rotated), len(clerk.keys.ids), len(twin.keys.ids))


def test_a_rotated_world_is_found_by_its_new_tokens(clerk):
    """A token names its world whichever key signed it."""
    clerk.keys.rotate()
    kid = jwt.get_unverified_header(clerk.user(ADA).token())["kid"]

    assert clerk.world is clerk._engine.app.worlds.of_key_id(kid)
