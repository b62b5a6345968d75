"""Ten years of reports of made-up provinces, written in bulk by the database itself: `fill(cells)`.

A province has a committee, 130 communes, 20 departments and five schools a commune; each reports by every form for both
halves and the whole of each year. The rows of one period lie as they come in over its weeks: forms and bodies mixed,
the cells of one report together. No state is written that the procedure could not have reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from phongtrao.organisations.models import Area, AreaVersion, Function, Organisation, OrganisationVersion, Post, User
from phongtrao.reports.form import REGIME, Form, Indicator, PeriodRule, YearDay
from phongtrao.reports.load_form import load_form
from phongtrao.reports.models import Figure, ReportForm
from phongtrao.words import HANOI, fold

YEARS = range(2016, 2026)
DAY = date(2026, 1, 15)
AT = datetime(2026, 1, 15, 9, tzinfo=HANOI)
COMMUNES, DEPARTMENTS, SCHOOLS = 130, 20, 5
BODIES = COMMUNES * (1 + SCHOOLS) + DEPARTMENTS
INDICATORS, FORMS = 25, 7
A_FORM = BODIES * len(YEARS) * 3 * INDICATORS
"""Cells of one form in one province."""
LONG_AGO = date(2015, 1, 1)
RULES = (
    PeriodRule("half_year", "H1", YearDay(15, 12, -1), YearDay(14, 6), YearDay(20, 6)),
    PeriodRule("half_year", "H2", YearDay(15, 6), YearDay(14, 12), YearDay(18, 12)),
    PeriodRule("year", "", YearDay(15, 12, -1), YearDay(14, 12), YearDay(20, 12)),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made."""

    forms: list[ReportForm]
    provinces: list[Organisation]
    administrator: User
    cells: int
    reports: int
    size: str
    """Of the whole database."""


def fill(cells: int) -> Filled:
    """So many cells, or a few more: seven forms for each province of four million."""
    provinces = max(1, round(cells / (A_FORM * FORMS)))
    forms_wanted = max(1, round(cells / (A_FORM * provinces)))
    with transaction.atomic():
        administrator = _user("quan-tri")
        Post.objects.create(user=administrator, function=Function.ADMINISTRATOR, starts_on=LONG_AGO)
        forms = [load_form(form_of(n), administrator, AT)[0].form for n in range(forms_wanted)]
        roots = [_province(n) for n in range(provinces)]
    with connection.cursor() as cursor:
        # Every key written below stands in the row that it was read from; to look it up again takes most of the time.
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
        with _without_indexes():
            for statement in (_REPORTS, _EDITIONS, _FIGURES):
                cursor.execute(statement, {"by": administrator.pk, "at": AT})
        cursor.execute("SET session_replication_role = DEFAULT")
        for table in ("report", "edition", "figure"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('reports_{table}', 'id'), (SELECT max(id) FROM reports_{table}))"
            )
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT (SELECT count(*) FROM reports_figure), (SELECT count(*) FROM reports_report),"
            " pg_size_pretty(pg_database_size(current_database()))"
        )
        made = cursor.fetchone()
    return Filled(forms, roots, administrator, *made)


@contextmanager
def _without_indexes() -> Iterator[None]:
    """The indexes of figures are made once for all of them."""
    with connection.schema_editor() as editor:
        editor.remove_index(Figure, Figure._meta.indexes[0])
        editor.remove_constraint(Figure, Figure._meta.constraints[0])
    yield
    with connection.schema_editor() as editor:
        editor.add_constraint(Figure, Figure._meta.constraints[0])
        editor.add_index(Figure, Figure._meta.indexes[0])


def form_of(number: int) -> Form:
    """A form of 25 indicators, of each kind some."""
    return Form(
        name=f"mau-{number}",
        title=f"Báo cáo thử số {number}",
        version=1,
        valid_from=LONG_AGO,
        source="số liệu thử",
        reporters=("xa.ubnd", "tinh.so", "co_so.truong"),
        regime={name: "số liệu thử" for name in REGIME},
        periods=RULES,
        indicators=tuple(_indicators()),
    )


def _indicators() -> Iterator[Indicator]:
    for n in range(INDICATORS):
        title = f"Chỉ tiêu {n + 1}"
        if n % 5 == 4:
            yield Indicator(f"c{n:02d}", title, "ket_qua", "share", "share", base="tổng số")
        elif n % 5 == 3:
            yield Indicator(f"c{n:02d}", title, "ket_qua", "yes_no", "count")
        else:
            yield Indicator(f"c{n:02d}", title, "ket_qua", "integer", "sum" if n % 5 else "last", "việc")


def _user(name: str) -> User:
    return User.objects.create(username=name, full_name=name, password="!")


def _province(number: int) -> Organisation:
    area = Area.objects.create(code=f"T{number}")
    AreaVersion.objects.create(area=area, name=f"tỉnh {number}", folded=f"tinh {number}", kind="tinh", source="thử")
    code = f"tinh{number}"
    [root] = _bodies([(f"{code}.ubnd", f"UBND tỉnh {number}", "ubnd", "tinh", None)], area)
    above = [(f"{code}.so{n}", f"Sở {n}", "so", "tinh", root) for n in range(DEPARTMENTS)]
    above += [(f"{code}.xa{n}", f"UBND xã {n}", "ubnd", "xa", root) for n in range(COMMUNES)]
    communes = _bodies(above, area)[DEPARTMENTS:]
    schools = [(c, f"{c.code}.truong{n}") for c in communes for n in range(SCHOOLS)]
    _bodies([(name, f"Trường {name}", "truong", "co_so", c) for c, name in schools], area)
    return root


def _bodies(said: list[tuple[str, str, str, str, Organisation | None]], area: Area) -> list[Organisation]:
    made = Organisation.objects.bulk_create([Organisation(code=code, area=area) for code, *_ in said])
    OrganisationVersion.objects.bulk_create(
        OrganisationVersion(
            organisation=body, name=name, folded=fold(name), keys=fold(name), kind=kind, level=level, parent=parent,
            valid_from=LONG_AGO, source="số liệu thử",
        )
        for body, (_, name, kind, level, parent) in zip(made, said, strict=True)
    )  # fmt: skip
    return made


_PERIODS = """(SELECT year, part, CASE WHEN part = '' THEN year::text ELSE year || '-' || part END AS key,
    make_date(year, CASE part WHEN 'H1' THEN 6 ELSE 12 END, CASE part WHEN 'H1' THEN 30 ELSE 31 END) AS last,
    make_date(year, CASE part WHEN 'H1' THEN 6 ELSE 12 END, CASE part WHEN 'H2' THEN 18 ELSE 20 END) AS due
    FROM generate_series(2016, 2025) year, unnest(ARRAY['H1', 'H2', '']) part)"""
_REPORTS = f"""
INSERT INTO reports_report
    (id, form_id, period, last_day, organisation_id, root_id, receiver_id, due, sent_id, accepted_id)
SELECT id, form, key, last, body, root, receiver, due,
    CASE WHEN fate < 20 THEN NULL WHEN fate > 982 THEN 2 * id ELSE 2 * id - 1 END,
    CASE WHEN fate < 40 THEN NULL WHEN fate > 982 THEN 2 * id ELSE 2 * id - 1 END
FROM (SELECT *, CASE WHEN year = 2025 AND f BETWEEN 100 AND 191 THEN 5 ELSE f END AS fate FROM (
    SELECT row_number() OVER (ORDER BY p.last, hashint8(o.id * 1000 + f.id)) AS id, f.id AS form, p.key, p.last,
        p.year, p.due, o.id AS body, COALESCE(up.parent_id, v.parent_id) AS root, v.parent_id AS receiver,
        hashint8(o.id * 100000 + f.id * 100 + p.year * 3 + length(p.part)) & 1023 AS f
    FROM reports_reportform f, {_PERIODS} p, organisations_organisation o
    JOIN organisations_organisationversion v ON v.organisation_id = o.id
    JOIN organisations_organisationversion up ON up.organisation_id = v.parent_id) numbered) r
"""
"""Of 1,024 reports 20 are drafts or were returned, 20 wait to be accepted, 41 were accepted twice, the others once; of
those of the last year 92 more are drafts or were returned."""
_EDITIONS = """
INSERT INTO reports_edition (id, report_id, version_id, nth, state, opened_by_id, opened_at, sent_by_id, sent_on)
SELECT 2 * r.id - 2 + nth, r.id, v.id, nth,
    CASE WHEN r.accepted_id IS NOT NULL THEN 'accepted' WHEN r.sent_id IS NOT NULL THEN 'approved'
         WHEN r.id %% 2 = 0 THEN 'returned' ELSE 'draft' END,
    %(by)s, %(at)s, %(by)s,
    CASE WHEN r.sent_id IS NOT NULL OR r.id %% 2 = 0 THEN r.due + (r.id %% 12 - 10)::int + 30 * (nth - 1) END
FROM reports_report r JOIN reports_formversion v ON v.form_id = r.form_id, generate_series(1, 2) nth
WHERE nth = 1 OR r.sent_id = 2 * r.id ORDER BY r.id, nth
"""
_FIGURES = """
INSERT INTO reports_figure (edition_id, indicator_id, value, base, nothing, by_id, at)
SELECT e.id, i.id, CASE WHEN i.type = 'yes_no' THEN (e.id + i.id) %% 2 ELSE (e.id * 31 + i.id * 7) %% 90 END,
    CASE WHEN i.type = 'share' THEN 90 + (e.id + i.id) %% 10 END, false, %(by)s, %(at)s
FROM reports_edition e JOIN reports_report r ON r.id = e.report_id JOIN reports_indicator i ON i.form_id = r.form_id
ORDER BY e.id, i.id
"""
