"""The signing keys of a world, for tests: taking the next one, and dropping those before it."""

from mockfapi.clerk.lease import Lease
from mockfapi.rules import signing_keys


class SigningKeys:
    """What signs tokens. The published keys are those of `/.well-known/jwks.json` and `/v1/jwks`."""

    def __init__(self, lease: Lease) -> None:
        self._lease = lease

    @property
    def ids(self) -> list[str]:
        """The ids of the published keys; the one that signs comes last."""
        with self._lease as world:
            return [it["kid"] for it in signing_keys.key_set(world)]

    @property
    def pem(self) -> str:
        """The public half of the key that signs now: what an app without a network takes."""
        with self._lease as world:
            return signing_keys.pem(world)

    def rotate(self) -> str:
        """A new key signs from now on; earlier ones stay published. Answers the id of the new one."""
        with self._lease as world:
            signing_keys.rotate(world)
        return self.ids[-1]

    def retire(self) -> None:
        """Publishes earlier keys no longer: their tokens verify no more."""
        with self._lease as world:
            signing_keys.retire(world)
