"""Syntheses made up by chance: every number that is printed follows from the cells, and from nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest
from django.db import transaction

from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.reports.form import FITTING, REGIME, Form, Indicator, PeriodRule, Question
from phongtrao.reports.load_form import load_form
from phongtrao.reports.models import Edition, Figure, FormVersion, Report, ReportForm, Synthesis
from phongtrao.reports.models import Indicator as IndicatorRow
from phongtrao.reports.synthesis_letter import preview
from phongtrao.year_days import YearDay
from tests.conftest import Cast
from tests.reports.synthesis_reader import edited, expected, late, numbers_outside, printed
from tests.work.conftest import at
from vanban.layout.check import check_docx
from vanban.paper.docx import write_docx

DAY, DUE = date(2027, 1, 15), date(2026, 12, 20)
KEY, BEFORE = "2026", "2025"
SECTIONS = ("tinh_hinh", "ket_qua", "ton_tai", "phu_luc")
WORDS = ("mô hình", "tổ tự quản", "buổi tuyên truyền", "hộ đăng ký", "thôn đạt chuẩn", "camera an ninh", "kinh phí")
LEVELS = ("tốt", "khá", "trung bình", "yếu")
ALLOWED = re.compile(
    r"Kế hoạch số 7/KH-UBND ngày 05/01/2020|ngày\s+tháng\s+năm 2027|năm 2026|NĂM 2026|20/12/2026"
    r"|^[12]\. (?:Kết quả bằng số liệu|Khó khăn)$"
)
"""Words with digits that are no figures of the synthesis: the paper that asks for it, the period, the last day."""


@dataclass
class Trial:
    """One made-up province with its form, reports and draft."""

    synthesis: Synthesis
    form: ReportForm

    def asked(self) -> dict[str, str]:
        """All that must be printed, counted anew from the rows."""
        row = self.synthesis
        found = expected(self.form, KEY, BEFORE, row.organisation, row.basis, row.by_hand)
        there = {
            report.organisation_id
            for report in Report.objects.filter(form=self.form, period=KEY)
            if (report.accepted_id if row.basis == "accepted" else report.sent_id)
        }
        return found | late(self.form, KEY, row.organisation, there, DUE, DAY)

    def file(self) -> bytes:
        return write_docx(preview(Synthesis.objects.get(pk=self.synthesis.pk), DAY))


def made(chance: Random, number: int, by: User) -> Trial:
    """A tree of bodies, a form and reports of two years, all by chance."""
    bodies, communes = _tree(chance, number)
    form = _form(chance, number, by)
    version, indicators = form.versions.get(), list(IndicatorRow.objects.filter(form=form))
    for key in (BEFORE, KEY):
        for commune in communes:
            if chance.random() < 0.8:
                _report(chance, version, indicators, key, commune, bodies, by)
    body = bodies[0] if chance.random() < 0.6 else chance.choice(bodies)
    return Trial(_draft(chance, form, body, by), form)


def _tree(chance: Random, number: int) -> tuple[list[Organisation], list[Organisation]]:
    """A province, bodies between, communes; each commune may belong to one body and report along another's line."""
    sizes = 1 + chance.randrange(4), chance.randint(1, 7)
    rows = Organisation.objects.bulk_create(Organisation(code=f"t{number}.{n}") for n in range(sum(sizes)))
    bodies, communes = rows[: sizes[0]], rows[sizes[0] :]
    versions = []
    for place, row in enumerate(rows):
        is_commune = place >= sizes[0]
        versions.append(
            OrganisationVersion(
                organisation=row,
                name=f"UBND {'xã' if is_commune else 'huyện' if place else 'tỉnh'} {chr(65 + place)}",
                folded=f"{number} {place}",
                level="xa" if is_commune else "huyen" if place else "tinh",
                kind="ubnd",
                parent=None if not place else chance.choice(bodies) if is_commune else bodies[0],
                line_parent=chance.choice(bodies) if is_commune and chance.random() < 0.3 else None,
            )
        )
    OrganisationVersion.objects.bulk_create(versions)
    return bodies, communes


def _form(chance: Random, number: int, by: User) -> ReportForm:
    indicators = tuple(_indicator(chance, n) for n in range(chance.randint(1, 9)))
    form = Form(
        name=f"mau-{number}",
        title="Báo cáo kết quả phong trào",
        version=1,
        valid_from=date(2020, 1, 1),
        source="Kế hoạch số 7/KH-UBND ngày 05/01/2020",
        reporters=("xa.ubnd",),
        regime=dict.fromkeys(REGIME, "theo kế hoạch"),
        periods=(PeriodRule("year", "", due=YearDay(20, 12)),),
        indicators=indicators,
        questions=(Question("kho_khan", "Khó khăn", chance.choice(SECTIONS[:3])),),
    )
    return load_form(form, by, at(DAY))[0].form


def _indicator(chance: Random, n: int) -> Indicator:
    kind = chance.choice([*FITTING])
    return Indicator(
        f"ct_{'abcdefghi'[n]}", f"Số {chance.choice(WORDS)} {'abcdefghi'[n]}", chance.choice(SECTIONS), kind,
        chance.choice(FITTING[kind]), unit=chance.choice(WORDS) if kind in ("integer", "money") else "",
        levels=LEVELS if kind == "level" else (),
    )  # fmt: skip


def _value(chance: Random, kind: str) -> tuple[int, int | None]:
    if kind == "share":
        base = chance.choice([0, chance.randint(1, 20), chance.randint(1, 10**6)])
        return chance.randint(0, base), base
    most = {"yes_no": 1, "level": len(LEVELS) - 1, "money": 10**12, "integer": chance.choice([1, 30, 10**7])}[kind]
    return chance.randint(0, most), None


def _report(
    chance: Random,
    version: FormVersion,
    indicators: list[IndicatorRow],
    key: str,
    commune: Organisation,
    bodies: list[Organisation],
    by: User,
) -> None:
    """With one edition or two: a correction that was sent may wait while the first one is counted."""
    report = Report.objects.create(
        form=version.form, period=key, last_day=date(int(key), 12, 31), organisation=commune, root=bodies[0],
        receiver=chance.choice(bodies), due=None,
    )  # fmt: skip
    last = chance.choice(["draft", "approved", "accepted", "accepted", "accepted"])
    for nth, state in enumerate(["accepted", last][chance.randrange(2) :], 1):
        sent_on = date(int(key), 12, 10) if chance.random() < 0.5 else date(int(key) + 1, 1, 5)
        edition = Edition.objects.create(
            report=report, version=version, nth=nth, state=state, opened_by=by, opened_at=at(DAY), sent_by=by,
            sent_on=sent_on if state != "draft" else None,
        )  # fmt: skip
        rows = [row for row in indicators if chance.random() < 0.85]
        told = [(row, *_value(chance, row.type)) for row in rows]
        figures = [Figure(edition=edition, indicator=r, value=v, base=b, by=by, at=at(DAY)) for r, v, b in told]
        Figure.objects.bulk_create(figures)
        report.sent = edition if state != "draft" else report.sent
        report.accepted = edition if state == "accepted" else report.accepted
    report.save()


def _draft(chance: Random, form: ReportForm, body: Organisation, by: User) -> Synthesis:
    """Some of its figures changed by hand."""
    by_hand = {}
    for indicator in form.versions.get().said.indicators:
        if chance.random() < 0.1:
            value, base = _value(chance, "integer" if indicator.adds_up == "count" else indicator.type)
            person = {"by": by.username, "name": str(by), "at": at(DAY).isoformat(), "reason": "x"}
            by_hand[indicator.name] = {"value": value, "base": base, **person}
    row = Synthesis.objects.create(
        form=form, version=form.versions.get(), period=KEY, organisation=body, by_hand=by_hand, opened_by=by,
        opened_at=at(DAY), basis=chance.choice(["accepted", "sent"]),
    )  # fmt: skip
    row.paragraphs.create(question="kho_khan", position=0, text="Thiếu kinh phí. Cán bộ mới.", by=by, at=at(DAY))
    return row


def one_cell_changed(chance: Random, trial: Trial) -> str | None:
    """Another value in one cell of an edition, whichever counts or not; the indicator's name."""
    cells = list(Figure.objects.filter(edition__report__form=trial.form).select_related("indicator").order_by("pk"))
    if not cells:
        return None
    cell = chance.choice(cells)
    while (cell.value, cell.base) == (told := _value(chance, cell.indicator.type)):
        pass
    cell.value, cell.base = told
    cell.save()
    return str(cell.indicator.name)


def holds(trial: Trial, raw: bytes) -> dict[str, str]:
    """What is printed, once it is shown to be what the cells say, the same everywhere, with no number beside it."""
    found, wanted = printed(raw), trial.asked()
    assert {name: texts for name, texts in found.items() if len(texts) > 1} == {}
    told = {name: next(iter(texts)) for name, texts in found.items()}
    assert told == wanted
    assert [text for text in numbers_outside(raw) if re.search(r"\d", ALLOWED.sub("", text))] == []
    return told


def tried(first: int, count: int, by: User) -> int:
    """Syntheses of these seeds, each gone before the next; how many of the changed cells were counted."""
    moved = 0
    for number in range(first, first + count):
        with transaction.atomic():
            moved += _tried(number, by)
            transaction.set_rollback(True)
    return moved


def _tried(number: int, by: User) -> bool:
    chance = Random(number)
    trial = made(chance, number, by)
    raw = trial.file()
    before = holds(trial, raw)
    if number % 10 == 0:
        assert [v.rule.name for v in check_docx(raw) if v.state == "broken"] == []
    name = one_cell_changed(chance, trial)
    after = holds(trial, trial.file())
    changed = {field for field in {*before, *after} if before.get(field) != after.get(field)}
    assert all(re.split(r"[.@]", field)[0] == name for field in changed), (number, name, changed)
    return bool(changed)


def test_every_printed_number_follows_from_the_cells(cast: Cast) -> None:
    assert tried(0, 10, cast.user("quan-tri")) > 2


@pytest.mark.trial
@pytest.mark.parametrize("first", range(0, 500, 50))
def test_every_printed_number_of_five_hundred_syntheses_follows_from_the_cells(cast: Cast, first: int) -> None:
    assert tried(first, 50, cast.user("quan-tri")) > 10


@pytest.mark.parametrize(
    ("was", "now"),
    [(">Thiếu kinh phí.", ">Thiếu 5 đồng."), ("</w:t></w:r></w:sdtContent>", "7</w:t></w:r></w:sdtContent>")],
)
def test_a_number_that_no_cell_gives_is_seen(cast: Cast, was: str, now: str) -> None:
    """Words with a figure that a person wrote, and one place of a field that says something else."""
    trial = made(Random(3), 3, cast.user("quan-tri"))
    raw = trial.file()
    holds(trial, raw)
    with pytest.raises(AssertionError):
        holds(trial, edited(raw, was, now))
