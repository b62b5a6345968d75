"""What a score's page sends: fields of its criteria turned into what was typed, with what stood there before.

A criterion NAME has the fields `v-NAME` (its value), `b-NAME` (its base), `n-NAME` (the tick "không áp dụng"), `r-NAME`
(its reason); with what stood there when the page was drawn `w-NAME`, `wb-NAME`, `wn-NAME`, `wr-NAME`. Where two wrote
at once, `c-NAME` says whose is kept, and `t-NAME` with `tb-`, `tn-`, `tr-` what the other's was when that was decided.
"""

from __future__ import annotations

from collections.abc import Mapping

from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.enter_answers import Given
from phongtrao.recognition.typed_answers import Typed

MINE, THEIRS = "mine", "theirs"
Posted = Mapping[str, str]


def typed_answers(posted: Posted, criteria_set: CriteriaSet) -> dict[str, Given]:
    """What was typed by criterion; left out are those that the page did not send, and where the other's is kept."""
    return {
        one.name: Given(_read(posted, "v", "b", "n", "r", one.name), _was(posted, one.name))
        for one in criteria_set.criteria
        if f"v-{one.name}" in posted and posted.get(f"c-{one.name}") != THEIRS
    }


def theirs_kept(posted: Posted) -> set[str]:
    """Criteria where the person lets the other's answer stand."""
    return {name[2:] for name, value in posted.items() if name.startswith("c-") and value == THEIRS}


def _was(posted: Posted, name: str) -> Typed:
    """What the person knew to stand there: with "mine" kept, that is what the other wrote."""
    if posted.get(f"c-{name}") == MINE:
        return _read(posted, "t", "tb", "tn", "tr", name)
    return _read(posted, "w", "wb", "wn", "wr", name)


def _read(posted: Posted, value: str, base: str, not_applicable: str, reason: str, name: str) -> Typed:
    """Browsers send lines in two ways; kept is one."""
    return Typed(
        posted.get(f"{value}-{name}", "").strip(),
        posted.get(f"{base}-{name}", "").strip(),
        "x" if posted.get(f"{not_applicable}-{name}") else "",
        posted.get(f"{reason}-{name}", "").replace("\r\n", "\n").strip(),
    )
