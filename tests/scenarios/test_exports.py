"""Exported worlds as files: what may be edited, what is refused, what people see of them."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from mockfapi import scenario
from mockfapi.app import App
from mockfapi.scenario import ScenarioError, export
from mockfapi.scenario.record import Persona
from tests.people import ADA
from tests.properties.words import NOON


@pytest.fixture
def text():
    """A world with one user, exported."""
    return export.text(App().open_world(scenario_name="one_user", clock=NOON), "one_user")


def loaded(written, text):
    return scenario.load(str(written(text)))


def test_rows_may_be_edited(text, written):
    """Another name, a time in words, a row more; what is left out has its default."""
    text = text.replace("first_name: Ada", "first_name: Augusta")
    text = re.sub(r"last_sign_in_at: .*\n", "", text)
    text += (
        "  redirect_urls:\n  - {id: ru_1, url: 'https://a.test', created_at: 2 days ago, updated_at: now}\n"
    )
    world = App().open_world(scenario_name=loaded(written, text))
    (ada,), (url,) = world.users, world.redirect_urls

    assert ("Augusta", "Lovelace") == (ada.first_name, ada.last_name)
    assert (NOON - 2 * 86_400_000, NOON) == (url.created_at, url.updated_at)


def test_other_sections_come_on_top(text, written):
    """People of a file that includes an export get ids that nobody has."""
    written(text, "export.yaml")
    kim = "{email_address: kim@studio.test, password: seven-wet-brushes}"
    more = f"include: [export.yaml]\nusers:\n  kim: {kim}\n"
    world = App().open_world(scenario_name=loaded(written, more))

    assert [ADA, "kim@studio.test"] == [it.email_address for it in world.email_addresses]
    assert 2 == len({it.id for it in world.users})


@pytest.fixture
def newsroom(written):
    """The file of an exported world with roles and role sets of its own."""
    world = App().open_world(scenario_name="custom_roles", clock=NOON)
    return written(export.text(world, "custom_roles"), "export.yaml")


def test_roles_and_role_sets_of_an_export_are_known_on_top(newsroom, written):
    """Organizations and sets of the file that includes it name them like those of any scenario."""
    more = """
include: [export.yaml]
users: {kim: {email_address: kim@studio.test}, lee: {email_address: lee@studio.test}}
organizations:
  daily: {name: Daily, role_set: "role_set:newsroom", created_by: kim, members: {lee: "org:viewer"}}
role_sets:
  "role_set:readers": {roles: ["org:admin", "org:viewer"], default_role: "org:viewer"}
"""
    world = App().open_world(scenario_name=loaded(written, more))

    assert ["role_set:newsroom"] * 2 == [it.role_set for it in world.organizations]
    assert ["org:admin", "org:viewer"] == [it.role for it in world.memberships][-2:]
    assert ("org:admin", "org:viewer") == world.role_sets.first(key="role_set:readers").roles


@pytest.mark.parametrize(
    ("more", "path", "says"),
    [
        (
            'role_sets: {"role_set:newsroom": {roles: ["org:admin"], default_role: "org:admin"}}',
            "role_sets.role_set:newsroom.roles",
            "must provide for org:editor, org:viewer",
        ),
        (
            'organizations: {daily: {name: Daily, role_set: "role_set:newsrom"}}',
            "organizations.daily.role_set",
            "did you mean 'role_set:newsroom'",
        ),
    ],
)
def test_an_export_keeps_its_members_in_their_roles(newsroom, refused, more, path, says):
    """What comes on top cannot take a role from under them, nor name a set that is not there."""
    (fault,) = refused(f"include: [export.yaml]\n{more}\n")

    assert path == fault.path
    assert says in str(fault)


def test_an_organization_of_an_export_has_a_set_that_is_there(newsroom, refused):
    """Or one of its requests would fail much later."""
    text = newsroom.read_text()
    (unknown,) = refused(text.replace("  role_set: role_set:newsroom", "  role_set: role_set:newsrom"))
    (none,) = refused(
        text.replace("  key: role_set:default\n", "  key: role_set:default\n    creator_role: org:admin\n")
    )

    assert "tables.organizations.0.role_set" == unknown.path
    assert "tables.role_sets" == none.path


def test_under_another_name_it_is_like_a_fork(text, written):
    """Same rows, other keys."""
    app = App()
    world = app.open_world("elsewhere", scenario_name=loaded(written, text))
    browser = app.browser(world)
    answer = browser.post(
        "/v1/client/sign_ins", identifier=ADA, strategy="password", password="punched-cards-1843"
    )

    assert (200, "complete") == (answer.status_code, answer.response["status"])
    assert [world.keys.instance_id] == [it.id for it in world.instances]


def test_the_clock_goes_on_where_it_stood(written):
    """Also one that runs ahead of the process, and one that stands still and is ahead of that."""
    app = App()
    ahead = app.open_world("ahead")
    ahead.clock.advance(5_000)
    still = app.open_world("still", clock=NOON)
    still.clock.advance(7_001)
    first = App().open_world("ahead", scenario_name=loaded(written, export.text(ahead)))
    second = App().open_world("still", scenario_name=loaded(written, export.text(still)))

    assert (5_000, None) == (first.clock.offset, first.clock.pinned_at)
    assert (NOON + 7_001, NOON) == (second.clock.now, second.clock.pinned_at)


def test_keys_of_its_own_travel_along(written):
    """A secret key that the scenario brought is in the export, the others follow from the name."""
    keyed = loaded(written, "instance: {secret_key: sk_test_ours, frontend_api: clerk.ours.test}\n")
    world = App().open_world(scenario_name=keyed)
    again = App().open_world(scenario_name=loaded(written, export.text(world)))

    assert world.keys == again.keys
    assert "frontend_api" not in export.text(App().open_world())


def test_settings_that_scenarios_cannot_say_are_written_in_full(written):
    """What a server took away from a mapping of defaults stays away."""
    world = App().open_world()
    settings = world.instance.settings
    display = replace(settings.display_config, theme={"buttons": {}})
    world.instances.save(replace(world.instance, settings=replace(settings, display_config=display)))
    text = export.text(world)
    again = App().open_world(scenario_name=loaded(written, text))

    assert world.digest() == again.digest()
    assert "theme" not in text.partition("tables:")[0]


SLIPS = [
    ("first_name: Ada", "first_nam: Ada", "tables.users.0.first_nam", "did you mean 'first_name'"),
    ("first_name: Ada", "first_name: 7", "tables.users.0.first_name", "must be a text or null, not 7"),
    ("last_name: Lovelace", "last_sign_in_at: 2026-02-31", "tables.users.0.last_sign_in_at", "calendar"),
    ("\n  users:", "\n  user:", "tables.user", "did you mean 'users'"),
    (
        "strategy: admin",
        "strateg: admin",
        "tables.email_addresses.0.verification",
        "lacks the key 'strategy'",
    ),
    ("\ntables:", "\ntable:", "table", "did you mean 'tables'"),
    ("\n  users:", "\n  plans: [{id: a}]\n  users:", "tables.plans.0", "lacks the key 'slug'"),
    ("\n  instances:", "\n  instancez:", "tables.instancez", "did you mean 'instances'"),
]


@pytest.mark.parametrize(("old", "new", "path", "says"), SLIPS)
def test_a_slip_is_named_with_its_place(text, refused, old, new, path, says):
    """File, line, key, and what was probably meant."""
    faults = refused(text.replace(old, new))

    assert [] != [it for it in faults if path == it.path and it.line is not None and says in str(it)]


def test_both_halves_are_needed(text, refused):
    """Without counters ids would come twice, and without settings there is no world."""
    without = [
        re.sub(r"(?m)^world:\n(  .*\n)+", "", text),
        re.sub(r"(?m)^  instances:\n(  [- ] .*\n)+", "", text),
    ]
    (counters,), (instance,) = map(refused, without)

    assert "needs 'world' beside it: an export writes both" == counters.text
    assert "must have exactly one row" == instance.text


def test_an_id_is_somebodys(text, refused):
    """Two rows of a table cannot share one."""
    row = "  - {id: ru_1, url: 'https://a.test', created_at: now, updated_at: now}\n"
    (fault,) = refused(f"{text}  redirect_urls:\n{row}{row}")

    assert ("tables.redirect_urls.1.id", "the id 'ru_1' is taken by number 0 of these") == (
        fault.path,
        fault.text,
    )


def test_a_live_key_is_refused_and_not_repeated(text, refused):
    """Nobody's own secrets belong into a mock."""
    row = "{id: mach_1, name: m, secret_key: sk_live_abc, created_at: now, updated_at: now}"
    faults = refused(f"{text}  machines:\n  - {row}\n")

    assert ["tables.machines.0.secret_key"] == [it.path for it in faults]
    assert "never a live key" in str(faults[0])
    assert "sk_live_abc" not in str(faults[0])


def test_people_of_an_export_are_shown(text, written):
    """With what is known of them; the password is not."""
    (ada,) = loaded(written, text).personas

    assert Persona(ada.name, "Ada Lovelace", ADA, None, None, None, (), None, True) == ada


@pytest.mark.parametrize("text", ["it: !json '{'", "it: !python 1", "it: !json [1]"])
def test_only_one_tag_is_known(refused, text):
    """And it holds JSON."""
    (fault,) = refused(text)

    assert "is not JSON" in fault.text or "tags are not allowed here, but for !json" in fault.text


def test_json_is_for_what_yaml_cannot_say(written):
    """Such as numbers of twenty digits and halves of surrogate pairs."""
    world = App().open_world(scenario_name="one_user")
    metadata = {"number": 10**20, "half": "\ud800", "on": "off"}
    world.users.save(replace(next(iter(world.users)), public_metadata=metadata))
    text = export.text(world)
    again = App().open_world(scenario_name=loaded(written, text))

    assert metadata == next(iter(again.users)).public_metadata
    assert 2 == text.count("!json")


def test_exports_may_be_longer_than_what_people_write(text, written, refused):
    """Many rows load; aliases that unfold without end do not."""
    row = "  - {{id: ru_{}, url: 'https://a.test', created_at: now, updated_at: now}}\n"
    rows = "".join(row.format(number) for number in range(15_000))
    many = App().open_world(scenario_name=loaded(written, f"{text}  redirect_urls:\n{rows}"))
    tenfold = [f"{it}: &{it} [{', '.join(10 * [f'*{last}'])}]\n" for last, it in pairwise("abcdefg")]
    billion = "".join(["a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n", *tenfold])
    (bomb,) = refused(f"{text}{billion}")

    assert 15_000 == len(many.redirect_urls)
    assert "unfolds to more than 50000 values" == bomb.text


def test_a_file_that_cannot_be_read_is_a_scenario_error(written):
    """As ever."""
    with pytest.raises(ScenarioError, match="must be a mapping"):
        loaded(written, "tables: 7\n")
