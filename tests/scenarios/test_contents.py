"""What stands in a scenario and what it becomes in a world."""

from __future__ import annotations

import pytest

from mockfapi import scenario
from mockfapi.rules import organization_domains, organization_suggestions
from mockfapi.scenario.moments import UNITS
from mockfapi.world import World
from mockfapi.world.records.settings import Settings
from tests.scenarios.conftest import NOON, Written, open_world

DAY = UNITS["day"]


def world_of(written: Written, text: str) -> World:
    return open_world(scenario.load(str(written(text))))


def test_partial_settings_keep_all_others(written: Written) -> None:
    """A setting that is given changes that one field; its neighbours stay as on a new instance."""
    loaded = scenario.load(
        str(
            written("""
            instance:
              application_name: Kite Club
              user_settings:
                attributes:
                  phone_number: {enabled: true, first_factors: [phone_code]}
                password_settings: {min_length: 12}
              display_config: {theme: {general: {color: "#123456"}}}
              behaviour: {code_lifetime: 2 minutes, session_lifetime: 5000}
            """)
        )
    )
    new, found = Settings(), loaded.settings

    assert "Kite Club" == found.display_config.application_name
    assert ("phone_code",) == found.user_settings.attributes.phone_number.first_factors
    assert new.user_settings.attributes.email_address == found.user_settings.attributes.email_address
    assert 12 == found.user_settings.password_settings.min_length
    assert new.user_settings.password_settings.max_length == found.user_settings.password_settings.max_length
    assert "#123456" == found.display_config.theme["general"]["color"]
    assert "#ffffff" == found.display_config.theme["general"]["background_color"]
    assert (120_000, 5_000) == (found.behaviour.code_lifetime, found.behaviour.session_lifetime)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 days ago", NOON - 2 * DAY),
        ("1 hour ago", NOON - UNITS["hour"]),
        ("in 3 hours", NOON + 3 * UNITS["hour"]),
        ("now", NOON),
        ("2024-02-29", 1_709_164_800_000),
        ("2024-02-29T12:30:00Z", 1_709_209_800_000),
        ("2024-02-29T14:30:00+02:00", 1_709_209_800_000),
        ("1700000000000", 1_700_000_000_000),
    ],
)
def test_times_are_read_against_the_clock(written: Written, text: str, expected: int) -> None:
    """Relative times count from the world's clock, dates without a zone are UTC, numbers are milliseconds."""
    world = world_of(written, f"users: {{ada: {{email_address: ada@a.test, created_at: {text}}}}}")

    assert [expected] == [user.created_at for user in world.users]


def test_a_scenario_may_stop_the_clock(written: Written) -> None:
    """`clock` pins the time of the world to a date."""
    world = world_of(written, "clock: 2025-11-10T12:00:00Z\nusers: {ada: {created_at: 1 day ago}}")

    assert 1_762_776_000_000 == world.clock.now
    assert [1_762_776_000_000 - DAY] == [user.created_at for user in world.users]


def test_references_by_name_become_ids(written: Written) -> None:
    """Founder and members are named as in the file, pinned ids are kept, and the founder joins only once."""
    world = world_of(
        written,
        """
        users:
          ada: {id: user_ada, email_address: ada@a.test}
          bob: {email_address: bob@a.test}
        organizations:
          club:
            id: org_club
            name: Kite Club
            created_by: ada
            members: {ada: org:admin, bob: org:member}
        """,
    )
    memberships = [(it.organization_id, it.user_id == "user_ada", it.role) for it in world.memberships]

    assert "user_ada" == world.organizations["org_club"].created_by
    assert [("org_club", True, "org:admin"), ("org_club", False, "org:member")] == memberships


def test_an_address_may_be_unverified(written: Written) -> None:
    """Addresses are verified unless the scenario says otherwise; the first one is primary."""
    world = world_of(
        written,
        """
        users:
          ada:
            email_addresses:
              - ada@a.test
              - {email_address: Second@A.test, verified: false}
        """,
    )
    proven = {it.email_address: it.verification is not None for it in world.email_addresses}

    assert {"ada@a.test": True, "second@a.test": False} == proven


def test_people_may_be_banned_and_locked(written: Written) -> None:
    """Both marks stand on the user from the start."""
    world = world_of(written, "users: {ada: {banned: true}, bob: {locked: true}}")

    assert [(True, False), (False, True)] == [(it.banned, it.locked_for_good) for it in world.users]


def test_a_number_is_a_crowd(written: Written) -> None:
    """So many made-up people, each with names and an address, who can be members as one."""
    world = world_of(
        written,
        """
        instance: {organization_settings: {max_allowed_memberships: 0}}
        users: {ada: {email_address: ada@a.test}, choir: 30}
        organizations:
          hall: {name: Town Hall, members: {ada: org:admin, choir: org:member}}
        """,
    )

    assert 31 == len(world.users) == len(world.memberships)
    assert 31 == len({it.email_address for it in world.email_addresses})
    assert all(it.first_name and it.last_name for it in list(world.users)[1:])


def test_a_bare_number_of_users_is_a_crowd(written: Written) -> None:
    """`users: 20` is enough, and equal seeds give equal people."""
    loaded = scenario.load(str(written("users: 20")))

    assert 20 == loaded.crowd == len(open_world(loaded).users)
    assert open_world(loaded).digest() == open_world(loaded).digest()


def test_includes_are_merged_key_by_key(written: Written) -> None:
    """What comes later wins, mappings are joined, and shipped names and files beside the file both work."""
    written("users: {ada: {last_name: King}, bob: {first_name: Bob}}", name="more.yaml")
    loaded = scenario.load(
        str(written("include: [one_user, more.yaml]\nusers: {bob: {last_name: Bee}}\ndescription: Two."))
    )

    assert ["Ada King", "Bob Bee"] == [it.full_name for it in loaded.personas]
    assert "Two." == loaded.description


def test_the_keys_of_a_world_may_be_chosen(written: Written) -> None:
    """Host of the publishable key and secret key come from the scenario, all other keys from the name."""
    text = "instance: {frontend_api: calm-cat-7.clerk.accounts.dev, secret_key: sk_test_abc}"
    keys = scenario.load(str(written(text))).keys("default")

    assert ("calm-cat-7.clerk.accounts.dev", "sk_test_abc") == (keys.frontend_api, keys.secret_key)
    assert scenario.load("empty").keys("default").instance_id == keys.instance_id


def test_a_changed_file_is_read_again(written: Written) -> None:
    """What is kept is kept by content."""
    path = written("users: 1")
    before = scenario.load(str(path))
    again = scenario.load(str(path))
    written("users: 2")

    assert before is again
    assert 2 == scenario.load(str(path)).crowd


def test_plain_words_stay_texts(written: Written) -> None:
    """Scalars are read as YAML 1.2 does: `no` is a word, a date is a text, a sexagesimal number is none."""
    metadata = "{a: no, b: 2024-01-01, c: 12:30, d: 0x1f, e: 1.5, f: 7, g: ~, h: 1_000}"
    world = world_of(written, f"users: {{ada: {{public_metadata: {metadata}}}}}")
    expected = {
        "a": "no",
        "b": "2024-01-01",
        "c": "12:30",
        "d": "0x1f",
        "e": 1.5,
        "f": 7,
        "g": None,
        "h": "1_000",
    }

    assert [expected] == [user.public_metadata for user in world.users]


def test_organizations_own_domains(written: Written) -> None:
    """Each verified, with a mode that the instance allows."""
    world = world_of(
        written,
        """
        instance:
          organization_settings:
            enabled: true
            domains: {enabled: true, enrollment_modes: [automatic_invitation]}
        organizations:
          acme:
            name: Acme
            domains: {acme.test: automatic_invitation, acme.example: manual_invitation}
        """,
    )

    assert ["automatic_invitation", "manual_invitation"] == [
        it.enrollment_mode for it in world.organization_domains
    ]
    assert all(organization_domains.is_verified(it) for it in world.organization_domains)


def test_people_enroll_by_domains_and_ask_to_join(written: Written) -> None:
    """Members are left in peace, a request accepts what was suggested, and no mail is sent."""
    world = world_of(
        written,
        """
        instance:
          organization_settings:
            enabled: true
            domains: {enabled: true, enrollment_modes: [automatic_suggestion, automatic_invitation]}
        users:
          ann: {email_address: ann@acme.test}
          ben: {email_address: ben@acme.test}
          cat: {email_address: cat@acme.test}
          dan: {email_address: dan@else.test}
        organizations:
          acme:
            name: Acme
            created_by: ann
            domains:
              acme.test: automatic_suggestion
              else.test: {enrollment_mode: automatic_invitation}
              open.test: {verified: false}
            membership_requests: [ben, dan]
        """,
    )
    suggested = [organization_suggestions.status(world, it) for it in world.organization_suggestions]
    (open_domain,) = world.organization_domains.where(name="open.test")

    assert ["accepted", "pending"] == suggested
    assert ["dan@else.test"] == [it.email_address for it in world.organization_invitations]
    assert 2 == len(world.membership_requests)
    assert (False, "manual_invitation") == (
        organization_domains.is_verified(open_domain),
        open_domain.enrollment_mode,
    )
    assert [] == [*world.messages]
