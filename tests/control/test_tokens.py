"""Tokens, keys and calls over the control API, for tests in other languages."""

import jwt
import pytest

import mockfapi

ADA = "ada@engines.test"


@pytest.fixture
def clerk():
    """A world with one user."""
    with mockfapi.world("one_user") as opened:
        yield opened


def control(clerk, path: str, **body):
    reply = clerk.browser().request("POST", f"/__mockfapi/{path}", json=body or None)
    return reply.json()


def test_a_token_of_a_user(clerk):
    """Of the newest session, which is opened once; as old as asked."""
    clerk.clock.freeze()
    texts = [control(clerk, "tokens", user=ADA, **more)["jwt"] for more in ({}, {"age": 120_000})]
    new, old = [jwt.decode(it, options={"verify_signature": False}) for it in texts]

    assert (new["sid"], new["exp"] - 120) == (old["sid"], old["exp"])
    assert 1 == len(clerk.world.sessions)


def test_the_shelf_is_the_same(clerk):
    """A token for each flaw."""
    assert set(clerk.bad_tokens(clerk.user(ADA))) == set(control(clerk, "tokens/bad", user=ADA))


def test_an_unknown_user_is_refused(clerk):
    """By the name of the parameter."""
    error = control(clerk, "tokens", user="nobody@engines.test")["errors"][0]

    assert ("resource_not_found", "user") == (error["code"], error["meta"]["param_name"])


def test_keys_are_rotated_and_retired(clerk):
    """Each answers the published keys."""
    rotated, retired = control(clerk, "keys/rotate"), control(clerk, "keys/retire")

    assert (2, 1) == (len(rotated["ids"]), len(retired["ids"]))
    assert (clerk.keys.ids, clerk.keys.pem) == (retired["ids"], retired["pem"])


def test_calls_tell_fields_changes_and_what_was_meant(clerk):
    """`modelled=false` are the calls that a test would not want."""
    browser = clerk.browser()
    browser.post("/v1/client/sign_ins", identifier=ADA, strategy="email_code")
    browser.post("/v1/client/sign_inz")
    first = browser.get("/__mockfapi/calls", modelled="true").json()["data"]
    missed = browser.get("/__mockfapi/calls", modelled="false").json()["data"]

    assert [ADA] == [it["fields"]["identifier"] for it in first]
    assert {"sign_ins", "messages"} <= {it["table"] for it in first[0]["changes"]}
    assert ["createSignIn (POST /v1/client/sign_ins)"] == [it["nearest"].split(", ")[0] for it in missed]
