"""Provokes the refusals of changes to accounts."""

from mockfapi.http.transport import Reply
from tests.catalogue.stage import Stage, provokes

NEW = {"email_address": ["lin@engines.test"], "password": "brass-gears-and-steam"}


def created(stage: Stage, **fields: object) -> Reply:
    return stage.backend(stage.world()).post("/v1/users", **(NEW | fields))


@provokes("form_verification_needed")
def an_unverified_primary(stage: Stage) -> Reply:
    world = stage.world("empty", user_settings__attributes__email_address__verify_at_sign_up=False)
    browser = stage.browser(world)
    reply = browser.post("/v1/client/sign_ups", email_address="a@b.test", password="brass-gears-and-steam")
    user = world.users[reply.response["created_user_id"]]
    return stage.backend(world).patch(
        f"/v1/users/{user.id}", primary_email_address_id=user.primary_email_address_id
    )


@provokes("form_data_missing")
def nothing_given(stage: Stage) -> Reply:
    return created(stage, email_address=[])


@provokes("form_param_invalid_time")
def no_time(stage: Stage) -> Reply:
    return created(stage, created_at="yesterday")


@provokes("form_disallow_future_date")
def a_time_to_come(stage: Stage) -> Reply:
    return created(stage, created_at="2999-01-01T00:00:00Z")


@provokes("form_password_digest_invalid_code")
def no_digest(stage: Stage) -> Reply:
    return created(stage, password=None, password_digest="abc", password_hasher="bcrypt")


@provokes("invalid_totp_secret_code")
def no_secret(stage: Stage) -> Reply:
    return created(stage, totp_secret="?")


def checked(stage: Stage, check: str, fields: dict[str, object], **proof: str) -> Reply:
    on = {"user_settings__attributes__authenticator_app__enabled": True}
    backend = stage.backend(stage.world(**on))
    user = backend.post("/v1/users", **(NEW | fields)).json()
    return backend.post(f"/v1/users/{user['id']}/{check}", **proof)


@provokes("incorrect_password")
def another_password(stage: Stage) -> Reply:
    return checked(stage, "verify_password", {}, password="guess")


@provokes("no_password_set")
def no_password(stage: Stage) -> Reply:
    fields: dict[str, object] = {"password": None, "skip_password_requirement": True}
    return checked(stage, "verify_password", fields, password="guess")


@provokes("totp_incorrect_code")
def another_code(stage: Stage) -> Reply:
    return checked(stage, "verify_totp", {"totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DP"}, code="000000")


@provokes("totp_invalid_length")
def a_short_code(stage: Stage) -> Reply:
    return checked(stage, "verify_totp", {"totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DP"}, code="1")


@provokes("totp_disabled")
def no_app(stage: Stage) -> Reply:
    return checked(stage, "verify_totp", {}, code="000000")


@provokes("oauth_token_provider_not_enabled")
def no_provider(stage: Stage) -> Reply:
    world = stage.world()
    user = next(iter(world.users))
    return stage.backend(world).get(f"/v1/users/{user.id}/oauth_access_tokens/google")


@provokes("user_quota_exceeded")
def one_user_too_many(stage: Stage) -> Reply:
    backend = stage.backend(stage.world(behaviour__user_quota=1))
    return backend.post("/v1/users", **NEW)
