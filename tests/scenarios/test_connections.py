"""Accounts at other providers in scenario files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mockfapi import scenario
from mockfapi.scenario import ScenarioFault
from tests.scenarios.conftest import Written, open_world

Refused = Callable[[str | bytes], list[ScenarioFault]]
FILE = """
instance: {{ user_settings: {{ social: {{ oauth_google: {{ enabled: true }} }} }} }}
users:
  it:
    email_address: it@acme.dev
    external_accounts: [{0}]
"""


@pytest.mark.parametrize(
    ("entry", "address", "scopes"),
    [
        ("oauth_google", "it@acme.dev", "email openid profile"),
        (
            "{provider: oauth_google, email_address: Me@acme.dev, scopes: [drive]}",
            "me@acme.dev",
            "email openid profile drive",
        ),
    ],
)
def test_accounts_are_providers_or_written_out(
    written: Written, entry: str, address: str, scopes: str
) -> None:
    """Connected, with their address as one of the person's."""
    world = open_world(scenario.load(str(written(FILE.format(entry)))))
    (account,) = world.external_accounts

    assert account.profile is not None
    assert (address, scopes) == (account.profile.email_address, account.profile.scopes)
    assert address in [it.email_address for it in world.email_addresses]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("oauth_apple", "does not use Apple"),
        ("oauth_nonsense", "no provider nonsense"),
        ("oauth_google, {provider: oauth_google, email_address: me@acme.dev}", "is connected already"),
        ("google", "oauth_"),
        ("{email_address: me@acme.dev}", "provider"),
        ("{provider: oauth_google, email_address: nowhere}", "valid email address"),
    ],
)
def test_what_cannot_be_connected_is_refused(refused: Refused, entry: str, said: str) -> None:
    """With the place in the file."""
    (fault,) = refused(FILE.format(entry))

    assert said in str(fault)
    assert "users.it" in str(fault)
