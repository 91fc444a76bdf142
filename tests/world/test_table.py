"""Tables: indexes, forks, undo."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockfapi.errors import ClerkError
from mockfapi.world.table import Table


@dataclass(frozen=True, slots=True)
class Pet:
    id: str
    owner: str | None


def a_table() -> Table[Pet]:
    return Table("pets", "pet", {"owner": lambda it: it.owner}, lambda *_: None)


def contents(table: Table[Pet]) -> Any:
    owners = sorted({pet.owner for pet in table if pet.owner is not None})
    return {pet.id: pet for pet in table}, {owner: table.where(owner=owner) for owner in owners}


def test_an_index_finds_what_was_saved_under_it():
    """A row stands under its key, oldest first."""
    table = a_table()
    first, second = table.save(Pet("a", "ada")), table.save(Pet("b", "ada"))

    assert [first, second] == table.where(owner="ada")
    assert first == table.first(owner="ada")
    assert 2 == table.count(owner="ada")


def test_a_row_moves_between_keys():
    """Saving a row under another key takes it away from the old one; None keeps it out of the index."""
    table = a_table()
    pet = table.save(Pet("a", "ada"))
    table.save(replace(pet, owner=None))

    assert [] == table.where(owner="ada")
    assert Pet("a", None) == table["a"]


def test_a_row_that_comes_from_another_key_takes_its_place():
    """Oldest first goes by the making of the row, in every fork, whatever was read before."""
    table = a_table()
    for id, owner in (("a", "bob"), ("b", "ada"), ("c", "ada")):
        table.save(Pet(id, owner))
    table.save(Pet("a", "ada"))
    twin = table.fork(lambda *_: None)
    twin.remove("b")

    assert ["a", "b", "c"] == [it.id for it in table.where(owner="ada")]
    assert Pet("a", "ada") == twin.first(owner="ada")
    assert ["a", "c"] == [it.id for it in twin.where(owner="ada")]


def test_an_unknown_id_is_refused():
    """A look-up by id refuses with Clerk's code and names what was looked for."""
    with pytest.raises(ClerkError, match="resource_not_found") as caught:
        a_table()["nobody"]

    assert 404 == caught.value.status
    assert "No pet was found with id nobody." == caught.value.entries[0].long_message


def test_removing_takes_a_row_out_of_everything():
    """A removed row is in no index."""
    table = a_table()
    table.save(Pet("a", "ada"))
    table.remove("a")

    assert None is table.find("a")
    assert 0 == table.count(owner="ada")


steps = st.lists(
    st.tuples(
        st.sampled_from(["save", "remove", "fork", "swap"]),
        st.sampled_from("abcde"),
        st.sampled_from(["ada", "bob", None]),
    ),
    max_size=40,
)


@given(steps)
def test_forks_never_see_each_other(script: list[tuple[str, str, str | None]]):
    """Whatever is done to a table, its forks keep what they had, and indexes equal a scan."""
    live, forks = a_table(), []
    for verb, id, owner in script:
        if verb == "save":
            live.save(Pet(id, owner))
        elif verb == "remove" and live.find(id) is not None:
            live.remove(id)
        elif verb == "fork":
            twin = live.fork(lambda *_: None)
            forks.append((twin, contents(twin)))
        elif verb == "swap" and forks:
            twin, _ = forks.pop()
            forks.append((live, contents(live)))
            live = twin

    for twin, expected in forks:
        assert expected == contents(twin)
    for owner in ("ada", "bob"):
        assert [it for it in live if it.owner == owner] == live.where(owner=owner)
