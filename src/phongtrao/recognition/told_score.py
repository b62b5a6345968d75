"""A score told to scripts and to people in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.reasons import answer_in_words, level_title, number
from phongtrao.recognition.scoring import RESULTS, GroupScore, Row, Scored


def as_json(criteria_set: CriteriaSet, scored: Scored) -> dict[str, Any]:
    """The score for scripts; points are numbers of two places at the most."""
    return {
        "criteria": criteria_set.name,
        "title": criteria_set.title,
        "version": criteria_set.version,
        "valid_from": criteria_set.valid_from.isoformat(),
        "sample": criteria_set.sample,
        "source": criteria_set.source,
        "digest": criteria_set.digest,
        "scoring": criteria_set.scoring,
        "rows": [_row(row) for row in scored.rows],
        "groups": [_group(one) for one in scored.groups],
        "bonus": plain(scored.bonus),
        "total": plain(scored.total) if criteria_set.scoring == "points" else None,
        "at_least": plain(criteria_set.at_least),
        "met": scored.met,
        "needed": scored.needed,
        "result": scored.result,
        "level": scored.level or None,
        "level_title": level_title(criteria_set, scored.level) or None,
        "vetoes": list(scored.vetoes),
        "missing": [{"criterion": one.criterion, "what": one.what, "words": one.words} for one in scored.missing],
        "gaps": [{"about": one.about, "words": one.words} for one in criteria_set.gaps],
    }


def _row(row: Row) -> dict[str, Any]:
    one, answer = row.criterion, row.answer
    value = plain(answer.value) if isinstance(answer.value, Decimal) else answer.value
    return {
        "criterion": one.name,
        "title": one.title,
        "group": one.group,
        "kind": one.kind,
        "answer": value,
        "base": answer.base,
        "not_applicable": answer.not_applicable,
        "state": row.state,
        "met": row.met,
        "points": plain(row.points),
        "max": plain(one.points),
        "reason": row.why,
        "note": answer.reason,
    }


def _group(one: GroupScore) -> dict[str, Any]:
    group = one.group
    return {
        "group": group.name,
        "title": group.title,
        "before": plain(one.before),
        "points": plain(one.after),
        "max": plain(one.worth),
        "cap": plain(group.cap),
        "floor": plain(group.floor),
        "holds": one.holds,
    }


def plain(points: Decimal | None) -> int | float | None:
    """Points as JSON has numbers: whole ones without a point."""
    if points is None:
        return None
    return int(points) if points == int(points) else float(points)


def in_words(criteria_set: CriteriaSet, scored: Scored) -> Iterator[str]:
    """The score line by line."""
    yield f"{criteria_set.title} ({criteria_set.name}, phiên bản {criteria_set.version})"
    for group in criteria_set.groups:
        found = next((one for one in scored.groups if one.group == group), None)
        yield f"{group.title}{f': {number(found.after)}/{number(found.worth)} điểm' if found else ''}"
        if found and not found.holds:
            yield f"    chưa đạt điểm sàn {number(group.floor)}"
        for row in scored.rows:
            if row.criterion.group == group.name:
                said = answer_in_words(row.criterion, row.answer)
                yield f"    {row.criterion.title}: {row.why if said else 'chưa trả lời'}"
    if scored.groups:
        yield f"Điểm thưởng: {number(scored.bonus)}. Tổng điểm: {number(scored.total)}"
    elif scored.needed is not None:
        yield f"Đạt {scored.met} tiêu chí, cần {scored.needed}"
    for name in scored.vetoes:
        yield f"Tiêu chí liệt không đạt: {criteria_set.criterion(name).title}"
    level = level_title(criteria_set, scored.level)
    yield f"Kết quả: {RESULTS[scored.result]}{f'; mức {level.lower()}' if level else ''}"
    yield from (f"Còn thiếu: {one.words}" for one in scored.missing)
    yield from (f"Chưa rõ: {one.about}. {one.words}" for one in criteria_set.gaps)
