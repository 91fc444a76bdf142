"""Where tests get their tokens: good ones of any age, and a shelf of bad ones. Not part of Clerk."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from mockfapi.ports import forgery
from mockfapi.rules import clients, jwt_templates, sessions, signing_keys, ticket_desk, tokens
from mockfapi.world import World
from mockfapi.world.past import covered
from mockfapi.world.records import Session, User

HOUR = 3_600
ELSEWHERE = "elsewhere-is-no-world"
OTHER_ISSUER = f"https://{ELSEWHERE}.clerk.accounts.dev"
OTHER_PARTY = "https://elsewhere.test"
BAD_TOKENS = (
    "expired",
    "early",
    "wrong_key",
    "wrong_issuer",
    "wrong_party",
    "wrong_algorithm",
    "unsigned",
    "unknown_key",
    "tampered",
    "other_instance",
    "malformed",
)


class Wishes(TypedDict, total=False):
    """What a token is to say. `age` is how long ago it was made, in milliseconds."""

    organization: str | None
    version: int
    origin: str | None
    template: str | None
    age: int


def session_of(world: World, user: User) -> Session:
    """The newest live session of a user; a new one on a client of its own when there is none."""
    live = [it for it in world.sessions.where(user_id=user.id) if sessions.is_live(world, it)]
    return max(live, key=lambda it: it.created_at) if live else open_session(world, user)


def open_session(world: World, user: User) -> Session:
    """A new session of a user, by password a moment ago, on a client of its own."""
    entry = sessions.Entry(strategy="password", first_factor_at=world.clock.now)
    return sessions.open(world, clients.create(world), user, entry)


def token(world: World, session: Session, **wishes: Unpack[Wishes]) -> str:
    """A session token, or one of a JWT template, as it was made then."""
    if age := wishes.get("age"):
        now, then = world.clock.now, world.clock.process - age
        world = covered(world, {}, at=then)
        # Stamps are those of then; what rules make of the session is what they make of it now.
        world.clock.offset = now - then
    origin, template = wishes.get("origin"), wishes.get("template")
    if template is not None:
        return jwt_templates.token(world, session, jwt_templates.named(world, template), origin=origin)
    asked, version = wishes.get("organization"), wishes.get("version", 2)
    return tokens.session_token(world, session, origin=origin, organization=asked, version=version)


def of_user(world: World, user: str, **wishes: Unpack[Wishes]) -> str:
    """A token of a user, who is named by id, address, number or username."""
    return token(world, session_of(world, ticket_desk.user_named(world, user)), **wishes)


def bad_of_user(world: World, user: str, *, origin: str | None = None) -> dict[str, str]:
    """The shelf for a user, who is named by id, address, number or username."""
    return shelf(world, session_of(world, ticket_desk.user_named(world, user)), origin=origin)


def shelf(world: World, session: Session, *, origin: str | None = None) -> dict[str, str]:
    """A token for each of `BAD_TOKENS`; each differs from a good one of this session by its one flaw."""
    good = tokens.session_token(world, session, origin=origin)
    claims, number = signing_keys.verified(world, good) or {}, world.instance.key_number
    head = {"cat": tokens.CATEGORY, "kid": world.signer.key_id(number)}
    elsewhere = {**head, "kid": f"ins_{ELSEWHERE}"}

    def signed(**other: Any) -> str:
        return forgery.signed({**claims, **other}, head, number)

    made = {
        "expired": signed(**_moved(claims, -HOUR, "iat", "nbf", "exp")),
        "early": signed(**_moved(claims, HOUR, "nbf", "exp")),
        "wrong_key": forgery.signed_by_stranger(claims, head),
        "wrong_issuer": signed(iss=OTHER_ISSUER),
        "wrong_party": signed(azp=OTHER_PARTY),
        "wrong_algorithm": forgery.confused(claims, head, signing_keys.pem(world)),
        "unsigned": forgery.unsigned(claims, head),
        "unknown_key": forgery.signed(claims, elsewhere, number),
        "tampered": forgery.tampered(good, {**claims, "sub": "user_somebodyelse"}),
        "other_instance": forgery.signed_by_stranger({**claims, "iss": OTHER_ISSUER}, elsewhere),
        "malformed": good.rpartition(".")[0],
    }
    return {name: made[name] for name in BAD_TOKENS}


def _moved(claims: Mapping[str, Any], seconds: int, *names: str) -> dict[str, int]:
    return {name: claims[name] + seconds for name in names}
