"""What tests expect of calls, and what they read when it did not happen."""

import pytest

import mockfapi

SIGN_INS = "/v1/client/sign_ins"
ADA = "ada@engines.test"


@pytest.fixture
def clerk():
    """A world in which somebody began to sign in."""
    with mockfapi.world("one_user") as opened:
        opened.browser().post(SIGN_INS, identifier=ADA, strategy="email_code")
        yield opened


def failure(expect, *what, **fields) -> str:
    with pytest.raises(AssertionError) as caught:
        expect(*what, **fields)
    return str(caught.value)


def test_a_call_is_found_by_its_fields(clerk):
    """The answer is the calls that fit."""
    (found,) = clerk.assert_called("createSignIn", times=1, identifier=ADA)

    assert {"identifier": ADA, "strategy": "email_code"} == found.fields
    assert "needs_first_factor" == found.body["response"]["status"]


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [({"captcha_token": "x"}, {"captcha_token": "x"}), ({"transfer": False}, {"transfer": False})],
)
def test_fields_of_forms_compare_as_what_they_mean(clerk, sent, wanted):
    """A form writes everything as text."""
    clerk.browser().post(SIGN_INS, **sent)
    clerk.assert_called("createSignIn", times=1, **wanted)

    clerk.assert_not_called("createSignIn", **dict.fromkeys(wanted, "something else"))


def test_fields_are_of_path_query_and_json_too(clerk):
    """A server's call is found by the user in its path and by a value of its body."""
    ada, server = clerk.user(ADA), clerk.backend()
    server.patch(f"/v1/users/{ada.id}", first_name="Augusta", public_metadata={"plan": "pro"})
    server.get("/v1/users", limit=5)

    clerk.assert_called("Users_updateUserAttributes", user_id=ada.id, public_metadata={"plan": "pro"})
    clerk.assert_called("Users_listSortedByCreationDate", limit=5)


def test_a_call_with_other_fields_is_shown(clerk):
    """What was expected, then what was sent instead."""
    text = failure(clerk.assert_called, "createSignIn", identifier="grace@engines.test")

    assert text.startswith(
        "expected at least one call of createSignIn with identifier='grace@engines.test', there were none\n"
        "its calls, the most alike first:\n  200 POST   /v1/client/sign_ins  createSignIn"
    )
    assert f"identifier='{ADA}'" in text


def test_a_wrong_number_of_calls_is_told(clerk):
    """Both numbers."""
    assert "expected 2 calls of createSignIn, there was 1" in failure(
        clerk.assert_called, "createSignIn", times=2
    )
    assert "expected no call of createSignIn, there was 1" in failure(clerk.assert_not_called, "createSignIn")
    assert "expected no call of createSignIn, there was 1" in failure(
        clerk.assert_called, "createSignIn", times=0
    )


def test_without_calls_of_the_operation_the_others_are_shown(clerk):
    """Also those that missed it by a letter, with what was meant."""
    clerk.browser().post("/v1/client/sign_up")
    text = failure(clerk.assert_called, "createSignUps")

    assert "the world answered:\n  200 POST   /v1/client/sign_ins  createSignIn" in text
    assert "404 POST   /v1/client/sign_up  no operation" in text
    assert "createSignUps (POST /v1/client/sign_ups)" in text


def test_an_operation_that_no_contract_has_is_a_lookup_error(clerk):
    """A typo would hold for ever."""
    with pytest.raises(LookupError, match="createSignIn"):
        clerk.assert_not_called("createSignin")


def test_calls_of_what_is_not_there_are_told_with_the_nearest(clerk):
    """A wrong path and a wrong method; an ordinary refusal is none of them."""
    browser = clerk.browser()
    browser.post(SIGN_INS, identifier="nobody@engines.test")
    clerk.assert_no_unmodelled_calls()
    browser.get("/v1/client/sign_inz")
    browser.delete("/v1/environment")
    text = failure(clerk.assert_no_unmodelled_calls)

    assert text.startswith("2 calls asked for what is not there:\n")
    assert "nearest: createSignIn (POST /v1/client/sign_ins)" in text
    assert "getEnvironment (GET /v1/environment)" in text


def test_a_call_tells_what_it_wrote_and_for_whom(clerk):
    """Rows by kind and table; nobody is signed in while signing in."""
    ada, browser = clerk.user(ADA), clerk.browser()
    browser.post(SIGN_INS, identifier=ADA, password=clerk.user(ADA).password)
    browser.patch("/v1/me", first_name="Augusta")
    first, second = clerk.calls()[-2:]

    assert (None, ada.id) == (first.user_id, second.user_id)
    assert "created clients, sign_ins, sessions; updated users" == first.wrote
    assert "updated users" == second.wrote
    assert {"patchUser"} <= {it.operation for it in second.changes}


def test_a_read_wrote_nothing(clerk):
    """Nothing to show in a report."""
    clerk.browser().get("/v1/environment")

    assert ((), "") == (clerk.calls()[-1].changes, clerk.calls()[-1].wrote)


def test_a_call_tells_who_acted(clerk):
    """A client before it is signed in, then its user; whoever impersonates them; servers; nobody."""
    ada, grace = clerk.user(ADA), clerk.user("grace@engines.test", password="nanoseconds-of-wire")
    browser, other = clerk.browser(), clerk.browser()
    browser.post(SIGN_INS, identifier=ADA, password=ada.password)
    browser.get("/v1/me")
    other.post(SIGN_INS, strategy="ticket", ticket=clerk.tickets.impersonate(ada, grace).ticket)
    other.get("/v1/me")
    clerk.backend().get("/v1/users")
    clerk.browser().get("/.well-known/jwks.json")
    clerk.browser().get("/v1/client/sign_inz")
    found = [(it.user_id, it.actor) for it in clerk.calls()[-7:]]
    hers, theirs = (it.client_id for it in clerk.world.sessions.where(user_id=ada.id))

    assert [(None, hers), (ada.id, ada.id)] == found[:2]
    assert [(None, theirs), (ada.id, grace.id)] == found[2:4]
    assert [(None, "server"), (None, None), (None, None)] == found[4:]


def test_a_machine_acts_by_itself(clerk):
    """With its own key it is named, and is no server."""
    mill = clerk.backend().post("/v1/machines", name="mill").json()
    key = clerk.backend().get(f"/v1/machines/{mill['id']}/secret_key").json()["secret"]
    clerk.browser().request(
        "GET", "/v1/m2m_tokens", query={"subject": mill["id"]}, headers={"authorization": f"Bearer {key}"}
    )

    assert mill["id"] == clerk.calls()[-1].actor
