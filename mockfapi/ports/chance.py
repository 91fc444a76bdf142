"""Ids, codes and opaque tokens: the n-th draw of a stream depends on seed, stream and n only."""

from hashlib import blake2b

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_LENGTH = 27
COUNTER_LENGTH = 6
TAG_LENGTH = 6
PAIRS = [first + second for first in ALPHABET for second in ALPHABET]


def base62(number: int, length: int) -> str:
    """The last `length` base-62 digits of a number, most significant first."""
    # Two digits a step: dividing a long number is what costs.
    number %= 62**length
    pairs = []
    for _ in range(0, length, 2):
        number, pair = divmod(number, len(PAIRS))
        pairs.append(PAIRS[pair])
    pairs.reverse()
    return "".join(pairs)[-length:]


class Chance:
    """Seeded draws in named streams; drawing from one stream never shifts another."""

    __slots__ = ("drawn", "seed", "tag")

    def __init__(self, seed: str, tag: str = "") -> None:
        self.seed = seed
        self.drawn: dict[str, int] = {}
        self.mark(tag)

    def mark(self, tag: str) -> None:
        """From now on credentials end in the mark of this name."""
        self.tag = base62(int.from_bytes(blake2b(tag.encode(), digest_size=8).digest()), TAG_LENGTH)

    def _next(self, stream: str) -> tuple[int, int]:
        count = self.drawn.get(stream, 0) + 1
        self.drawn[stream] = count
        digest = blake2b(f"{self.seed}|{stream}|{count}".encode()).digest()
        return count, int.from_bytes(digest)

    def id(self, prefix: str) -> str:
        """A new id such as `user_…`: 27 base-62 characters that sort by age within their prefix."""
        count, noise = self._next(prefix)
        body = "3" + base62(count, COUNTER_LENGTH) + base62(noise, ID_LENGTH - COUNTER_LENGTH - 1)
        return f"{prefix}_{body}"

    def id_of(self, prefix: str, thing: str) -> str:
        """The id that something always has in this world: nothing is drawn for it."""
        digest = blake2b(f"{self.seed}|{self.tag}|{prefix}|{thing}".encode()).digest()
        return f"{prefix}_3{base62(int.from_bytes(digest), ID_LENGTH - 1)}"

    def credential(self, prefix: str) -> str:
        """Like an id, but it ends in the tag of its world, so that a credential tells whose it is."""
        return self.id(prefix)[:-TAG_LENGTH] + self.tag

    def digits(self, stream: str, length: int) -> str:
        """A numeric code of `length` digits."""
        _, noise = self._next(stream)
        return str(noise % 10**length).zfill(length)

    def token(self, stream: str, length: int) -> str:
        """An opaque base-62 text of `length` characters (at most 80)."""
        _, noise = self._next(stream)
        return base62(noise, length)

    def hexadecimal(self, stream: str, length: int) -> str:
        """A lower-case hexadecimal text of `length` characters (at most 128)."""
        _, noise = self._next(stream)
        return f"{noise:0128x}"[:length]

    def fork(self) -> "Chance":
        twin = Chance.__new__(Chance)
        twin.seed, twin.tag, twin.drawn = self.seed, self.tag, dict(self.drawn)
        return twin
