"""The keys of the world in force, for apps that read them from the environment and find none."""

import os

from mockfapi.world.keys import Keys

# Addresses are not among them: the calls of this process need none, and other processes could not use them.
SECRET, PUBLISHABLE = "CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY"


class Variables:
    """Fills in what is missing and takes it away again. What somebody else has set is never touched."""

    def __init__(self) -> None:
        self._given: dict[str, set[str]] = {SECRET: set(), PUBLISHABLE: set()}

    def show(self, keys: Keys | None) -> None:
        """The keys that are in force from now on, or None."""
        self.sweep()
        if keys is None:
            return
        for name, value in ((SECRET, keys.secret_key), (PUBLISHABLE, keys.publishable_key)):
            if name not in os.environ:
                os.environ[name] = value
                self._given[name].add(value)

    def sweep(self) -> None:
        """Takes away what was given, also what others have put back since."""
        for name, given in self._given.items():
            if os.environ.get(name) in given:
                del os.environ[name]
