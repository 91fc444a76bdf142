"""Generated machines, tokens, keys, connections and plans: in force, expired, revoked, bare and full."""

from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from mockfapi.rules import machines, users
from mockfapi.world import World
from mockfapi.world import records as r
from tests.views.people import NOON, TIMES, a_world

BACKEND_SCHEMAS: dict[type, str] = {
    r.ApiKey: "ApiKey",
    r.ConnectionTestRun: "EnterpriseConnectionTestRun",
    r.EnterpriseConnection: "EnterpriseConnection",
    r.IssuedApiKey: "ApiKeyWithSecret",
    r.IssuedM2mToken: "M2mTokenWithToken",
    r.M2mToken: "M2mToken",
    r.M2mTokens: "M2mTokens",
    r.Machine: "Machine",
    r.MachineKey: "MachineSecretKey",
    r.MachineScope: "MachineScope",
    r.MachineWithKey: "MachineWithSecretKey",
    r.OAuthAccessToken: "OAuthAccessToken",
    r.Plan: "CommercePlan",
    r.Subscription: "CommerceSubscription",
}
HEX = "0123456789abcdef" * 2
CLAIMS = st.none() | st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5))
SCOPES = st.lists(st.text(max_size=9), max_size=3).map(tuple)
ENDS: dict[str, st.SearchStrategy[Any]] = {
    "expire_at": st.none() | TIMES,
    "revoked_at": st.none() | TIMES,
    "revocation_reason": st.none() | st.text(max_size=9),
}
PROVIDERS = ["saml_custom", "saml_okta", "oidc_custom", "oidc_gitlab"]
HINTS = st.sampled_from([None, {"mode": "off"}, {"mode": "custom_attribute", "source": "user.login"}])
SAML = st.fixed_dictionaries({}, optional={"idp_sso_url": st.text(), "login_hint": HINTS, "name": st.text()})
OIDC = st.fixed_dictionaries({}, optional={"client_id": st.text(), "client_secret": st.text()})


@st.composite
def equipped(draw: st.DrawFn) -> World:
    """A world with two machines and one of everything that is made for programs."""
    world = a_world()
    user = users.create(world, users.UserFields(first_name="Ada"))
    store = machines.create(world, draw(st.text(min_size=1, max_size=255)))
    cart = machines.create(world, "cart", [store.id], draw(st.integers(1, 315_360_000)))
    more: Any = {name: draw(strategy) for name, strategy in ENDS.items()}
    world.m2m_tokens.save(
        r.M2mToken(f"mt_{HEX}", cart.id, "mt_1", NOON, NOON, claims=draw(CLAIMS), scopes=(store.id,), **more)
    )
    subject = draw(st.sampled_from([user.id, cart.id]))
    key: Any = {"description": draw(st.none() | st.text(max_size=255)), "claims": draw(CLAIMS)}
    world.api_keys.save(
        r.ApiKey(f"ak_{HEX}", subject, "build", "ak_1", NOON, NOON, scopes=draw(SCOPES), **key, **more)
    )
    world.oauth_access_tokens.save(
        r.OAuthAccessToken(f"oat_{HEX}", user.id, "client", "oat_1", NOON, NOON, draw(SCOPES), **more)
    )
    world.enterprise_connections.save(_connection(draw))
    world.enterprise_test_runs.save(r.ConnectionTestRun("run", "entconn_1", draw(TIMES)))
    world.plans.save(_plan(draw))
    return world


def _connection(draw: st.DrawFn) -> r.EnterpriseConnection:
    provider = draw(st.sampled_from(PROVIDERS))
    attribute = {"name": "Desk", "key": "desk", "multi_valued": draw(st.booleans())}
    return r.EnterpriseConnection(
        "entconn_1",
        draw(st.text()),
        provider,
        draw(SCOPES),
        NOON,
        NOON,
        active=draw(st.booleans()),
        custom_attributes=draw(st.sampled_from([(), (attribute,)])),
        saml=draw(SAML) if provider.startswith("saml") else {},
        oidc=draw(OIDC) if provider.startswith("oidc") else {},
    )


def _plan(draw: st.DrawFn) -> r.Plan:
    amounts = st.integers(0, 2**40)
    return r.Plan(
        "cplan_1",
        "gold",
        draw(st.text()),
        "user",
        NOON,
        draw(st.none() | st.text()),
        draw(amounts),
        draw(st.none() | amounts),
        draw(st.sampled_from(["usd", "eur", "chf"])),
        features=draw(SCOPES),
        is_default=True,
        free_trial_days=draw(st.none() | st.integers(1, 90)),
    )


def faces(world: World) -> Iterator[Any]:
    """Every record of such a world that has a face, and what wraps one."""
    for machine in world.machines:
        yield from (machine, r.MachineKey(machine), r.MachineWithKey(machine))
    for token in world.m2m_tokens:
        yield from (token, r.IssuedM2mToken(token), r.M2mTokens((token, token), 7))
    for key in world.api_keys:
        yield from (key, r.IssuedApiKey(key))
    for plan in world.plans:
        yield from (plan, *(r.Subscription(user, plan) for user in world.users))
    yield from world.machine_scopes
    yield from world.oauth_access_tokens
    yield from world.enterprise_connections
    yield from world.enterprise_test_runs
