"""A token signs PDF files; tried with SoftHSM and python-pkcs11, where both are."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from phongtrao.procedure import Refused
from phongtrao.recognition.pdf_signature import State, pdf_signature
from phongtrao.recognition.sign_pdf import sign_pdf
from phongtrao.recognition.signers import site_signer
from phongtrao.recognition.trial_authority import ROOT_FILE, SIGNER_FILE, TEST_SECRET, make_trial_authority
from tests import hostile

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "1234"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a test authority whose signer's key and certificate lie on a token `thu`, both labelled `ky`."""
    pkcs11 = pytest.importorskip("pkcs11", reason="needs python-pkcs11 (pip install -e .[token])")
    if not LIBRARY.exists():
        pytest.skip("no SoftHSM on this machine (apt-get install softhsm2)")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    make_trial_authority(tmp_path, datetime.now(UTC), 2048)
    key, own, _ = pkcs12.load_key_and_certificates((tmp_path / SIGNER_FILE).read_bytes(), TEST_SECRET.encode())
    assert key is not None and own is not None
    (tmp_path / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    util, named = ["softhsm2-util", "--pin", PIN], ["--token", "thu", "--label", "ky", "--id", "01"]
    subprocess.run([*util, "--init-token", "--free", "--label", "thu", "--so-pin", PIN], check=True)
    subprocess.run([*util, "--import", str(tmp_path / "key.pem"), *named], check=True)
    _put_certificate(pkcs11, own.public_bytes(Encoding.DER))
    return tmp_path


def _put_certificate(pkcs11: Any, raw: bytes) -> None:
    from pkcs11.util.x509 import decode_x509_certificate

    told = decode_x509_certificate(raw)
    told |= {pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.LABEL: "ky", pkcs11.Attribute.ID: b"\x01"}
    with pkcs11.lib(str(LIBRARY)).get_token(token_label="thu").open(rw=True, user_pin=PIN) as session:
        session.create_object(told)


def test_a_token_signs_and_a_wrong_pin_is_told(token: Path, settings: Any) -> None:
    settings.SIGNER, settings.SIGNER_SECRET = f"pkcs11:{LIBRARY}?token=thu&certificate=ky", str(token / "pin")
    (token / "pin").write_text("9999\n")
    with pytest.raises(Refused, match="mã PIN"):
        site_signer()
    (token / "pin").write_text(f"{PIN}\n")
    signed = sign_pdf(hostile.scan())
    assert pdf_signature(signed, token / ROOT_FILE).state == State.TRUSTED
