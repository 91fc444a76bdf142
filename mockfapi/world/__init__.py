"""World: all tables and ports of one Clerk instance; fork, restore, undo, digest. No rules, no JSON."""

import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from importlib import import_module
from types import ModuleType
from typing import Any

from mockfapi.ports import Chance, Clock, PasswordHasher, Signer
from mockfapi.ports.clock import Due
from mockfapi.world import records as r
from mockfapi.world.indexes import INDEXES
from mockfapi.world.journal import NOBODY, Caller, Journal
from mockfapi.world.keys import Keys
from mockfapi.world.table import Table
from mockfapi.world.undo import Undo


class Tables:
    """One table a record type, one line each, sorted."""

    actor_tokens: Table[r.ActorToken]
    agent_tasks: Table[r.AgentTask]
    allowlist: Table[r.AllowlistIdentifier]
    api_keys: Table[r.ApiKey]
    blocklist: Table[r.BlocklistIdentifier]
    clients: Table[r.Client]
    dev_browsers: Table[r.DevBrowser]
    domains: Table[r.Domain]
    email_addresses: Table[r.EmailAddress]
    enterprise_connections: Table[r.EnterpriseConnection]
    enterprise_test_runs: Table[r.ConnectionTestRun]
    external_accounts: Table[r.ExternalAccount]
    faults: Table[r.Fault]
    handshakes: Table[r.HandshakePayload]
    images: Table[r.Image]
    instances: Table[r.Instance]
    invitations: Table[r.Invitation]
    jwt_templates: Table[r.JwtTemplate]
    m2m_tokens: Table[r.M2mToken]
    machine_scopes: Table[r.MachineScope]
    machines: Table[r.Machine]
    membership_requests: Table[r.MembershipRequest]
    memberships: Table[r.Membership]
    message_templates: Table[r.MessageTemplate]
    messages: Table[r.Message]
    oauth_applications: Table[r.OAuthApplication]
    organization_domains: Table[r.OrganizationDomain]
    oauth_access_tokens: Table[r.OAuthAccessToken]
    organization_invitations: Table[r.OrganizationInvitation]
    organization_suggestions: Table[r.OrganizationSuggestion]
    organizations: Table[r.Organization]
    passkeys: Table[r.Passkey]
    permissions: Table[r.Permission]
    phone_numbers: Table[r.PhoneNumber]
    proxy_checks: Table[r.ProxyCheck]
    redirect_urls: Table[r.RedirectUrl]
    plans: Table[r.Plan]
    role_sets: Table[r.RoleSet]
    roles: Table[r.Role]
    saml_connections: Table[r.SamlConnection]
    server_verifications: Table[r.ServerVerification]
    sessions: Table[r.Session]
    sign_in_tokens: Table[r.SignInToken]
    sign_ins: Table[r.SignIn]
    sign_ups: Table[r.SignUp]
    svix_apps: Table[r.SvixApp]
    totps: Table[r.Totp]
    users: Table[r.User]
    waitlist: Table[r.WaitlistEntry]
    web3_wallets: Table[r.Web3Wallet]
    webhook_deliveries: Table[r.WebhookDelivery]
    webhook_endpoints: Table[r.WebhookEndpoint]


TABLES = tuple(Tables.__annotations__)


class OnDemand:
    """A table that is made when somebody first looks: most worlds use few, and forks are made of these."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, world: "World", _owner: type) -> Table[Any]:
        if world.asleep is not None:
            world.wake()
            woken: Table[Any] | None = vars(world).get(self._name)
            if woken is not None:
                return woken
        noun, keys_of = INDEXES[self._name]
        made: Table[Any] = Table(self._name, noun, keys_of, world.journal.write)
        # From now on found before this descriptor is asked.
        vars(world)[self._name] = made
        return made


for _name in TABLES:
    setattr(Tables, _name, OnDemand(_name))


class World(Tables):
    """One Clerk instance: its records, keys and ports. Everything that changes goes through a table.

    One that is `asleep` has its rows elsewhere: what it is asleep by fetches them when somebody looks.
    """

    __slots__ = ("asleep", "chance", "clock", "hasher", "journal", "keys", "name", "signer")

    def __init__(self, name: str = "default", *, seed: str = "0", keys: Keys | None = None) -> None:
        self.name = name
        self.asleep: Callable[[World], None] | None = None
        self.keys = keys or Keys.of(name)
        self.clock = Clock()
        self.chance = Chance(seed, tag=name)
        self.signer = Signer(self.keys.instance_id, self.keys.seal)
        self.hasher = PasswordHasher()
        self.journal = Journal(self.clock)

    @property
    def instance(self) -> r.Instance:
        """The settings of the instance, as they are now."""
        return self.instances[self.keys.instance_id]

    @property
    def issuer(self) -> str:
        """The `iss` of this world's tokens: an https URL whatever the mock is served under."""
        return f"https://{self.keys.frontend_api}"

    @property
    def operation(self) -> str | None:
        """The id of the operation under way: the journal takes it down with each change."""
        return self.journal.operation

    @operation.setter
    def operation(self, id: str | None) -> None:
        self.journal.operation = id

    @property
    def caller(self) -> Caller:
        """Who sends the request under way, as far as sessions remember it."""
        return self.journal.caller

    @caller.setter
    def caller(self, caller: Caller) -> None:
        self.journal.caller = caller

    def begin(self) -> Undo:
        """Starts to remember what a request replaces, so that it can be taken back."""
        self.journal.turn += 1
        undo = self.journal.undo = Undo(self.journal, self.chance)
        return undo

    def end(self) -> None:
        """The request is over: what it wrote stays."""
        self.journal.turn += 1
        self.journal.undo = self.journal.operation = None
        self.journal.caller = NOBODY

    def fork(self) -> "World":
        """A twin: what one of them changes the other never sees. Costs microseconds, whatever the size."""
        self.wake()
        twin = World.__new__(World)
        twin.asleep = None
        twin.name, twin.keys, twin.hasher = self.name, self.keys, self.hasher
        twin.clock, twin.chance, twin.signer = self.clock.fork(), self.chance.fork(), self.signer.fork()
        twin.journal = self.journal.fork(twin.clock, self._unseen_after())
        _share(self, twin)
        return twin

    def reborn(self, name: str, keys: Keys, number: int = 0) -> "World":
        """A fork under a name and keys of its own: a new world that starts as this one stands.

        Its changes are counted from `number` on.
        """
        twin = self.fork()
        twin.name, twin.keys = name, keys
        twin.signer = Signer(keys.instance_id, keys.seal)
        twin.chance.mark(name)
        # The only row of its table: a new table is cheaper than a change of what the twins share.
        del vars(twin)["instances"]
        twin.instances.put_back(keys.instance_id, replace(self.instance, id=keys.instance_id))
        twin.journal.number = twin.journal.announced = number
        return twin

    def advance(self, milliseconds: int) -> int:
        """Moves world time forward; what falls due on the way happens at its moment, in order."""
        clock = self.clock
        until = clock.now + milliseconds
        while (due := clock.next_due(until)) is not None:
            clock.advance(max(0, due.at - clock.now))
            self._happen(due)
        return clock.advance(max(0, until - clock.now))

    def settle(self) -> None:
        """Lets happen what has fallen due while the clock ran by itself."""
        if self.asleep is not None:
            self.wake()
        while (due := self.clock.next_due(self.clock.now)) is not None:
            self._happen(due)

    def _happen(self, due: Due) -> None:
        self.journal.turn += 1
        due.action(self)

    def wake(self) -> None:
        """Fetches the rows of a world that is asleep."""
        if (fetch := self.asleep) is not None:
            # First, for whoever fetches looks at tables.
            self.asleep = None
            try:
                fetch(self)
            except BaseException:
                vars(self).clear()
                self.asleep = fetch
                raise

    def restore(self, snapshot: "World") -> None:
        """Becomes what the snapshot (a fork) was, without changing the snapshot. The journal starts anew."""
        snapshot.wake()
        self.asleep = None
        self.clock, self.chance = snapshot.clock.fork(), snapshot.chance.fork()
        operation = self.operation
        self.journal = snapshot.journal.fork(self.clock, snapshot._unseen_after())
        self.operation = operation
        _share(snapshot, self)

    def _unseen_after(self) -> int | None:
        """Since when reads that lag may not have seen what was written; None when none of them lags."""
        faults = vars(self).get("faults")
        lag = max(it.lag for it in faults) if faults else 0
        return self.clock.now - lag if lag else None

    def digest(self) -> str:
        """A fingerprint of every row and counter: equal worlds have equal digests."""
        mark = blake2b(digest_size=16)
        for table in TABLES:
            for row in sorted(getattr(self, table), key=lambda row: row.id):
                mark.update(f"{table}:{row!r}\n".encode("utf-8", "surrogatepass"))
        mark.update(repr(sorted(self.chance.drawn.items())).encode())
        return mark.hexdigest()


def _share(mine: World, theirs: World) -> None:
    """Gives one world forks of the tables of the other. An empty table is as good as none."""
    tables, changed = vars(theirs), theirs.journal.write
    tables.clear()
    for name, table in list(vars(mine).items()):
        if table:
            tables[name] = table.fork(changed)


class FrontDoor(ModuleType):
    """`mockfapi.world("b2b")` opens a world: this module answers to the name, so it passes the call on."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return import_module("mockfapi.clerk").world(*arguments, **options)


sys.modules[__name__].__class__ = FrontDoor
