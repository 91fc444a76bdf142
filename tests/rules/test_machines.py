"""Machines: keys that change, scopes that count, tokens that are for somebody."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import api_keys, m2m_tokens, machines, tagged, user_changes
from mockfapi.world.keys import Keys
from mockfapi.world.records import Machine
from tests.rules.worlds import HOUR, MINUTE, a_user


@pytest.fixture
def store(world) -> Machine:
    return machines.create(world, "store")


@pytest.fixture
def cart(world, store) -> Machine:
    """A machine that may reach the store."""
    return machines.create(world, "cart", [store.id])


def sent(world, machine, **given) -> str:
    """A new token of a machine, as it travels."""
    return m2m_tokens.secret(world, m2m_tokens.create(world, machine, **given))


def test_a_key_names_its_machine_in_its_own_world_only(world, cart):
    """A twin has the same machine under another key."""
    key = machines.secret_key(world, cart)
    twin = world.reborn("twin", Keys.of("twin"))

    assert cart.id == machines.of_secret_key(world, key).id
    assert machines.of_secret_key(twin, key) is None
    assert cart.id == machines.of_secret_key(twin, machines.secret_key(twin, cart)).id


def test_the_previous_key_works_for_a_while(world, cart):
    """Then the new one alone does."""
    before = machines.secret_key(world, cart)
    after = machines.secret_key(world, machines.rotate_secret_key(world, cart, 60))

    assert cart.id == machines.of_secret_key(world, before).id
    world.advance(MINUTE)

    assert machines.of_secret_key(world, before) is None
    assert cart.id == machines.of_secret_key(world, after).id


def test_a_machine_goes_with_all_that_is_its_own(world, store, cart):
    """Its tokens, API keys and the scopes that name it; the others stay."""
    m2m_tokens.create(world, store)
    m2m_tokens.create(world, cart)
    api_keys.create(world, "key", store.id, {})
    machines.delete(world, store)

    assert [cart] == list(world.machines)
    assert [cart.id] == [it.machine_id for it in world.m2m_tokens]
    assert 0 == len(world.machine_scopes) == len(world.api_keys)


def test_a_scope_is_added_once(world, store, cart):
    """A second time is a conflict."""
    with pytest.raises(ClerkError, match="machine_scope_already_exists"):
        machines.create_scope(world, cart, store.id)

    assert [store.id] == machines.scopes(world, cart)


def test_a_machine_reaches_a_limited_number(world):
    """One too many is refused."""
    others = [machines.create(world, f"machine {number}").id for number in range(151)]
    busy = machines.create(world, "busy", others[:150])
    with pytest.raises(ClerkError, match="form_param_array_size_exceeded"):
        machines.create_scope(world, busy, others[150])

    assert others[:150] == machines.scopes(world, busy)


@pytest.mark.parametrize("form", ["opaque", "jwt"])
def test_a_token_is_for_the_machines_in_its_scopes(world, store, cart, form):
    """And for the instance; its own maker may not take it. What was reachable at its making counts."""
    text = sent(world, cart, token_format=form, claims={"tier": "gold"})
    machines.delete_scope(world, cart, store.id)

    assert (cart.id, {"tier": "gold"}) == (
        m2m_tokens.verify(world, text, store).machine_id,
        m2m_tokens.verify(world, text, None).claims,
    )
    with pytest.raises(ClerkError, match="resource_not_found"):
        m2m_tokens.verify(world, text, cart)


@pytest.mark.parametrize("form", ["opaque", "jwt"])
def test_a_token_ends(world, cart, form):
    """After the seconds that were asked for."""
    text = sent(world, cart, token_format=form, seconds_until_expiration=90)
    world.clock.pin(world.clock.now + MINUTE)

    assert cart.id == m2m_tokens.verify(world, text, None).machine_id
    world.clock.pin(world.clock.now + MINUTE)
    with pytest.raises(ClerkError, match="resource_not_found"):
        m2m_tokens.verify(world, text, None)


def test_a_machine_has_a_lifetime_of_its_own_for_tokens(world):
    """Where none is asked for."""
    patient = machines.create(world, "patient", default_token_ttl=7200)

    assert world.clock.now + 2 * HOUR == m2m_tokens.create(world, patient).expire_at


def test_a_token_serves_again_while_it_lasts(world, cart):
    """With equal claims and scopes, and enough of its life left."""
    first = m2m_tokens.create(world, cart, claims={"a": 1})

    def again(**given):
        return m2m_tokens.create(world, cart, min_remaining_ttl_seconds=1800, **given).id

    assert first.id == again(claims={"a": 1})
    assert first.id != again(claims={"a": 2})
    world.advance(HOUR // 2 + 1)

    assert first.id != again(claims={"a": 1})


def test_tokens_with_other_scopes_do_not_serve_again(world, store, cart):
    """What the machine may reach by now must be in them."""
    first = m2m_tokens.create(world, cart)
    machines.delete_scope(world, cart, store.id)

    assert first.id != m2m_tokens.create(world, cart, min_remaining_ttl_seconds=1).id


@pytest.mark.parametrize(
    ("form", "claim"), [("opaque", "sub"), ("opaque", "exp"), ("jwt", "jti"), ("jwt", "scopes")]
)
def test_claims_of_the_token_itself_are_reserved(world, cart, form, claim):
    """Nothing is made then."""
    before = world.digest()
    with pytest.raises(ClerkError, match="machine_token_reserved_claim"):
        m2m_tokens.create(world, cart, token_format=form, claims={claim: "x"})

    assert before == world.digest()


def test_a_signed_token_is_not_kept(world, cart):
    """It is neither listed nor revoked; a machine that goes takes its word with it."""
    text = sent(world, cart, token_format="jwt")

    assert 0 == len(world.m2m_tokens)
    machines.delete(world, cart)
    with pytest.raises(ClerkError, match="resource_not_found"):
        m2m_tokens.verify(world, text, None)


@pytest.mark.parametrize("claims", [{}, {"jti": "mt_1"}, {"jti": "mt_" + "0" * 32, "exp": "soon"}])
def test_what_was_signed_for_something_else_is_no_token(world, cart, claims):
    """The key signs other things, too."""
    with pytest.raises(ClerkError, match="resource_not_found"):
        m2m_tokens.verify(world, world.signer.sign({"sub": cart.id} | claims), None)


def test_revoked_and_expired_tokens_are_listed_on_demand(world, cart):
    """The newest first."""
    short = m2m_tokens.create(world, cart, seconds_until_expiration=1)
    lost = m2m_tokens.revoke(world, m2m_tokens.create(world, cart), "lost")
    world.advance(1000)

    def listed(**wanted):
        return [it.id for it in m2m_tokens.found(world, cart, **wanted)]

    assert [] == listed(revoked=False, expired=False)
    assert [lost.id] == listed(revoked=True, expired=False)
    assert [lost.id, short.id] == listed(revoked=True, expired=True)
    assert lost == m2m_tokens.revoke(world, lost, "stolen")


def test_use_is_remembered(world, cart):
    """A token that was verified tells when."""
    text = sent(world, cart)
    world.advance(MINUTE)
    m2m_tokens.verify(world, text, None)

    assert [world.clock.now] == [it.last_used_at for it in world.m2m_tokens]


def test_secrets_of_other_worlds_are_unknown(world):
    """What does not end in the tag of the world is none of its secrets."""
    assert "abc" == tagged.kept(world, tagged.shown(world, "abc"))
    assert tagged.kept(world, "abc") is None


def test_a_deleted_user_leaves_no_keys(world):
    """Keys of users go with them."""
    user = a_user(world)
    api_keys.create(world, "build", user.id, {})
    user_changes.delete(world, user)

    assert 0 == len(world.api_keys)
