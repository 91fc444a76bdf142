"""What is left of a record that was deleted: an answer says so. No table holds it."""

from mockfapi.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Deleted:
    """The id that a record had, and the name of its kind as its face called it."""

    id: str
    kind: str
