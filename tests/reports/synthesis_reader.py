"""An independent reader of the paper of a synthesis, and what must stand in it, counted anew from rows of figures.

Knows nothing of how the site adds up or writes: the file is read as XML in an archive, totals from cells, the tree by
walking from each body to those above it, percents with fractions.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from lxml import etree

from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.reports.models import Edition, Figure, Indicator, Report, ReportForm

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Printed = dict[str, set[str]]
"""Name of a field → the texts in its places."""
Parents = dict[int, tuple[int | None, int | None]]
"""Body → to whom it belongs, and to whom along its line."""


def document(raw: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def printed(raw: bytes) -> Printed:
    """Every field of the file with all the texts that stand in it."""
    found: Printed = {}
    for control in document(raw).iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        found.setdefault(tag.get(f"{W}val"), set()).add("".join(control.itertext()))
    return found


def numbers_outside(raw: bytes) -> list[str]:
    """Paragraphs with a digit that stands in no field; row numbers of tables, which count only themselves, left out."""
    root = document(raw)
    for control in [*root.iter(f"{W}sdt")]:
        control.getparent().remove(control)
    for row in root.iter(f"{W}tr"):
        first = row.find(f"{W}tc")
        if re.fullmatch(r"\d+", text_of(first)):
            row.remove(first)
    return [text for p in root.iter(f"{W}p") if re.search(r"\d", text := text_of(p))]


def text_of(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def edited(raw: bytes, was: str, now: str) -> bytes:
    """A Word file in which somebody has written over the first place of some words."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                assert was.encode() in part
                part = part.replace(was.encode(), now.encode(), 1)
            new.writestr(name, part)
    return out.getvalue()


def above(body: int, tree: Parents) -> Iterator[int]:
    """The body and all over it, by both kinds of parents."""
    waiting, seen = [body], set()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting += [up for up in tree.get(one, ()) if up is not None]


Cells = dict[str, dict[int, tuple[int, int | None]]]
"""Indicator → body → value and base."""


def parents() -> Parents:
    versions = OrganisationVersion.objects.values_list("organisation", "parent", "line_parent")
    return {one: (up, line) for one, up, line in versions}


def counted(form: ReportForm, key: str, body: Organisation, basis: str) -> tuple[Cells, set[int]]:
    """Cells of the reports that count towards the body, and whose reports they are."""
    tree = parents()
    cells: Cells = {}
    bodies = set()
    for report in Report.objects.filter(form=form, period=key):
        chosen = report.accepted_id if basis == "accepted" else report.sent_id
        reaches = body.pk in above(report.organisation_id, tree) or report.receiver_id == body.pk
        if chosen is None or not reaches:
            continue
        bodies.add(report.organisation_id)
        for figure in Figure.objects.filter(edition=chosen).select_related("indicator"):
            cells.setdefault(figure.indicator.name, {})[report.organisation_id] = (figure.value, figure.base)
    return cells, bodies


def late(form: ReportForm, key: str, body: Organisation, there: set[int], due: date, day: date) -> dict[str, str]:
    """Of each body below that should report and is not there: how many days past the last one."""
    tree, found = parents(), {}
    kinds = set(form.versions.get().content["reporters"])
    for version in OrganisationVersion.objects.select_related("organisation"):
        one = version.organisation
        if f"{version.level}.{version.kind}" in kinds and one.pk not in there and body.pk in above(one.pk, tree):
            editions = Edition.objects.filter(report__form=form, report__period=key, report__organisation=one)
            went_out = [e.sent_on for e in editions if e.state in ("approved", "accepted") and e.sent_on]
            until = min(went_out, default=day)
            found[f"late@{one.code}"] = str(max(0, (until - due).days))
    return found | ({"bodies.missing": f"{len(found):02d}"} if found else {})


def dots(number: int) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", str(number))


def percent(part: int, whole: int) -> str:
    """To one place, half up."""
    if whole == 0:
        return "–"
    tenths = int(Fraction(part * 1000, whole) + Fraction(1, 2))
    return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10} %"


def expected(
    form: ReportForm, key: str, before: str, body: Organisation, basis: str, by_hand: dict[str, dict[str, int]]
) -> dict[str, str]:
    """Every field of figures that the paper must have, and what must stand in it."""
    (cells, bodies), (last_year, _) = counted(form, key, body, basis), counted(form, before, body, basis)
    codes = dict(Organisation.objects.values_list("pk", "code"))
    rows = {row.name: row for row in Indicator.objects.filter(form=form)}
    found = {"bodies.counted": f"{len(bodies):02d}"}
    for one in form.versions.get().content["indicators"]:
        indicator, own, was = rows[one["name"]], cells.get(one["name"], {}), last_year.get(one["name"], {})
        hand, in_text = by_hand.get(one["name"]), one["section"] != "phu_luc"
        total = (hand["value"], hand["base"]) if hand else _total(indicator, own)
        if total is not None and (own or in_text):
            found |= _fields(one, total, "", is_total=True, brief=not in_text)
        if total is not None and last_year and in_text and was:
            found |= _fields(one, _total(indicator, was), ".before", is_total=True)
        if hand and own:
            found |= _fields(one, _total(indicator, own), ".counted", is_total=True)
        for pk, cell in own.items():
            found |= _fields(one, cell, f"@{codes[pk]}", is_total=False)
    return found


def _total(indicator: Indicator, cells: dict[int, tuple[int, int | None]]) -> tuple[int, int | None] | None:
    if not cells:
        return None
    values = [value for value, _ in cells.values()]
    if indicator.adds_up == "count":
        return len([value for value in values if value > 0]), None
    if indicator.adds_up == "worst":
        return sorted(values)[-1], None
    if indicator.adds_up == "share":
        return sum(values), sum(base or 0 for _, base in cells.values())
    return sum(values), None


def _fields(
    one: dict[str, Any], cell: tuple[int, int | None] | None, suffix: str, *, is_total: bool, brief: bool = False
) -> dict[str, str]:
    assert cell is not None
    name, (value, base) = one["name"], cell
    if one["type"] == "share":
        fields = {f"{name}.part{suffix}": dots(value), f"{name}.base{suffix}": dots(base or 0)}
        return fields | ({f"{name}.percent{suffix}": percent(value, base or 0)} if is_total and not brief else {})
    if one["type"] == "level":
        return {name + suffix: one["levels"][value]}
    if one["type"] == "yes_no" and not is_total:
        return {name + suffix: "có" if value else "không"}
    return {name + suffix: dots(value)}
