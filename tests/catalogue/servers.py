"""Provokes the refusals of what servers do with identifications, images, sessions and sign-ups."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mockfapi.clerk.multipart import encode
from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import handshakes
from mockfapi.world import World
from mockfapi.world.records import Session, User
from tests.catalogue.stage import Stage, provokes
from tests.people import SESSIONS, SIGN_UPS, session_of, sign_in
from tests.rules.worlds import with_usernames

APP = "http://localhost:3000"


def one_user(stage: Stage, **settings: Any) -> tuple[World, Caller, User]:
    world = stage.world(**settings)
    return world, stage.backend(world), next(iter(world.users))


@provokes("identification_create_second_factor_unverified")
def an_unverified_factor(stage: Stage) -> Reply:
    _, backend, user = one_user(stage, user_settings__attributes__phone_number__enabled=True)
    more = {"phone_number": "+12025557143", "reserved_for_second_factor": True}
    return backend.post("/v1/phone_numbers", user_id=user.id, **more)


@provokes("identification_deletion_failed")
def the_last_address(stage: Stage) -> Reply:
    _, backend, user = one_user(stage)
    return backend.delete(f"/v1/email_addresses/{user.primary_email_address_id}")


@provokes("last_required_identification_deletion_failed")
def the_last_required_address(stage: Stage) -> Reply:
    world, backend, user = one_user(stage)
    with_usernames(world)
    world.users.save(replace(user, username="countess"))
    return backend.delete(f"/v1/email_addresses/{user.primary_email_address_id}")


def uploaded(stage: Stage, files: Mapping[str, Any]) -> Reply:
    _, backend, user = one_user(stage)
    body, media = encode([], files)
    path = f"/v1/users/{user.id}/profile_image"
    return backend.request("POST", path, body=body, headers={"content-type": media})


@provokes("file_missing")
def no_file(stage: Stage) -> Reply:
    return uploaded(stage, {})


@provokes("image_unreadable")
def no_image(stage: Stage) -> Reply:
    return uploaded(stage, {"file": b"x"})


@provokes("image_too_large")
def a_huge_file(stage: Stage) -> Reply:
    return uploaded(stage, {"file": bytes(10_000_001)})


@provokes("image_not_found")
def nothing_to_remove(stage: Stage) -> Reply:
    _, backend, user = one_user(stage)
    return backend.delete(f"/v1/users/{user.id}/profile_image")


@provokes("password_required")
def a_required_password(stage: Stage) -> Reply:
    _, backend, user = one_user(stage)
    return backend.post(f"/v1/users/{user.id}/remove_password")


@provokes("operation_deprecated")
def on_a_newer_instance(stage: Stage) -> Reply:
    _, backend, _ = one_user(stage, behaviour__deprecated_operations=False)
    return backend.get("/v1/clients")


@provokes("invalid_session_token")
def no_token(stage: Stage) -> Reply:
    _, backend, user = one_user(stage)
    session = backend.post("/v1/sessions", user_id=user.id).json()["id"]
    return backend.post(f"/v1/sessions/{session}/verify", token="x")


@provokes("unknown_client_token")
def no_client_token(stage: Stage) -> Reply:
    _, backend, _ = one_user(stage)
    return backend.post("/v1/clients/verify", token="x")


@provokes("sign_up_cannot_be_updated")
def a_sign_up_that_is_over(stage: Stage) -> Reply:
    world, backend, _ = one_user(stage)
    id = stage.browser(world).post(SIGN_UPS).response["id"]
    world.advance(25 * 3_600_000)
    return backend.patch(f"/v1/sign_ups/{id}", external_id="crm-1")


class Refreshing:
    """A session whose token has expired, and what is sent to refresh it."""

    def __init__(self, stage: Stage, **settings: Any) -> None:
        self.world, self.backend, self.user = one_user(stage, **settings)
        browser = stage.browser(self.world)
        self.id = session_of(sign_in(browser))
        token = browser.request("POST", f"{SESSIONS}/{self.id}/tokens", headers={"origin": APP})
        refresh = handshakes.refresh_token(self.world, self.session)
        self.asked = {
            "expired_token": token.json()["jwt"],
            "refresh_token": refresh,
            "request_origin": APP,
        }
        self.later(120)

    @property
    def session(self) -> Session:
        return self.world.sessions[self.id]

    def later(self, seconds: int) -> None:
        self.world.clock.pin(self.world.clock.process + seconds * 1000)

    def with_claims(self, **claims: Any) -> Reply:
        """Sends a token with other claims; None leaves one out."""
        known = self.world.signer.verified(self.asked["expired_token"]) or {}
        kept = {name: value for name, value in (known | claims).items() if value is not None}
        return self.send(expired_token=self.world.signer.sign(kept))

    def send(self, **changes: str) -> Reply:
        return self.backend.post(f"/v1/sessions/{self.id}/refresh", **(self.asked | changes))


@provokes("session_refresh_off")
def refreshing_is_off(stage: Stage) -> Reply:
    return Refreshing(stage, behaviour__session_refresh=False).send()


@provokes("refresh_request_origin_invalid")
def no_origin(stage: Stage) -> Reply:
    return Refreshing(stage).send(request_origin="localhost")


@provokes("expired_session_token_invalid")
def a_forged_token(stage: Stage) -> Reply:
    return Refreshing(stage).send(expired_token="x.y.z")


@provokes("expired_session_token_missing_sid")
def a_token_without_session(stage: Stage) -> Reply:
    return Refreshing(stage).with_claims(sid=None)


@provokes("expired_session_token_missing_azp")
def a_token_without_origin(stage: Stage) -> Reply:
    return Refreshing(stage).with_claims(azp=None)


@provokes("session_refresh_expired_session_token_missing_iat")
def a_token_without_time(stage: Stage) -> Reply:
    return Refreshing(stage).with_claims(iat=None)


@provokes("refresh_sid_mismatch")
def a_token_of_another_session(stage: Stage) -> Reply:
    return Refreshing(stage).with_claims(sid="sess_other")


@provokes("refresh_request_origin_azp_mismatch")
def from_another_origin(stage: Stage) -> Reply:
    return Refreshing(stage).send(request_origin="http://localhost:4000")


@provokes("session_refresh_session_not_found")
def of_no_session(stage: Stage) -> Reply:
    it = Refreshing(stage)
    it.world.sessions.remove(it.id)
    return it.send()


@provokes("session_refresh_user_not_found")
def of_a_deleted_user(stage: Stage) -> Reply:
    it = Refreshing(stage)
    it.backend.delete(f"/v1/users/{it.user.id}")
    return it.send()


@provokes("session_refresh_inactive_session")
def of_a_revoked_session(stage: Stage) -> Reply:
    it = Refreshing(stage)
    it.backend.post(f"/v1/sessions/{it.id}/revoke")
    return it.send()


@provokes("refresh_token_not_found")
def by_another_refresh_token(stage: Stage) -> Reply:
    return Refreshing(stage).send(refresh_token="x")


@provokes("session_refresh_session_token_ineligible")
def a_token_that_still_lives(stage: Stage) -> Reply:
    it = Refreshing(stage)
    it.later(-120)
    return it.send()


@provokes("session_refresh_expired_session_token_too_old")
def a_token_of_last_week(stage: Stage) -> Reply:
    it = Refreshing(stage, behaviour__session_lifetime=10**12, behaviour__session_abandon=10**12)
    it.later(7 * 24 * 3600)
    return it.send()


@provokes("session_refresh_expired_session_token_consumed")
def a_token_twice(stage: Stage) -> Reply:
    it = Refreshing(stage)
    it.send()
    it.later(60)
    return it.send()
