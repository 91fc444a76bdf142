"""After its test a world is gone, and everything that a test may still hold of it says so."""

import inspect

import pytest

import mockfapi
from mockfapi.clerk import Clerk
from mockfapi.clerk.clock import WorldClock
from mockfapi.clerk.outbox import Outbox
from mockfapi.clerk.person import Person

OVER = r"the world 'over' is closed"
# What one may still ask: whether it is over, and what reports need.
STILL = {"close", "is_open", "latest_call", "told"}
ARGUMENTS = {
    "attach": (None,),
    "sign_in": (None,),
    "sign_in_link": ("ada@engines.test",),
    "sign_out": (None,),
    "assert_called": ("createSignIn",),
    "assert_not_called": ("createSignIn",),
    "bad_tokens": (None,),
    "user": ("ada@engines.test",),
    "restore": ("opened",),
    "forget": ("opened",),
    "set": ("2999-01-01",),
    "pin": ("2999-01-01",),
}


def public(kind: type) -> list[str]:
    return [name for name, _ in inspect.getmembers(kind) if not name.startswith("_")]


@pytest.fixture(scope="module")
def held():
    """A closed world, and what was taken out of it while it was open."""
    with mockfapi.world(name="over") as clerk:
        return {
            Clerk: clerk,
            Outbox: clerk.outbox,
            WorldClock: clerk.clock,
            Person: clerk.user("ada@engines.test"),
            "browser": clerk.browser(),
            "server": clerk.backend(),
        }


ASKED = [(kind, name) for kind in (Clerk, Outbox, WorldClock, Person) for name in public(kind)]


@pytest.mark.parametrize(("kind", "name"), [it for it in ASKED if it[1] not in STILL])
def test_everything_says_that_it_is_over(held, kind, name):
    """Each public name of world, outbox, clock and person is a RuntimeError that names the world."""
    with pytest.raises(RuntimeError, match=OVER):
        getattr(held[kind], name)(*ARGUMENTS.get(name, ()))


@pytest.mark.parametrize("caller", ["browser", "server"])
@pytest.mark.parametrize("verb", ["get", "post", "patch", "put", "delete"])
def test_browsers_and_servers_say_that_it_is_over(held, caller, verb):
    """No request reaches a closed world."""
    with pytest.raises(RuntimeError, match=OVER):
        getattr(held[caller], verb)("/v1/client")


def test_a_closed_world_can_be_closed_and_shown(held):
    """Closing twice is fine, and a failing test may print what it holds."""
    held[Clerk].close()

    assert "<Clerk 'over', scenario 'empty', closed>" == repr(held[Clerk])
    assert len(list(map(repr, held.values()))) == len(held)


def test_a_closed_world_is_found_by_nobody(held):
    """Its secret key opens nothing any more."""
    house = held[Clerk]._engine.app

    assert house.worlds.of_secret_key(held["server"].headers["authorization"].split()[1]) is None


def test_the_fixture_is_over_with_its_test(run):
    """A world that a test has kept is closed when the next one runs."""
    run(
        """
        import pytest
        kept = []
        def test_a(clerk): kept.append(clerk)
        def test_b():
            with pytest.raises(RuntimeError, match="the test or `with` block that opened it is over"):
                kept[0].user("ada@engines.test")
        """
    ).assert_outcomes(passed=2)
