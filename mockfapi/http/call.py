"""What a handler is called with. The type of its first argument says who may call it."""

import re
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mockfapi.http.params import Params
from mockfapi.http.results import Cookie
from mockfapi.rules import clients, dev_browsers, testing_tokens
from mockfapi.world import World
from mockfapi.world.records import Client, DevBrowser, Machine, Session, User

if TYPE_CHECKING:
    from mockfapi.http.bind import Bound
    from mockfapi.http.served import Served
    from mockfapi.scenario import Scenario
    from mockfapi.world.worlds import Worlds

# How an origin is written: scheme, host and perhaps a port. `null` and schemes of extensions are none.
ORIGIN = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]{1,255}")


class House(Protocol):
    """What a control handler may reach: all worlds and all bound operations."""

    @property
    def worlds(self) -> "Worlds": ...

    @property
    def operations(self) -> "list[Bound]": ...

    @property
    def unmodelled(self) -> Counter[str]:
        """How often each operation without a handler was asked for."""

    @property
    def webhooks_anywhere(self) -> bool:
        """Whether webhooks may go to other machines."""

    @property
    def scenarios(self) -> "Mapping[str, Scenario]":
        """What each open world started from, by the name of the world."""

    def open_world(
        self, name: str, *, scenario_name: "Scenario | str", seed: str, clock: int | None
    ) -> World: ...

    def fork_world(self, world: World, name: str) -> World: ...

    def close_world(self, name: str) -> None: ...

    def free_name(self, stem: str) -> str:
        """A name that no open world has."""

    def record(self, world: World) -> "deque[Served]": ...


@dataclass
class PublicCall:
    """Anybody. `origin` is the Origin header; `address` the base URL that the caller used."""

    world: World
    params: Params
    query: Params
    path: Mapping[str, str]
    origin: str | None
    address: str
    token_version: int
    cookies: list[Cookie] = field(default_factory=list)


@dataclass
class Device:
    """How a browser or app identified itself. `token` is the client token that it sent, if any."""

    client_id: str | None = None
    dev_browser: DevBrowser | None = None
    native: bool = False
    token: str | None = None


@dataclass
class DeviceCall(PublicCall):
    """A browser or app that may not have a client yet."""

    device: Device = field(default_factory=Device)

    @property
    def client(self) -> Client | None:
        """The client as it is now, or None."""
        return self.world.clients.find(self.device.client_id)

    def client_or_new(self) -> Client:
        """The client; a new one, bound to the dev browser in use, when there is none."""
        if (found := self.client) is not None:
            return found
        made = testing_tokens.remember(self.world, clients.create(self.world))
        self.device.client_id = made.id
        if self.device.dev_browser is not None:
            self.device.dev_browser = dev_browsers.bind(self.world, self.device.dev_browser, made)
        return made


@dataclass
class NavigationCall(DeviceCall):
    """A browser on its way to another page: credentials that are good for nothing count as none."""


@dataclass
class BrowserCall(DeviceCall):
    """A browser or app with a client; without one the request is refused."""

    @property
    def client(self) -> Client:
        return self.world.clients[self.device.client_id or ""]


@dataclass
class SessionCall(BrowserCall):
    """Somebody who is signed in: acts for `session`."""

    session_id: str = ""

    @property
    def session(self) -> Session:
        return self.world.sessions[self.session_id]

    @property
    def user(self) -> User:
        return self.world.users[self.session.user_id]


@dataclass
class TokenCall(PublicCall):
    """Somebody who shows a session token in place of a client, from wherever: acts for `session`."""

    session_id: str = ""

    @property
    def session(self) -> Session:
        return self.world.sessions[self.session_id]

    @property
    def user(self) -> User:
        return self.world.users[self.session.user_id]


@dataclass
class BackendCall(PublicCall):
    """A server with the secret key of the world."""


@dataclass
class MachineCall(BackendCall):
    """A server with the secret key of the world, or a machine with its own."""

    machine_id: str | None = None

    @property
    def machine(self) -> Machine | None:
        """The machine that asks; None when it is a server."""
        return self.world.machines.find(self.machine_id)


@dataclass
class ControlCall(PublicCall):
    """The test itself, behind the scenes; `world` is `nowhere` when the request means none."""

    house: "House | None" = None

    @property
    def stage(self) -> "House":
        assert self.house is not None
        return self.house


@dataclass
class WorldCall(ControlCall):
    """The test itself, in a world; a request that means none is refused."""


@dataclass
class ArrivalCall(NavigationCall, WorldCall):
    """A browser that a link of the control API sends into the app."""


CALLS = (
    PublicCall,
    DeviceCall,
    NavigationCall,
    BrowserCall,
    SessionCall,
    TokenCall,
    BackendCall,
    MachineCall,
    ControlCall,
    WorldCall,
    ArrivalCall,
)
