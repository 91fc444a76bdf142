"""What SAML documents say of an identity provider: its metadata, its certificate. Nothing is fetched."""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping

from mockfapi import errors

ARMOUR = re.compile(r"-----(BEGIN|END) CERTIFICATE-----|\s")
BINDINGS = ("HTTP-Redirect", "HTTP-POST")
ENTITY = re.compile(r"""<(?:\w+:)?EntityDescriptor\b[^<>]*?\bentityID\s*=\s*["']([^"']+)["']""", re.DOTALL)
SERVICE = re.compile(r"<(?:\w+:)?SingleSignOnService\b([^<>]*)>", re.DOTALL)
ATTRIBUTE = re.compile(r"""\b(Binding|Location)\s*=\s*["']([^"']*)["']""")
CERTIFICATE = re.compile(r"<(?:\w+:)?X509Certificate\b[^<>]*>([^<]+)<", re.DOTALL)


def said(metadata: str) -> Mapping[str, str]:
    """Entity id, sign-on address and certificate in metadata; what lacks one of them is refused."""
    entity, certificate = ENTITY.search(metadata), CERTIFICATE.search(metadata)
    found = {
        "idp_entity_id": entity[1] if entity else None,
        "idp_sso_url": _sign_on(metadata),
        "idp_certificate": "".join(certificate[1].split()) if certificate else None,
    }
    if missing := [name for name, value in found.items() if not value]:
        raise errors.saml_metadata_missing_fields("idp_metadata", missing=", ".join(missing))
    return {name: value for name, value in found.items() if value}


def lifetime(certificate: str) -> tuple[int, int]:
    """From when to when a certificate holds, in milliseconds; what is none is refused."""
    from cryptography.x509 import load_der_x509_certificate

    try:
        it = load_der_x509_certificate(b64decode(ARMOUR.sub("", certificate), validate=True))
    except (Error, ValueError):
        reason = "must be an X.509 certificate in base64"
        raise errors.form_param_format_invalid("idp_certificate", reason=reason) from None
    begins, ends = it.not_valid_before_utc, it.not_valid_after_utc
    return round(begins.timestamp() * 1000), round(ends.timestamp() * 1000)


def bare(certificate: str) -> str:
    """The certificate as it is kept: base64 without its armour."""
    return b64encode(b64decode(ARMOUR.sub("", certificate))).decode()


def _sign_on(metadata: str) -> str | None:
    """The address of the binding that is liked best."""
    services: list[dict[str, str]] = [dict(ATTRIBUTE.findall(it)) for it in SERVICE.findall(metadata)]
    for binding in BINDINGS:
        for service in services:
            if service.get("Binding", "").endswith(binding) and service.get("Location"):
                return service["Location"]
    return None
