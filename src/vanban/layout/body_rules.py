"""Rules of the body: its prose, and the labels and titles of its items (Mục II.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest

from vanban.layout.forms import END_MARK, FORMS, INDENTS, LEAST_GAP, LETTERS, LINE_SPACING, MODELS, PART_ONE
from vanban.layout.parts import Parts
from vanban.layout.rule import Check, Example, Finding, LayoutRule, hold_form, hold_sizes, quoted, shown_number
from vanban.layout.seen import SeenLine
from vanban.layout.widths import width

_DIVISION = re.compile(
    r"(?P<word>Phần|Chương|Mục|Tiểu mục|PHẦN|CHƯƠNG|MỤC|TIỂU MỤC) (?:thứ )?(?P<number>[IVXLC]+|\d{1,3})\W?"
)
_SECTION = re.compile(r"[IVXLC]{1,6}\. ?(?=\w)")
_ARTICLE = re.compile(r"Điều \d+[a-zđ]?(?P<sign>.?)")
_CLAUSE = re.compile(r"\d{1,3}(?P<sign>[.)/:]) ?(?=[^\W\d])")
_POINT = re.compile(r"(?P<letter>[a-zđ])(?P<sign>[.)/:]) ?(?=\w)")
_INDENT_SLACK = 0.6
"""Millimetres."""
_GAP_SLACK = 0.1
"""Points."""
_SPACING_SLACK = 0.05


def _prose(parts: Parts) -> list[SeenLine]:
    """Paragraphs of the body outside tables."""
    return [line for line in parts.of("body") if line.cell is None]


def _divisions(parts: Parts) -> Iterator[tuple[SeenLine, SeenLine | None]]:
    """Labels of parts, chapters and their kin that have a line of their own, each with the line below it."""
    lines = _prose(parts)
    title: SeenLine | None = None
    for line, below in zip_longest(lines, lines[1:]):
        if _DIVISION.fullmatch(line.text) and line is not title:
            title = below
            yield line, below


def _running(parts: Parts) -> list[SeenLine]:
    """Prose without divisions and without what stands in the middle or at the right: captions, formulas."""
    apart = {line.number for label, title in _divisions(parts) for line in (label, title) if line is not None}
    return [line for line in _prose(parts) if line.number not in apart and line.align in ("justify", "left")]


def _wraps(line: SeenLine) -> bool:
    """Whether a paragraph takes more than one line for certain."""
    return width(line.text, line.size) > line.room * 1.1


def _each(lines: Callable[[Parts], list[SeenLine]], look: Callable[[SeenLine], Iterable[Finding]]) -> Check:
    """The check that looks at each of some paragraphs; they are no part of the paper where there is none."""

    def check(parts: Parts) -> Iterator[Finding] | None:
        held = lines(parts)
        return (finding for line in held for finding in look(line)) if held else None

    return check


def _upright(line: SeenLine) -> Iterator[Finding]:
    if all(run.italic for run in line.letters) and _wraps(line):
        yield Finding(quoted(line), "chữ nghiêng", "chữ đứng")


def _lower(line: SeenLine) -> Iterator[Finding]:
    if line.text == line.text.upper() and not _SECTION.match(line.text) and _wraps(line):
        yield Finding(quoted(line), "chữ in hoa", "chữ in thường")


def _justified(line: SeenLine) -> Iterator[Finding]:
    if line.align != "justify" and _wraps(line):
        yield Finding(quoted(line), "canh trái", "canh đều hai lề")


def _indented(line: SeenLine) -> Iterator[Finding]:
    wanted = "lùi đầu dòng 1 cm hoặc 1,27 cm"
    if line.runs[0].text.startswith(("\t", "  ")):
        yield Finding(quoted(line), "lùi đầu dòng bằng dấu cách hoặc phím Tab", wanted, told=False)
    elif min(abs(line.left + line.first - indent) for indent in INDENTS) > _INDENT_SLACK:
        yield Finding(quoted(line), f"lùi {shown_number((line.left + line.first) / 10)} cm", wanted)


def _spaced(line: SeenLine) -> Iterator[Finding]:
    least, most = LINE_SPACING[0] - _SPACING_SLACK, LINE_SPACING[1] + _SPACING_SLACK
    if not least <= line.spacing <= most and _wraps(line):
        yield Finding(quoted(line), f"cách dòng {shown_number(line.spacing)}", "dòng đơn đến 1,5 dòng")


def _gaps(parts: Parts) -> Iterator[Finding] | None:
    lines = _running(parts)
    pairs = [(one, two) for one, two in zip(lines, lines[1:], strict=False) if two.number == one.number + 1]
    narrow = ((two, gap) for one, two in pairs if (gap := _gap(one, two)) < LEAST_GAP - _GAP_SLACK)
    wanted = "cách đoạn trên ít nhất 6 pt"
    return (Finding(quoted(two), f"cách {shown_number(gap)} pt", wanted) for two, gap in narrow) if pairs else None


def _gap(one: SeenLine, two: SeenLine) -> float:
    same = one.style == two.style
    return max(0 if same and one.close else one.after, 0 if same and two.close else two.before)


def _division_labels(parts: Parts) -> list[Finding] | None:
    labels = [label for label, _ in _divisions(parts)]
    found = hold_form(FORMS["division_label"], labels)
    for label in labels:
        match = _DIVISION.fullmatch(label.text)
        roman = match is not None and not match["number"].isdigit()
        large = match is not None and match["word"].casefold() in ("phần", "chương")
        if roman != large:
            wanted = "chữ số La Mã" if large else "chữ số Ả Rập"
            found.append(Finding(quoted(label), "số thứ tự không đúng loại", wanted))
    return found if labels else None


def _division_titles(parts: Parts) -> list[Finding] | None:
    found: list[Finding] = []
    pairs = list(_divisions(parts))
    for label, title in pairs:
        if title is None or title.align == "justify":
            found.append(Finding(quoted(label), "không thấy tiêu đề ngay dưới", "tiêu đề in hoa, đậm, canh giữa"))
        else:
            found += hold_form(FORMS["division_title"], [title])
    return found if pairs else None


def _sections(parts: Parts) -> list[Finding] | None:
    lines = [line for line in _prose(parts) if _SECTION.match(line.text)]
    if not any(line.text.startswith("I.") for line in lines):
        return None
    return hold_form(FORMS["section"], lines)


def _articles(parts: Parts) -> list[Finding] | None:
    lines = [line for line in _running(parts) if _ARTICLE.match(line.text)]
    return [finding for line in lines for finding in _article(line)] if lines else None


def _article(line: SeenLine) -> Iterator[Finding]:
    match = _ARTICLE.match(line.text)
    wanted = "“Điều”, số Ả Rập và dấu chấm, chữ đứng, đậm"
    if match is not None and match["sign"] != ".":
        yield Finding(quoted(line), f"sau số thứ tự là “{match['sign'].strip()}”", wanted)
    elif not line.letters[0].bold or line.letters[0].italic:
        yield Finding(quoted(line), "“Điều” và số thứ tự không đậm hoặc nghiêng", wanted)


def _clauses(parts: Parts) -> list[Finding] | None:
    lines = [line for line in _running(parts) if _CLAUSE.match(line.text)]
    return [finding for line in lines for finding in _clause(line)] if lines else None


def _clause(line: SeenLine) -> Iterator[Finding]:
    match = _CLAUSE.match(line.text)
    weights = [run.bold for run in line.letters]
    if match is not None and match["sign"] != ".":
        yield Finding(quoted(line), f"sau số thứ tự là “{match['sign']}”", "số Ả Rập, sau có dấu chấm")
    elif weights[0] and not all(weights):
        yield Finding(quoted(line), "tiêu đề liền với nội dung", "số thứ tự và tiêu đề khoản trên một dòng riêng, đậm")


def _points(parts: Parts) -> list[Finding] | None:
    lines = _running(parts)
    found: list[Finding] = []
    due, any_point = 0, False
    for line in lines:
        match = _POINT.match(line.text)
        if match is None:
            due = 0 if _CLAUSE.match(line.text) or _SECTION.match(line.text) or _ARTICLE.match(line.text) else due
            continue
        any_point = True
        due = 0 if match["letter"] == "a" else due
        found += _point(line, match, LETTERS[due] if due < len(LETTERS) else None)
        due = LETTERS.find(match["letter"]) + 1
    return found if any_point else None


def _point(line: SeenLine, match: re.Match[str], due: str | None) -> Iterator[Finding]:
    if match["sign"] != ")":
        yield Finding(quoted(line), f"sau chữ cái là “{match['sign']}”", "chữ cái, sau có dấu đóng ngoặc đơn")
    elif due is not None and match["letter"] != due:
        yield Finding(quoted(line), f"điểm {match['letter']})", f"điểm {due}) theo thứ tự bảng chữ cái tiếng Việt")
    elif line.letters[0].bold or line.letters[0].italic:
        yield Finding(quoted(line), "chữ cái đậm hoặc nghiêng", "chữ đứng, không đậm")


def _end(parts: Parts) -> list[Finding] | None:
    body = parts.of("body")
    if not body or body[-1].cell is not None:
        return None
    last = body[-1]
    return [] if last.text.endswith(END_MARK) else [Finding(quoted(last), "không có dấu kết thúc", f"“{END_MARK}”")]


_WORDS = "Giao Sở Tài chính bố trí kinh phí."
_BODY = f"{PART_ONE}II.6.e"
_ITEMS = f"{PART_ONE}II.6.đ"

RULES: tuple[LayoutRule, ...] = (
    LayoutRule(
        36,
        "Nội dung: cỡ 13 đến 14",
        _BODY,
        _each(_prose, lambda line: hold_sizes(line, FORMS["body"].sizes)),
        Example("Cỡ 13", "body", {"size": 13}),
        Example("Cỡ 12", "body", {"size": 12}),
    ),
    LayoutRule(
        37,
        "Nội dung: in thường, chữ đứng",
        _BODY,
        _each(_running, lambda line: [*_upright(line), *_lower(line)]),
        Example("Chữ đứng", "body", {"italic": False}),
        Example("Cả đoạn chữ nghiêng", "body", {"italic": True}),
    ),
    LayoutRule(
        38,
        "Nội dung canh đều hai lề",
        _BODY,
        _each(_running, _justified),
        Example("Canh đều", "body", {"align": "justify"}),
        Example("Canh trái", "body", {"align": "left"}),
    ),
    LayoutRule(
        39,
        "Chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm",
        _BODY,
        _each(_running, _indented),
        Example("Lùi 1 cm", "body", {"first": 10}),
        Example("Không lùi", "body", {"first": 0}),
    ),
    LayoutRule(
        40,
        "Các đoạn văn cách nhau ít nhất 6 pt",
        _BODY,
        _gaps,
        Example("Cách 8 pt", "body", {"after": 8}),
        Example("Cách 0 pt", "body", {"after": 0}),
    ),
    LayoutRule(
        41,
        "Các dòng cách nhau từ dòng đơn đến 1,5 dòng",
        _BODY,
        _each(_running, _spaced),
        Example("1,5 dòng", "body", {"spacing": 1.5}),
        Example("2 dòng", "body", {"spacing": 2.0}),
    ),
    LayoutRule(
        42,
        "“Phần”, “Chương” (số La Mã), “Mục”, “Tiểu mục” (số Ả Rập): dòng riêng, canh giữa, in thường, đậm",
        _ITEMS,
        _division_labels,
        Example("Phần I", "body", {"text": "Phần I"}, line="Phần I"),
        Example("Phần 1", "body", {"text": "Phần 1"}, line="Phần I"),
        of="ke_hoach",
    ),
    LayoutRule(
        43,
        "Tiêu đề phần, chương, mục, tiểu mục ngay dưới: in hoa, cỡ 13 đến 14, đứng, đậm, canh giữa",
        _ITEMS,
        _division_titles,
        Example("MỤC TIÊU VÀ NHIỆM VỤ, cỡ 13", "body", {"size": 13}, line="MỤC TIÊU"),
        Example("Mục tiêu và nhiệm vụ", "body", {"text": "Mục tiêu và nhiệm vụ"}, line="MỤC TIÊU"),
        of="ke_hoach",
    ),
    LayoutRule(
        44,
        "Mục số La Mã: số thứ tự và tiêu đề in hoa, cỡ 13 đến 14, đứng, đậm",
        FORMS["section"].source,
        _sections,
        Example("I. MỤC ĐÍCH, YÊU CẦU", "body", {"text": "I. MỤC ĐÍCH, YÊU CẦU"}, line="I."),
        Example("I. Mục đích, yêu cầu", "body", {"text": "I. Mục đích, yêu cầu"}, line="I."),
        of="ke_hoach",
    ),
    LayoutRule(
        45,
        "“Điều” và số thứ tự: chữ đứng, đậm, sau số có dấu chấm",
        _ITEMS,
        _articles,
        Example("Điều 1. (đậm)", "body", {"bold": True}, line="Điều 1"),
        Example("Điều 1. (không đậm)", "body", {"bold": False}, line="Điều 1"),
    ),
    LayoutRule(
        46,
        "Khoản: số Ả Rập, sau có dấu chấm; có tiêu đề thì số và tiêu đề trên một dòng riêng, đậm",
        _ITEMS,
        _clauses,
        Example(f"2. {_WORDS}", "body", {"text": f"2. {_WORDS}"}, line="2."),
        Example(f"2) {_WORDS}", "body", {"text": f"2) {_WORDS}"}, line="2."),
        of="cong_van",
    ),
    LayoutRule(
        47,
        "Điểm: chữ cái theo thứ tự bảng chữ cái tiếng Việt (a, b, c, d, đ, e, g), sau có “)”, chữ đứng",
        _ITEMS,
        _points,
        Example(f"b) {_WORDS}", "body", {"text": f"b) {_WORDS}"}, line="b)"),
        Example(f"c) {_WORDS}", "body", {"text": f"c) {_WORDS}"}, line="b)"),
        of="cong_van",
    ),
    LayoutRule(
        48,
        "Nội dung kết thúc bằng “./.”",
        f"{MODELS}1.1 đến 1.9",
        _end,
        Example("Yêu cầu các cơ quan thực hiện./.", "body", {"text": "Yêu cầu thực hiện./."}, line="Yêu cầu"),
        Example("Yêu cầu các cơ quan thực hiện.", "body", {"text": "Yêu cầu thực hiện."}, line="Yêu cầu"),
        of="cong_van",
    ),
)
