"""The organizations of the scenario b2b and their people, by short names."""

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from mockfapi.world.records import Organization
from tests.fapi.test_tickets import claims_of
from tests.people import codes

OLGA, MILO, INES = "olga@workshop.test", "milo@workshop.test", "ines@ledger.test"
SOL = "sol@freelance.test"
PLACES = "/v1/organizations"


def place(world: World, slug: str = "brandt-workshop") -> Organization:
    """An organization by its slug."""
    found = world.organizations.first(slug=slug)
    assert found is not None
    return found


def person(world: World, address: str) -> str:
    """The id of somebody by address."""
    found = world.email_addresses.first(email_address=address)
    assert found is not None
    return found.user_id


def path(world: World, rest: str = "", slug: str = "brandt-workshop") -> str:
    """The path of an organization and what lies below it."""
    return f"{PLACES}/{place(world, slug).id}{rest}"


def done(reply: Reply) -> dict:
    """The answer of a request that went well."""
    assert 200 == reply.status_code, reply.answer.body

    body: dict = reply.json()
    return body


def names(reply: Reply, field: str = "slug") -> list[str]:
    """A field of each record of a page."""
    return [it[field] for it in done(reply)["data"]]


def refusal(reply: Reply) -> tuple[int, list[tuple[str, str | None]]]:
    """Status, and code and parameter of each error."""
    return reply.status_code, codes(reply)


def organization_claim(browser: Caller) -> dict | None:
    """What the next token of the browser's session tells of its organization."""
    client = browser.get("/v1/client").response
    return claims_of(client, client["last_active_session_id"]).get("o")
