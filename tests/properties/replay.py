"""A long fixed journey and the digest of its transcript; a program, so that another process can make it."""

import random
from collections.abc import Iterable
from hashlib import blake2b

from tests.properties.steps import Step, fields, junk_for, opened, operations, play
from tests.properties.words import WORDS

LENGTH = 150


def journey() -> list[Step]:
    """Requests of every kind, always the same ones."""
    chance = random.Random(7)
    found = []
    for _ in range(LENGTH):
        operation = chance.choice(
            sorted(operations(replayed=True).values(), key=lambda it: it.operation.id)
        ).operation
        names = fields(operation.id)
        names = chance.sample(names, min(len(names), chance.randint(0, 3)))
        said = {name: chance.choice(WORDS.get(name, junk_for(operation))) for name in names}
        found.append(Step(operation.id, chance.randint(0, 3), said, chance.random() < 0.9))
    return found


def transcript(steps: Iterable[Step], seed: str = "1") -> str:
    """The digest of every answer and of the world in the end."""
    mark = blake2b(digest_size=16)
    with opened("castor", seed) as (world, browser):
        for step in steps:
            mark.update(play(world, browser, step))
        mark.update(world.digest().encode())
    return mark.hexdigest()


if __name__ == "__main__":
    print(transcript(journey()))  # noqa: T201
