"""Who is kept out by identifier: allowlist, blocklist, throw-away domains. Modes: `rules.admission`."""

import re
from collections.abc import Iterable, Iterator, Mapping

from mockfapi import errors
from mockfapi.errors import Refusal
from mockfapi.rules import identifiers, invitations
from mockfapi.world import World
from mockfapi.world.records import AllowlistIdentifier, BlocklistIdentifier

PATTERN = re.compile(r"\*@(\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z0-9]", re.ASCII)
WALLET = re.compile(r"0x[0-9a-f]{40}")
# Where sub-addresses begin; Yahoo has a sign of its own, and Gmail sees no dots.
SEPARATORS, YAHOO_SEPARATORS = "+=#", "+=#-"
YAHOO = re.compile(r"(yahoo|ymail|rocketmail)\.[a-z.]+")
GMAIL = ("gmail.com", "googlemail.com")


def allow(world: World, identifier: str, invitation_id: str | None = None) -> AllowlistIdentifier:
    """A new entry of the allowlist: an identifier, or everybody at a domain."""
    now, written = world.clock.now, entry(identifier)
    if (known := world.allowlist.first(identifier=written)) is not None:
        return known
    it = AllowlistIdentifier(world.chance.id("alid"), written, now, now, invitation_id)
    return world.allowlist.save(it)


def block(world: World, identifier: str) -> BlocklistIdentifier:
    """A new entry of the blocklist: an identifier, or everybody at a domain."""
    now, written = world.clock.now, entry(identifier)
    if (known := world.blocklist.first(identifier=written)) is not None:
        return known
    return world.blocklist.save(BlocklistIdentifier(world.chance.id("blid"), written, now, now))


def add_allowed(world: World, identifier: str, *, notify: bool = False) -> AllowlistIdentifier:
    """Like `allow`, but an entry that is there is refused. Whoever is to be notified gets an invitation."""
    written = entry(identifier)
    if world.allowlist.count(identifier=written):
        raise errors.record_exists("identifier", kind="allowlist identifier")
    if not notify:
        return allow(world, written)
    if kind_of(written) != "email_address" or "*" in written:
        raise errors.form_param_value_invalid("notify", reason="is for e-mail addresses only")
    return allow(world, written, invitations.create(world, written, ignore_existing=True).id)


def add_blocked(world: World, identifier: str) -> BlocklistIdentifier:
    """Like `block`, but an entry that is there is refused."""
    if world.blocklist.count(identifier=entry(identifier)):
        raise errors.record_exists("identifier", kind="blocklist identifier")
    return block(world, identifier)


def kind_of(written: str) -> str:
    """What an entry is: an address (or many), a number, or a wallet."""
    if "@" in written:
        return "email_address"
    return "phone_number" if written.startswith("+") else "web3_wallet"


def entry(identifier: str) -> str:
    """The written form of an entry: an address, number or wallet, `*@domain` or `*@*.domain`."""
    it = identifier.strip().lower()
    if PATTERN.fullmatch(it) or WALLET.fullmatch(it):
        return it
    if "*" in it or not ("@" in it or it.startswith("+")):
        reason = "must be an address, a number, a wallet, *@domain or *@*.domain"
        raise errors.form_param_format_invalid("identifier", reason=reason)
    return (
        identifiers.email_address(it, "identifier")
        if "@" in it
        else identifiers.phone_number(it, "identifier")
    )


def faults(world: World, given: Mapping[str, str], before: Iterable[str] = ()) -> Iterator[Refusal]:
    """What keeps the given identifiers (by kind) out of a sign-up that has some `before`."""
    address = given.get("email_address")
    if address is not None:
        yield from _address_faults(world, address)
    if given:
        yield from _list_faults(world, [*given.values(), *before])


def require_sign_in(world: World, identifier: str) -> None:
    """Refuses who signs in with an identifier that the lists keep out, where they apply to sign-ins."""
    settings = world.instance.settings.user_settings.restrictions
    spared = settings.allowlist_blocklist_disabled_on_sign_in.enabled
    if not spared and (found := list(_list_faults(world, [identifier]))):
        raise errors.several(found)


def is_disposable(world: World, address: str) -> bool:
    """Whether an address is at a domain for throw-away addresses."""
    domain = address.rpartition("@")[2]
    if domain in world.instance.settings.behaviour.disposable_domains:
        return True
    from disposable_email_domains import blocklist

    return any(part in blocklist for part in _domains(domain))


def base_address(address: str) -> str:
    """The address without its sub-address, the same for all that end up in one mailbox."""
    local, _, domain = address.rpartition("@")
    for sign in YAHOO_SEPARATORS if YAHOO.fullmatch(domain) else SEPARATORS:
        local = local.partition(sign)[0] or local
    return f"{local.replace('.', '')}@gmail.com" if domain in GMAIL else f"{local}@{domain}"


def _address_faults(world: World, address: str) -> Iterator[Refusal]:
    settings = world.instance.settings.user_settings.restrictions
    if settings.block_disposable_email_domains.enabled and is_disposable(world, address):
        yield errors.form_email_address_blocked.entry("email_address")
    if settings.block_email_subaddresses.enabled and _is_used_otherwise(world, address):
        yield errors.not_allowed_access.entry(identifier=address, identifiers=[address])


def _list_faults(world: World, identifiers: list[str]) -> Iterator[Refusal]:
    """The allowlist only counts in public mode, and then it wins over the blocklist."""
    settings = world.instance.settings.user_settings
    if settings.restrictions.allowlist.enabled and settings.sign_up.mode == "public":
        if not any(_entries_for(it, "allowlist", world) for it in identifiers):
            yield errors.not_allowed_access.entry(identifier=identifiers[0], identifiers=identifiers)
        return
    if settings.restrictions.blocklist.enabled:
        blocked = [it for it in identifiers if _is_blocked(world, it)]
        if blocked:
            yield errors.not_allowed_access.entry(identifier=blocked[0], identifiers=blocked)


def _is_blocked(world: World, identifier: str) -> bool:
    """Who blocks an address blocks its sub-addresses."""
    names = {identifier, base_address(identifier)} if "@" in identifier else {identifier}
    return any(_entries_for(it, "blocklist", world) for it in names)


def _entries_for(identifier: str, table: str, world: World) -> bool:
    names = [identifier.lower()]
    if "@" in identifier:
        domain = identifier.lower().rpartition("@")[2]
        names += [f"*@{domain}", *(f"*@*.{it}" for it in _domains(domain) if it != domain)]
    return any(getattr(world, table).count(identifier=it) for it in names)


def _domains(domain: str) -> Iterator[str]:
    """The domain and those above it, without the topmost."""
    parts = domain.split(".")
    for start in range(len(parts) - 1):
        yield ".".join(parts[start:])


def _is_used_otherwise(world: World, address: str) -> bool:
    """Whether somebody has another address of the same mailbox. Looks at all: few instances ask."""
    base = base_address(address)
    return any(
        it.email_address != address and base_address(it.email_address) == base for it in world.email_addresses
    )
