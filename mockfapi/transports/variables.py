"""The keys of the world in force, for apps that read them from the environment and find none."""

import os

from mockfapi.world.keys import Keys

# Addresses are not among them: the calls of this process need none, and other processes could not use them.
SECRET, PUBLISHABLE = "CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY"


class Variables:
    """Fills in what is missing and takes it away again. What somebody else has set is never touched."""

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}
        # Values that others have replaced, and may put back when the world is long gone.
        self._strays: set[str] = set()

    def show(self, keys: Keys | None) -> None:
        """The keys that are in force from now on, or None."""
        for name, value in self._shown.items():
            if os.environ.get(name) == value:
                del os.environ[name]
            else:
                self._strays.add(value)
        self._shown.clear()
        if self._strays:
            self.sweep()
        if keys is not None:
            self._fill_in(SECRET, keys.secret_key)
            self._fill_in(PUBLISHABLE, keys.publishable_key)

    def sweep(self) -> None:
        """Takes away what others have put back."""
        for name in (SECRET, PUBLISHABLE):
            if self._strays and os.environ.get(name) in self._strays:
                del os.environ[name]

    def _fill_in(self, name: str, value: str) -> None:
        if name not in os.environ:
            os.environ[name] = self._shown[name] = value
