"""A certificate of a provider that there is not, and metadata that hold it."""

CERTIFICATE = (
    "MIIBEjCBuaADAgECAgEBMAoGCCqGSM49BAMCMBMxETAPBgNVBAMMCGlkcC50ZXN0MB4XDTI1MDEwMTAwMDAwMFoXDTQ1MDEwMTAw"
    "MDAwMFowEzERMA8GA1UEAwwIaWRwLnRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASH340O66ROw/mYWHNZnlzyuMk9JxZ0"
    "e/GiTRKKtZC1pWrhHW0wKjuHqO+pH68cvyqZ548tt85LydLT2juSBb4bMAoGCCqGSM49BAMCA0gAMEUCIQDZ31JpVH0qsDo61ken"
    "fQBnWaJFTx9QHbtTp/gdncWGQgIgZjGnRl/xk/HC6oF1njkK6gc81KrSYFMUJKzOeIqoKrM="
)
ISSUED, EXPIRES = 1_735_689_600_000, 2_366_841_600_000
METADATA = f"""<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.test/entity">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>
      <ds:X509Certificate>
{CERTIFICATE}
      </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.test/post"/>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.test/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
"""
