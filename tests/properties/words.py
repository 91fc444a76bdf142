"""What random requests say: words that mean something to the world of `everything`, and words that do not."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi.rules import tickets, totps
from mockfapi.world import World

NOON = 1_763_000_000_000
PASSWORD = "lantern-over-the-quay"
VERA, OTTO, MINA = "vera@everything.test", "otto@everything.test", "mina@everything.test"
PASSWORDS = (PASSWORD, "plain-bread-and-water", "two-keys-for-one-lock", "quite-another-one-1", "short", "")
PAGES = ("http://localhost:3000/", "https://other.test/", "no address", "")
WORDS: dict[str, tuple[Any, ...]] = {
    "identifier": (VERA, OTTO, MINA, "vera", "+15555550120", "nobody@everything.test", "", "\x00", "ä" * 300),
    "email_address": ("new@everything.test", VERA, "no address", ""),
    "phone_number": ("+15555550199", "+15555550120", "12", ""),
    "web3_wallet": ("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", "0x12", ""),
    "username": ("rosa", "vera", "a b", ""),
    "password": PASSWORDS,
    "current_password": PASSWORDS,
    "new_password": PASSWORDS,
    "strategy": (
        "password",
        "email_code",
        "email_link",
        "phone_code",
        "totp",
        "backup_code",
        "passkey",
        "reset_password_email_code",
        "web3_metamask_signature",
        "ticket",
        "nonsense",
    ),
    "code": ("@code", "@code", "@totp", "mina1111", "000000", ""),
    "ticket": ("@ticket", "@ticket", "nonsense", ""),
    "token": ("@link", "@link", "nonsense"),
    "nonce": ("@nonce", "nonsense"),
    "__clerk_token": ("nonsense", ""),
    "redirect_url": PAGES,
    "action_complete_redirect_url": PAGES,
    "link_domain": ("clerk.other.test", ""),
    "format": ("nonce", "token", "xml"),
    "level": ("first_factor", "second_factor", "multi_factor", "nonsense"),
    "transfer": ("true", "false", "maybe"),
    "role": ("org:admin", "org:member", "org:editor", "nonsense"),
    "user_id": ("@user", "user_unknown"),
    "organization_id": ("@organization", "novak-press", "rowing-club", "", "org_unknown"),
    "active_organization_id": ("novak-press", "rowing-club", "", "org_unknown"),
    "name": ("Lamp post", "", "ä" * 300),
    "claims": ({"desk": "front"}, {}, {"sub": "me"}, "{}"),
    "public_metadata": ({"plan": "all"}, {}, None, "{}"),
    "advance": (1, 60_000, 3_600_000, -1, "soon"),
    "limit": ("1", "10", "0", "many"),
    "offset": ("0", "2", "-1"),
    "paginated": ("true", "false"),
    "events": (["user.created"], ["no.event"], []),
}
# What paths go by that is no id.
NAMES = {
    "provider": ("google", "nobody"),
    "slug": ("verification_code", "invitation", "nonsense"),
    "template_name": ("desk", "nonsense"),
    "template_type": ("email", "sms", "letter"),
}
JUNK: tuple[Any, ...] = ("", "null", "true", "-1", "a" * 2000, "{}", "\ufffd", "<script>")
# What JSON can say and a form cannot.
TYPED: tuple[Any, ...] = (None, True, 7, -1.5, [], ["a@everything.test"], {}, {"a": [1]})


def meant(world: World, word: Any) -> Any:
    """The word itself, or what one that begins with @ stands for in this world now."""
    find = FOUND.get(word) if isinstance(word, str) else None
    return word if find is None else find(world)


def _code(world: World) -> str:
    codes = [it.code for it in world.messages if it.code]
    return codes[-1] if codes else "000000"


def _totp(world: World) -> str:
    apps = list(world.totps)
    return totps.code(apps[-1].secret, world.clock.now // totps.STEP) if apps else "000000"


def _ticket(world: World) -> str:
    good = [it for it in tickets.every(world) if tickets.status(world, it) == "pending"]
    return tickets.text(world, good[world.journal.number % len(good)]) if good else "none"


def _link(world: World) -> str:
    links = [it.link for it in world.messages if it.link]
    return parse_qs(urlsplit(links[-1]).query).get("token", ["none"])[0] if links else "none"


def _nonce(world: World) -> str:
    return next((it.id for it in reversed(list(world.handshakes))), "none")


def _user(world: World) -> str:
    return next((it.id for it in reversed(list(world.users))), "none")


def _organization(world: World) -> str:
    return next((it.id for it in reversed(list(world.organizations))), "none")


FOUND = {
    "@code": _code,
    "@totp": _totp,
    "@ticket": _ticket,
    "@link": _link,
    "@nonce": _nonce,
    "@user": _user,
    "@organization": _organization,
}
