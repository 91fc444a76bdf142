"""Everything that can be wrong with a scenario: file, line, key and what was probably meant."""

from __future__ import annotations

from collections.abc import Callable

import jsonschema
import pytest
import yaml

from mockfapi import scenario
from mockfapi.scenario import ScenarioError, ScenarioFault, check, schema, tree
from tests.scenarios.conftest import Written

Refused = Callable[[str | bytes], list[ScenarioFault]]

SCHEMA_FAULTS = [
    ("user: 3", 1, "user", "is not a key that is known here", "users"),
    (
        "users:\n  ada:\n    emial_address: a@a.test",
        3,
        "users.ada.emial_address",
        "not a key",
        "email_address",
    ),
    (
        "users:\n  ada: {first_name: 3}",
        2,
        "users.ada.first_name",
        "must be a text, not 3; put it in quotes",
        None,
    ),
    (
        "users:\n  ada:\n    banned: yes",
        3,
        "users.ada.banned",
        "must be true or false, not 'yes'; write true",
        None,
    ),
    ("users: [ada]", 1, "users", "must be a mapping or a whole number, not a list", None),
    ("users: 0", 1, "users", "must be at least 1, not 0", None),
    ("users: 100001", 1, "users", "must be at most 100000, not 100001", None),
    ("users:\n\n  9x: {}", 3, "users.9x", "'9x' is not a name", None),
    ("users: {ada: {id: usr_1}}", 1, "users.ada.id", "'usr_1' is not an id: user_ and", None),
    ("users: {ada: {id: user_a b}}", 1, "users.ada.id", "is not an id", None),
    ("organizations: {a: {id: user_1, name: A}}", 1, "organizations.a.id", "is not an id: org_", None),
    ("organizations: {a: {}}", 1, "organizations.a", "lacks the key 'name'", None),
    ("users: {ada: {created_at: 2 dayz ago}}", 1, "users.ada.created_at", "is not a time such as", None),
    (
        "users: {ada: {phone_numbers: [+15555550100]}}",
        1,
        "users.ada.phone_numbers.0",
        "put it in quotes",
        None,
    ),
    (
        "instance: {user_settings: {sign_up: {mode: publik}}}",
        1,
        "instance.user_settings.sign_up.mode",
        "",
        None,
    ),
    ("password_settings: {}", 1, "password_settings", "belongs under instance.user_settings", None),
    ("roles: {admin: {}}", 1, "roles.admin", "'admin' is not a role key", None),
    ("role_sets: {partners: {}}", 1, "role_sets.partners", "is not a role set key such as", None),
    ("role_sets: {'role_set:a': {}}", 1, "role_sets.role_set:a", "lacks the key 'roles'", None),
    ("instance: {behaviour: {code_lifetime: soon}}", 1, "instance.behaviour.code_lifetime", "duration", None),
    ("instance: {secret_key: 7}", 1, "instance.secret_key", "must be a text", None),
]

OTHER_FAULTS = [
    (
        "users: {ada: {}}\norganizations:\n  a: {name: A, members: {aad: org:admin}}",
        3,
        "no user 'aad'",
        "ada",
    ),
    (
        "users: {ada: {}}\norganizations:\n  a: {name: A, members: {ada: org:adnim}}",
        3,
        "no role",
        "org:admin",
    ),
    ("organizations: {a: {name: A, created_by: ada}}", 1, "no user 'ada'; there is none", None),
    ("organizations: {a: {name: A, membership_requests: [ada]}}", 1, "no user 'ada'; there is none", None),
    (
        "users: {ada: {}}\norganizations: {a: {name: A, created_by: ada, members: {ada: org:member}}}",
        2,
        "is",
        None,
    ),
    ("users:\n  ada: {id: user_1}\n  bob: {id: user_1}", 3, "taken by users.ada", None),
    ("users: {ada: {created_at: 2024-02-30}}", 1, "not a date of the calendar", None),
    ("users: {ada: {created_at: 1969-12-31}}", 1, "before 1970", None),
    ("users: {ada: {created_at: 101 years ago}}", 1, "longer than 100 years", None),
    ("clock: 2 days ago", 1, "must be a date", None),
    ("users:\n  ada:\n    password: password1", 3, "form_password_not_strong_enough", None),
    ("users:\n  ada:\n    email_address: nonsense", 3, "form_param_format_invalid", None),
    (
        "users:\n  ada: {email_address: a@a.test}\n  bob:\n    email_address: A@a.test",
        4,
        "identifier_exists",
        None,
    ),
    ("organizations:\n  a: {name: A, slug: x}\n  b: {name: B, slug: x}", 3, "form_already_exists", None),
    ("include: [one_usr]", 1, "'one_usr': there is no scenario of this name", "one_user"),
    ("include:\n  - one_user\n  - ./gone.yaml", 3, "there is no such file", None),
    ("include: [mine.yaml]", 1, "runs in a circle: mine > mine", None),
    ("users:\n  ada: {}\n  ada: {}", 3, "has the key 'ada' again, first in line 2", None),
    ("users:\n  ada: {\n", 3, "is not YAML", None),
    ("users:\n\tada: {}", 2, "is not YAML", None),
    ("- 1\n- 2", 1, "must hold a mapping", None),
    ("just words", 1, "must hold a mapping", None),
    ("users: 1\n---\nusers: 2", 2, "more than one YAML document", None),
    ("users: {ada: {first_name: !!python/object/apply:os.getcwd []}}", 1, "tags are not allowed", None),
    ("users: {? [a] : {}}", 1, "has a key that is not a text", None),
    ("users: *nobody", 1, "names an unknown anchor *nobody", None),
    ("users: &it {ada: *it}", 1, "names an unknown anchor *it", None),
]


@pytest.mark.parametrize(("text", "line", "path", "says", "meant"), SCHEMA_FAULTS)
def test_what_the_schema_does_not_know(
    refused: Refused, text: str, line: int, path: str, says: str, meant: str | None
) -> None:
    """Unknown keys, wrong types and wrong forms name file, line, key path and the nearest valid key."""
    (fault,) = refused(text)

    assert ("mine.yaml", line, path, meant) == (fault.file, fault.line, fault.path, fault.nearest)
    assert says in fault.text


@pytest.mark.parametrize("text", [text for text, *_ in SCHEMA_FAULTS])
def test_a_full_validator_agrees(text: str) -> None:
    """What our short check refuses, a complete JSON Schema validator refuses with the same schema."""
    content = tree.read(text.encode(), "mine.yaml").plain()

    assert not jsonschema.Draft7Validator(schema.schema()).is_valid(content)


def test_the_check_accepts_what_a_full_validator_accepts() -> None:
    """Every shipped file passes both, so the short check is not stricter than the schema."""
    for name in scenario.names():
        content = (scenario.folder() / f"{name}.yaml").read_bytes()
        read = tree.read(content, name)

        assert yaml.safe_load(content) == read.plain()
        assert [] == check.faults(read)


@pytest.mark.parametrize(("text", "line", "says", "meant"), OTHER_FAULTS)
def test_what_only_a_closer_look_shows(
    refused: Refused, text: str, line: int, says: str, meant: str | None
) -> None:
    """References, times, includes, broken YAML and refusals of the rules name their line, too."""
    fault = refused(text)[0]

    assert ("mine.yaml", line, meant) == (fault.file, fault.line, fault.nearest)
    assert says in fault.text


def test_all_faults_of_a_file_come_together(refused: Refused) -> None:
    """Who made three mistakes reads all three at once, in the order of the lines."""
    faults = refused("nonsense: 1\nusers:\n  ada: {x: 1}\ninstance: {y: 2}")

    assert [1, 3, 4] == [fault.line for fault in faults]


def test_the_text_of_a_fault_says_all() -> None:
    """File, line, key, what is wrong, what was meant: one line."""
    fault = ScenarioFault("a.yaml", 3, "users.ada.emial", "is not known", "email_address")

    assert "a.yaml:3: users.ada.emial: is not known (did you mean 'email_address'?)" == str(fault)
    assert "a.yaml:3: users.ada.emial: is not known (did you mean 'email_address'?) (and 1 more)" == str(
        ScenarioError(fault, fault)
    )


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("dmo", "did you mean 'demo'?"),
        ("zzz", "there are b2b, "),
        ("./mein.yaml", "did you mean 'mine.yaml'?"),
        ("nowhere/at/all.yaml", "there is no such file"),
        (".//", "is a folder"),
        ("nul\0.yaml", "there is no such file"),
        ("", "there is no scenario of this name"),
    ],
)
def test_an_unknown_scenario_names_the_nearest(written: Written, asked: str, says: str) -> None:
    """Names and files that do not exist are refused with what there is."""
    written("users: 1")

    with pytest.raises(ScenarioError) as caught:
        scenario.load(asked)

    assert says in str(caught.value)


def test_secrets_are_not_repeated(refused: Refused) -> None:
    """A live key is refused as the mock's own, and the message does not show it."""
    (fault,) = refused("instance:\n  secret_key: sk_live_0123456789")

    assert (2, "instance.secret_key") == (fault.line, fault.path)
    assert "never a live key" in fault.text
    assert "0123456789" not in str(fault)


def test_longer_circles_of_includes_are_refused(written: Written, refused: Refused) -> None:
    """The chain is spelled out."""
    written("include: [mine.yaml]", name="other.yaml")
    (fault,) = refused("include: [other.yaml]")

    assert "runs in a circle: mine > other > mine" == fault.text


BILLION = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("bomb", "says"),
    [
        (BILLION.encode(), "unfolds to more than 50000 values"),
        (b"users: " + b"[" * 500_000, "is nested deeper than 32 levels"),
        (
            b"users:\n" + b"".join(b" " * n + b"a:\n" for n in range(1, 200)),
            "is nested deeper than 32 levels",
        ),
        (b"users: [" + b"1," * 100_000 + b"]", "unfolds to more than 50000 values"),
        (b"#" * 1_000_001, "is larger than 1000000 bytes"),
        (b"users: \xff\xfe", "is not UTF-8 text"),
        (b"users: \x00", "is not YAML"),
    ],
    ids=["aliases", "brackets", "indents", "items", "bytes", "encoding", "control"],
)
def test_bombs_are_refused(refused: Refused, bomb: bytes, says: str) -> None:
    """What would eat memory or time is refused before it is built."""
    (fault,) = refused(bomb)

    assert says in fault.text


def test_includes_cannot_multiply(written: Written) -> None:
    """Files that include the next one twice each are cut off."""
    for number in range(30):
        written(f"include: [n{number + 1}.yaml, n{number + 1}.yaml]", name=f"n{number}.yaml")
    written("users: 1", name="n30.yaml")

    with pytest.raises(ScenarioError, match="more than 64 files"):
        scenario.load("n0.yaml")
