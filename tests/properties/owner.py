"""Somebody with an account and what opens it: devices, wallets, an app, mails. And the way in again."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from mockfapi.http.transport import Caller, Reply
from mockfapi.world import World
from tests.authenticator import Authenticator, EthereumWallet
from tests.people import SIGN_INS
from tests.properties.entrance import app_code, sent_code

ME = "/v1/me"
GOOGLE, BACK = "oauth_google", "http://localhost:3000/back"
METAMASK = "web3_metamask_signature"
WALLETS = [EthereumWallet(secret) for secret in (7, 8)]
VALUES = {
    "email_addresses": ["one@harbour.test", "two@harbour.test", "three@harbour.test"],
    "phone_numbers": ["+12025557143", "+12025557144"],
    "web3_wallets": [it.address for it in WALLETS],
}
FIELDS = {"email_addresses": "email_address", "phone_numbers": "phone_number", "web3_wallets": "web3_wallet"}
STRATEGIES = {"email_addresses": "email_code", "phone_numbers": "phone_code", "web3_wallets": METAMASK}
STEP = 30_000


@dataclass
class Owner:
    """A signed-in person. `password` is None once it was removed."""

    world: World
    browser: Caller
    id: str
    password: str | None
    secret: str = ""
    devices: list[Authenticator] = field(default_factory=list)

    def own(self, name: str) -> Any:
        """What the account says of itself; of several things the newest first."""
        return self.browser.get(ME).response[name]

    def add(self, kind: str, which: int) -> Reply:
        value = VALUES[kind][which % len(VALUES[kind])]
        return self.browser.post(f"{ME}/{kind}", **{FIELDS[kind]: value})

    def prove(self, kind: str, it: dict[str, Any], *, right: bool = True) -> Reply:
        """Has something sent and answers it, rightly or not."""
        path, strategy = f"{ME}/{kind}/{it['id']}", STRATEGIES[kind]
        asked = self.browser.post(f"{path}/prepare_verification", strategy=strategy)
        if asked.status_code != 200:
            return asked
        if kind != "web3_wallets":
            code = sent_code(self.world, it[FIELDS[kind]]) if right else "000000"
            return self.browser.post(f"{path}/attempt_verification", code=code)
        signature = signed(it["web3_wallet"], asked.response["verification"]["message"]) if right else "0x00"
        return self.browser.post(f"{path}/attempt_verification", strategy=strategy, signature=signature)

    def register(self) -> Reply:
        """A passkey on a device of its own."""
        begun = self.browser.post(f"{ME}/passkeys")
        if begun.status_code != 200:
            return begun
        number = len(self.world.journal) + 1
        device = Authenticator(
            credential_id=f"device-{self.id}-{number}".encode(),
            key=ec.derive_private_key(number + 1, ec.SECP256R1()),
        )
        self.devices.append(device)
        made = device.register(begun.response["verification"]["nonce"])
        proof = {"strategy": "passkey", "public_key_credential": made}
        return self.browser.post(f"{ME}/passkeys/{begun.response['id']}/attempt_verification", **proof)

    def connect(self, address: str) -> Reply:
        """An account at a provider, where this address is somebody's; the provider asks no question."""
        there = {"strategy": GOOGLE, "redirect_url": BACK, "oidc_login_hint": address}
        begun = self.browser.post(f"{ME}/external_accounts", **there)
        if begun.status_code == 200:
            _follow(self.browser, begun.response["verification"])
        return begun

    def comes_back(self, browser: Caller) -> str | None:
        """Signs in on another browser by whatever works; the strategy that did, or None when nothing does."""
        connected = [it for it in self.own("external_accounts") if it["email_address"]]
        ways: list[Any] = [*self.devices, *self._names(), *connected]
        # Which is tried first differs from history to history.
        first = len(self.world.journal) % max(1, len(ways))
        for way in ways[first:] + ways[:first]:
            if isinstance(way, Authenticator):
                if self._by_passkey(browser, way):
                    return "passkey"
                continue
            if isinstance(way, dict):
                if self._by_provider(browser, way["email_address"]):
                    return GOOGLE
                continue
            offered = self._factors(browser, way)
            for factor in offered[first % 2 :] + offered[: first % 2]:
                if self._by(browser, way, factor):
                    return str(factor["strategy"])
        return None

    def _names(self) -> list[str]:
        user, proven = self.world.users[self.id], "verified"
        owned = [(it, field) for kind, field in FIELDS.items() for it in self.own(kind)]
        names = [it[field] for it, field in owned if (it["verification"] or {}).get("status") == proven]
        return [*names, *([user.username] if user.username else [])]

    def _factors(self, browser: Caller, name: str) -> list[dict[str, Any]]:
        begun = browser.post(SIGN_INS, identifier=name).response
        return [] if begun is None else begun["supported_first_factors"] or []

    def _by_passkey(self, browser: Caller, device: Authenticator) -> bool:
        begun = browser.post(SIGN_INS, strategy="passkey").response
        proof = device.answer(begun["first_factor_verification"]["nonce"])
        path = f"{SIGN_INS}/{begun['id']}/attempt_first_factor"
        return self._is_in(browser, browser.post(path, strategy="passkey", public_key_credential=proof))

    def _by_provider(self, browser: Caller, address: str) -> bool:
        there = {"strategy": GOOGLE, "redirect_url": BACK, "oidc_login_hint": address}
        begun = browser.post(SIGN_INS, **there)
        _follow(browser, begun.response["first_factor_verification"])
        return self._is_in(browser, browser.get(f"{SIGN_INS}/{begun.response['id']}"))

    def _by(self, browser: Caller, name: str, factor: dict[str, Any]) -> bool:
        """Tries one of the factors on offer in a sign-in of its own."""
        path = f"{SIGN_INS}/{browser.post(SIGN_INS, identifier=name).response['id']}"
        strategy = factor["strategy"]
        if strategy == "password":
            proof = {"password": self.password or "none"}
        elif strategy in ("email_code", "phone_code"):
            named = {it: value for it, value in factor.items() if it.endswith("_id")}
            browser.post(f"{path}/prepare_first_factor", strategy=strategy, **named)
            proof = {"code": newest_code(self.world)}
        elif strategy == METAMASK:
            asked = browser.post(f"{path}/prepare_first_factor", strategy=strategy).response
            message = asked["first_factor_verification"]["message"]
            proof = {"signature": signed(name, message)}
        else:
            return False
        done = browser.post(f"{path}/attempt_first_factor", strategy=strategy, **proof)
        return self._is_in(browser, done)

    def _is_in(self, browser: Caller, reply: Reply) -> bool:
        """Whether that was the sign-in of this user, with the second step where there is one."""
        it = reply.response
        if it is not None and it["status"] == "needs_second_factor":
            it = self._second(browser, it)
        if it is None or it["status"] != "complete":
            return False
        session = self.world.sessions[it["created_session_id"]]
        return session.user_id == self.id

    def _second(self, browser: Caller, it: dict[str, Any]) -> Any:
        path, offered = f"{SIGN_INS}/{it['id']}", it["supported_second_factors"]
        if "totp" in [each["strategy"] for each in offered]:
            # A code of the app counts once.
            self.world.advance(3 * STEP)
            form = {"strategy": "totp", "code": app_code(self.world, self.secret)}
        else:
            browser.post(f"{path}/prepare_second_factor", strategy="phone_code")
            form = {
                "strategy": "phone_code",
                "code": newest_code(self.world),
            }
        return browser.post(f"{path}/attempt_second_factor", **form).response


def signed(address: str, message: str) -> str:
    """What the wallet with this address makes of a message."""
    return next(it for it in WALLETS if it.address == address).sign(message)


def _follow(browser: Caller, verification: dict[str, Any]) -> None:
    """Goes to the provider, and back from there."""
    url = verification["external_verification_redirect_url"]
    while "/v1/" in url:
        parts = urlsplit(url)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        url = browser.get(parts.path[parts.path.index("/v1/") :], **asked).headers["location"]


def newest_code(world: World) -> str:
    """The code that was sent last, to whomever."""
    return list(world.messages)[-1].code or ""
