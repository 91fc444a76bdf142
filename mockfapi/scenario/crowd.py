"""Made-up people in any number. Equal seeds give equal people with the same library of names."""

import re
from collections.abc import Iterator
from typing import Any

from mockfapi.frozen import dataclass
from mockfapi.scenario.moments import UNITS

DOMAIN = "crowd.test"


@dataclass(frozen=True, slots=True)
class Stranger:
    """One made-up person. `age` is how long ago the account was made, in milliseconds."""

    first_name: str
    last_name: str
    email_address: str
    age: int


def strangers(count: int, group: str, seed: int) -> Iterator[Stranger]:
    """So many people; the number in an address keeps it unique within the group."""
    from faker import Generator
    from faker.providers.person.en_US import Provider

    # A bare generator: loading every provider would cost a fifth of a second.
    names: Any = Generator()
    names.add_provider(Provider(names))
    names.seed_instance(seed)
    for number in range(1, count + 1):
        first, last = names.first_name(), names.last_name()
        local = re.sub(r"[^a-z.]", "", f"{first}.{last}".lower())
        address = f"{local}.{group.lower()}{number}@{DOMAIN}"
        yield Stranger(first, last, address, names.random.randrange(UNITS["year"]))
