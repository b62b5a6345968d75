"""Who signs PDF files: a PKCS#12 file or a token (PKCS#11), as `PHONGTRAO_SIGNER` says; see docs/certificates.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.conf import settings
from pyhanko.sign import signers
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from phongtrao.procedure import Refused
from phongtrao.recognition.trial_authority import ROOT_FILE, SIGNER_FILE, TEST_SECRET

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey
NOBODY = "Chưa đặt chứng thư số để ký PDF (PHONGTRAO_SIGNER). Xin xem docs/certificates.md."


class _Loaded(signers.SimpleSigner):
    """Takes its key apart once, not for every file: of an RSA key that takes longer than signing."""

    def __init__(self, opened: signers.SimpleSigner) -> None:
        super().__init__(opened.signing_cert, opened.signing_key, opened.cert_registry)
        self._key = _private(opened.signing_key.dump())

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        hashed = get_pyca_cryptography_hash(digest_algorithm)
        if isinstance(self._key, EllipticCurvePrivateKey):
            return self._key.sign(data, ECDSA(hashed))
        return self._key.sign(data, PKCS1v15(), hashed)


def _private(raw: bytes) -> PrivateKey:
    key = load_der_private_key(raw, password=None)
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise Refused("Chứng thư số để ký PDF phải dùng khoá RSA hoặc ECDSA.")
    return key


def site_signer() -> Signer:
    """The site's signer, opened once a process. Raises Refused where none is set or it cannot be opened."""
    if settings.SIGNER:
        return _opened(settings.SIGNER, settings.SIGNER_SECRET)
    test_file = Path(settings.HOME) / SIGNER_FILE
    if settings.DEMO and test_file.exists():
        return from_file(test_file, TEST_SECRET)
    raise Refused(NOBODY)


def trusted_roots() -> Path | None:
    """The PEM file of the authorities by which signatures of PDF files are believed; None where none is set."""
    if settings.SIGNER_ROOTS:
        return Path(settings.SIGNER_ROOTS)
    test_file = Path(settings.HOME) / ROOT_FILE
    return test_file if settings.DEMO and test_file.exists() else None


@cache
def _opened(said: str, secret_file: str) -> Signer:
    kind, _, where = said.partition(":")
    secret = _secret(secret_file)
    if kind == "pkcs12" and where:
        return from_file(Path(where), secret)
    if kind == "pkcs11" and where:
        return _from_token(where, secret)
    raise Refused("PHONGTRAO_SIGNER: chỉ nhận pkcs12:TỆP hoặc pkcs11:THƯ-VIỆN?token=...&certificate=...")


def _secret(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").split("\n", 1)[0] if path else ""
    except OSError as error:
        raise Refused(f"PHONGTRAO_SIGNER_SECRET: không đọc được {path}.") from error


@cache
def from_file(path: Path, secret: str) -> Signer:
    """The signer in a PKCS#12 file with its chain of certificates. Raises Refused."""
    opened = signers.SimpleSigner.load_pkcs12(str(path), passphrase=secret.encode() or None)  # type: ignore[no-untyped-call]
    if opened is None:
        raise Refused(f"Không mở được {path}: tệp không có, không phải PKCS#12 (.p12, .pfx), hoặc mật khẩu không đúng.")
    return _Loaded(opened)


def _from_token(where: str, pin: str) -> Signer:
    """The signer on a token or in a security module; the key never leaves it. Raises Refused."""
    try:
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise Refused("Ký bằng token cần gói python-pkcs11: pip install 'phongtrao[token]'") from error
    library, _, asked = where.partition("?")
    named = {name: values[-1] for name, values in parse_qs(asked).items()}
    try:
        session = open_pkcs11_session(library, token_criteria=TokenCriteria(label=named.get("token")), user_pin=pin)
        # Certificates of the chain that lie on the token go into the signature too.
        certificate, key = named.get("certificate"), named.get("key")
        return PKCS11Signer(session, cert_label=certificate, key_label=key, other_certs_to_pull=None)
    except Exception as error:  # every library of a token fails in ways of its own
        raise Refused(f"Không mở được token qua {library}: {error}. Xin xem lại token, nhãn và mã PIN.") from error
