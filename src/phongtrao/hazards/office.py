"""Word and Excel files (zip archives of XML parts): bombs, macros, objects, links, and where a mark may stand."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from phongtrao.hazards.rule import Hazard
from vanban.intake import Unreadable, archive

DEPTH = 1
"""How deep office files may stand in each other: a chart holds the sheet it is drawn from, and that holds nothing."""
BROKEN = "Tệp này bị hỏng, không mở được. Hãy mở tệp, lưu lại thành .docx, .xlsx hoặc PDF rồi gửi lại."
TYPES = "[Content_Types].xml"
HEAD_ROWS = 20
"""Rows of each sheet in which its head stands."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (b"MZ", b"\x7fELF", b"%PDF-", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"#!")
_HEAD = 8
_HYPERLINK = "/hyperlink"
_TEMPLATE = "/attachedtemplate"
_LOCAL = re.compile(r"(?:file:///)?[a-z]:[\\/]|[^:\\/]+\.do[ct][xm]?$", re.IGNORECASE)
"""A template on the writer's own disk: Word shrugs where it is not there."""
_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_FETCHES = re.compile(r"\bINCLUDE(?:TEXT|PICTURE)\b[^A-Z]{0,10}(?:https?:|file:|\\\\)", re.IGNORECASE)
_CALLED = re.compile(r"\|.*!|\b(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part says of another place: the kind of the link, where to, and whether that is outside the file."""

    kind: str
    target: str
    external: bool


class Parts:
    """The parts of an office file; nothing is unpacked before it is asked for. Raises what zipfile raises."""

    def __init__(self, raw: bytes, depth: int = 0) -> None:
        self.depth = depth
        self.zip = zipfile.ZipFile(io.BytesIO(raw))
        self.infos = self.zip.infolist()
        self.names = [info.filename for info in self.infos]

    def read(self, name: str) -> bytes:
        return self.zip.read(name)

    @cached_property
    def types(self) -> str:
        """The list of content types, in small letters."""
        return self.read(TYPES).decode("utf-8", "replace").lower() if TYPES in self.names else ""

    @cached_property
    def heads(self) -> dict[str, bytes]:
        """Name → how the part begins."""
        heads = {}
        for info in self.infos:
            with self.zip.open(info) as part:
                heads[info.filename] = part.read(_HEAD)
        return heads

    @cached_property
    def relations(self) -> list[Relation]:
        """Every link of every part."""
        found = []
        for name in self.named(".rels"):
            for element in etree.fromstring(self.read(name), _parser()).iter("{*}Relationship"):
                outside = (element.get("TargetMode") or "").lower() == "external"
                found.append(Relation((element.get("Type") or "").lower(), element.get("Target") or "", outside))
        return found

    def named(self, ending: str, within: str = "") -> list[str]:
        return [n for n in self.names if n.lower().endswith(ending) and n.lower().startswith(within)]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _odd_names(parts: Parts) -> bool:
    """Names that lead out of the archive, or stand twice: two readers would open two different files."""
    folded = [n.casefold().replace("\\", "/") for n in parts.names]
    out = any(n.startswith("/") or ".." in n.split("/") or "\0" in n for n in folded)
    return out or "\\" in "".join(parts.names) or len(set(folded)) != len(folded)


def _macros(parts: Parts) -> bool:
    named = any("vbaproject" in n.lower() or n.lower().startswith("xl/macrosheets/") for n in parts.names)
    return named or any(word in parts.types for word in ("vbaproject", "macroenabled", "macrosheet"))


def _controls(parts: Parts) -> bool:
    return "activex" in parts.types or any("/activex/" in n.lower() for n in parts.names)


def _objects(parts: Parts) -> bool:
    """OLE objects: a part that is one by its first bytes, whatever it is called."""
    return "oleobject" in parts.types or any(head.startswith(_OLE) for head in parts.heads.values())


def _foreign(parts: Parts) -> bool:
    """Programs, PDF and RTF files inside, and parts that Word reads in when it opens (altChunk)."""
    begins = any(head.startswith(_FOREIGN) for head in parts.heads.values())
    return begins or any(r.kind.endswith("/afchunk") for r in parts.relations)


def _too_deep(parts: Parts) -> bool:
    """An archive inside that is no office file, or one inside another that is inside already."""
    inner = [n for n, head in parts.heads.items() if head.startswith(b"PK\x03\x04")]
    if inner and parts.depth >= DEPTH:
        return True
    return any(TYPES not in Parts(parts.read(n), parts.depth + 1).names for n in inner)


def _links(parts: Parts) -> bool:
    """Whatever is fetched from outside when the file opens; links that a reader clicks are none."""
    for link in parts.relations:
        if not link.external or link.kind.endswith(_HYPERLINK):
            continue
        if not (link.kind.endswith(_TEMPLATE) and _LOCAL.match(link.target)):
            return True
    return any("webextension" in n.lower() for n in parts.names)


def _data_links(parts: Parts) -> bool:
    return any(n.lower() in ("xl/connections.xml", "xl/model/item.data") for n in parts.names)


def _runs_commands(parts: Parts) -> bool:
    """DDE and its kin: fields of a Word file, links and formulas of a sheet."""
    if any(b"ddeLink" in parts.read(n) for n in parts.named(".xml", "xl/externallinks/")):
        return True
    fields = (_instructions(parts.read(n)) for n in parts.named(".xml", "word/"))
    if any(_DDE.search(told) or _FETCHES.search(told) for told in fields):
        return True
    return any(_CALLED.search(f) for n in parts.named(".xml", "xl/worksheets/") for f in _formulas(parts.read(n)))


def _instructions(xml: bytes) -> str:
    """The instructions of a part's fields, put together again where they were cut up."""
    if b"instr" not in xml:
        return ""
    tree = etree.fromstring(xml, _parser())
    simple = [a for e in tree.iter("{*}fldSimple") for k, a in e.attrib.items() if str(k).endswith("instr")]
    return "".join(e.text or "" for e in tree.iter("{*}instrText")) + "\n" + "\n".join(map(str, simple))


def _formulas(xml: bytes) -> Iterator[str]:
    for _, element in etree.iterparse(io.BytesIO(xml), tag="{*}f", resolve_entities=False, no_network=True):
        yield element.text or ""
        element.clear()


def _harm(name: str, what: str, do: str, found: Callable[[Parts], bool]) -> Hazard:
    """A rule whose message says what the file has and what to do about it."""
    message = f"Tệp này {what} nên không được nhận. Hãy mở bằng Word hoặc Excel, {do}, lưu lại rồi gửi lại."
    return Hazard(name, message, found)


HAZARDS: tuple[Hazard, ...] = (
    _harm("locked", "được đặt mật khẩu", "bỏ mật khẩu", lambda p: archive.is_locked(p.infos)),
    _harm("bomb", "giải nén ra lớn bất thường", "bỏ bớt ảnh và dữ liệu thừa", lambda p: archive.is_bomb(p.infos)),
    _harm("names", "có tên lạ hoặc trùng nhau bên trong", "kiểm tra nội dung", _odd_names),
    _harm(
        "declarations", "có khai báo XML không an toàn", "kiểm tra nội dung", lambda p: archive.declares(p.zip, p.infos)
    ),
    _harm("macro", "có macro", "chọn loại .docx hoặc .xlsx (không macro)", _macros),
    _harm("activex", "có điều khiển ActiveX", "xóa các điều khiển đó", _controls),
    _harm("object", "có đối tượng nhúng (OLE)", "dán đối tượng thành ảnh", _objects),
    _harm("foreign", "có tệp khác nhúng bên trong", "lấy tệp đó ra gửi riêng", _foreign),
    _harm("depth", "có tệp nén lồng bên trong", "lấy tệp đó ra gửi riêng", _too_deep),
    _harm("dde", "có trường hoặc công thức gọi chương trình khác (DDE)", "xóa chúng", _runs_commands),
    _harm("links", "tự lấy nội dung từ nơi khác khi mở", "ngắt các liên kết", _links),
    _harm("connections", "có kết nối dữ liệu ra ngoài", "xóa các kết nối", _data_links),
)
"""In this order: nothing is unpacked before the first three have let the file pass."""


def look(raw: bytes, depth: int = 0) -> None:
    """Let an office file pass, and those inside it. Raises Unreadable."""
    try:
        parts = Parts(raw, depth)
        broken = next((rule for rule in HAZARDS if rule.found(parts)), None)
        inner = (
            [parts.read(n) for n, head in parts.heads.items() if head.startswith(b"PK\x03\x04")] if not broken else []
        )
    except Exception as error:  # a directory that lies makes the reader raise a dozen different things
        raise Unreadable(BROKEN) from error
    if broken:
        raise Unreadable(broken.message)
    for part in inner:
        look(part, depth + 1)


def words_of(raw: bytes) -> list[str]:
    """Properties, and what stands in the margins, boxes and heads of sheets; each as a text of its own."""
    parts = Parts(raw)
    said = [text for n in parts.named(".xml", "docprops/") for text in _properties(parts.read(n))]
    for name in parts.named(".xml", "word/"):
        if re.search(r"word/(?:header|footer)\d*\.xml$", name.lower()):
            said.append("\n".join(_paragraphs(parts.read(name))))
    said += [text for n in parts.named(".xml", "xl/drawings/") for text in _boxes(parts.read(n))]
    return [*said, *_heads_of_sheets(parts)]


def _properties(xml: bytes) -> Iterator[str]:
    """Values of properties, those that a person named with their names."""
    for element in etree.fromstring(xml, _parser()).iter():
        if isinstance(element.tag, str) and element.text and element.text.strip():
            parent = element.getparent()
            name = parent.get("name") if parent is not None else None
            yield f"{name}: {element.text}" if name else element.text


def _paragraphs(xml: bytes) -> Iterator[str]:
    for paragraph in etree.fromstring(xml, _parser()).iter("{*}p"):
        yield "".join(t.text or "" for t in paragraph.iter("{*}t"))


def _boxes(xml: bytes) -> Iterator[str]:
    for box in etree.fromstring(xml, _parser()).iter("{*}txBody"):
        yield "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in box.iter("{*}p"))


def _heads_of_sheets(parts: Parts) -> list[str]:
    """The first rows of every sheet, a line each with its cells apart; words that cells share are looked up."""
    rows = [row for n in parts.named(".xml", "xl/worksheets/") for row in [list(_first_rows(parts.read(n)))]]
    wanted = {int(v) for sheet in rows for row in sheet for t, v in row if t == "s" and v.isdigit()}
    shared = _shared(parts, wanted)
    return [
        "\n".join("| " + " | ".join(shared.get(v, "") if t == "s" else v for t, v in row) + " |" for row in sheet)
        for sheet in rows
    ]


def _first_rows(xml: bytes) -> Iterator[list[tuple[str, str]]]:
    """Type and value of the cells of the first rows."""
    walk = etree.iterparse(io.BytesIO(xml), tag="{*}row", resolve_entities=False, no_network=True)
    for number, (_, row) in enumerate(walk):
        if number >= HEAD_ROWS:
            return
        yield [(c.get("t") or "", _value(c)) for c in row.iter("{*}c")]
        row.clear()


def _value(cell: Any) -> str:
    return "".join(t.text or "" for t in cell.iter("{*}v", "{*}t"))


def _shared(parts: Parts, wanted: set[int]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in parts.named("sharedstrings.xml", "xl/"):
        walk = etree.iterparse(io.BytesIO(parts.read(name)), tag="{*}si", resolve_entities=False, no_network=True)
        for number, (_, item) in enumerate(walk):
            if number in wanted:
                found[str(number)] = "".join(t.text or "" for t in item.iter("{*}t"))
            item.clear()
    return found
