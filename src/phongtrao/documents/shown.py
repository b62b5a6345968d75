"""A corrected reading as its page shows it: cards of duties, facts of the head, marks in the text, notes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from phongtrao.documents.contract import Duty, form
from phongtrao.documents.corrected import Corrected
from phongtrao.documents.marked import MarginNote, Mark, Section
from phongtrao.documents.models import Correction
from vanban.kinds import BY_SLUG
from vanban.wording import day_words, deadline_words

EXCERPT = 240
AROUND = 400
"""Characters shown of an item on each side of a duty's own words."""
KIND_WORDS = {"act": "việc", "report": "báo cáo"}
EVERYBODY = "mọi nơi văn bản gửi đến"
LABELS = {
    "kind": "Loại",
    "actors": "Ai làm",
    "with": "Phối hợp",
    "to": "Gửi",
    "via": "Qua",
    "deadlines": "Thời hạn",
    "clause": "Điều khoản",
    "span": "Nguyên văn",
}
HEADER_LABELS = {
    "type": "Loại văn bản",
    "number": "Số, ký hiệu",
    "issuer": "Cơ quan ban hành",
    "place": "Nơi ban hành",
    "date": "Ngày ban hành",
    "subject": "Trích yếu",
    "signatory": "Người ký",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận",
}


def clause_in_words(clause: str) -> str:
    """A clause as people name it: `mục IV.1.a`, `mục IV.1, gạch đầu dòng`, `Điều 2`; without one `ngoài các mục`."""
    numbered = ".".join(label for label in clause.split(".") if any(c.isalnum() for c in label))
    named = numbered if numbered.startswith("Điều") or not numbered else f"mục {numbered}"
    bullet = "gạch đầu dòng" if clause != numbered else ""
    return ", ".join(filter(None, (named, bullet))) or "ngoài các mục"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact with its label; `anchor` leads to its words, `was` is what had been read where a person changed it."""

    field: str
    label: str
    value: str
    anchor: str = ""
    was: str | None = None
    undo: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A duty as a card beside the text. `taken` is the correction that added or dropped it."""

    index: str
    number: int
    clause: str
    kind: str
    excerpt: str
    start: int
    lines: list[Line]
    added: bool = False
    taken: int | None = None

    @property
    def anchor(self) -> str:
        return f"w-{self.index}"

    @property
    def place(self) -> str:
        """Its clause in words, as a heading begins."""
        words = clause_in_words(self.clause)
        return words[0].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything of one section of the text that the page draws."""

    cards: list[Card] = field(default_factory=list)
    dropped: list[Card] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    notes: list[MarginNote] = field(default_factory=list)


def shown(found: Corrected, text: str, part: Section) -> Shown:
    """The duties, marks and notes of one part of the text; duties count on through all parts."""
    cards = [card(duty, text, n) for n, duty in enumerate(found.duties, 1)]
    here = [c for c in cards if part.holds(c.start)]
    dropped = [card(duty, text, 0) for duty in found.dropped if part.holds(duty["start"])]
    notes = [MarginNote(w["start"], w["message"], f"n-{n}") for n, w in enumerate(found.warnings)]
    return Shown(here, dropped, list(_marks(found)), notes)


def card(duty: Duty, text: str, number: int) -> Card:
    """One duty with its facts in words."""
    undo = duty["undo"]
    return Card(
        index=duty["index"],
        number=number,
        clause=duty["clause"],
        kind=KIND_WORDS[duty["kind"]],
        excerpt=_excerpt(text[duty["start"] : duty["end"]]),
        start=duty["start"],
        lines=list(_lines(duty, text)),
        added=duty["added"],
        taken=undo.get("drop") or undo.get("add"),
    )


def _lines(duty: Duty, text: str) -> Iterator[Line]:
    for name, label in LABELS.items():
        value = in_words(name, duty.get(name), text)
        corrected = name in duty["corrected"]
        was = in_words(name, duty["was"][name], text) or "không ghi" if corrected else None
        if name == "span" and not corrected:
            continue
        if name in ("kind", "clause") and not corrected:
            continue
        if value or was:
            yield Line(name, label, value or "không ghi", _anchor(duty, name), was, duty["undo"].get(name))


def _anchor(duty: Duty, name: str) -> str:
    dated = name == "deadlines" and any("start" in d for d in duty["deadlines"])
    return f"h-{duty['index']}" if dated else ""


def in_words(name: str, value: Any, text: str = "") -> str:
    """A field's value as people read it; `text` gives the words of a span or a deadline."""
    if name == "kind":
        return KIND_WORDS[value]
    if name == "deadlines":
        return "; ".join(_deadline(d, text) for d in value)
    if name == "span":
        return _excerpt(text[value[0] : value[1]]) if value else ""
    if name == "actors":
        return "; ".join(value) or EVERYBODY
    if name == "type":
        return BY_SLUG[value].name if value in BY_SLUG else str(value or "")
    if name == "date":
        return day_words(value)
    return "; ".join(value) if isinstance(value, list) else str(value or "")


def _deadline(deadline: dict[str, Any], text: str) -> str:
    """`chậm nhất ngày 31/3/2026 (“trước ngày 01/4/2026”)`: the day, and the words that named another."""
    said = deadline_words(form(deadline))
    words = " ".join(text[deadline["start"] : deadline["end"]].split()) if "start" in deadline else ""
    return f"{said} (“{words[:120]}”)" if words else f"{said} (ghi tay)"


def _excerpt(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= EXCERPT else line[:EXCERPT].rsplit(" ", 1)[0] + " …"


def around(duty: Duty, text: str) -> tuple[str, str]:
    """What its item says before and after a duty's own words, each in one line and cut far from them.

    Nothing where they are the whole item, or where the item is not known (a duty added by hand).
    """
    first, last = duty.get("item") or (duty["start"], duty["end"])
    before = _words(text[first : duty["start"]])
    after = _words(text[duty["end"] : last])
    return (
        before if len(before) <= AROUND else "… " + before[-AROUND:].split(" ", 1)[-1],
        after if len(after) <= AROUND else after[:AROUND].rsplit(" ", 1)[0] + " …",
    )


def _words(text: str) -> str:
    """In one line; nothing where only signs are left."""
    return " ".join(text.split()) if any(c.isalnum() for c in text) else ""


def header_lines(found: Corrected) -> list[Line]:
    """Facts of the head, each with the way to its words."""
    lines = []
    for name, label in HEADER_LABELS.items():
        value = in_words(name, found.header.get(name))
        changed = name in found.header_was and found.header_was[name] != found.header.get(name)
        was = in_words(name, found.header_was[name]) or "không ghi" if changed else None
        if value or changed:
            anchor = f"f-{name}" if name in found.header.get("spans", {}) else ""
            lines.append(Line(name, label, value or "không ghi", anchor, was, found.header_undo.get(name)))
    return lines


def _marks(found: Corrected) -> Iterator[Mark]:
    for n, duty in enumerate(found.duties, 1):
        key = duty["index"]
        yield Mark(duty["start"], duty["end"], key, f"w-{key}", n)
        dated = [d for d in duty["deadlines"] if "start" in d]
        for at, deadline in enumerate(dated):
            yield Mark(deadline["start"], deadline["end"], key, "" if at else f"h-{key}")
    for name, place in found.header.get("spans", {}).items():
        yield Mark(place[0], place[1], f"f-{name}", f"f-{name}", quiet=True)
    yield from _numbered("c", found.citations)
    yield from _numbered("t", found.targets)
    yield from _numbered("m", found.models)


def _numbered(letter: str, values: Iterable[dict[str, Any]]) -> Iterator[Mark]:
    for n, value in enumerate(values):
        yield Mark(value["start"], value["end"], f"{letter}-{n}", f"{letter}-{n}", quiet=True)


def citation_words(citation: dict[str, Any]) -> str:
    """`Chỉ thị 05/CT-UBND ngày 10/12/2025`."""
    day = f" ngày {day_words(citation['date'])}" if citation.get("date") else ""
    return f"{in_words('type', citation.get('type')) or 'Văn bản'} {citation['number']}{day}"


def target_words(target: dict[str, Any]) -> str:
    """`ít nhất 80% thôn, tổ dân phố (năm 2027)`."""
    least = "ít nhất " if target["op"] == ">=" else ""
    unit = "%" if target["measure"] == "percent" else ""
    value = f"{target['value']:g}".replace(".", ",")
    when = f" (năm {target['year']})" if target.get("year") else ""
    when = f" (từ năm {target['from']} đến năm {target['to']})" if "from" in target and "to" in target else when
    return f"{least}{value}{unit} {target['of']}{when}" + (", mỗi năm" if target.get("each") else "")


def correction_words(correction: Correction, text: str) -> str:
    """What a person did to the reading, in one line."""
    value: Any = correction.value
    if correction.deed == Correction.ADD:
        return f"Thêm nhiệm vụ: {_excerpt(text[value['start'] : value['end']])}"
    if correction.deed == Correction.DROP:
        return f"Bỏ nhiệm vụ {_named(correction)}"
    if correction.duty is None and correction.added_id is None:
        return f"{HEADER_LABELS[correction.field]}: {in_words(correction.field, value) or 'không ghi'}"
    said = in_words(correction.field, value, text) or "không ghi"
    return f"Nhiệm vụ {_named(correction)}, {LABELS[correction.field].lower()}: {said}"


def _named(correction: Correction) -> str:
    return "thêm tay" if correction.duty is None else f"đọc thứ {correction.duty + 1}"
