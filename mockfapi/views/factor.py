"""Factors on offer as JSON, with addresses and numbers masked from strangers."""

from collections.abc import Sequence

from mockfapi.rules import identifiers
from mockfapi.rules.factors import ID_FIELDS, Factor
from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import EmailAddress, Passkey, PhoneNumber, Web3Wallet

KINDS = {
    EmailAddress: "email_address",
    PhoneNumber: "phone_number",
    Web3Wallet: "web3_wallet",
    Passkey: "passkey",
}


def factor(lens: Lens, it: Factor) -> Json:
    """Some stand alone; the others name their identification, in full only when it was typed."""
    if it.identification is None or isinstance(it.identification, Passkey):
        return {"strategy": it.strategy}
    address = identifiers.address_of(it.identification)
    protected = lens.world.instance.settings.user_settings.attack_protection.pii.enabled and not it.typed
    face = {
        "strategy": it.strategy,
        "safe_identifier": masked(address) if protected else address,
        ID_FIELDS[KINDS[type(it.identification)]]: it.identification.id,
        "primary": it.primary,
    }
    if isinstance(it.identification, PhoneNumber):
        face |= {"channel": "sms"} | ({"default": True} if it.default else {})
    return face


def factors(lens: Lens, found: Sequence[Factor] | None) -> list[Json] | None:
    """All of them. Several passkeys are one factor: the browser lets its person choose."""
    if found is None:
        return None
    faces = [factor(lens, each) for each in found]
    return [face for place, face in enumerate(faces) if face not in faces[:place]]


def masked(address: str) -> str:
    """Of an e-mail the first letter and the domain remain, of a number the last two digits."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}" if at else f"+{'*' * (len(address) - 3)}{address[-2:]}"
