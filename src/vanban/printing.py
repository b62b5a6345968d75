"""A reading as others want it: the contract's JSON for programs, an outline for people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vanban.directive import Citation, Deadline, Directive, Duty, Header, Named, Note, Party, Target
from vanban.intake import Source
from vanban.kinds import BY_SLUG
from vanban.wording import day_words, deadline_words

FIELDS = ("type", "number", "issuer", "place", "date", "subject", "signatory")
LISTS = ("addressees", "recipients")

_AS_WRITTEN = "nêu trong văn bản"
_WORKED_OUT = "suy ra từ các phần khác"
_NUMBER, _TARGET, _MODEL, _TIME = "số, ký hiệu văn bản", "số liệu phải đạt", "tên mô hình trong ngoặc kép", "thời hạn"
"""Names for values whose reader is not a table of rules."""


def as_contract(directive: Directive, name: str, source: Source, why: bool = False) -> dict[str, Any]:
    """A reading with the contract's keys, ready for JSON.

    `name` is the file's; the text and what extracted it are given where the file's own characters do not give it.
    With `why`, headers and duties have `why` (field -> rule); citations, deadlines, targets, models `why` (their rule).
    """
    read: dict[str, Any] = {
        "source": name,
        "header": _header(directive.header, why),
        "attached": [_header(header, why) for header in directive.attached],
        "citations": [_citation(citation, why) for citation in directive.citations],
        "duties": [_duty(duty, why) for duty in directive.duties],
        "targets": [_target(target, why) for target in directive.targets],
        "models": [_model(model, why) for model in directive.models],
        "warnings": [_warning(note) for note in (*directive.notes, *source.notes)],
    }
    if not source.verbatim:
        read |= {"text": source.text, "extractor": source.extractor}
    return read


def as_refusal(name: str, message: str) -> dict[str, Any]:
    """What stands in the place of a file that could not be read: an empty reading, and the message as `error`."""
    lists: dict[str, Any] = {key: [] for key in ("attached", "citations", "duties", "targets", "models", "warnings")}
    return {"source": name, "error": message, "header": _header(Header(), False), **lists}


def _header(header: Header, why: bool) -> dict[str, Any]:
    read: dict[str, Any] = {key: getattr(header, key) for key in FIELDS}
    read |= {key: list(getattr(header, key)) for key in LISTS}
    read["spans"] = {key: list(span) for key, span in header.spans.items()}
    if why:
        read["why"] = _header_why(header)
    return read


def _header_why(header: Header) -> dict[str, str]:
    found = [key for key in (*FIELDS, *LISTS) if getattr(header, key)]
    return {key: header.why.get(key) or (_AS_WRITTEN if key in header.spans else _WORKED_OUT) for key in found}


def _citation(citation: Citation, why: bool) -> dict[str, Any]:
    read = {"type": citation.type, "number": citation.number, "date": citation.date}
    return read | _place(citation) | _because(citation.rule or _NUMBER, why)


def _duty(duty: Duty, why: bool) -> dict[str, Any]:
    parties = {"actors": duty.actors, "with": duty.support, "to": duty.to, "via": duty.via}
    return {
        "actors": _names(duty.actors),
        "with": _names(duty.support),
        "kind": duty.kind,
        "to": _one_or_more(_names(duty.to)),
        "via": _one_or_more(_names(duty.via)),
        "deadlines": [_deadline(deadline, why) for deadline in duty.deadlines],
        "clause": duty.clause,
        "nth": duty.nth,
        "spans": {key: _spans(found) for key, found in parties.items() if _spans(found)},
        **_place(duty),
        **({"why": _duty_why(duty)} if why else {}),
    }


def _duty_why(duty: Duty) -> dict[str, str]:
    parties = {"actors": duty.actors, "with": duty.support, "to": duty.to, "via": duty.via}
    named = {key: _AS_WRITTEN if _spans(found) else _WORKED_OUT for key, found in parties.items() if found}
    times = {"deadlines": ", ".join(dict.fromkeys(d.by or _TIME for d in duty.deadlines))} if duty.deadlines else {}
    return {"kind": _AS_WRITTEN, **named, **times, **duty.why}


def _deadline(deadline: Deadline, why: bool) -> dict[str, Any]:
    return dict(deadline.rule) | _place(deadline) | _because(deadline.by or _TIME, why)


def _target(target: Target, why: bool) -> dict[str, Any]:
    value = int(target.value) if float(target.value).is_integer() else target.value
    read: dict[str, Any] = {"measure": target.measure, "value": value, "of": target.of}
    optional = {"year": target.year, "from": target.first, "to": target.final, "each": target.each, "base": target.base}
    read |= {key: given for key, given in optional.items() if given is not None}
    return read | {"op": target.op} | _place(target) | _because(target.rule or _TARGET, why)


def _model(model: Named, why: bool) -> dict[str, Any]:
    return {"name": model.name} | _place(model) | _because(model.rule or _MODEL, why)


def _warning(note: Note) -> dict[str, Any]:
    return {"code": note.code, "message": note.message} | _place(note)


def _place(value: Citation | Duty | Deadline | Target | Named | Note) -> dict[str, Any]:
    return {"start": value.start, "end": value.end}


def _because(rule: str, why: bool) -> dict[str, Any]:
    return {"why": rule} if why else {}


def _names(parties: Iterable[Party]) -> list[str]:
    return [party.name for party in parties]


def _one_or_more(names: list[str]) -> str | list[str] | None:
    return None if not names else names[0] if len(names) == 1 else names


def _spans(parties: Iterable[Party]) -> list[list[int]]:
    return [[party.start, party.end] for party in parties if party.end > party.start]


def as_outline(directive: Directive, source: Source, why: bool = False) -> str:
    """A reading for a person: the head, the clause tree with each duty under its words, figures, and what to check."""
    lines = [*_head_lines(directive.header, why)]
    for header in directive.attached:
        lines += ["", "Kèm theo:", *(f"  {line}" for line in _head_lines(header, why))]
    lines += ["", *_body_lines(directive, source.text, why)]
    lines += _section("Viện dẫn", [_citation_words(citation, why) for citation in directive.citations])
    lines += _section("Chỉ tiêu", [_target_words(target, why) for target in directive.targets])
    lines += _section("Mô hình", [model.name + _reason(model.rule or _MODEL, why) for model in directive.models])
    lines += _section("Cần kiểm tra", [note.message for note in (*directive.notes, *source.notes)])
    return "\n".join(lines).strip("\n")


_CAPTIONS = {
    "type": "Loại",
    "number": "Số, ký hiệu",
    "issuer": "Cơ quan ban hành",
    "place": "Địa danh",
    "date": "Ngày",
    "subject": "Trích yếu",
    "signatory": "Người ký",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận",
}
_WIDTH = 90


def _head_lines(header: Header, why: bool) -> Iterator[str]:
    reasons = _header_why(header) if why else {}
    for key, caption in _CAPTIONS.items():
        value = getattr(header, key)
        if key == "type" and value:
            value = BY_SLUG[value].name if value in BY_SLUG else value
        elif key == "date":
            value = day_words(value)
        elif key in LISTS:
            value = "; ".join(value)
        if value:
            yield f"{caption}: {value}" + _reason(reasons.get(key, ""), why)


def _body_lines(directive: Directive, text: str, why: bool) -> Iterator[str]:
    clauses = [clause for root in directive.clauses for clause in root.walk()]
    starts = [clause.start for clause in clauses]
    under: dict[int, list[Duty]] = {}
    for duty in sorted(directive.duties, key=lambda duty: duty.start):
        under.setdefault(bisect_right(starts, duty.start) - 1, []).append(duty)
    for duty in under.get(-1, []):
        yield from _duty_lines(duty, _first_words(text, duty.start, duty.end), "", why)
    for at, clause in enumerate(clauses):
        margin = "  " * max(len(clause.path) - 1, 0)
        said = _first_words(text, clause.start, clause.end) if clause.label else ""
        if clause.label:
            yield f"{margin}{_label(clause.label)} {said}".rstrip()
        for duty in under.get(at, []):
            words = _first_words(text, duty.start, duty.end)
            yield from _duty_lines(duty, "" if words == said else words, margin + "    ", why)


def _label(label: str) -> str:
    return f"{label}." if label[-1:].isalnum() else label


def _first_words(text: str, start: int, end: int) -> str:
    words = " ".join(text[start : min(end, start + 4 * _WIDTH)].split())
    return words if len(words) <= _WIDTH else words[:_WIDTH].rsplit(" ", 1)[0] + " …"


def _duty_lines(duty: Duty, words: str, margin: str, why: bool) -> Iterator[str]:
    """A duty under its clause; `words` are its own where they are not those that the clause already shows."""
    kind = "Báo cáo" if duty.kind == "report" else "Nhiệm vụ"
    yield f"{margin}▸ {kind}: {words}" if words else f"{margin}▸ {kind}"
    reasons = _duty_why(duty) if why else {}
    who = _listed(duty.actors) or "các nơi mà văn bản gửi đến"
    told = [
        ("Ai", "actors", who),
        ("Phối hợp", "with", _listed(duty.support)),
        ("Gửi", "to", _listed(duty.to)),
        ("Qua", "via", _listed(duty.via)),
        ("Hạn", "deadlines", "; ".join(deadline_words(d.rule, d.named) for d in duty.deadlines)),
    ]
    for caption, key, value in told:
        if value:
            yield f"{margin}  {caption}: {value}" + _reason(reasons.get(key, ""), why)


def _listed(parties: Sequence[Party]) -> str:
    return "; ".join(_names(parties))


def _citation_words(citation: Citation, why: bool) -> str:
    kind = BY_SLUG[citation.type].name + " " if citation.type in BY_SLUG else ""
    day = f" ngày {day_words(citation.date)}" if citation.date else ""
    return f"{kind}{citation.number}{day}" + _reason(citation.rule or _NUMBER, why)


def _target_words(target: Target, why: bool) -> str:
    least = "ít nhất " if target.op == ">=" else ""
    unit = "%" if target.measure == "percent" else ""
    value = f"{target.value:g}".replace(".", ",")
    span = f" (từ năm {target.first} đến năm {target.final})" if target.first else ""
    when = f" (năm {target.year})" if target.year else span
    each = ", mỗi năm" if target.each else ""
    return f"{least}{value}{unit} {target.of}{when}{each}" + _reason(target.rule or _TARGET, why)


def _reason(rule: str, why: bool) -> str:
    return f"  [{rule}]" if why and rule else ""


def _section(title: str, entries: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"  - {entry}" for entry in entries)] if entries else []
