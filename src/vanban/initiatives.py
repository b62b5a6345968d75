"""Initiatives (`mô hình`) that a text names in quotation marks: `mô hình “Cổng trường an toàn”`, also in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.directive import Clause, Named, Span
from vanban.rule import Rule, Setting, register, scan

OPEN, CLOSE = '“"«', '”"»'
NAME = rf"[{OPEN}]\s*(?P<name>[^{OPEN}{CLOSE}\n]{{2,200}}?)\s*[{CLOSE}]"
QUOTED = NAME.replace("(?P<name>", "(?:")
WITHIN = r"(?:\s+(?:tại|ở|trên|trong|của|cho)\s[^“”\"«».;,\n]{1,60})?"
"""Where an initiative runs, between its name and the next one's."""

OTHER = (
    r"phong trào|cuộc vận động|vận động|phương châm|chủ đề|đề án|danh hiệu|tiêu chuẩn|ngày hội|khẩu hiệu|chuẩn"
    r"|chương trình|diễn đàn|tủ sách|kế hoạch|chuyên mục|thông điệp|tinh thần|hội thi|cuộc thi|giải thưởng|mục tiêu"
)
"""Words right before a name that make it the name of something else."""

_QUOTED = re.compile(NAME)
_OTHER = re.compile(rf"(?<!\w)(?:{OTHER})\s*:?\s*$", re.IGNORECASE)
_ANNOUNCED = re.compile(r"(?<!\w)mô hình(?!\w)[^“”\"«».;\n]{0,120}:\s*$", re.IGNORECASE)
_OPENING = re.compile(rf"\W{{0,6}}(?:\w{{1,4}}[.)/]\s*)?{NAME}")

Names = tuple[str, ...]


def read_listed(match: re.Match[str], setting: Setting) -> Names | None:
    """The names of a list; None where the first belongs to something else than an initiative."""
    if _OTHER.search(match["between"]):
        return None
    return tuple(found["name"].strip() for found in _QUOTED.finditer(match.string, match.start(), match.end()))


def read_within(match: re.Match[str], setting: Setting) -> Names | None:
    return (match["name"].strip(),)


_RULES: tuple[Rule[Names], ...] = (
    Rule(
        "mô hình “...”, “...”",
        re.compile(
            rf"(?<!\w)mô hình(?!\w)(?P<between>[^“”\"«».;\n]{{0,80}}){QUOTED}"
            rf"(?:{WITHIN}\s*(?:,|;|và|hoặc|,\s*và)\s*(?:(?:các\s+)?mô hình\s+)?{QUOTED}){{0,30}}",
            re.IGNORECASE,
        ),
        read_listed,
        (
            ("nhân rộng mô hình “Cổng trường an toàn”", ("Cổng trường an toàn",)),
            (
                "các mô hình: “Tiếng kẻng an ninh”; “Zalo kết nối” tại các xã, “Xóm đạo bình yên”",
                ("Tiếng kẻng an ninh", "Zalo kết nối", "Xóm đạo bình yên"),
            ),
            ('mô hình "Dòng họ tự quản" và "Ánh sáng đường quê"', ("Dòng họ tự quản", "Ánh sáng đường quê")),
        ),
        (
            "mô hình hoạt động theo phong trào “Xanh - sạch - đẹp”",
            "xây dựng “Tủ sách pháp luật”",
            "các mô hình hay, cách làm sáng tạo",
        ),
    ),
    Rule(
        "“Mô hình ...”",
        re.compile(rf"[{OPEN}]\s*(?P<name>mô hình\s[^{OPEN}{CLOSE}\n]{{2,190}}?)\s*[{CLOSE}]", re.IGNORECASE),
        read_within,
        (("tổng kết “Mô hình trạm y tế lưu động”", ("Mô hình trạm y tế lưu động",)),),
        ("mô hình “Trạm y tế lưu động”", "“Mô hình”"),
    ),
)
RULES = register("mô hình", _RULES)


def models(clean: str, root: Clause) -> tuple[Named, ...]:
    """The names that the text under `root` calls initiatives, once each, in the order of the text, without the marks.

    Counted are names right behind the word, those a comma joins to one, and lines that open with a name under a line
    that announces initiatives (`các mô hình sau:`).
    """
    found = sorted([*_in_words(clean, root), *_in_lines(clean, root)], key=lambda named: named.start)
    once: dict[str, Named] = {}
    for named in found:
        once.setdefault(named.name.casefold(), named)
    return tuple(once.values())


def _in_words(clean: str, root: Clause) -> Iterator[Named]:
    for clause in root.walk():
        for start, end in (*clause.paragraphs, *clause.after):
            for found in scan(clean, RULES, Setting(), start, end):
                for quoted in _QUOTED.finditer(clean, found.start, found.end):
                    yield _named(quoted, found.rule.name)


def _in_lines(clean: str, root: Clause) -> Iterator[Named]:
    for clause in root.walk():
        own: list[Span] = list(clause.paragraphs)
        for place, (start, end) in enumerate(own):
            if clean[end - 1] != ":" or not _ANNOUNCED.search(clean, max(start, end - 200), end):
                continue
            lines = own[place + 1 :] or [(child.start, child.end) for child in clause.children]
            for line in lines:
                if opening := _OPENING.match(clean, *line):
                    yield _named(opening, RULES[0].name)


def _named(match: re.Match[str], rule: str) -> Named:
    start, end = match.span("name")
    return Named(match["name"], start, end, rule)
