"""@clerk/backend believes our webhooks, with the secret that apps find in their environment."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("webhooks.mjs")
LIBRARIES = ["@clerk/backend", "@clerk/backend-2"]


def verdicts(library: Path, name: str, secret: str, requests: list) -> list:
    """What verifyWebhook makes of each request."""
    done = subprocess.run(
        ["node", str(SCRIPT), str(library), name],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "CLERK_WEBHOOK_SIGNING_SECRET": secret},
    )
    assert 0 == done.returncode, done.stderr

    answers: list = json.loads(done.stdout)
    return answers


@pytest.mark.clerk(scenario="one_user")
@pytest.mark.parametrize("name", LIBRARIES)
def test_clerks_library_verifies_them(clerk, library, name):
    """Every event of a sign-up is believed; a changed body, an old stamp and another secret are not."""
    heard: list[Any] = []
    clerk.webhooks.subscribe(heard.append)
    lin = clerk.user("lin@engines.test", first_name="Łin")
    requests = [{"headers": dict(it.headers), "body": it.body.decode()} for it in heard]
    changed = {**requests[0], "body": requests[0]["body"].replace("user.created", "user.deleted")}
    stale = {**requests[0], "headers": {**requests[0]["headers"], "svix-timestamp": "1700000000"}}
    secret = clerk.env["CLERK_WEBHOOK_SIGNING_SECRET"]
    good, *refused = verdicts(library, name, secret, [requests[0], changed, stale])
    (foreign,) = verdicts(library, name, clerk.fork().env["CLERK_WEBHOOK_SIGNING_SECRET"], requests[:1])

    assert {"type": "user.created", "id": lin.id} == good
    assert [True, True, True] == ["refused" in it for it in (*refused, foreign)]
