"""Characters and marks: what a text keeps once encodings, invisible signs and Markdown have left it."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator

from vanban.draft import Draft, Edit
from vanban.labels import BULLETS

SOFT = "\x0b"
"""Stands for a line break inside bold or italic words: what follows it belongs to the same words."""

MOST_MARKS = 4
"""More combining marks than this on one letter mean nothing in Vietnamese."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\x80-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_DOUBLE_BREAK = re.compile("\r(?=\n)")
_OTHERS = {
    **dict.fromkeys("\t\x1f\u00a0\u1680\u202f\u205f\u3000", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
    **dict.fromkeys("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    **dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e", "•"),
    **dict.fromkeys("\u00d0\u0189", "Đ"),
    "\u00f0": "đ",
    "\uf02d": "-",
    "\uf02b": "+",
}
"""Blanks, line breaks, letters taken for đ and bullets of symbol fonts, and what each becomes."""

_OTHER = re.compile("[" + "".join(_OTHERS) + "]")
_COMBINING = "".join(chr(c) for c in range(0x300, 0x10000) if unicodedata.combining(chr(c)))
_RARE = _COMBINING + "".join(chr(c) for c in range(0x10000, sys.maxunicode) if unicodedata.combining(chr(c)))
_HEAP = re.compile(f"[{_COMBINING}][{_COMBINING}]{{{MOST_MARKS},}}")
_RARE_HEAP = re.compile(f"[{_RARE}]{{{MOST_MARKS + 1},}}")
"""The same for texts with characters beyond the basic plane: slower by far."""
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_CLUSTER = re.compile(f"[^{_COMBINING}][{_COMBINING}]+")
_WORD = re.compile(r"\S+")


def characters(draft: Draft) -> Draft:
    """Composed characters (NFC), `\\n` for every line break, plain blanks, bullets of symbol fonts made readable."""
    draft = draft.edited((m.start(), m.end(), "") for m in _INVISIBLE.finditer(draft.text))
    draft = draft.edited((m.start(), m.end(), "") for m in _DOUBLE_BREAK.finditer(draft.text))
    return composed(draft.same_length(_OTHER.sub(lambda match: _OTHERS[match[0]], draft.text)))


def composed(draft: Draft) -> Draft:
    """The draft in NFC, without heaps of combining marks."""
    if not draft.text.isascii():
        heap = _RARE_HEAP if _BEYOND.search(draft.text) else _HEAP
        draft = draft.edited((m.start() + MOST_MARKS, m.end(), "") for m in heap.finditer(draft.text))
    if unicodedata.is_normalized("NFC", draft.text):
        return draft
    draft = draft.edited(_composed_clusters(draft.text))
    if unicodedata.is_normalized("NFC", draft.text):
        return draft
    return draft.edited(
        (m.start(), m.end(), unicodedata.normalize("NFC", m[0]))
        for m in _WORD.finditer(draft.text)
        if not unicodedata.is_normalized("NFC", m[0])
    )


def _composed_clusters(text: str) -> Iterator[Edit]:
    for match in _CLUSTER.finditer(text):
        words = unicodedata.normalize("NFC", match[0])
        if words != match[0]:
            yield match.start(), match.end(), words


_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\((?:https?:|/|#|javascript)[^()\s]{0,500}\)")
_MARK = re.compile(
    r"(?P<heading>^#{1,6} +)"
    r"|(?P<escape>\\(?=[\\`*_{}\[\]()#+\-.!|>]))"
    r"|(?P<stars>\*+)"
    r"|(?P<under>(?<!\w)_{1,3}(?=[^\W_])|(?<=[^\s_])_{1,3}(?!\w))"
    r"|(?P<ticks>`+)"
)
_BULLET_START = re.compile(rf"[ >]*(?:[{re.escape(BULLETS)}] ?|\d{{1,2}}[.)/] )")
_SINGLE_STAR = re.compile(r"(?<![*\\])\*(?!\*)")
_MARKED = re.compile(r"[*_`\\#]")
LOOK_AHEAD = 12
"""Lines in which bold or italic words that were begun are looked for their end."""


def unmarked(draft: Draft) -> Draft:
    """The draft without Markdown: no `**`, `*`, `_`, `#`, back-slashes or links; a bullet `*` stays.

    A line break inside bold or italic words becomes `SOFT`.
    """
    draft = draft.edited(_links(draft.text))
    if not _MARKED.search(draft.text):
        return draft
    return draft.edited(_Marks(draft.text).edits())


def _links(text: str) -> Iterator[Edit]:
    for match in _LINK.finditer(text):
        picture = match.start() > 0 and text[match.start() - 1] == "!"
        yield match.start() - picture, match.start(1), ""
        yield match.end(1), match.end(), ""


class _Marks:
    """One walk over the lines of a text, remembering which emphasis is open."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.bold = self.italic = False
        self.since = 0

    def edits(self) -> Iterator[Edit]:
        place = 0
        for number, line in enumerate(self.lines):
            if not line.strip(" *_") or (self.bold or self.italic) and self._starts_anew(number, line):
                self.bold = self.italic = False
            if "*" in line or "_" in line or "`" in line or "\\" in line or line.startswith("#"):
                yield from self._line(number, line, place)
            place += len(line) + 1
            if (self.bold or self.italic) and number + 1 < len(self.lines):
                yield place - 1, place, SOFT

    def _starts_anew(self, number: int, line: str) -> bool:
        return number - self.since > LOOK_AHEAD or bool(_BULLET_START.match(line.replace("*", "")))

    def _line(self, number: int, line: str, place: int) -> Iterator[Edit]:
        bullet = self._bullet(number, line)
        for match in _MARK.finditer(line):
            if match.start() == bullet or self._is_literal(match, line):
                continue
            if match["stars"]:
                self._toggle(number, len(match["stars"]))
            yield place + match.start(), place + match.end(), ""

    def _toggle(self, number: int, stars: int) -> None:
        if not (self.bold or self.italic):
            self.since = number
        if stars in (2, 3):
            self.bold = not self.bold
        if stars in (1, 3):
            self.italic = not self.italic

    def _is_literal(self, match: re.Match[str], line: str) -> bool:
        """A star that multiplies, or a footnote's `(*)`, is no mark."""
        before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
        if match["stars"] != "*":
            return False
        return before == "(" and after == ")" or before == " " == after and not self.italic and match.start() > 1

    def _bullet(self, number: int, line: str) -> int:
        """Where the line has a star that is its bullet; -1 where it has none."""
        start = len(line) - len(line.lstrip(" "))
        if line[start : start + 1] != "*" or line[start + 1 : start + 2] == "*" or self.italic:
            return -1
        if line[start + 1 : start + 2] == " ":
            return start if len(_SINGLE_STAR.findall(line)) % 2 else -1
        block = 0
        for following in self.lines[number : number + LOOK_AHEAD]:
            if not following.strip() or block and _BULLET_START.match(following):
                break
            block += len(_SINGLE_STAR.findall(following))
            if block % 2 == 0:
                return -1
        return start
