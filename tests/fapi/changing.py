"""What people may do to their own accounts: for each operation what comes before it, and the request."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from mockfapi.clerk import multipart
from mockfapi.http.transport import Caller, Parts, Reply
from mockfapi.rules import totps
from mockfapi.world import World
from tests.authenticator import Authenticator, EthereumWallet
from tests.people import last_code
from tests.rules.worlds import attribute, configure

ME, ACCOUNTS = "/v1/me", "/v1/me/external_accounts"
GOOGLE, BACK = "oauth_google", "http://localhost:3000/back"
EMAILS, PHONES, WALLETS, PASSKEYS, TOTP = (
    f"{ME}/{name}" for name in ("email_addresses", "phone_numbers", "web3_wallets", "passkeys", "totp")
)
VERA, PASSWORD = "vera@everything.test", "lantern-over-the-quay"
NEW, NUMBER, METAMASK = "vera@looms.test", "+12025557143", "web3_metamask_signature"
WALLET = EthereumWallet(7)
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MINUTE = 60_000

Request = Callable[[], Reply]


class Profile:
    """Vera at her browser, signed in a moment ago."""

    def __init__(self, world: World, browser: Caller) -> None:
        self.world, self.browser = world, browser
        signed_in(browser)

    def own(self, name: str) -> Any:
        """Something of hers, as her browser sees it."""
        return self.browser.get(ME).response[name]

    def made(self, path: str, **form: str) -> str:
        """The path of something new."""
        return f"{path}/{self.browser.post(path, **form).response['id']}"

    def sent(self, path: str, strategy: str, **form: str) -> str:
        """The path of something new for which something was sent."""
        it = self.made(path, **form)
        self.browser.post(f"{it}/prepare_verification", strategy=strategy)
        return it

    def shown(self, secret: str) -> str:
        """What an authenticator app with this secret shows now."""
        return totps.code(secret, self.world.clock.now // totps.STEP)


def signed_in(browser: Caller) -> Reply:
    form = {"identifier": VERA, "strategy": "password", "password": PASSWORD}
    return browser.post("/v1/client/sign_ins", **form)


def create_email(it: Profile) -> Request:
    return lambda: it.browser.post(EMAILS, email_address=NEW)


def prepare_email(it: Profile) -> Request:
    path = it.made(EMAILS, email_address=NEW)
    return lambda: it.browser.post(f"{path}/prepare_verification", strategy="email_code")


def verify_email(it: Profile) -> Request:
    path = it.sent(EMAILS, "email_code", email_address=NEW)
    return lambda: it.browser.post(f"{path}/attempt_verification", code=last_code(it.world, NEW))


def delete_email(it: Profile) -> Request:
    primary = it.own("primary_email_address_id")
    return lambda: it.browser.delete(f"{EMAILS}/{primary}")


def create_phone(it: Profile) -> Request:
    return lambda: it.browser.post(PHONES, phone_number=NUMBER)


def prepare_phone(it: Profile) -> Request:
    path = it.made(PHONES, phone_number=NUMBER)
    return lambda: it.browser.post(f"{path}/prepare_verification", strategy="phone_code")


def verify_phone(it: Profile) -> Request:
    path = it.sent(PHONES, "phone_code", phone_number=NUMBER)
    return lambda: it.browser.post(f"{path}/attempt_verification", code=last_code(it.world, NUMBER))


def reserve_phone(it: Profile) -> Request:
    path = f"{PHONES}/{it.own('primary_phone_number_id')}"
    return lambda: it.browser.patch(path, reserved_for_second_factor="true")


def delete_phone(it: Profile) -> Request:
    primary = it.own("primary_phone_number_id")
    return lambda: it.browser.delete(f"{PHONES}/{primary}")


def create_wallet(it: Profile) -> Request:
    return lambda: it.browser.post(WALLETS, web3_wallet=WALLET.address)


def prepare_wallet(it: Profile) -> Request:
    path = it.made(WALLETS, web3_wallet=WALLET.address)
    return lambda: it.browser.post(f"{path}/prepare_verification", strategy=METAMASK)


def prove_wallet(it: Profile) -> Request:
    path = it.made(WALLETS, web3_wallet=WALLET.address)
    asked = it.browser.post(f"{path}/prepare_verification", strategy=METAMASK).response["verification"]
    proof = {"strategy": METAMASK, "signature": WALLET.sign(asked["message"])}
    return lambda: it.browser.post(f"{path}/attempt_verification", **proof)


def delete_wallet(it: Profile) -> Request:
    primary = it.own("primary_web3_wallet_id")
    return lambda: it.browser.delete(f"{WALLETS}/{primary}")


def create_passkey(it: Profile) -> Request:
    return lambda: it.browser.post(PASSKEYS)


def register_passkey(it: Profile) -> Request:
    begun = it.browser.post(PASSKEYS).response
    made = Authenticator().register(begun["verification"]["nonce"])
    path, proof = f"{PASSKEYS}/{begun['id']}", {"strategy": "passkey", "public_key_credential": made}
    return lambda: it.browser.post(f"{path}/attempt_verification", **proof)


def rename_passkey(it: Profile) -> Request:
    path = f"{PASSKEYS}/{it.own('passkeys')[0]['id']}"
    return lambda: it.browser.patch(path, name="Lighthouse")


def delete_passkey(it: Profile) -> Request:
    path = f"{PASSKEYS}/{it.own('passkeys')[0]['id']}"
    return lambda: it.browser.delete(path)


def create_totp(it: Profile) -> Request:
    return lambda: it.browser.post(TOTP)


def verify_totp(it: Profile) -> Request:
    secret = it.browser.post(TOTP).response["secret"]
    return lambda: it.browser.post(f"{TOTP}/attempt_verification", code=it.shown(secret))


def delete_totp(it: Profile) -> Request:
    verify_totp(it)()
    return lambda: it.browser.delete(TOTP)


def create_backup_codes(it: Profile) -> Request:
    verify_totp(it)()
    return lambda: it.browser.post(f"{ME}/backup_codes")


def change_password(it: Profile) -> Request:
    words = {"current_password": PASSWORD, "new_password": "quay-over-the-lantern"}
    return lambda: it.browser.post(f"{ME}/change_password", **words)


def remove_password(it: Profile) -> Request:
    attribute(it.world, "password", required=False)
    return lambda: it.browser.post(f"{ME}/remove_password", current_password=PASSWORD)


def rename(it: Profile) -> Request:
    return lambda: it.browser.patch(ME, first_name="Viera", last_name="")


def rename_username(it: Profile) -> Request:
    return lambda: it.browser.patch(ME, username="viera")


def choose_primary(it: Profile) -> Request:
    first = it.own("primary_email_address_id")
    other = next(each["id"] for each in it.own("email_addresses") if each["id"] != first)
    return lambda: it.browser.patch(ME, primary_email_address_id=other)


def merge_metadata(it: Profile) -> Request:
    return lambda: it.browser.patch(f"{ME}/metadata", unsafe_metadata='{"theme": "dark"}')


def set_image(it: Profile) -> Request:
    body, media = multipart.encode([], {"file": ("vera.png", PIXEL)})
    upload: Parts = {"body": body, "headers": {"content-type": media}}
    return lambda: it.browser.request("POST", f"{ME}/profile_image", **upload)


def delete_image(it: Profile) -> Request:
    set_image(it)()
    return lambda: it.browser.delete(f"{ME}/profile_image")


def connect(it: Profile) -> Request:
    configure(it.world, user_settings__social={GOOGLE: {"enabled": True}})
    there = {"strategy": GOOGLE, "redirect_url": BACK, "oidc_login_hint": VERA}
    return lambda: it.browser.post(ACCOUNTS, **there)


def connected(it: Profile) -> str:
    """The path of an account that she has come back from."""
    account = connect(it)().response
    url = account["verification"]["external_verification_redirect_url"]
    while "/v1/" in url:
        parts = urlsplit(url)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        url = it.browser.get(parts.path[parts.path.index("/v1/") :], **asked).headers["location"]
    return f"{ACCOUNTS}/{account['id']}"


def reauthorize(it: Profile) -> Request:
    path = f"{connected(it)}/reauthorize"
    return lambda: it.browser.patch(path, redirect_url=BACK, additional_scope=["calendar"])


def revoke_tokens(it: Profile) -> Request:
    path = f"{connected(it)}/tokens"
    return lambda: it.browser.delete(path)


def disconnect(it: Profile) -> Request:
    path = connected(it)
    return lambda: it.browser.delete(path)


# A user is shown to the other members of an organization by name, image and primary address.
AS_MEMBER = {"organization_memberships", "updated_at"}
# Each with the members of the user that look different afterwards.
CHANGES: dict[str, tuple[Callable[[Profile], Request], set[str]]] = {
    "createEmailAddresses": (create_email, {"email_addresses", "updated_at"}),
    "sendVerificationEmail": (prepare_email, {"email_addresses", "updated_at"}),
    "verifyEmailAddress": (verify_email, {"email_addresses", "updated_at"}),
    "DeleteEmailAddress": (delete_email, {"email_addresses", "primary_email_address_id"} | AS_MEMBER),
    "postPhoneNumbers": (create_phone, {"phone_numbers", "updated_at"}),
    "sendVerificationSMS": (prepare_phone, {"phone_numbers", "updated_at"}),
    "verifyPhoneNumber": (verify_phone, {"phone_numbers", "updated_at"}),
    "UpdatePhoneNumber": (
        reserve_phone,
        {"phone_numbers", "two_factor_enabled", "backup_code_enabled", "mfa_enabled_at", "updated_at"},
    ),
    "DeletePhoneNumber": (delete_phone, {"phone_numbers", "primary_phone_number_id", "updated_at"}),
    "postWeb3Wallets": (create_wallet, {"web3_wallets", "updated_at"}),
    "prepareWeb3WalletVerification": (prepare_wallet, {"web3_wallets", "updated_at"}),
    "attemptWeb3WalletVerification": (prove_wallet, {"web3_wallets", "updated_at"}),
    "deleteWeb3Wallet": (delete_wallet, {"web3_wallets", "primary_web3_wallet_id", "updated_at"}),
    "postPasskey": (create_passkey, {"updated_at"}),
    "attemptPasskeyVerification": (register_passkey, {"passkeys", "updated_at"}),
    "patchPasskey": (rename_passkey, {"passkeys", "updated_at"}),
    "deletePasskey": (delete_passkey, {"passkeys", "updated_at"}),
    "postTOTP": (create_totp, set()),
    "verifyTOTP": (
        verify_totp,
        {"totp_enabled", "two_factor_enabled", "backup_code_enabled", "mfa_enabled_at", "updated_at"},
    ),
    "deleteTOTP": (
        delete_totp,
        {"totp_enabled", "two_factor_enabled", "backup_code_enabled", "mfa_disabled_at", "updated_at"},
    ),
    "createBackupCodes": (create_backup_codes, {"updated_at"}),
    "postOAuthAccounts": (connect, {"external_accounts", "updated_at"}),
    "reauthorizeExternalAccount": (reauthorize, {"external_accounts", "updated_at"}),
    "revokeExternalAccountTokens": (revoke_tokens, {"external_accounts", "updated_at"}),
    "deleteExternalAccount": (disconnect, {"external_accounts", "email_addresses", "updated_at"}),
    "changePassword": (change_password, {"password_last_updated_at", "updated_at"}),
    "removePassword": (
        remove_password,
        {"password_enabled", "password_last_updated_at", "updated_at"},
    ),
    # A drawn image shows initials.
    "patchUser": (rename, {"first_name", "last_name", "image_url", "profile_image_url"} | AS_MEMBER),
    "patchUser username": (rename_username, {"username"} | AS_MEMBER),
    "patchUser primary": (choose_primary, {"primary_email_address_id"} | AS_MEMBER),
    "patchUserMetadata": (merge_metadata, {"unsafe_metadata", "updated_at"}),
    "updateProfileImage": (set_image, {"has_image", "image_url", "profile_image_url"} | AS_MEMBER),
    "deleteProfileImage": (delete_image, {"has_image", "image_url", "profile_image_url"} | AS_MEMBER),
}
