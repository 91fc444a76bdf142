"""E-mail links: making, sending and reading them. What opening one does: `rules.link_openings`."""

from hmac import compare_digest
from urllib.parse import urlsplit, urlunsplit

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.rules import messages, redirects
from mockfapi.rules.messages import Letter
from mockfapi.rules.strategy import PROFILE, SECOND_FACTOR, SIGN_IN, SIGN_UP, Proof, Target
from mockfapi.world import World
from mockfapi.world.journal import Caller
from mockfapi.world.records import SignIn, SignUp, Verification

STRATEGY = "email_link"
PATH = "/v1/verify"
THIS_MACHINE = ("localhost", "127.0.0.1")
# What the messages are called, by what their link is for.
KINDS = {
    SIGN_IN: "magic_link_sign_in",
    SECOND_FACTOR: "magic_link_sign_in",
    SIGN_UP: "magic_link_sign_up",
    PROFILE: "magic_link_user_profile",
}


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says: what it is for, whose it is, and the secret that only its verification knows."""

    purpose: str
    source_id: str
    secret: str


def require_target(world: World, target: Target) -> None:
    """Refuses a link that would lead nowhere, or to somebody else's site."""
    redirects.require_allowed(world, target.redirect_url)


def send(world: World, target: Target) -> Verification:
    """Sends a new link, to test addresses too: only their codes are known beforehand."""
    now, lifetime = world.clock.now, world.instance.settings.behaviour.link_lifetime
    secret = world.chance.token(STRATEGY, 32)
    token = _sealed(world, Link(target.purpose, target.source_id, secret), now + lifetime)
    kind = KINDS[target.purpose]
    link = f"{_base(world.caller)}{PATH}?token={token}"
    data = {"magic_link": link}
    messages.send(world, Letter("email", target.address, kind, data, link=link, user_id=target.user_id))
    return Verification(
        strategy=STRATEGY,
        attempts=None,
        expire_at=now + lifetime,
        sent_at=now,
        secret=secret,
        subject_id=target.id,
        client_id=target.client_id,
        redirect_url=redirects.require_allowed(world, target.redirect_url) if target.redirect_url else None,
    )


def read(world: World, token: str) -> Link:
    """What the token of a link says; a token that was not made here is refused."""
    payload = world.signer.unseal(token) or {}
    parts = [payload.get(name) for name in ("purpose", "source", "secret")]
    if not all(isinstance(it, str) for it in parts):
        raise errors.verification_link_token_invalid("token")
    link = Link(*map(str, parts))
    if link.purpose not in KINDS:
        raise errors.verification_link_token_source_invalid("token")
    return link


def is_of(link: Link, sent: Verification | None) -> bool:
    """Whether a verification was sent with this very link."""
    return sent is not None and compare_digest(link.secret.encode(), (sent.secret or "").encode())


def holds(world: World, sent: Verification, proof: Proof) -> bool:
    """Whether the proof is the token of the link that was sent; any other one is refused, and not counted."""
    link = read(world, proof.token or "")
    if is_of(link, sent):
        return True
    it = attempt(world, link)
    if it is None or it.client_id == sent.client_id:
        raise errors.verification_link_token_stale("token")
    if link.purpose == SIGN_UP:
        raise errors.sign_up_email_link_not_same_client("token")
    raise errors.sign_in_email_link_not_same_client("token")


def refuse_outdated(world: World, sent: Verification | None, proof: Proof) -> None:
    """Refuses the token of a link that a newer one of the same sign-up has replaced."""
    if sent is None or sent.strategy != STRATEGY or not proof.token:
        return
    link = read(world, proof.token)
    it = attempt(world, link)
    own = it is not None and it.client_id == sent.client_id
    if own and link.purpose == SIGN_UP and not is_of(link, sent):
        raise errors.sign_up_outdated_verification("token")


def attempt(world: World, link: Link) -> SignIn | SignUp | None:
    """The sign-in or sign-up that a link is for."""
    return (
        world.sign_ups.find(link.source_id)
        if link.purpose == SIGN_UP
        else world.sign_ins.find(link.source_id)
    )


def _sealed(world: World, link: Link, expire_at: int) -> str:
    return world.signer.seal(
        {
            "purpose": link.purpose,
            "source": link.source_id,
            "secret": link.secret,
            "exp": expire_at // 1000,
        }
    )


def _base(caller: Caller) -> str:
    """The address of this world under the host name of the page that asks, where both are this machine.

    A click carries the cookies of that name, and they tell whether the same browser opens the link.
    """
    try:
        address, page = urlsplit(caller.address), urlsplit(caller.origin or "").hostname
        port = "" if address.port is None else f":{address.port}"
    except ValueError:
        return caller.address
    if address.scheme != "http" or address.hostname not in THIS_MACHINE or page not in THIS_MACHINE:
        return caller.address
    return urlunsplit(address._replace(netloc=f"{page}{port}"))
