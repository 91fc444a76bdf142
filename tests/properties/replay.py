"""A long fixed journey and the digest of its transcript; a program, so that another process can make it."""

import random
from collections.abc import Iterable
from hashlib import blake2b

from tests.properties.steps import JUNK, WORDS, Step, opened, operations, play

LENGTH = 150


def journey() -> list[Step]:
    """Requests of every kind, always the same ones."""
    chance = random.Random(7)
    found = []
    for _ in range(LENGTH):
        operation = chance.choice(
            sorted(operations(replayed=True).values(), key=lambda it: it.operation.id)
        ).operation
        names = sorted({name for body in operation.bodies.values() for name in body.get("properties", {})})
        names = chance.sample(names, min(len(names), chance.randint(0, 3)))
        said = {name: chance.choice(WORDS.get(name, JUNK)) for name in names}
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
