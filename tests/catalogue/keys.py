"""Refusals of passkeys and wallets, each provoked by a request."""

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.authenticator import Authenticator, EthereumWallet
from tests.catalogue.stage import Stage, provokes
from tests.fapi.test_passkeys import KAI, PASSKEYS, UMA, own, register, signed_in, use
from tests.fapi.test_wallets import WANDA, prepared, signed
from tests.people import SIGN_INS


def enrolled(stage: Stage, device: Authenticator) -> tuple[World, Caller]:
    """A world in which Kai has a passkey, and another browser of it."""
    world = stage.world("passkeys")
    browser = stage.browser(world)
    signed_in(browser)
    register(browser, device)
    return world, stage.browser(world)


@provokes("no_passkeys_found_for_user")
def a_passkey_of_somebody_without(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("passkeys"))
    return browser.post(SIGN_INS, strategy="passkey", identifier=KAI)


@provokes("passkey_not_registered")
def a_passkey_that_was_removed(stage: Stage) -> Reply:
    device = Authenticator()
    world, other = enrolled(stage, device)
    world.passkeys.remove(world.passkeys.where(credential_id="ZGV2aWNlLW9uZS1rZXktMQ")[0].id)
    return use(other, other.post(SIGN_INS, strategy="passkey"), device)


@provokes("passkey_identification_not_verified")
def a_passkey_that_was_never_finished(stage: Stage) -> Reply:
    world = stage.world("passkeys")
    browser, other = stage.browser(world), stage.browser(world)
    signed_in(browser, UMA)
    pending = browser.post(PASSKEYS).response["id"]
    it = other.post(SIGN_INS, identifier=UMA).response["id"]
    return other.post(f"{SIGN_INS}/{it}/prepare_first_factor", strategy="passkey", passkey_id=pending)


@provokes("passkey_invalid_public_key_credential")
def a_credential_that_is_none(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("passkeys"))
    signed_in(browser)
    path = f"{PASSKEYS}/{browser.post(PASSKEYS).response['id']}/attempt_verification"
    return browser.post(path, strategy="passkey", public_key_credential="{}")


@provokes("passkey_invalid_verification")
def an_answer_to_another_challenge(stage: Stage) -> Reply:
    device = Authenticator()
    _, other = enrolled(stage, device)
    old = other.post(SIGN_INS, strategy="passkey").response["first_factor_verification"]["nonce"]
    it = other.post(SIGN_INS, strategy="passkey").response["id"]
    path = f"{SIGN_INS}/{it}/attempt_first_factor"
    return other.post(path, strategy="passkey", public_key_credential=device.answer(old))


@provokes("passkey_authentication_failure")
def an_answer_for_another_page(stage: Stage) -> Reply:
    device = Authenticator()
    _, other = enrolled(stage, device)
    device.origin = "https://evil.test"
    return use(other, other.post(SIGN_INS, strategy="passkey"), device)


@provokes("passkey_quota_exceeded")
def one_passkey_more_than_ten(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("passkeys"))
    have = len(own(signed_in(browser, UMA)))
    for number in range(have, 10):
        register(browser, Authenticator(credential_id=b"%d" % number))
    return browser.post(PASSKEYS)


@provokes("feature_not_enabled")
def a_passkey_where_there_are_none(stage: Stage) -> Reply:
    world = stage.world("passkeys", user_settings__attributes__passkey__enabled=False)
    browser = stage.browser(world)
    signed_in(browser)
    return browser.post(PASSKEYS)


@provokes("form_incorrect_signature")
def a_signature_of_another_wallet(stage: Stage) -> Reply:
    browser = stage.browser(stage.world("web3"))
    return signed(browser, prepared(browser, WANDA.address), EthereumWallet(5))
