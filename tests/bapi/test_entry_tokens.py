"""Sign-in tokens, actor tokens, agent tasks and testing tokens: what servers hand out, browsers use."""

import pytest

from tests.fapi.test_tickets import claims_of
from tests.people import ADA, GRACE, SIGN_INS, SIGN_UPS, codes, session_of
from tests.rules.worlds import DAY, HOUR, configure

TOKENS, ACTORS, TASKS = "/v1/sign_in_tokens", "/v1/actor_tokens", "/v1/agents/tasks"
APP = "http://localhost:3000/done"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


@pytest.fixture
def ada(world):
    return world.email_addresses.first(email_address=ADA).user_id


def task(**fields):
    more = {"permissions": "*", "agent_name": "bot", "task_description": "looks", "redirect_url": APP}
    return more | fields


def refused(reply):
    return reply.status_code, codes(reply)


def test_a_sign_in_token_opens_a_session_once(backend, browser, world, ada):
    """30 days unless said otherwise; used it is accepted, and neither it nor its link is told again."""
    made = backend.post(TOKENS, user_id=ada).json()
    reply = browser.post(SIGN_INS, strategy="ticket", ticket=made["token"])

    assert ("sign_in_token", "pending", ada) == (made["object"], made["status"], made["user_id"])
    assert made["url"].endswith(f"ticket={made['token']}")
    assert 30 * DAY == world.sign_in_tokens[made["id"]].expire_at - made["created_at"]
    assert "complete" == reply.response["status"]
    assert (400, [("sign_in_token_cannot_be_revoked_code", None)]) == refused(
        backend.post(f"{TOKENS}/{made['id']}/revoke")
    )


def test_a_sign_in_token_leads_into_an_organization(open_world, house):
    """The session begins with it; who is no member is refused, and so is an unknown one."""
    b2b = open_world("b2b")
    backend, browser = house.backend(b2b), house.browser(b2b)
    user = b2b.email_addresses.first(email_address="olga@workshop.test").user_id
    (place, *_) = [it.organization_id for it in b2b.memberships.where(user_id=user)]
    foreign = next(it.id for it in b2b.organizations if not b2b.memberships.count(pair=(it.id, user)))
    made = backend.post(TOKENS, user_id=user, org_id=place).json()
    reply = browser.post(SIGN_INS, strategy="ticket", ticket=made["token"])

    assert place == claims_of(reply.client, session_of(reply))["o"]["id"]
    assert (403, [("authorization_invalid", None)]) == refused(
        backend.post(TOKENS, user_id=user, org_id=foreign)
    )
    assert 404 == backend.post(TOKENS, user_id=user, org_id="org_1").status_code


def test_a_revoked_sign_in_token_opens_nothing(backend, browser, ada):
    """The ticket is refused from then on."""
    made = backend.post(TOKENS, user_id=ada, expires_in_seconds=60).json()
    revoked = backend.post(f"{TOKENS}/{made['id']}/revoke").json()

    assert ("revoked", False) == (revoked["status"], "token" in revoked)
    assert [("sign_in_token_revoked_code", "ticket")] == codes(
        browser.post(SIGN_INS, strategy="ticket", ticket=made["token"])
    )


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, (422, [("form_param_missing", "user_id")])),
        ({"user_id": "user_1"}, (404, [("resource_not_found", "user_id")])),
        (
            {"user_id": "user_1", "expires_in_seconds": "soon"},
            (422, [("form_param_type_invalid", "expires_in_seconds")]),
        ),
    ],
)
def test_a_sign_in_token_is_somebodys(backend, fields, refusal):
    """Without a user there is none."""
    assert refusal == refused(backend.post(TOKENS, **fields))


def test_an_actor_token_makes_an_impersonated_session(backend, browser, world, ada):
    """An hour for the token, half an hour for the session; `act` is in every token of it."""
    made = backend.post(ACTORS, user_id=ada, actor={"sub": "user_helper", "note": "support"}).json()
    reply = browser.post(SIGN_INS, strategy="ticket", ticket=made["token"])

    assert ("actor_token", "pending", {"sub": "user_helper", "note": "support"}) == (
        made["object"],
        made["status"],
        made["actor"],
    )
    assert HOUR == world.actor_tokens[made["id"]].expire_at - made["created_at"]
    assert "user_helper" == claims_of(reply.client, session_of(reply))["act"]["sub"]
    assert HOUR / 2 == reply.client["sessions"][0]["expire_at"] - made["created_at"]


def test_a_revoked_actor_token_opens_nothing(backend, browser, ada):
    """Revoking works once."""
    made = backend.post(ACTORS, user_id=ada, actor={"sub": "user_helper"}).json()
    path = f"{ACTORS}/{made['id']}/revoke"

    assert "revoked" == backend.post(path).json()["status"]
    assert (400, [("actor_token_cannot_be_revoked_code", None)]) == refused(backend.post(path))
    assert 400 == browser.post(SIGN_INS, strategy="ticket", ticket=made["token"]).status_code


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"actor": {"sub": "user_2"}}, (422, [("form_param_missing", "user_id")])),
        ({"user_id": "?"}, (422, [("form_param_missing", "actor")])),
        ({"user_id": "?", "actor": {}}, (422, [("form_param_value_invalid", "actor")])),
        ({"user_id": "user_1", "actor": {"sub": "user_2"}}, (404, [("resource_not_found", "user_id")])),
    ],
)
def test_an_actor_token_names_both(backend, ada, fields, refusal):
    """The user, and who acts as the user."""
    given = {name: ada if value == "?" else value for name, value in fields.items()}

    assert refusal == refused(backend.post(ACTORS, **given))


def test_an_agent_opens_a_short_session(backend, browser, ada):
    """By the link; all tasks of a name are of one agent."""
    made = backend.post(TASKS, **task(on_behalf_of={"user_id": ada})).json()
    other = backend.post(TASKS, **task(on_behalf_of={"identifier": ADA.upper()})).json()
    path = made["url"].partition("/v1")
    reply = browser.get(f"/v1{path[2].partition('?')[0]}", ticket=path[2].partition("ticket=")[2])

    assert ("agent_task", made["task_id"]) == (made["object"], made["agent_task_id"])
    assert made["agent_id"] == other["agent_id"]
    assert made["agent_task_id"] != other["agent_task_id"]
    assert reply.headers["location"].startswith(APP)
    assert ada == browser.get("/v1/client").response["sessions"][0]["user"]["id"]


def test_a_revoked_task_opens_nothing(backend, ada):
    """Once; an unknown one is refused in words of its own."""
    made = backend.post(TASKS, **task(on_behalf_of={"user_id": ada})).json()
    path = f"{TASKS}/{made['agent_task_id']}/revoke"

    assert "url" not in backend.post(path).json()
    assert (400, [("agent_task_cannot_be_revoked", None)]) == refused(backend.post(path))
    assert (404, [("agent_task_not_found", None)]) == refused(backend.post(f"{TASKS}/agent_task_1/revoke"))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, (422, [("form_param_missing", "on_behalf_of")])),
        ({"on_behalf_of": {}}, (422, [("form_param_missing", "on_behalf_of")])),
        ({"on_behalf_of": {"user_id": "user_1"}}, (404, [("agent_task_subject_not_found", "user_id")])),
        ({"on_behalf_of": {"identifier": GRACE}}, (404, [("agent_task_subject_not_found", "on_behalf_of")])),
        (
            {"on_behalf_of": {"identifier": ADA}, "permissions": "some"},
            (422, [("form_param_value_invalid", "permissions")]),
        ),
        (
            {"on_behalf_of": {"identifier": ADA}, "redirect_url": "/done"},
            (422, [("invalid_redirect_url", "redirect_url")]),
        ),
        (
            {"on_behalf_of": {"identifier": ADA}, "session_max_duration_in_seconds": 3600},
            (422, [("form_param_value_invalid", "session_max_duration_in_seconds")]),
        ),
    ],
)
def test_a_task_is_for_somebody(backend, world, fields, refusal):
    """Whoever is meant has to be there, and the session stays short."""
    before = world.digest()

    assert refusal == refused(backend.post(TASKS, **task(**fields)))
    assert before == world.digest()


def test_a_testing_token_spares_captchas(backend, browser, world):
    """An hour, told in seconds; whoever shows it signs up without a captcha."""
    configure(world, user_settings__sign_up__captcha_enabled=True)
    made = backend.post("/v1/testing_tokens").json()
    form = {"email_address": GRACE, "password": "brass-gears-and-steam"}
    without = browser.post(SIGN_UPS, **form)
    reply = browser.request("POST", SIGN_UPS, form=form, query={"__clerk_testing_token": made["token"]})

    assert ("testing_token", (world.clock.now + HOUR) // 1000) == (made["object"], made["expires_at"])
    assert [("captcha_missing_token", None)] == codes(without)
    assert 200 == reply.status_code
    assert reply.client["captcha_bypass"]
