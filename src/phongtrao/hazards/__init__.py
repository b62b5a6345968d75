"""What a file may carry that does harm to who keeps or opens it: one table, walked for every file that comes in.

Each rule looks at the content, never at the sent type; the tests hold each against a file that breaks it and one that
passes. What a file says in its head about secrecy is gathered here too (`words_of`), from everywhere a mark may stand.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile

from phongtrao.hazards import office, pdf, pictures
from phongtrao.hazards.rule import Hazard
from vanban.intake import Unreadable

ZIP, PDF = b"PK\x03\x04", b"%PDF-"
PDF_WITHIN = 1024
"""How far into a file its readers look for the sign of a PDF."""
TABLES = (".csv", ".tsv")
"""Names that spreadsheet programs open as tables: what begins like a formula is computed then."""
_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_CALLS = re.compile(r"[+\-＋－]\s*[A-Za-z][\w.]*\(|[+\-＋－].*[|!]", re.DOTALL)
_NUMBER = re.compile(r"[+\-]?[\d., ]+%?")


def two_kinds(raw: bytes) -> bool:
    """Whether a file of another kind is an archive as well: who opens it decides which it is."""
    return not raw.startswith(_ZIP_MARKS) and zipfile.is_zipfile(io.BytesIO(raw))


def computes(text: str) -> bool:
    """Whether a spreadsheet program would compute a cell of this text, where it does more than a signed number."""
    text = text.lstrip()
    if not text or _NUMBER.fullmatch(text):
        return False
    return text[0] in "=@＝＠" and len(text) > 1 or _CALLS.match(text) is not None


def formulas(text: str) -> list[tuple[int, int]]:
    """Row and column (both from 1) of the cells of a CSV that would be computed; parted by any delimiter in use."""
    found: list[tuple[int, int]] = []
    for delimiter in ",;\t":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            found += [(r, c) for r, row in enumerate(rows, 1) for c, cell in enumerate(row, 1) if computes(cell)]
        except csv.Error:
            continue
    return sorted(set(found))


def _table_formulas(text: str) -> bool:
    return bool(formulas(text))


EITHER = Hazard(
    "two-kinds",
    "Tệp này vừa là tệp nén vừa là loại khác nên không được nhận. Hãy xuất lại tệp từ chương trình gốc rồi gửi lại.",
    two_kinds,
)
FORMULAS = Hazard(
    "csv-formula",
    "Tệp CSV này có ô là công thức nên không được nhận. Hãy thay công thức bằng giá trị rồi gửi lại.",
    _table_formulas,
)
HAZARDS: tuple[Hazard, ...] = (EITHER, *office.HAZARDS, *pdf.HAZARDS, *pictures.HAZARDS, FORMULAS)
"""Every rule of the gate about harm, in the order in which they are asked."""


def look(raw: bytes) -> None:
    """Let a file pass whose content does no harm. Raises Unreadable with what to do."""
    _hold([EITHER], raw)
    if raw.startswith(_ZIP_MARKS):
        office.look(raw)
    elif PDF in raw[:PDF_WITHIN]:
        _hold(pdf.HAZARDS, pdf.Objects(raw))
    elif pictures.is_picture(raw):
        _hold(pictures.HAZARDS, raw)


def look_at_table(name: str, text: str) -> None:
    """Let a text pass that others open as a table, where no cell is computed. Raises Unreadable with the place."""
    if not name.lower().endswith(TABLES) or not (found := formulas(text)):
        return
    row, column = found[0]
    raise Unreadable(f"{FORMULAS.message} Ô đầu tiên: dòng {row}, cột {column}.")


def words_of(raw: bytes) -> list[str]:
    """Texts beside a file's own in which a mark may stand: properties, margins, boxes, stamps, each alone."""
    try:
        if raw.startswith(ZIP):
            return office.words_of(raw)
        if PDF in raw[:PDF_WITHIN]:
            return pdf.words_of(raw)
        return pictures.words_of(raw) if pictures.is_picture(raw) else []
    except Exception as error:  # what is made to harm makes readers raise a dozen different things
        raise Unreadable(office.BROKEN) from error


def _hold(rules: tuple[Hazard, ...] | list[Hazard], content: object) -> None:
    for rule in rules:
        if rule.found(content):
            raise Unreadable(rule.message)
