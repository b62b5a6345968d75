"""A certificate as a PDF file: A4 across, PDF/A-2a, with the QR code that carries the signed statement.

The same certificate gives the same bytes on the same machine: no clock, no random names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import zxingcpp

from phongtrao.documents.letterhead import written_out
from phongtrao.recognition.statement import PLACE, Statement
from phongtrao.recognition.verify import said
from vanban.paper.fonts import find_face
from vanban.paper.setting import day_in_full
from vanban.paper.typesetting import draw

HOW = "Quét mã bằng máy ảnh điện thoại để xem nội dung đã ký. {}"
AT = "Kiểm tra tại {}, cả khi không có mạng bằng trang tải sẵn."
ELSEWHERE = "Kiểm tra bằng trang xác minh của cơ quan cấp, cả khi không có mạng."
GROUND = "theo Quyết định số {} ngày {} của {}"
CODE = "Mã QR chứa nội dung giấy chứng nhận số {} cùng chữ ký số"


@dataclass(frozen=True, slots=True)
class SignedBy:
    """What stands above and below the place of the signature: `Hà Thành`, `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`, a name."""

    place: str
    offices: tuple[str, ...]
    name: str


def certificate_pdf(statement: Statement, text: str, by: SignedBy) -> bytes:
    """The certificate as a PDF file; `text`: of its QR code. Raises vanban.paper.fonts.FontMissing."""
    face, day = find_face(), statement.issued_on
    given = {
        "font": face.family,
        "title": f"Giấy chứng nhận {statement.serial}: {statement.unit}",
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "issuer": statement.issuer,
        "issuer-in-capitals": written_out(statement.issuer).upper(),
        "unit": statement.unit,
        "area": statement.area if statement.area not in statement.unit else "",
        "programme": statement.programme,
        "year": str(statement.year),
        "ground": GROUND.format(statement.decision, said(statement.decided_on), statement.decided_by),
        "serial": statement.serial,
        "qr": qr_svg(text),
        "qr-in-words": CODE.format(statement.serial),
        "how-to-check": HOW.format(_where(text)),
        "place-and-day": f"{by.place}, {day_in_full(day)}",
        "offices": list(by.offices),
        "signer": by.name,
    }
    return draw(_template(), "certificate", given, face)


def qr_svg(text: str) -> str:
    """A QR code as an SVG picture, dark on nothing, that still reads with a seventh of it spoiled (level M)."""
    drawn: str = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg()
    return drawn


def _where(text: str) -> str:
    address, found, _ = text.partition(PLACE)
    return AT.format(address + PLACE.rstrip("#")) if found else ELSEWHERE


@cache
def _template() -> bytes:
    return files("phongtrao.recognition").joinpath("certificate.typ").read_bytes()
