"""What people add to their own accounts: addresses, numbers and wallets on their way to be verified."""

from tests.authenticator import EthereumWallet
from tests.contract.stock import Prepared

WALLETS = "/v1/me/web3_wallets"
METAMASK = "web3_metamask_signature"


def walk(it: Prepared) -> None:
    """Vera adds one of each."""
    _add_address(it)
    _add_number(it)
    _add_wallet(it)
    it.fits("createOrganization", body={"name": "Reading Room"})


def _add_address(it: Prepared) -> None:
    url, address = "/v1/me/email_addresses", "vera.at.work@everything.test"
    path = {"email_id": it.visitor.post(url, email_address=address).response["id"]}
    asked = {"strategy": "email_code"}
    it.visitor.post(f"{url}/{path['email_id']}/prepare_verification", **asked)
    it.fits("createEmailAddresses", body={"email_address": "vera.at.home@everything.test"})
    it.fits("getEmailAddress", path)
    it.fits("DeleteEmailAddress", path)
    it.fits("sendVerificationEmail", path, body=asked)
    it.fits("verifyEmailAddress", path, body={"code": it.clerk.outbox.last(to=address).code})


def _add_number(it: Prepared) -> None:
    url, number = "/v1/me/phone_numbers", "+12025557151"
    path = {"phone_number_id": it.visitor.post(url, phone_number=number).response["id"]}
    asked = {"strategy": "phone_code"}
    it.visitor.post(f"{url}/{path['phone_number_id']}/prepare_verification", **asked)
    it.fits("postPhoneNumbers", body={"phone_number": "+12025557152"})
    it.fits("sendVerificationSMS", path, body=asked)
    it.fits("verifyPhoneNumber", path, body={"code": it.clerk.outbox.last(to=number).code})


def _add_wallet(it: Prepared) -> None:
    wallet, asked = EthereumWallet(), {"strategy": METAMASK}
    path = {"web3_wallet_id": it.visitor.post(WALLETS, web3_wallet=wallet.address).response["id"]}
    begun = it.visitor.post(f"{WALLETS}/{path['web3_wallet_id']}/prepare_verification", **asked)
    signature = wallet.sign(begun.response["verification"]["message"])
    it.fits("postWeb3Wallets", body={"web3_wallet": EthereumWallet(2).address})
    it.fits("prepareWeb3WalletVerification", path, body=asked)
    it.fits("attemptWeb3WalletVerification", path, body=asked | {"signature": signature})
