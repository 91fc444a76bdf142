"""Certificates for https on this machine: an authority of one's own, which vouches for nothing else."""

import os
import shutil
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from ipaddress import ip_address, ip_network
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from mockfapi.cli.failure import CommandError
from mockfapi.frozen import dataclass
from mockfapi.ports.clock import Clock

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

NAMES = ("localhost",)
ADDRESSES = ("127.0.0.1", "::1")
NETWORKS = ("127.0.0.0/8", "::1/128")
AUTHORITY_DAYS, CERTIFICATE_DAYS, RENEWED_DAYS = 3650, 365, 30
# Where systems keep what they trust, if OpenSSL does not say.
BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


@dataclass(frozen=True, slots=True)
class Trust:
    """`authority` is what browsers and programs have to trust, `server` certificate and key of the mock."""

    authority: Path
    server: Path


def default_folder() -> Path:
    """Where the authority of this user lies, from the first time on: whoever trusts it does so once."""
    from click import get_app_dir

    return Path(os.environ.get("MOCKFAPI_HTTPS_DIR") or Path(get_app_dir("mockfapi")) / "https")


def prepared(folder: Path, host: str, key_host: str) -> Trust:
    """Authority and certificate for this machine, `host` and the host of a publishable key; made if need be.

    The authority is limited to these names, so that no stolen key of it can vouch for another. Keys that
    scenarios bring have an authority of their own, in a folder of that name.
    """
    from mockfapi.world.keys import Keys

    # The app may run in another folder than we do.
    folder = folder.resolve()
    if key_host != Keys.of("default").frontend_api:
        folder /= key_host.replace(":", "_")
    try:
        if not (folder / "ca.pem").is_file():
            _found(folder, key_host.partition(":")[0])
        _renew(folder, [*_served(host), key_host.partition(":")[0]])
    except (OSError, ValueError) as broken:
        raise CommandError(f"--https: {folder} cannot be used: {broken}") from None
    return Trust(folder / "ca.pem", folder / "server.pem")


def bundle(trust: Trust, also: str | None = None) -> Path | None:
    """A file of all authorities that programs trust, and this one; None where it is unknown which these are.

    `also` is a bundle that was chosen before, in place of that of the system.
    """
    paths = (also,) if also else (ssl.get_default_verify_paths().cafile, *BUNDLES)
    known = next((Path(it) for it in paths if it and Path(it).is_file()), None)
    if known is None:
        return None
    suffix = "" if also is None else f"-{blake2b(also.encode(), digest_size=4).hexdigest()}"
    made = trust.authority.with_name(f"bundle{suffix}.pem")
    try:
        _write(made, known.read_bytes() + b"\n" + trust.authority.read_bytes(), 0o644)
    except OSError:
        return None
    return made


def _served(host: str) -> list[str]:
    """The names of this machine, and the address that is listened on if it is one."""
    try:
        own = [] if ip_address(host).is_unspecified or not ip_address(host).is_loopback else [host]
    except ValueError:
        own = []
    return list(dict.fromkeys((*NAMES, *ADDRESSES, *own)))


def _found(folder: Path, key_host: str) -> None:
    """A new authority. Whoever comes second takes the one that is there."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec

    folder.parent.mkdir(parents=True, exist_ok=True)
    half_done = Path(tempfile.mkdtemp(dir=folder.parent))
    key = ec.generate_private_key(ec.SECP256R1())
    names = [x509.DNSName(it) for it in (*NAMES, key_host)]
    limits = x509.NameConstraints([*names, *(x509.IPAddress(ip_network(it)) for it in NETWORKS)], None)
    # Programs find authorities by their names: two of them must not share one.
    name = _name(f"mockfapi authority {token_hex(4)}")
    made = (
        _begun(name, name, key, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(limits, critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    _write(half_done / "ca.key", _pem(key), 0o600)
    _write(half_done / "ca.pem", _signed(made, key), 0o644)
    try:
        os.rename(half_done, folder)
    except OSError:
        if not folder.is_dir() or (folder / "ca.pem").is_file():
            shutil.rmtree(half_done)
        else:
            for it in ("ca.key", "ca.pem"):
                os.replace(half_done / it, folder / it)
            half_done.rmdir()


def _renew(folder: Path, names: list[str]) -> None:
    """A certificate for these names, unless there is one that will do for a while."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    file = folder / "server.pem"
    alternatives = x509.SubjectAlternativeName([_general(it) for it in names])
    if file.is_file() and _still_good(x509.load_pem_x509_certificate(file.read_bytes()), alternatives):
        return
    authority = x509.load_pem_x509_certificate((folder / "ca.pem").read_bytes())
    signer = load_pem_private_key((folder / "ca.key").read_bytes(), None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise ValueError("ca.key is no key of an elliptic curve")
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    made = (
        _begun(_name("mockfapi"), authority.subject, key, CERTIFICATE_DAYS)
        .add_extension(alternatives, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(issuer_key, critical=False)
    )
    _write(file, _signed(made, signer) + _pem(key), 0o600)


def _still_good(it: "x509.Certificate", names: "x509.SubjectAlternativeName") -> bool:
    from cryptography import x509

    known = it.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return known == names and it.not_valid_after_utc > _now() + timedelta(days=RENEWED_DAYS)


def _begun(
    subject: "x509.Name", issuer: "x509.Name", key: "EllipticCurvePrivateKey", days: int
) -> "x509.CertificateBuilder":
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_now() - timedelta(days=1))
        .not_valid_after(_now() + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general(name: str) -> "x509.GeneralName":
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _name(text: str) -> "x509.Name":
    from cryptography import x509

    return x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, text)])


def _signed(made: "x509.CertificateBuilder", key: "EllipticCurvePrivateKey") -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding

    return made.sign(key, SHA256()).public_bytes(Encoding.PEM)


def _pem(key: "EllipticCurvePrivateKey") -> bytes:
    from cryptography.hazmat.primitives import serialization

    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write(file: Path, content: bytes, mode: int) -> None:
    """The whole file or none of it, and never readable by more than the mode says."""
    handle, half_done = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    os.chmod(half_done, mode)
    os.replace(half_done, file)


def _now() -> datetime:
    return datetime.fromtimestamp(Clock().process / 1000, UTC)
