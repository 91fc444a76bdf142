"""Allowlist, blocklist and waitlist of a scenario: what they become, and what is wrong with them."""

from __future__ import annotations

import pytest

from mockfapi import scenario
from mockfapi.rules import waitlist
from mockfapi.scenario import ScenarioError
from tests.scenarios.conftest import Written, open_world


def test_entries_are_written_down_in_their_one_form(written: Written) -> None:
    """Lower case, patterns as they are; who waits has waited since then."""
    text = """
allowlist: [Kim@studio.test, "*@*.Studio.test"]
blocklist: ["+12015550123"]
waitlist: [kim@studio.test, {email_address: Lee@studio.test, created_at: 2 days ago}]
"""
    world = open_world(scenario.load(str(written(text))))
    times = {it.email_address: world.clock.now - it.created_at for it in world.waitlist}

    assert ["kim@studio.test", "*@*.studio.test"] == [it.identifier for it in world.allowlist]
    assert ["+12015550123"] == [it.identifier for it in world.blocklist]
    assert {"kim@studio.test": 0, "lee@studio.test": 2 * 24 * 3_600_000} == times
    assert {"pending"} == {waitlist.status(it) for it in world.waitlist}
    assert 0 == len(world.messages)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('blocklist:\n  - a@b.test\n  - "*@"', 3, "blocklist.1: form_param_format_invalid"),
        ("waitlist:\n  - nobody", 2, "waitlist.0: form_param_format_invalid"),
        (
            "waitlist:\n  - email_address: a@b.test\n    created_at: 2 moons ago",
            3,
            "waitlist.0.created_at",
        ),
    ],
)
def test_faults_name_the_entry(written: Written, text: str, line: int, says: str) -> None:
    """File, line, list and number."""
    with pytest.raises(ScenarioError) as caught:
        open_world(scenario.load(str(written(text))))

    assert says in str(caught.value)
    assert line == caught.value.faults[0].line


@pytest.mark.parametrize("standing", ["banned", "deactivated", "deprovisioned"])
def test_people_who_may_not_sign_in_are_told_apart(written: Written, standing: str) -> None:
    """In the world, and where people are listed."""
    loaded = scenario.load(
        str(written(f"users: {{kim: {{email_address: kim@studio.test, {standing}: true}}}}"))
    )
    (user,) = open_world(loaded).users

    assert getattr(user, standing)
    assert standing == loaded.personas[0].barred
