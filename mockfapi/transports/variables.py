"""Keys for apps that read them from the environment and find none, while a world is in force."""

import os

from mockfapi.world.keys import Keys

# Addresses are not among them: the calls of this process need none, and other processes could not use them.
SECRET, PUBLISHABLE = "CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY"
# The same for every world that takes any test key: the C library never gives a value back.
ANY = Keys.of("whichever-is-in-force")


class Variables:
    """Fills in what is missing and takes it away again. What somebody else has set is never touched."""

    def __init__(self) -> None:
        self._values = {SECRET: ANY.secret_key, PUBLISHABLE: ANY.publishable_key}
        self._shown: dict[str, str] = {}
        # Values that others have replaced, and may put back when the world is long gone.
        self._strays: set[str] = set()

    def show(self, secret_key: str | None = None) -> None:
        """From now on there are keys; `secret_key` is for a world that takes no other."""
        self.hide()
        for name, value in self._values.items():
            # Every test comes along here, and `in` or `get` would cost it twice as much.
            try:
                os.environ[name]
            except KeyError:
                given = secret_key or value if name == SECRET else value
                os.environ[name] = self._shown[name] = given

    def hide(self) -> None:
        """There are none any more."""
        while self._shown:
            name, value = self._shown.popitem()
            if os.environ.get(name) == value:
                del os.environ[name]
            else:
                self._strays.add(value)
        self.sweep()

    def sweep(self) -> None:
        """Takes away what others have put back."""
        for name in self._values if self._strays else ():
            if os.environ.get(name) in self._strays:
                del os.environ[name]
