"""Provokes the refusals of machines, their tokens, API keys and enterprise connections."""

from mockfapi.http.transport import Reply
from tests.catalogue.stage import Stage, provokes


@provokes("machine_secret_key_invalid")
def the_key_of_the_instance(stage: Stage) -> Reply:
    return stage.backend(stage.world()).post("/v1/m2m_tokens")


@provokes("machine_token_reserved_claim")
def a_subject_of_ones_own(stage: Stage) -> Reply:
    backend = stage.backend(stage.world())
    key = backend.post("/v1/machines", name="cart").json()["secret_key"]
    headers = {"authorization": f"Bearer {key}"}
    return backend.request("POST", "/m2m_tokens", json={"claims": {"sub": "me"}}, headers=headers)


@provokes("machine_scope_already_exists")
def the_same_scope_again(stage: Stage) -> Reply:
    backend = stage.backend(stage.world())
    store = backend.post("/v1/machines", name="store").json()["id"]
    cart = backend.post("/v1/machines", name="cart", scoped_machines=[store]).json()["id"]
    return backend.post(f"/v1/machines/{cart}/scopes", to_machine_id=store)


@provokes("secret_not_found")
def a_guess(stage: Stage) -> Reply:
    return stage.backend(stage.world()).post("/api_keys/verify", secret="ak_guess")


@provokes("api_key_name_already_exists")
def a_name_in_use(stage: Stage) -> Reply:
    world = stage.world()
    fields = {"name": "build", "subject": next(iter(world.users)).id}
    stage.backend(world).post("/api_keys", **fields)
    return stage.backend(world).post("/api_keys", **fields)


@provokes("api_keys_not_enabled")
def keys_that_are_off(stage: Stage) -> Reply:
    world = stage.world()
    browser = stage.browser(world)
    sign_in = {"identifier": "ada@engines.test", "password": "punched-cards-1843"}
    session = browser.post("/v1/client/sign_ins", **sign_in).response["created_session_id"]
    token = browser.post(f"/v1/client/sessions/{session}/tokens").json()["jwt"]
    headers = {"authorization": f"Bearer {token}"}
    subject = next(iter(world.users)).id
    return browser.request("GET", "/api_keys", query={"subject": subject}, headers=headers)
