"""Refusals of what people do with their addresses, numbers and wallets."""

from mockfapi.http.transport import Caller, Reply
from mockfapi.rules import own_identifications
from mockfapi.world import World
from tests.catalogue.stage import Stage, provokes
from tests.people import ADA, sign_in

PATH = "/v1/me/email_addresses"
NEW = "ada@looms.test"


def inside(stage: Stage, **settings: object) -> tuple[World, Caller]:
    """Ada's browser, where no proof is too old."""
    world = stage.world("one_user", auth_config__reverification=False, **settings)
    browser = stage.browser(world)
    sign_in(browser, ADA)
    return world, browser


@provokes("too_many_unverified_identifications")
def one_address_too_many(stage: Stage) -> Reply:
    browser = inside(stage)[1]
    for number in range(own_identifications.UNVERIFIED_LIMIT):
        browser.post(PATH, email_address=f"ada{number}@looms.test")
    return browser.post(PATH, email_address=NEW)


@provokes("immutable_attribute_modification_not_allowed")
def an_address_that_stays(stage: Stage) -> Reply:
    browser = inside(stage, user_settings__attributes__email_address__immutable=True)[1]
    return browser.post(PATH, email_address=NEW)


@provokes("saml_email_address_domain_reserved")
def an_address_of_a_connection(stage: Stage) -> Reply:
    world, browser = inside(stage)
    backend = stage.backend(world)
    given = {"name": "Looms", "provider": "saml_okta", "domains": ["looms.test"]}
    path = f"/v1/enterprise_connections/{backend.post('/v1/enterprise_connections', **given).json()['id']}"
    backend.patch(path, active=True, saml={"idp_metadata_url": "https://idp.test/m"})
    return browser.post(PATH, email_address=NEW)
