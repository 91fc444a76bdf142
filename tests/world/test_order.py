"""Orders and texts of tables: the same as a scan would find, in every fork, and made once."""

from dataclasses import dataclass, replace
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from mockfapi.world.order import Order, Texts
from mockfapi.world.table import Table


@dataclass(frozen=True, slots=True)
class Pet:
    id: str
    name: str | None = None
    age: int | None = None


def a_table(*pets: Pet) -> Table[Pet]:
    table: Table[Pet] = Table("pets", "pet", {}, lambda *_: None)
    for pet in pets:
        table.save(pet)
    return table


def scanned(table: Table[Pet], created: list[str]) -> list[str]:
    """What `order("age")` says, found the slow way."""
    rows = sorted(table, key=lambda it: created.index(it.id))
    return [it.id for it in sorted(rows, key=lambda it: (it.age is not None, it.age or 0))]


def texts(table: Table[Pet]) -> Texts:
    return table.kept("names", partial(Texts, lambda it: it.name or ""))


def test_nothing_comes_first_and_equals_keep_their_order():
    """Backwards is exactly the reverse."""
    order = a_table(Pet("a", age=2), Pet("b"), Pet("c", age=1), Pet("d", age=2), Pet("e")).order("age")

    assert ["b", "e", "c", "a", "d"] == list(order.walk())
    assert ["d", "a", "c", "e", "b"] == list(order.walk(backwards=True))
    assert (["e", "c"], ["a", "c"]) == (order.ids(1, 3), order.ids(1, 3, backwards=True))
    assert ([], ["b"]) == (order.ids(7, 9), order.ids(4, 9, backwards=True))


def test_capitals_do_not_count():
    """Texts are ordered as people order them."""
    assert ["b", "a"] == list(a_table(Pet("a", "bob"), Pet("b", "Ada")).order("name").walk())


def test_a_range_is_found_by_its_ends():
    """From the lower end on and below the upper one; rows without a value are in no range."""
    table = a_table(*(Pet(str(age), age=age) for age in (1, 2, 2 + 1, 5)), Pet("none"))
    order = table.order("age")

    assert {(2, 5): (2, 4), (None, 3): (1, 3), (3, None): (3, 5), (5, 2): (4, 4), (None, None): (1, 5)} == {
        ends: order.between(*ends) for ends in [(2, 5), (None, 3), (3, None), (5, 2), (None, None)]
    }
    assert 1 == order.without()


def test_it_is_made_once_for_all_forks():
    """A fork that has not written finds what another one has made; who writes goes on with a copy."""
    table = a_table(Pet("a", age=1))
    before = table.fork(lambda *_: None)
    made = before.order("age")
    fork = table.fork(lambda *_: None)
    fork.save(Pet("b", age=0))

    assert made is table.order("age")
    assert (["b", "a"], ["a"]) == (list(fork.order("age").walk()), list(made.walk()))


pets = st.builds(
    Pet,
    id=st.sampled_from("abcdef"),
    name=st.sampled_from(["Ada", "Adam", "bo\nb", "", None]),
    age=st.sampled_from([None, 0, 1, 2]),
)
steps = st.lists(st.tuples(st.sampled_from(["save", "save", "remove", "fork", "swap"]), pets), max_size=40)


class Script:
    """A table, its forks, and the ids of each in the order of their creation."""

    def __init__(self, early: bool) -> None:
        self.live, self.created = a_table(), list[str]()
        self.forks: list[tuple[Table[Pet], list[str]]] = []
        if early:
            self.live.order("age")
            texts(self.live)

    def run(self, verb: str, pet: Pet) -> None:
        if verb == "save":
            if self.live.find(pet.id) is None:
                self.created = [*(it for it in self.created if it != pet.id), pet.id]
            self.live.save(pet)
        elif verb == "remove" and self.live.find(pet.id) is not None:
            self.live.remove(pet.id)
        elif verb == "fork":
            self.forks.append((self.live.fork(lambda *_: None), self.created))
        elif verb == "swap" and self.forks:
            self.forks.append((self.live, self.created))
            self.live, self.created = self.forks.pop(0)


@given(steps, st.booleans())
def test_whatever_is_done_it_equals_a_scan(lines: list[tuple[str, Pet]], early: bool):
    """In the table and in each of its forks, made early or late."""
    script = Script(early)
    for verb, pet in lines:
        script.run(verb, pet)

    for table, births in [*script.forks, (script.live, script.created)]:
        told = {it.id: (it.name or "").lower().replace("\n", " ") for it in table}

        assert scanned(table, births) == list(table.order("age").walk())
        for words in ("ad", "adam", "o b", "x"):
            assert {id for id, line in told.items() if words in line} == texts(table).mentioning(words)


def test_texts_are_written_anew_after_many_changes():
    """Late changes count at once, also those before and after the text was made anew."""
    table = a_table(*(Pet(str(number), f"pet {number}") for number in range(50)))
    known = texts(table)
    for round in range(30):
        for number in range(50):
            table.save(replace(table[str(number)], name=f"beast {number} of {round}"))

    assert {"7"} == known.mentioning("beast 7 of 29")
    assert set() == known.mentioning("pet")
    assert 50 == len(known.mentioning("beast") or ())
    assert None is known.mentioning("beast", 49)


def test_an_order_of_nothing():
    """What holds no row has no part and no range."""
    """What was never filled is empty whichever way it is walked."""
    assert ([], (0, 0)) == (Order("age", {}).ids(0, 9), Order("age", {}).between(1, 2))
