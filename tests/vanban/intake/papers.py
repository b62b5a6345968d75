"""Files for the tests, made on the fly: Word, PDF, zip, and bytes of the years before Unicode."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LETTER = """ỦY BAN NHÂN DÂN
TỈNH KON TUM
Số: 15/KH-UBND
Kon Tum, ngày 05 tháng 3 năm 2009
KẾ HOẠCH
Phòng, chống úng ngập đô thị
1. Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh nạo vét cống rãnh trước ngày 10/5 hằng năm.
2. Các phường tuyên truyền để người dân hưởng ứng, giữ gìn vệ sinh.
"""


def word(build: Callable[[Document], Any]) -> bytes:
    """A Word file that `build` writes into."""
    document = docx.Document()
    build(document)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def word_of(*paragraphs: str) -> bytes:
    """A Word file of plain paragraphs."""
    return word(lambda document: [document.add_paragraph(text) for text in paragraphs])


def body(document: Document, xml: str) -> None:
    """Put raw WordprocessingML at the end of a document's body."""
    names = nsdecls("w")
    for element in parse_xml(f"<w:body {names}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)


def numbered(document: Document, levels: Sequence[tuple[str, str]], extra: str = "") -> str:
    """Add a list with these (format, pattern) levels; give the number that its paragraphs name."""
    root = document.part.numbering_part.element
    listed = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (kind, pattern) in enumerate(levels)
    )
    name = str(900 + len(root))
    first_num = next(at for at, child in enumerate(root) if child.tag.endswith("}num"))
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{listed}</w:abstractNum>'
    root.insert(first_num, parse_xml(abstract))
    number = f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{name}"/>{extra}</w:num>'
    root.append(parse_xml(number))
    return name


def item(text: str, number: str, level: int = 0) -> str:
    """WordprocessingML of a paragraph in a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{place}</w:pPr>{run}</w:p>"


def repacked(raw: bytes, **parts: bytes) -> bytes:
    """A zip with some parts put in or replaced; `__` in a name stands for a slash."""
    new = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in old.namelist():
            archive.writestr(name, new.pop(name, b"") or old.read(name))
        for name, content in new.items():
            archive.writestr(name, content)
    return packed.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip of these parts alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


Placed = tuple[float, float, str]
"""Words and where they stand on a page, in points from its left and from its foot."""
Box = tuple[float, float, float, float]
"""A drawn rectangle: left, foot, width, height."""


def pdf(*pages: str, picture: bool = False) -> bytes:
    """A PDF with a page for each text, written line under line; `picture` lays an image over every page."""
    placed = [[(20.0, 800.0 - 14 * at, line) for at, line in enumerate(page.split("\n"))] for page in pages]
    return pdf_placed(placed, b"q 595 0 0 842 0 0 cm /I Do Q\n" if picture else b"")


def pdf_ruled(words: list[Placed], boxes: list[Box]) -> bytes:
    """A PDF of one page with words at places and rectangles drawn around them."""
    return pdf_placed([words], "".join(f"{x} {y} {w} {h} re S\n" for x, y, w, h in boxes).encode())


def pdf_placed(pages: list[list[Placed]], drawn: bytes) -> bytes:
    """A PDF of these pages, every one of which begins with the same drawing."""
    letters = sorted({c for page in pages for _, _, words in page for c in words})
    codes = {letter: code for code, letter in enumerate(letters, 33)}  # where the font has glyphs
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font(len(letters)), _stream(_cmap(codes)), _image()]
    kids = []
    for page in pages:
        content = _stream(drawn + b"".join(_written(words, codes) for words in page))
        kids.append(f"{len(objects) + 2} 0 R")
        objects += [content, _page(len(objects) + 1)]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return _put_together(objects)


def _font(letters: int) -> bytes:
    widths = " ".join(["500"] * letters)
    return (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R "
        f"/FirstChar 33 /LastChar {letters + 32} /Widths [{widths}] >>"
    ).encode()


def _cmap(codes: dict[str, int]) -> bytes:
    pairs = "\n".join(f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def "
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()


def _written(placed: Placed, codes: dict[str, int]) -> bytes:
    x, y, words = placed
    written = "".join(f"{codes[c]:02x}" for c in words)
    return f"BT /F 10 Tf {x} {y} Td <{written}> Tj ET\n".encode()


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _image() -> bytes:
    head = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    return head + b"\nstream\n\x80\nendstream"


def _page(content: int) -> bytes:
    parts = "/Resources << /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >>"
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {parts} /Contents {content} 0 R >>".encode()


def _put_together(objects: list[bytes]) -> bytes:
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + end


def windows_1258(text: str) -> bytes:
    """Text as windows-1258 writes it: a letter with its hat, then the tone."""
    raw = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            raw += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
            bare = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
            raw += (bare + tones).encode("cp1258")
    return raw


def surface(text: str, table: str) -> str:
    """Text as a Western machine shows it when it was typed in `tcvn3` or `vni`."""
    from viparse.normalize.encodings import CHARMAPS

    letters = {new: old for old, new in reversed(CHARMAPS[table].pairs)}
    return "".join(letters.get(c, c) for c in unicodedata.normalize("NFC", text))


def old_bytes(text: str, table: str) -> bytes:
    """Text as `tcvn3` or `vni` bytes."""
    return surface(text, table).encode("latin-1")
