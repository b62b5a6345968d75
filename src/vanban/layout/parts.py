"""Which paragraph of a paper plays which part: its head, opening, body, foot and annexes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vanban.addressees import addresses
from vanban.capitals import is_capitals
from vanban.foot import NAME, RECIPIENTS, SIGNING
from vanban.headlines import is_motto, is_national_title
from vanban.kinds import KINDS, NAMES
from vanban.layout.forms import ENACTING, URGENCY
from vanban.layout.seen import Seen, SeenLine

LONGEST_HEAD = 40
"""Paragraphs with words."""
_KIND_NAMES = frozenset(name.upper() for kind in KINDS for name in (kind.name, *kind.also) if kind.slug != "cong_van")
_NUMBER = re.compile(r"S[ốỐ] ?[:.]?(?: |\u00a0|$|\d)")
_DATED = re.compile(r".{2,60},? ?ngày.{0,12}tháng.{0,12}năm.{0,12}")
_ABOUT = re.compile(r"V/[vV]\b")
_GROUND = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Trên cơ sở)\b")
_ENACTING = {words.rstrip(":") for words in ENACTING.values()}
_ANNEX = re.compile(r"PHỤ LỤC(?: (?:SỐ )?[IVXLC\d]+)?[.:]?")
_REFERENCE = re.compile(r"\W?(?:Kèm theo|Ban hành kèm)")
_DASH = re.compile(r"[-–+•] ?\S")
_SIGNED = re.compile(r"\W*(?:đã ký|ký tên|chữ ký|ký, ghi rõ)", re.IGNORECASE)
_MARKS = {"HOẢ TỐC": "HỎA TỐC"} | {mark: mark for mark in URGENCY}
_LONG = 160
"""Characters; a paragraph longer than this belongs to no foot."""


@dataclass(frozen=True, slots=True)
class AnnexParts:
    """The head of an annex; `section` is where it begins."""

    label: SeenLine
    titles: tuple[SeenLine, ...]
    references: tuple[SeenLine, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A paper's paragraphs by the part they play (keys of `FORMS`, and `body` for all prose between head and foot)."""

    seen: Seen
    kind: str | None = None
    lines: Mapping[str, tuple[SeenLine, ...]] = field(default_factory=dict)
    annexes: tuple[AnnexParts, ...] = ()

    def of(self, part: str) -> tuple[SeenLine, ...]:
        """The paragraphs of a part; none where the paper has no such part."""
        return self.lines.get(part, ())

    def text(self, part: str) -> str:
        """The words of a part on one line."""
        return " ".join(line.text for line in self.of(part))

    def rule_under(self, part: str) -> SeenLine | None:
        """The paragraph that draws a line under a part: the last of its own, or one of the next two."""
        if not self.of(part):
            return None
        last = self.of(part)[-1]
        near = self.seen.lines[last.number : last.number + 3]
        return next((line for line in near if line.rule is not None and line.cell == last.cell), None)


def find_parts(seen: Seen) -> Parts:
    """Tell the parts of a paper apart. What is missing has no entry; nothing is raised."""
    return _Finder(seen).find()


class _Finder:
    """One walk over the paragraphs that have words."""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.lines = [line for line in seen.lines if line.text]
        self.found: dict[str, list[SeenLine]] = {}
        self.kind: str | None = None
        self.place = 0

    def find(self) -> Parts:
        self._head()
        self._opening()
        foot = self._foot_place()
        self.found["body"] = self.lines[self.place : foot]
        after = self._foot(foot)
        annexes = self._annexes(after)
        lines = {part: tuple(found) for part, found in self.found.items() if found}
        return Parts(self.seen, self.kind, lines, tuple(annexes))

    def _add(self, part: str, line: SeenLine) -> None:
        self.found.setdefault(part, []).append(line)

    def _head(self) -> None:
        """What stands above the kind's name, the addressees or the first words of the body."""
        bodies: list[SeenLine] = []
        for line in self.lines[:LONGEST_HEAD]:
            part = self._head_part(line, line.text)
            if part is None and not self._names_body(line, bodies):
                break
            if part is None:
                bodies.append(line)
            else:
                self._add(part, line)
            self.place += 1
        self._name_bodies(bodies)

    def _head_part(self, line: SeenLine, text: str) -> str | None:
        capitals = " ".join(text.upper().split())
        if is_national_title(text):
            return "national_title"
        if is_motto(text):
            return "motto"
        if capitals in _MARKS:
            return "urgency"
        if _NUMBER.match(text) and "number" not in self.found:
            return "number"
        if _DATED.fullmatch(text) and "place_date" not in self.found:
            return "place_date"
        about = self.found.get("dispatch_abstract")
        if _ABOUT.match(text) or about and about[-1].cell is not None and about[-1].cell == line.cell:
            return "dispatch_abstract"
        return None

    def _names_body(self, line: SeenLine, bodies: list[SeenLine]) -> bool:
        if line.text.upper().rstrip(" :") in _KIND_NAMES and (line.cell is None or "number" in self.found):
            return False
        if line.cell is not None and not line.ruled_table:
            return "number" not in self.found or bool(bodies) and bodies[-1].cell == line.cell
        return is_capitals(line.text) and "number" not in self.found

    def _name_bodies(self, bodies: list[SeenLine]) -> None:
        """The issuing body's lines are the bold ones; where none is, the last."""
        bold = [line for line in bodies if line.is_bold]
        first = bodies.index(bold[0]) if bold else len(bodies) - 1
        for at, line in enumerate(bodies):
            self._add("agency" if at >= first else "parent", line)

    def _opening(self) -> None:
        """Kind, abstract, addressees, who decides, grounds."""
        line = self._next()
        if line is not None and line.text.upper().rstrip(" :") in _KIND_NAMES:
            self.kind = NAMES[line.text.casefold().rstrip(" :")]
            self._take("type_name")
            self._abstract()
        elif "dispatch_abstract" in self.found or line is not None and addresses(line.text):
            self.kind = "cong_van"
        self._addressees()
        if (self.kind or "") in ENACTING:
            while (line := self._next()) is not None and is_capitals(line.text) and not self._enacts(line):
                self._take("deciding")
        self._grounds()

    def _next(self) -> SeenLine | None:
        return self.lines[self.place] if self.place < len(self.lines) else None

    def _take(self, part: str) -> None:
        self._add(part, self.lines[self.place])
        self.place += 1

    def _abstract(self) -> None:
        for _ in range(6):
            line = self._next()
            if line is None or addresses(line.text) or _GROUND.match(line.text) or line.rule and not line.letters:
                return
            capitals = is_capitals(line.text) and "abstract" in self.found
            if capitals or not line.is_bold and line.align != "center" or line.text.startswith("("):
                return
            self._take("abstract")

    def _addressees(self) -> None:
        line = self._next()
        if line is None or not addresses(line.text):
            return
        self._take("addressee")
        while (line := self._next()) is not None and _DASH.match(line.text) and len(line.text) < 2 * _LONG:
            self._take("addressee")

    @staticmethod
    def _enacts(line: SeenLine) -> bool:
        return line.text.upper().rstrip(" :") in _ENACTING

    def _grounds(self) -> None:
        ahead = self.lines[self.place : self.place + LONGEST_HEAD]
        enacting = next((at for at, line in enumerate(ahead) if self._enacts(line)), None)
        if (self.kind or "") in ENACTING and enacting is not None:
            for _ in range(enacting):
                self._take("ground")
            self._take("enacting")
            return
        while (line := self._next()) is not None and _GROUND.match(line.text):
            slanted = bool(line.letters) and all(run.italic for run in line.letters)
            if not slanted and not line.text.rstrip().endswith(";"):
                return
            self._take("ground")

    def _foot_place(self) -> int:
        for place in range(self.place, len(self.lines)):
            if self._begins_foot(place):
                return place
        return len(self.lines)

    def _begins_foot(self, place: int) -> bool:
        line = self.lines[place]
        if line.ruled_table:
            return False
        if RECIPIENTS.fullmatch(line.text):
            return True
        if not is_capitals(line.text) or len(line.text) > _LONG:
            return False
        beside = line.cell is not None
        if not beside and not (SIGNING.fullmatch(line.text) and line.align != "justify"):
            return False
        near = self.lines[place + 1 : place + 12]
        return any(_is_name(after) and (not beside or _same_table(line, after)) for after in near)

    def _foot(self, place: int) -> int:
        """Read the foot; the number of the first line after it."""
        listed: SeenLine | None = None
        while place < len(self.lines):
            line = self.lines[place]
            if len(line.text) > _LONG and line.cell is None or line.ruled_table or _is_annex(line):
                return place
            part = self._foot_part(line, listed)
            if part is None and line.cell is None:
                return place
            if part is not None:
                listed = line if part == "recipients_label" else listed
                self._add(part, line)
            place += 1
        return place

    def _foot_part(self, line: SeenLine, listed: SeenLine | None) -> str | None:
        if RECIPIENTS.fullmatch(line.text) and listed is None:
            return "recipients_label"
        if listed is not None and _same_column(listed, line) and not is_capitals(line.text):
            return "recipient" if line.cell is not None or _DASH.match(line.text) else None
        if _SIGNED.match(line.text):
            return None
        if is_capitals(line.text):
            return "office" if not _is_annex(line) and line.text.upper().rstrip(" :") not in _KIND_NAMES else None
        return "signer" if "office" in self.found else None

    def _annexes(self, place: int) -> list[AnnexParts]:
        found: list[AnnexParts] = []
        for at in range(place, len(self.lines)):
            if _is_annex(self.lines[at]) and self.lines[at].cell is None:
                found.append(_annex(self.lines, at))
        return found


def _same_table(one: SeenLine, other: SeenLine) -> bool:
    return one.cell is not None and other.cell is not None and one.cell[0] == other.cell[0]


def _same_column(one: SeenLine, other: SeenLine) -> bool:
    if one.cell is None or other.cell is None:
        return one.cell is other.cell
    return one.cell[0] == other.cell[0] and one.cell[2] == other.cell[2]


def _is_name(line: SeenLine) -> bool:
    return NAME.fullmatch(line.text) is not None or _SIGNED.match(line.text) is not None


def _is_annex(line: SeenLine) -> bool:
    return line.cell is None and _ANNEX.fullmatch(" ".join(line.text.upper().split())) is not None


def _annex(lines: Sequence[SeenLine], at: int) -> AnnexParts:
    titles: list[SeenLine] = []
    references: list[SeenLine] = []
    for line in lines[at + 1 : at + 8]:
        if line.cell is not None or line.align == "justify":
            break
        if references and references[-1].text.endswith(")") or not references and len(titles) > 3:
            break
        if references or _REFERENCE.match(line.text):
            references.append(line)
        elif line.align == "center" or is_capitals(line.text):
            titles.append(line)
        else:
            break
    return AnnexParts(lines[at], tuple(titles), tuple(references))
