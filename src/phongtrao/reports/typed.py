"""What the entry page sends: fields of its cells turned into what was typed, with what stood there before.

A cell NAME has the fields `v-NAME` (its value), `b-NAME` (its base), `n-NAME` (the tick "không phát sinh"); with what
stood there when the page was drawn `w-NAME`, `wb-NAME`. Where two wrote at once, `c-NAME` says whose is kept, and
`t-NAME`, `tb-NAME` what the other's was when that was decided.
"""

from __future__ import annotations

from collections.abc import Mapping

from phongtrao.reports.cells import NOTHING, Unreadable, read_cell, written
from phongtrao.reports.enter import Typed
from phongtrao.reports.form import Form, Indicator

MINE, THEIRS = "mine", "theirs"
BOTH = "Vừa có số vừa đánh dấu «không phát sinh»; xin giữ một trong hai."
Posted = Mapping[str, str]


def typed_cells(posted: Posted, form: Form) -> tuple[dict[str, Typed], dict[str, str]]:
    """What was typed by cell, and what is wrong with cells that say two things at once. Cells that the page did not
    send, and those where the other's value is kept, are left out."""
    typed: dict[str, Typed] = {}
    wrong: dict[str, str] = {}
    for indicator in form.indicators:
        name = indicator.name
        if f"v-{name}" not in posted or posted.get(f"c-{name}") == THEIRS:
            continue
        was = _was(posted, name)
        text, base = _pair(posted, "v", "b", name)
        if f"n-{name}" in posted:
            text, base, both = _nothing(text, base, was)
            wrong |= {name: BOTH} if both else {}
        typed[name] = Typed(*_as_it_was(indicator, text, base, was), was)
    for question in form.questions:
        if f"v-{question.name}" in posted and posted.get(f"c-{question.name}") != THEIRS:
            text, _ = _pair(posted, "v", "b", question.name)
            typed[question.name] = Typed(text, "", _was(posted, question.name))
    return typed, wrong


def _pair(posted: Posted, value: str, base: str, name: str) -> tuple[str, str]:
    """Browsers send lines in two ways; kept is one."""
    return (
        posted.get(f"{value}-{name}", "").replace("\r\n", "\n").strip(),
        posted.get(f"{base}-{name}", "").strip(),
    )


def _was(posted: Posted, name: str) -> tuple[str, str]:
    """What the person knew to stand there: with "mine" kept, that is what the other wrote."""
    if posted.get(f"c-{name}") == MINE:
        return _pair(posted, "t", "tb", name)
    return _pair(posted, "w", "wb", name)


def _nothing(text: str, base: str, was: tuple[str, str]) -> tuple[str, str, bool]:
    """A ticked cell: value, base, and whether it says two things. What was changed last is meant: a number typed beside
    a tick of before, or a tick set beside a number of before."""
    if was[0] == NOTHING:
        return (text, base, False) if text or base else (NOTHING, "", False)
    if (text, base) == was or not (text or base):
        return NOTHING, "", False
    return text, base, True


def _as_it_was(indicator: Indicator, text: str, base: str, was: tuple[str, str]) -> tuple[str, str]:
    """`1500000` where `1.500.000` stood is no change."""
    try:
        same = written(indicator, read_cell(indicator, text, base)) == was
    except Unreadable:
        return text, base
    return was if same else (text, base)
