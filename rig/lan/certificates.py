"""A certificate authority of this rig's own, and the certificate it gives to the rig.

The authority may sign for local networks only: whoever steals its key cannot stand in for a bank.
"""

import datetime as dt
import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rig.atomic_file import write_atomically, write_whole_bytes
from rig.lan.addresses import PRIVATE
from rig.lan.errors import AuthorityError, ClassExtraMissingError
from rig.lan.tls_files import TlsFiles

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
except ModuleNotFoundError as error:
    raise ClassExtraMissingError("cryptography") from error

FOLDER = "tls"
AUTHORITY = "steadyhold-ca.crt"
AUTHORITY_KEY = "steadyhold-ca.key"
SERVER = "server.crt"
SERVER_KEY = "server.key"

AUTHORITY_DAYS = 3650
# Browsers refuse certificates of a server that run longer than 398 days.
SERVER_DAYS = 397
RENEW_DAYS = 30
# A phone whose clock is a little behind must not find a certificate of the future.
EARLIER = dt.timedelta(days=1)
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


@dataclass(frozen=True, slots=True)
class Authority:
    """Certificate and key of the authority.

    Attributes:
        certificate: what others trust.
        key: what it signs with.
    """

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def own_files(data: Path) -> TlsFiles:
    """Where certificate and key of a data folder are kept, whether or not they are there."""
    folder = data / FOLDER
    return TlsFiles(folder / SERVER, folder / SERVER_KEY, folder / AUTHORITY)


def make_authority(data: Path, computer: str, names: Sequence[str], now: dt.datetime) -> None:
    """Make the authority of a data folder; one that was there is replaced.

    Args:
        data: the data folder.
        computer: name of this computer, for people who look at the certificate.
        names: host names it may sign for, beside those ending in `.local`.
        now: the time.

    Raises:
        OSError: it cannot be written.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Steadyhold"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Steadyhold on {computer}"[:64]),
        ]
    )
    permitted = [
        *(x509.IPAddress(each) for each in (*PRIVATE, *LOOPBACK)),
        *(x509.DNSName(each) for each in dict.fromkeys(("local", "localhost", *names))),
    ]
    certificate = (
        _begun(subject, subject, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_private(folder / AUTHORITY_KEY, _pem_of_key(key))
    write_whole_bytes(folder / AUTHORITY, certificate.public_bytes(serialization.Encoding.PEM))


def renew(data: Path, hosts: Sequence[str], now: dt.datetime) -> None:
    """Give the rig a certificate for these hosts, where the kept one does not do.

    Args:
        data: the data folder, with an authority.
        hosts: names and addresses on local networks, an IPv6 address with or without brackets.
        now: the time.

    Raises:
        OSError: the certificate cannot be written.
        AuthorityError: the authority is damaged, or may not sign for one of them.
    """
    folder = data / FOLDER
    authority = _authority_of(folder)
    refused = [each for each in hosts if not _may_sign(authority.certificate, each)]
    if refused:
        raise AuthorityError(folder / AUTHORITY, f"may not sign for {refused[0]}")
    wanted = tuple(dict.fromkeys(_general_name(each) for each in hosts))
    if _does(folder, authority, wanted, now):
        return
    _issue(folder, authority, wanted, now)


def fingerprint(path: Path) -> str:
    """SHA-256 of a certificate as people compare it: pairs of hexadecimal digits with colons.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no certificate.
    """
    found = x509.load_pem_x509_certificate(path.read_bytes())
    return found.fingerprint(hashes.SHA256()).hex(":").upper()


def _issue(
    folder: Path, authority: Authority, wanted: Sequence[x509.GeneralName], now: dt.datetime
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _begun(
            x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Steadyhold")]),
            authority.certificate.subject,
            key.public_key(),
            now,
            SERVER_DAYS,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(wanted), critical=False)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .sign(authority.key, hashes.SHA256())
    )
    _write_private(folder / SERVER_KEY, _pem_of_key(key))
    write_whole_bytes(folder / SERVER, certificate.public_bytes(serialization.Encoding.PEM))


def _begun(
    subject: x509.Name,
    issuer: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    now: dt.datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now - EARLIER + dt.timedelta(days=days))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return x509.DNSName(host)


def _may_sign(authority: x509.Certificate, host: str) -> bool:
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    permitted = limits.permitted_subtrees or ()
    wanted = _general_name(host)
    if isinstance(wanted, x509.DNSName):
        tails = [each.value for each in permitted if isinstance(each, x509.DNSName)]
        return any(f".{wanted.value}".endswith(f".{tail}") for tail in tails)
    address = ipaddress.ip_address(host.strip("[]"))
    nets = [ipaddress.ip_network(str(x.value)) for x in permitted if isinstance(x, x509.IPAddress)]
    return any(address.version == net.version and address in net for net in nets)


def _authority_of(folder: Path) -> Authority:
    try:
        certificate = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
        content = (folder / AUTHORITY_KEY).read_bytes()
        key = serialization.load_pem_private_key(content, password=None)
    except (OSError, ValueError, TypeError) as error:
        raise AuthorityError(folder / AUTHORITY, f"cannot be used ({error})") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise AuthorityError(folder / AUTHORITY_KEY, "is no key that Steadyhold made")
    return Authority(certificate, key)


def _does(
    folder: Path,
    authority: Authority,
    wanted: Sequence[x509.GeneralName],
    now: dt.datetime,
) -> bool:
    """Whether the kept certificate is of this authority, for these hosts, and lasts a while."""
    if not (folder / SERVER_KEY).is_file() or not (folder / SERVER).is_file():
        return False
    try:
        kept = x509.load_pem_x509_certificate((folder / SERVER).read_bytes())
        kept.verify_directly_issued_by(authority.certificate)
        names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound, InvalidSignature):
        # Damaged, or of an authority that was replaced: a new one is made.
        return False
    lasts = kept.not_valid_after_utc - now > dt.timedelta(days=RENEW_DAYS)
    return lasts and kept.not_valid_before_utc <= now and set(wanted) <= set(names)


def _pem_of_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write_private(path: Path, content: bytes) -> None:
    def fill(fresh: Path) -> None:
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)

    write_atomically(path, fill)
