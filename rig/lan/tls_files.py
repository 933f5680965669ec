"""Certificate and key of the rig as files, and what a server makes of them."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from rig.lan.errors import CertificateFilesError


@dataclass(frozen=True, slots=True)
class TlsFiles:
    """Two files in PEM.

    Attributes:
        certificate: of the server, with those between it and its authority.
        key: its private key.
        authority: certificate of our own authority, for others to trust; None where a public or a
            school's authority has signed.
    """

    certificate: Path
    key: Path
    authority: Path | None = None

    def server_context(self) -> ssl.SSLContext:
        """What a server needs; nothing older than TLS 1.2 is spoken.

        Raises:
            CertificateFilesError: a file is missing, is no PEM, or the key is of another
                certificate.
        """
        for path in (self.certificate, self.key):
            if not path.is_file():
                raise CertificateFilesError(path, "there is no such file")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            # A key with a password would make a start wait for somebody to type it.
            context.load_cert_chain(self.certificate, self.key, password=_no_password)
        except ssl.SSLError as error:
            why = "the key belongs to another certificate"
            if error.reason != "KEY_VALUES_MISMATCH":
                why = f"certificate and key cannot be read ({error.reason or 'no PEM'})"
            raise CertificateFilesError(self.certificate, why) from error
        return context


def _no_password() -> bytes:
    return b""


def trusting_only(certificate: Path) -> ssl.SSLContext:
    """What a client needs that knows this one certificate and asks for no name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # The certificate of a server counts by itself, without its authority.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(certificate)
    return context
