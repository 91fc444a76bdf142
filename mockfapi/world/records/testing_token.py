"""What automated tests show to be spared captchas."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class TestingToken:
    """A token and when it stops to work. No table holds it: it vouches for itself."""

    # pytest takes classes of this name for tests.
    __test__ = False

    token: str
    expire_at: int
