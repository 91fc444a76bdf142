"""Faults, as tests set them: what goes wrong, for whom, how often. What can: docs/FAULTS.md."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from mockfapi.clerk.lease import Lease
from mockfapi.clerk.near import nearest
from mockfapi.http import weather
from mockfapi.http.bind import Bound
from mockfapi.rules import fault_presets, faults
from mockfapi.world.records import Fault


class Faults:
    """The faults of one world. They go with it: a fork has them, a reset and a restore bring back what was.

    What no request could meet, such as an operation that is in no contract, is a `ClerkError`.
    """

    def __init__(self, lease: Lease, operations: Sequence[Bound]) -> None:
        self._lease, self._operations = lease, operations

    def add(self, *operations: str, **wishes: Any) -> Fault:
        """From now on requests of these operations, or of all, meet a fault; it can be given to `remove`.

        For whom: `tags`, `except_for`, `api`, `session`, `testing_token`. When: `times`, `every`, `rate`,
        `quota` with `window` and `per`. What: `status`, `code`, `body`, `retry_after`, `latency`, `jitter`,
        `connection`, `lag`, and `after_write`. Spans are milliseconds, text such as `2s`, or a timedelta.
        """
        for name in wishes:
            if name not in faults.WISHES or name == "operations":
                raise TypeError(f"a fault has no {name!r}; {nearest(name, faults.WISHES)}")
        session = wishes.get("session")
        wishes["session"] = getattr(session, "id", session)
        wishes = {name: _plain(value) for name, value in wishes.items()}
        with self._lease as world:
            weather.check_names(self._operations, {**wishes, "operations": operations})
            return faults.add(world, operations=operations, **wishes)

    def preset(self, name: str) -> list[Fault]:
        """The faults of a ready-made weather, such as development_quota, slow_network or replica_lag=5s."""
        with self._lease as world:
            return fault_presets.add(world, name)

    @property
    def all(self) -> list[Fault]:
        """What is set, oldest first, with `struck`: how often each has hit."""
        with self._lease as world:
            return list(world.faults)

    def remove(self, fault: Fault | str) -> None:
        """Takes one away."""
        with self._lease as world:
            world.faults.remove(fault if isinstance(fault, str) else fault.id)

    def clear(self) -> None:
        """Takes all away: good weather again."""
        with self._lease as world:
            faults.clear(world)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)


def _plain(value: Any) -> Any:
    """Spans in milliseconds, whatever else as it is."""
    return value // timedelta(milliseconds=1) if isinstance(value, timedelta) else value
