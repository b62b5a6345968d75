"""A test authority and a signer of it for the demo: marked as such in every name, of no legal force."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

ROOT_FILE, SIGNER_FILE = "test-authority.pem", "test-signer.p12"
TEST_SECRET = "thu-nghiem"
MARK = "THỬ NGHIỆM, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
LASTS = timedelta(days=3650)

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def make_trial_authority(folder: Path, at: datetime, rsa_bits: int = 0) -> bool:
    """Write `ROOT_FILE` and `SIGNER_FILE` where they are not there yet; whether they were written just now.

    P-256, or RSA of so many bits.
    """
    if (folder / SIGNER_FILE).exists():
        return False
    root_key, key = _key(0), _key(rsa_bits)
    root_name = _name("Cơ quan chứng thực số (THỬ NGHIỆM)")
    root = _certificate(root_name, root_name, root_key, root_key, at, is_authority=True)
    own = _certificate(_name("Cơ quan cấp giấy (THỬ NGHIỆM)"), root_name, key, root_key, at, is_authority=False)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ROOT_FILE).write_bytes(root.public_bytes(serialization.Encoding.PEM))
    lock = serialization.BestAvailableEncryption(TEST_SECRET.encode())
    packed = pkcs12.serialize_key_and_certificates(b"test", key, own, [root], lock)
    with os.fdopen(os.open(folder / SIGNER_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(packed)
    return True


def _key(rsa_bits: int) -> PrivateKey:
    return rsa.generate_private_key(65537, rsa_bits) if rsa_bits else ec.generate_private_key(ec.SECP256R1())


def _name(words: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, MARK),
            x509.NameAttribute(NameOID.COMMON_NAME, words),
        ]
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: PrivateKey, signed_by: PrivateKey, at: datetime, is_authority: bool
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LASTS)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_by.public_key()), critical=False)
    )
    return made.sign(signed_by, hashes.SHA256())
