"""phongtrao report-timeliness FORM PERIOD BODY [--json]: who sent on time, late or not at all, by level and body."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from phongtrao import words
from phongtrao.hand_out import add_file_arguments, to_files
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.models import Organisation
from phongtrao.organisations.wording import LEVELS
from phongtrao.reports.arguments import Asked, add_report_arguments, asked
from phongtrao.reports.timeliness import Tally, Timeliness, lines, printed, way, years
from phongtrao.reports.timeliness_bars import said


class Command(BaseCommand):
    help = "Tiến độ gửi báo cáo: đúng hạn, muộn, chưa gửi, đã nhận, trả lại; theo cấp, đơn vị và cùng kỳ các năm trước."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_report_arguments(parser)
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="như trong ngày này; mặc định hôm nay")
        parser.add_argument("--json", action="store_true", help="mỗi kỳ, cấp, đơn vị một dòng JSON")
        add_file_arguments(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        what, day = asked(options), options["on"] or words.today()
        found = years(what.form, what.of, what.body, day)
        if files := to_files(lambda: printed(what.form, what.body, found, "", day), options):
            self.stdout.write(f"{len(found[0].rows)} đơn vị: {', '.join(map(str, files))}")
            return
        codes = dict(Organisation.objects.values_list("pk", "code"))
        said = (json.dumps(line, ensure_ascii=False) for line in told(found, codes))
        for text in said if options["json"] else outline(what, found):
            self.stdout.write(text)


def told(found: list[Timeliness], codes: dict[int, str]) -> Iterator[dict[str, Any]]:
    """For scripts: an object a period, then one a level and one a body of the first."""
    for year in found:
        yield {"period": year.of.key, **asdict(year.whole)}
    now = found[0]
    for level, tally in now.levels.items():
        yield {"period": now.of.key, "level": level, **asdict(tally)}
    for line in lines(now, found[1] if len(found) > 1 else None):
        one, days = line.owed, {"due": line.owed.due, "sent_on": line.owed.sent_on}
        yield {
            "period": now.of.key,
            "organisation": line.name,
            "organisation_code": codes[one.organisation],
            "level": line.level,
            "way": way(one),
            **{name: day.isoformat() if day else None for name, day in days.items()},
            "days_late": one.days_late,
            "accepted": one.is_accepted,
            "returned": one.is_returned,
            "year_before": way(line.before) if line.before else None,
        }


def outline(what: Asked, found: list[Timeliness]) -> Iterator[str]:
    """For people."""
    yield f"{what.form.title}, {what.body.name_on(what.of.last)}"
    for one in found:
        yield f"{one.of.words:24} {_said(one.whole)}"
    for level, tally in found[0].levels.items():
        yield f"  cấp {LEVELS.get(level, level):20} {_said(tally)}"
    for line in lines(found[0], found[1] if len(found) > 1 else None):
        yield f"    {line.name:40} {line.said}" + (f" (năm trước: {line.said_before})" if line.before else "")


def _said(tally: Tally) -> str:
    return said(tally) if tally.expected else "không có đơn vị nào"
