"""Machines, keys and plans in scenarios: made by the rules, with the ends and states of the file."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.rules import api_keys, machines
from mockfapi.scenario import ScenarioFault
from tests.scenarios.conftest import NOON, Written, open_world

Refused = Callable[[str | bytes], list[ScenarioFault]]
DAY = 86_400_000
BASE = """
instance: {organization_settings: {enabled: true}}
users:
  ada: {id: user_ada, email_address: ada@a.test}
organizations:
  club: {id: org_club, name: Kite Club, created_by: ada}
"""


def test_everything_is_made_as_written(written: Written) -> None:
    """Names become ids, machines may name those that come later, moments become times."""
    text = """
    machines:
      cart: {reaches: [store], default_token_ttl: 60}
      store: {}
    api_keys:
      build: {user: ada, scopes: [read], claims: {tier: 1}, expires_at: in 2 days}
      printer: {organization: club, description: In the hall}
      sync: {machine: store, status: revoked}
    oauth_access_tokens:
      reader: {user: ada, client_id: reader, scopes: [profile], expires_at: 1 day ago}
    plans:
      team: {name: Team, payer_type: org, amount: 900, features: [export], is_default: true}
    """
    world = open_world(scenario.load(str(written(BASE + dedent(text)))))
    cart, store = world.machines
    build, printer, sync = world.api_keys
    (token,), (plan,) = world.oauth_access_tokens, world.plans

    assert (60, [store.id]) == (cart.default_token_ttl, machines.scopes(world, cart))
    assert ("user_ada", ("read",), {"tier": 1}, NOON + 2 * DAY) == (
        build.subject,
        build.scopes,
        build.claims,
        build.expire_at,
    )
    assert ("org_club", "In the hall") == (printer.subject, printer.description)
    assert (store.id, False) == (sync.subject, api_keys.is_in_force(world, sync))
    assert ("user_ada", "reader", NOON - DAY) == (token.user_id, token.client_id, token.expire_at)
    assert ("team", "org", 900, ("export",)) == (plan.slug, plan.payer_type, plan.amount, plan.features)


@pytest.mark.parametrize(
    ("entry", "place", "text"),
    [
        (
            "machines: {cart: {reaches: [stroe]}, store: {}}",
            "machines.cart.reaches.0",
            "did you mean 'store'",
        ),
        ("api_keys: {build: {user: adaa}}", "api_keys.build.user", "did you mean 'ada'"),
        ("api_keys: {build: {machine: cart}}", "api_keys.build.machine", "there is none"),
        ("api_keys: {build: {user: ada, organization: club}}", "api_keys.build", "needs one of"),
        ("api_keys: {build: {user: ada, expires_at: 31 Feb}}", "api_keys.build.expires_at", "such as 2 days"),
        (
            "plans: {a: {name: A, is_default: true}, b: {name: B, is_default: true}}",
            "plans.b.is_default",
            "form_already_exists",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_place(refused: Refused, entry: str, place: str, text: str) -> None:
    """Names that nothing has, owners too many, times that are none, what the rules refuse."""
    (fault,) = refused(BASE + entry)

    assert place == fault.path
    assert text in str(fault)


def test_worlds_of_one_scenario_have_keys_of_their_own(house: App, written: Written) -> None:
    """The same machine has another secret in each world."""
    loaded = scenario.load(str(written(BASE + "machines: {cart: {}}")))
    names = ("left", "right")
    worlds = [house.open_world(name, scenario_name=loaded) for name in names]
    secrets = {machines.secret_key(world, cart) for world in worlds for cart in world.machines}
    for name in names:
        house.close_world(name)

    assert 2 == len(secrets)
