"""Session tokens beside plain PyJWT with the same key and claims: signed anew, and with equal claims."""

from collections.abc import Callable
from itertools import count
from typing import Any

import jwt

from benchmarks.stopwatch import claim, side_by_side, table
from mockfapi.app import App
from mockfapi.ports.signer import test_key
from mockfapi.rules import tokens

ADA = {"identifier": "ada@engines.test", "strategy": "password", "password": "punched-cards-1843"}
START = 1_763_000_000_000


def contenders() -> dict[str, Callable[[], object]]:
    """Three ways to the same token; time moves by a second a token where it is to be signed anew."""
    app = App()
    world = app.open_world(scenario_name="one_user", clock=START)
    browser = app.browser(world)
    session_id = browser.post("/v1/client/sign_ins", **ADA).response["created_session_id"]
    session, seconds = world.sessions[session_id], count()
    key, headers = test_key(1), {"kid": world.keys.instance_id, "cat": tokens.CATEGORY}
    options: Any = {"verify_signature": False}
    claims = jwt.decode(tokens.session_token(world, session, origin=None), options=options)

    def plain() -> str:
        return jwt.encode({**claims, "iat": next(seconds)}, key, algorithm="RS256", headers=headers)

    def anew() -> str:
        world.clock.pinned_at = START + next(seconds) % 3_600 * 1000
        world.signer = world.signer.fork()  # keeps nothing
        return tokens.session_token(world, session, origin=None)

    def equal() -> str:
        return tokens.session_token(world, session, origin=None)

    path = f"/v1/client/sessions/{session_id}/tokens"
    return {
        "PyJWT, RS256": plain,
        "session token, signed anew": anew,
        "session token, equal claims": equal,
        "POST .../tokens in process, equal claims": lambda: browser.post(path),
    }


def main() -> None:
    found = side_by_side(contenders(), 100, rounds=9)
    floor = found["PyJWT, RS256"]
    rows = {name: (taken, 1_000_000 / taken, floor / taken) for name, taken in found.items()}
    table("tokens", ("microseconds", "a second", "x PyJWT"), rows)
    claim("signed anew, x PyJWT", rows["session token, signed anew"][2], 0.7, at_least=True)
    claim("equal claims, x PyJWT", rows["session token, equal claims"][2], 5.0, at_least=True)


if __name__ == "__main__":
    main()
