"""The page on which a form is built, field by field: labels, choices, and what is wrong, in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from phongtrao.organisations.wording import BODY_KINDS, LEVELS
from phongtrao.reports.form import ADDS_UP, REGIME, TYPES
from phongtrao.reports.form_keys import TABLES
from phongtrao.reports.periods import EVERY
from phongtrao.reports.typed_form import HEAD, REPORTER, ROWS, Row, TypedForm, is_empty
from phongtrao.toml_lines import Path
from phongtrao.toml_tables import Key

TITLES = {
    REPORTER: "Nơi phải báo cáo",
    "period": "Kỳ báo cáo",
    "section": "Mục của báo cáo",
    "indicator": "Chỉ tiêu",
    "question": "Câu hỏi trả lời bằng lời",
    "check": "Quy tắc kiểm tra",
}
LABELS = {
    "name": "Tên ngắn",
    "title": "Tên",
    "valid_from": "Áp dụng từ ngày",
    "source": "Văn bản quy định",
    "level": "Cấp",
    "kind": "Loại cơ quan, đơn vị",
    "every": "Loại kỳ",
    "part": "Kỳ nào trong năm",
    "data_from": "Số liệu từ ngày",
    "data_until": "Số liệu đến hết ngày",
    "due": "Hạn gửi",
    "section": "Thuộc mục",
    "type": "Kiểu giá trị",
    "adds_up": "Cách cộng",
    "unit": "Đơn vị tính",
    "base": "Tổng số gọi là gì",
    "levels": "Các mức",
    "required": "Bắt buộc trả lời",
    "measure": "Số đo hệ thống tự biết",
    "same_as_last": "Gợi ý số của kỳ trước",
    "rule": "Quy tắc",
    "message": "Lời nhắc",
    "at": "Đứng cạnh chỉ tiêu",
    "hard": "Sai thì không gửi được",
    "version": "Phiên bản",
    "reporters": "Nơi phải báo cáo",
}
HINTS = {
    "name": "Chữ thường không dấu; để trống thì lấy theo tên. Giữ nguyên qua các phiên bản.",
    "valid_from": "Như 30/01/2026.",
    "source": "Loại, số, ngày, cơ quan ban hành.",
    "data_from": "Như 15/12 năm trước.",
    "data_until": "Như 14/12.",
    "due": "«Trước ngày 10/5» là 09/05.",
    "unit": "Với số nguyên: mô hình, cuộc, văn bản…",
    "base": "Với tỷ lệ: tổng số hộ…",
    "levels": "Với mức, từ tốt nhất: tốt; khá; trung bình.",
    "rule": "Như mo_hinh_moi <= mo_hinh; last.mo_hinh là số kỳ trước.",
    "message": "Sai gì, xin làm gì.",
}
NOT_SAID = "Văn bản không nêu."
PARTS = ("H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"M{month:02d}" for month in range(1, 13)))
WORDS = {**TYPES, **ADDS_UP, **EVERY}
LONG = 400
"""A text that may be longer than this has several lines on the page."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `kind`: text, area, choice or tick."""

    name: str
    label: str
    kind: str
    value: str
    hint: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    errors: tuple[str, ...] = ()
    focus: bool = False
    """Whether one begins to write here."""


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row of fields; `title` names it."""

    place: int
    title: str
    fields: tuple[Field, ...]
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """All rows of a table."""

    table: str
    title: str
    rows: tuple[DrawnRow, ...]
    errors: tuple[str, ...] = ()


@dataclass(slots=True)
class Faults:
    """What is wrong, in the words of the page, by the name of the field, of the row (`indicator-3`) or of the table."""

    by_place: dict[str, list[str]] = field(default_factory=dict)

    def at(self, place: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.by_place.get(place, ())))

    @property
    def first(self) -> str:
        """Where one begins to put things right."""
        return next(iter(self.by_place), "")

    def __len__(self) -> int:
        return sum(map(len, self.by_place.values()))


def faults_by_place(faults: Iterable[tuple[Path, str]]) -> Faults:
    found = Faults()
    for path, said in faults:
        words = REGIME.get(str(path[1]), "") if path[:1] == ("regime",) and len(path) > 1 else ""
        is_left_out = bool(words) and ("còn trống" in said or "thiếu" in said)
        shown = f"«{words.capitalize()}» còn trống; xin ghi, hoặc ghi «{NOT_SAID}»" if is_left_out else on_page(said)
        found.by_place.setdefault(_place(path, said), []).append(shown)
    return found


def _place(path: Path, said: str) -> str:
    """The field; what a row lacks stands at the field that it lacks."""
    place = "-".join(map(str, path))
    lacking = re.search(r"thiếu «(\w+)»", said) or re.search(r"xin thêm (part):", said)
    return f"{place}-{lacking[1]}" if lacking and len(path) == 2 and path[0] in ROWS else place


def on_page(said: str) -> str:
    """What a file's fault says, without the marks of a file: labels for keys, words for values."""
    head, how, tail = said.partition("; xin ")
    example = re.fullmatch(r"(?:ghi|thêm) \w+ = (?:\".*\"|\d\S*|true|\[.*….*\])", tail)
    said = head if example and ("…" in tail or "còn trống" in head) else f"{head}{how}{tail}"
    said = re.sub(r"\[\[?(\w+)\]\]?", lambda m: f"«{TITLES.get(m[1], m[1])}»", said)
    said = re.sub(r"\b(\w+) = ", lambda m: f"«{LABELS.get(m[1], m[1])}»: ", said)
    said = re.sub(r"(?<=kiểu )«(\w+)»", lambda m: f"«{TYPES.get(m[1], m[1])}»", said)
    said = re.sub(r"«(\w+)»", lambda m: f"«{WORDS.get(m[1]) or LABELS.get(m[1], m[1])}»", said)
    said = re.sub(r'"(\w+)"', lambda m: f"«{WORDS.get(m[1], m[1])}»", said)
    said = said.replace("phải là năm-tháng-ngày, không có dấu nháy", "phải là một ngày").replace(
        "«Áp dụng từ ngày»: 2026-01-30", "như 30/01/2026"
    )
    said = re.sub(r"^(«Nơi phải báo cáo») phải là danh sách.*", r"\1 còn trống; xin chọn cấp và loại cơ quan", said)
    said = said.replace("xin bỏ dòng này", "xin để trống").replace("đổi type", "đổi kiểu giá trị").strip()
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith(('.', '?', '…')) else '.'}"


def head_fields(typed: TypedForm, faults: Faults) -> list[Field]:
    return [_field(key, key.name, typed.head.get(key.name, ""), faults) for key in _named_last(HEAD)]


def _named_last(keys: Iterable[Key]) -> list[Key]:
    """Keys in the order of the page: a short name is mostly made by itself."""
    return sorted(keys, key=lambda key: key.name == "name")


def regime_fields(typed: TypedForm, faults: Faults) -> list[Field]:
    """The eleven things of Decree 09/2019/NĐ-CP, article 7."""
    drawn = []
    for key in TABLES["regime"]:
        name = f"regime-{key.name}"
        label = f"{key.words[:1].upper()}{key.words[1:]}"
        drawn.append(Field(name, label, "area", typed.regime.get(key.name, ""), required=True, errors=faults.at(name)))
    return drawn


def blocks(typed: TypedForm, faults: Faults, at: str = "") -> Iterator[Block]:
    """The tables with their rows; `at`: the row where one goes on writing."""
    sections = tuple((row.get("name", ""), row.get("title", "")) for row in _named(typed, "section"))
    asked = tuple((row.get("name", ""), row.get("title", "")) for row in _named(typed, "indicator"))
    for table, rows in typed.rows.items():
        drawn = [_row(table, place, row, faults, sections, asked) for place, row in enumerate(rows)]
        drawn = [_lit(one) if at == f"{table}-{one.place}" else one for one in drawn]
        yield Block(table, TITLES[table], tuple(drawn), faults.at(table))


def _lit(row: DrawnRow) -> DrawnRow:
    return replace(row, fields=(replace(row.fields[0], focus=True), *row.fields[1:]))


def _named(typed: TypedForm, table: str) -> list[Row]:
    return [row for row in typed.rows[table] if not is_empty(table, row)]


Options = tuple[tuple[str, str], ...]


def _row(table: str, place: int, row: Row, faults: Faults, sections: Options, asked: Options) -> DrawnRow:
    before = f"{table}-{place}"
    drawn = []
    for key in _named_last(ROWS[table]):
        options = _options(table, key, sections, asked)
        drawn.append(_field(key, f"{before}-{key.name}", row.get(key.name, ""), faults, options))
    title = row.get("title", "").strip() or row.get("message", "").strip()
    return DrawnRow(place, title[:80], tuple(drawn), faults.at(before))


def _options(table: str, key: Key, sections: Options, asked: Options) -> Options:
    """What can be chosen; nothing where it is typed."""
    if table == REPORTER:
        return tuple((LEVELS if key.name == "level" else BODY_KINDS).items())
    if key.name == "section":
        return sections
    if key.name == "at":
        return (("", "chỉ tiêu đầu tiên trong quy tắc"), *asked)
    if key.name == "part":
        return (("", "cả năm"), *((part, _part_in_words(part)) for part in PARTS))
    if key.name == "every":
        return (("", "— chọn —"), *key.known.items())
    return tuple(key.known.items())


def _part_in_words(part: str) -> str:
    number = int(part[1:])
    if part[0] == "H":
        return f"6 tháng {'đầu' if number == 1 else 'cuối'} năm"
    return f"{'quý' if part[0] == 'Q' else 'tháng'} {number}"


def _field(key: Key, name: str, value: str, faults: Faults, options: Options = ()) -> Field:
    kind = "tick" if key.note == "yes_no" else "choice" if options else "area" if key.longest > LONG else "text"
    if kind == "choice" and value not in dict(options):
        options = ((value, value or "— chọn —"), *options)
    needed = key.required and key.note != "yes_no" and not (key.note == "name" and not options)
    wrong, hint = faults.at(name), HINTS.get(key.name, "")
    return Field(
        name, LABELS[key.name], kind, value, hint, needed, options, wrong, bool(wrong) and name == faults.first
    )
