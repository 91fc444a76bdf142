"""WebAuthn: what browsers are asked to sign, and the checks of what they bring. Whose: `rules.passkeys`."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from mockfapi import errors
from mockfapi.frozen import dataclass
from mockfapi.world import World
from mockfapi.world.records import Passkey, User

if TYPE_CHECKING:
    from webauthn.helpers.structs import CollectedClientData

PARAM = "public_key_credential"
# ES256, EdDSA and RS256: what authenticators use.
ALGORITHMS = (-7, -8, -257)
CHALLENGE_DIGITS = 64

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registration brought. Id and key in base64url; the model of the authenticator by its AAGUID."""

    credential_id: str
    public_key: str
    sign_count: int
    model: str
    transports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What an assertion says, unproven: which passkey, whose, signed how often, over which challenge."""

    text: str
    credential_id: str
    user_handle: bytes | None
    sign_count: int
    data: "CollectedClientData"


def creation_options(world: World, user: User, name: str, known: Iterable[Passkey]) -> str:
    """The JSON text of what a browser needs to make a passkey; known ones are not made twice."""
    return json.dumps(
        {
            "rp": {
                "id": relying_party(world),
                "name": world.instance.settings.display_config.application_name,
            },
            "user": {"id": encoded(user.id.encode()), "name": name, "displayName": name},
            "challenge": _challenge(world),
            "pubKeyCredParams": [{"type": "public-key", "alg": each} for each in ALGORITHMS],
            "timeout": world.instance.settings.behaviour.code_lifetime,
            "excludeCredentials": _descriptors(known),
            "authenticatorSelection": {
                "residentKey": "required",
                "requireResidentKey": True,
                "userVerification": "required",
            },
            "attestation": "none",
        }
    )


def request_options(world: World, allowed: Iterable[Passkey]) -> str:
    """The JSON text of what a browser needs to use a passkey: an allowed one, or whichever it has."""
    return json.dumps(
        {
            "challenge": _challenge(world),
            "timeout": world.instance.settings.behaviour.code_lifetime,
            "rpId": relying_party(world),
            "allowCredentials": _descriptors(allowed),
            "userVerification": "required",
        }
    )


def relying_party(world: World) -> str:
    """The host that passkeys are bound to: that of the page that asks, else of the app, else our own."""
    for origin in (world.caller.origin, world.instance.home_origin):
        if origin and (host := _host(origin)):
            return host
    return world.keys.frontend_api.partition(":")[0]


def registered(world: World, nonce: str, text: str) -> Registered:
    """What a browser made for these creation options; what does not hold is refused."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url, parse_registration_credential_json
    from webauthn.helpers.cose import COSEAlgorithmIdentifier

    options = json.loads(nonce)
    credential = _read(parse_registration_credential_json, text)
    data = _client_data(credential.response.client_data_json)
    _require_challenge(options, data)
    try:
        it = verify_registration_response(
            credential=credential,
            expected_challenge=data.challenge,
            expected_rp_id=options["rp"]["id"],
            expected_origin=_expected_origin(world, options["rp"]["id"], data),
            require_user_verification=True,
            supported_pub_key_algs=[COSEAlgorithmIdentifier(each) for each in ALGORITHMS],
        )
    except Exception:
        # The library fails in many ways, all of them because of what it was given.
        raise errors.passkey_invalid_public_key_credential(PARAM, reason="it does not hold") from None
    return Registered(
        credential_id=bytes_to_base64url(it.credential_id),
        public_key=bytes_to_base64url(it.credential_public_key),
        sign_count=it.sign_count,
        model=it.aaguid,
        transports=tuple(each.value for each in credential.response.transports or ()),
    )


def claim(text: str) -> Claim:
    """An assertion read, but not believed; what is none is refused."""
    from webauthn.helpers import (
        bytes_to_base64url,
        parse_authentication_credential_json,
        parse_authenticator_data,
    )

    credential = _read(parse_authentication_credential_json, text)
    return Claim(
        text=text,
        credential_id=bytes_to_base64url(credential.raw_id),
        user_handle=credential.response.user_handle,
        sign_count=_read(parse_authenticator_data, credential.response.authenticator_data).sign_count,
        data=_client_data(credential.response.client_data_json),
    )


def require_answer(nonce: str, it: Claim) -> None:
    """Refuses an assertion that signs another challenge than that of these request options."""
    _require_challenge(json.loads(nonce), it.data)


def allows(nonce: str, passkey: Passkey) -> bool:
    """Whether the request options leave the choice, or name this passkey."""
    named = [each["id"] for each in json.loads(nonce)["allowCredentials"]]
    return not named or passkey.credential_id in named


def leaves_choice(nonce: str) -> bool:
    """Whether the request options name no passkey: then the answer must say whose it is."""
    return not json.loads(nonce)["allowCredentials"]


def holds(world: World, nonce: str, it: Claim, passkey: Passkey) -> bool:
    """Whether the passkey has signed this answer: for the page that asked, with its person present."""
    from webauthn import verify_authentication_response
    from webauthn.helpers import base64url_to_bytes

    options = json.loads(nonce)
    try:
        verify_authentication_response(
            credential=it.text,
            expected_challenge=it.data.challenge,
            expected_rp_id=options["rpId"],
            expected_origin=_expected_origin(world, options["rpId"], it.data),
            credential_public_key=base64url_to_bytes(passkey.public_key or ""),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception:
        # The library fails in many ways, all of them because of what it was given.
        return False
    return True


def require_key(public_key: str) -> None:
    """Refuses what is no COSE key in base64url: no signature could be checked with it."""
    from webauthn.helpers import base64url_to_bytes, decode_credential_public_key

    try:
        decode_credential_public_key(base64url_to_bytes(public_key))
    except Exception:
        # The parsers fail in many ways, all of them because of what they were given.
        raise errors.form_param_format_invalid(
            "public_key", reason="must be a COSE key in base64url"
        ) from None


def encoded(raw: bytes) -> str:
    """Base64url without padding, as WebAuthn writes bytes in JSON."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _challenge(world: World) -> str:
    return encoded(bytes.fromhex(world.chance.hexadecimal("passkey_challenge", CHALLENGE_DIGITS)))


def _descriptors(passkeys: Iterable[Passkey]) -> list[dict[str, Any]]:
    return [
        {"type": "public-key", "id": it.credential_id, "transports": list(it.transports)}
        for it in passkeys
        if it.credential_id is not None
    ]


def _client_data(raw: bytes) -> "CollectedClientData":
    from webauthn.helpers import parse_client_data_json

    return _read(parse_client_data_json, raw)


def _read(parse: Callable[[Any], T], given: Any) -> T:
    try:
        return parse(given)
    except Exception:
        # The parsers fail in many ways, all of them because of what they were given.
        raise errors.passkey_invalid_public_key_credential(PARAM, reason="it cannot be read") from None


def _require_challenge(options: dict[str, Any], data: "CollectedClientData") -> None:
    if encoded(data.challenge) != options["challenge"]:
        raise errors.passkey_invalid_verification()


def _expected_origin(world: World, rp_id: str, data: "CollectedClientData") -> str:
    """The page that may answer: the one that sends the request, on the host of the passkey or below it."""
    host = _host(data.origin)
    ours = host == rp_id or host.endswith(f".{rp_id}")
    sent_by = world.caller.origin or data.origin
    return sent_by if ours else ""


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""
