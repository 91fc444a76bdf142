"""What SAML documents say of an identity provider."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.rules import saml_metadata
from tests.rules.certificates import CERTIFICATE, EXPIRES, ISSUED, METADATA
from tests.rules.worlds import refusals

ARMOUR = f"-----BEGIN CERTIFICATE-----\n{CERTIFICATE}\n-----END CERTIFICATE-----\n"


def test_metadata_tell_what_a_connection_needs():
    """The redirect binding is liked best, wherever it stands."""
    assert {
        "idp_entity_id": "https://idp.test/entity",
        "idp_sso_url": "https://idp.test/sso",
        "idp_certificate": CERTIFICATE,
    } == saml_metadata.said(METADATA)


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        ("entityID", "idp_entity_id"),
        ("SingleSignOnService", "idp_sso_url"),
        ("X509Certificate", "idp_certificate"),
    ],
)
def test_metadata_that_lack_something_are_refused(without, missing):
    """422, and the fields that could not be filled."""
    with pytest.raises(ClerkError, match="saml_metadata_missing_fields") as caught:
        saml_metadata.said(METADATA.replace(without, "Other"))

    assert (422, missing) == (caught.value.status, caught.value.entries[0].meta["missing"])


@pytest.mark.parametrize("text", [CERTIFICATE, ARMOUR])
def test_a_certificate_tells_its_times(text):
    """With or without its armour, which is not kept."""
    assert (ISSUED, EXPIRES) == saml_metadata.lifetime(text)
    assert CERTIFICATE == saml_metadata.bare(text)


@pytest.mark.parametrize("text", ["", "none", "bm9uZQ==", CERTIFICATE[:-8], "ä"])
def test_what_is_no_certificate_is_refused(text):
    """422, whatever it is instead."""
    assert [(422, "form_param_format_invalid", "idp_certificate")] == refusals(
        lambda: saml_metadata.lifetime(text)
    )


def test_hostile_metadata_are_read_quickly():
    """Text that begins the same thing over and over costs no more than its length."""
    assert refusals(lambda: saml_metadata.said("<EntityDescriptor " * 50_000))
