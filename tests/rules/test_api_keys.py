"""API keys and access tokens: in force or not, one name at a time, and whose they are."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import api_keys, oauth_access_tokens
from tests.rules.worlds import DAY, MINUTE, a_user


@pytest.fixture
def user(world):
    return a_user(world)


def test_a_key_is_verified_by_its_secret(world, user):
    """It remembers when that was."""
    key = api_keys.create(world, "build", user.id, {"scopes": ["read"], "claims": {"tier": 1}})
    world.advance(MINUTE)
    used = api_keys.verify(world, api_keys.secret(world, key))

    assert (key.id, ("read",), {"tier": 1}, world.clock.now) == (
        used.id,
        used.scopes,
        used.claims,
        used.last_used_at,
    )


@pytest.mark.parametrize("end", ["revoked", "expired", "deleted", "guessed"])
def test_a_key_that_is_not_in_force_is_unknown(world, user, end):
    """Whatever the reason, the code is the same."""
    key = api_keys.create(world, "build", user.id, {"seconds_until_expiration": 60})
    secret = api_keys.secret(world, key)
    if end == "revoked":
        api_keys.revoke(world, key, "lost")
    elif end == "expired":
        world.advance(MINUTE)
    elif end == "deleted":
        api_keys.delete(world, key)
    else:
        secret = secret.replace("ak_", "ak_x")
    with pytest.raises(ClerkError, match="resource_not_found"):
        api_keys.verify(world, secret)


def test_a_name_serves_one_key_in_force(world, user):
    """Once that is revoked the name is free; another subject may use it at any time."""
    key = api_keys.create(world, "build", user.id, {})
    other = a_user(world, "grace@acme.dev")
    api_keys.create(world, "build", other.id, {})
    with pytest.raises(ClerkError, match="api_key_name_already_exists"):
        api_keys.create(world, "build", user.id, {})
    with pytest.raises(ClerkError, match="api_key_name_already_exists"):
        api_keys.hand_over(world, key, other.id)
    api_keys.revoke(world, key, None)

    assert "build" == api_keys.create(world, "build", user.id, {}).name


@pytest.mark.parametrize("given", [{"subject": "user_nobody"}, {"created_by": "user_nobody"}])
def test_subjects_and_makers_must_be_there(world, user, given):
    """Unknown ones are refused, and nothing is made."""
    fields = {"subject": user.id} | given
    with pytest.raises(ClerkError, match="resource_not_found"):
        api_keys.create(world, "build", fields["subject"], fields)

    assert 0 == len(world.api_keys)


def test_an_end_is_set_and_taken_away(world, user):
    """Null takes it away, absence leaves it."""
    key = api_keys.create(world, "build", user.id, {"seconds_until_expiration": 1.5})

    assert world.clock.now + 1500 == key.expire_at
    assert world.clock.now + 1500 == api_keys.update(world, key, {"description": "x"}).expire_at
    assert api_keys.update(world, key, {"seconds_until_expiration": None}).expire_at is None


def test_lists_tell_what_is_in_force(world, user):
    """By type, by part of a name, and with the others on demand; the newest first."""
    build, deploy = (api_keys.create(world, name, user.id, {}) for name in ("build", "deploy"))
    api_keys.create(world, "sync", user.id, {"type": "scim"})
    api_keys.revoke(world, build, None)

    def listed(**wanted):
        return [it.name for it in api_keys.found(world, user.id, **wanted)]

    assert ["deploy"] == listed()
    assert ["deploy", "build"] == listed(invalid=True)
    assert ["build"] == listed(invalid=True, query="UIL")
    assert ["sync"] == listed(type="scim")
    assert deploy.id == api_keys.hand_over(world, deploy, user.id).id


def test_an_access_token_lives_a_day(world, user):
    """Then, or when it was never given out, nobody knows it."""
    it = oauth_access_tokens.create(world, user.id, "client", ["profile"])
    text = oauth_access_tokens.secret(world, it)

    assert it == oauth_access_tokens.verify(world, text)
    world.advance(DAY)
    for gone in (text, "oat_guess"):
        with pytest.raises(ClerkError, match="resource_not_found"):
            oauth_access_tokens.verify(world, gone)
