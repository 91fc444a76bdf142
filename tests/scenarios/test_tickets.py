"""Tickets in scenarios: made by the rules, with the times and states of the file."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.rules import tickets
from mockfapi.scenario import ScenarioFault
from tests.people import SIGN_INS, SIGN_UPS
from tests.scenarios.conftest import NOON, Written, open_world

Refused = Callable[[str | bytes], list[ScenarioFault]]
DAY = 86_400_000
BASE = """
instance: {organization_settings: {enabled: true}}
users:
  ada: {id: user_ada, email_address: ada@a.test}
  bob: {id: user_bob, email_address: bob@a.test}
organizations:
  club: {id: org_club, name: Kite Club, created_by: ada}
"""


def test_tickets_are_made_as_written(written: Written) -> None:
    """References become ids, moments become times, and nobody gets a mail."""
    text = """
    sign_in_tokens:
      ada: {user: ada, expires_at: in 2 days}
    actor_tokens:
      bob_as_ada: {user: ada, actor: bob, session_max_duration: 5 minutes}
      support: {user: ada, actor: {sub: user_support, role: helper}}
    agent_tasks:
      ada: {user: ada, redirect_url: "https://app.test/run"}
    invitations:
      lee: {email_address: Lee@A.test, public_metadata: {desk: 4}, created_at: 1 day ago}
    organization_invitations:
      mo: {organization: club, email_address: mo@a.test, inviter: ada, private_metadata: {pay: 1}}
    """
    world = open_world(scenario.load(str(written(BASE + dedent(text)))))
    (token,), (task,), (lee,) = world.sign_in_tokens, world.agent_tasks, world.invitations
    acting, support = world.actor_tokens
    (mo,) = world.organization_invitations

    assert ("user_ada", NOON + 2 * DAY) == (token.user_id, token.expire_at)
    assert ({"sub": "user_bob"}, 300_000) == (acting.actor, acting.session_max_duration)
    assert {"sub": "user_support", "role": "helper"} == support.actor
    assert ("user_ada", "https://app.test/run") == (task.user_id, task.redirect_url)
    assert ("lee@a.test", {"desk": 4}, NOON + 29 * DAY) == (
        lee.email_address,
        lee.public_metadata,
        lee.expire_at,
    )
    assert ("org_club", "org:member", "user_ada", {"pay": 1}) == (
        mo.organization_id,
        mo.role,
        mo.inviter_user_id,
        mo.private_metadata,
    )
    assert 0 == len(world.messages)


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ("status: revoked", "revoked"),
        ("status: accepted", "accepted"),
        ("created_at: 2 months ago", "expired"),
        ("expires_at: 1 second ago", "expired"),
        ("expires_at: in 1 second", "pending"),
    ],
)
def test_what_became_of_a_ticket(written: Written, entry: str, status: str) -> None:
    """States and times in the past are those that requests lead to."""
    token, invitation = f"ada: {{user: ada, {entry}}}", f"lee: {{email_address: lee@a.test, {entry}}}"
    text = f"sign_in_tokens: {{{token}}}\ninvitations: {{{invitation}}}"
    world = open_world(scenario.load(str(written(BASE + text))))

    assert {status} == {tickets.status(world, it) for it in tickets.every(world)}


@pytest.mark.parametrize(
    ("entry", "place", "text"),
    [
        ("sign_in_tokens: {it: {user: adaa}}", "sign_in_tokens.it.user", "did you mean 'ada'"),
        ("actor_tokens: {it: {user: ada, actor: robert}}", "actor_tokens.it.actor", "no user 'robert'"),
        ("sign_in_tokens: {it: {}}", "sign_in_tokens.it", "lacks the key 'user'"),
        ("sign_in_tokens: {it: {user: ada, status: used}}", "sign_in_tokens.it.status", "accepted"),
        (
            "sign_in_tokens: {it: {user: ada, expires_at: 2025-02-31}}",
            "sign_in_tokens.it.expires_at",
            "calendar",
        ),
        ("agent_tasks: {it: {user: ada, redirect_url: home}}", "agent_tasks.it.redirect_url", "absolute"),
        ("invitations: {it: {email_address: ada@a.test}}", "invitations.it.email_address", "taken"),
        (
            "organization_invitations: {it: {organization: clubb, email_address: x@a.test}}",
            "organization_invitations.it.organization",
            "did you mean 'club'",
        ),
        (
            "organization_invitations: {it: {organization: club, email_address: x@a.test, role: org:king}}",
            "organization_invitations.it.role",
            "no role",
        ),
    ],
)
def test_faults_are_told_at_their_place(refused: Refused, entry: str, place: str, text: str) -> None:
    """Unknown names, lacking keys and what the rules refuse, each with its key and its line."""
    (fault,) = refused(BASE + entry)

    assert (place, len(BASE.splitlines()) + 1) == (fault.path, fault.line)
    assert text in str(fault)


def test_the_shipped_scenario_has_one_of_each(house: App) -> None:
    """Its tickets work in every world that starts from it."""
    world = house.open_world("ticket-office", scenario_name="tickets")
    browser = house.browser(world)
    listed = browser.get("/__mockfapi/tickets").json()["data"]
    pending = {it["kind"]: it["ticket"] for it in listed if it["status"] == "pending"}
    signed_in = browser.post(SIGN_INS, strategy="ticket", ticket=pending["sign_in_token"])
    signed_up = house.browser(world).post(SIGN_UPS, strategy="ticket", ticket=pending["invitation"])
    house.close_world("ticket-office")

    assert set(tickets.KINDS) == set(pending)
    assert {"accepted", "revoked", "expired", "pending"} == {it["status"] for it in listed}
    assert ("complete", "new@harbour.test") == (
        signed_in.response["status"],
        signed_up.response["email_address"],
    )
