"""phongtrao roll-up FORM PERIOD BODY [--as then|now] --json: what the reports below a body add up to."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.carry import NotOnMap
from phongtrao.organisations.models import Organisation
from phongtrao.reports.arguments import Asked, add_report_arguments, asked
from phongtrao.reports.cells import spoken
from phongtrao.reports.form import Value
from phongtrao.reports.roll_up import BASES, Part, RolledUp, all_parts, roll_up
from phongtrao.reports.todays_map import Piece, RolledUpNow, cells_of, roll_up_now


class Command(BaseCommand):
    help = "Tổng hợp số liệu của các báo cáo cấp dưới một tổ chức trong một kỳ, kèm đơn vị còn thiếu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_report_arguments(parser)
        told = "theo địa bàn khi đó (then) hoặc hôm nay (now)"
        parser.add_argument("--as", dest="map", choices=("then", "now"), default="then", help=told)
        parser.add_argument("--basis", choices=[*BASES], default="accepted", help="tính báo cáo đã nhận, hoặc đã gửi")
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="với --as now: địa bàn ngày này; mặc định hôm nay")
        parser.add_argument("--json", action="store_true", help="mỗi chỉ tiêu một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        what, basis = asked(options), options["basis"]
        found: RolledUp
        try:
            if options["map"] == "now":
                found = roll_up_now(what.form, what.of, what.body, basis, options["on"] or words.today())
            else:
                found = roll_up(what.form, what.of, what.body, basis)
        except NotOnMap as error:
            raise CommandError(str(error)) from error
        codes = dict(Organisation.objects.values_list("pk", "code"))
        for line in lines(what, found, basis, codes):
            self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else outline(line, what))
        if not options["json"] and found.missing:
            self.stderr.write(f"Còn thiếu {len(found.missing)}: {', '.join(codes[pk] for pk in found.missing)}")


def lines(what: Asked, found: RolledUp, basis: str, codes: dict[int, str]) -> list[dict[str, Any]]:
    """An object an indicator: `indicator`, `value`, `base`, `missing`, `parts`; on today's map `pieces`, too."""
    missing = [codes[pk] for pk in found.missing]
    pieces = found.pieces if isinstance(found, RolledUpNow) else {}
    parts = {name: cells_of(one) for name, one in pieces.items()}
    parts = parts if pieces else all_parts(what.form, what.of, what.body, basis)
    told = []
    for name, total in found.totals.items():
        line: dict[str, Any] = {"indicator": name, "value": total.value.value if total.value else None}
        if total.value and total.value.base is not None:
            line["base"] = total.value.base
        if total.undivided:
            line["undivided"] = total.undivided
        line |= {"missing": missing, "parts": [_part(part, codes) for part in parts.get(name, ())]}
        line |= {"pieces": [_piece(one, codes) for one in pieces[name]]} if pieces else {}
        told.append(line)
    return told


def _part(part: Part, codes: dict[int, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"organisation_code": codes[part.organisation], "edition": part.edition}
    told |= {"value": part.value.value}
    return told | ({"base": part.value.base} if part.value.base is not None else {})


def _piece(one: Piece, codes: dict[int, str]) -> dict[str, Any]:
    """What an area of today has from an area of then: `share` where a paper states it, `mark` why it is not divided."""
    told: dict[str, Any] = {"area": one.at, "from": one.unit, "value": one.value.value}
    told |= {"base": one.value.base} if one.value.base is not None else {}
    told |= {"share": float(one.share)} if one.share != 1 else {}
    told |= {"mark": one.mark.why} if one.mark else {}
    return told | {"parts": [codes[part.organisation] for part in one.parts]}


def outline(line: dict[str, Any], what: Asked) -> str:
    """A line for people."""
    version = what.form.version_on(what.of.last)
    known = {one.name: one for one in version.said.indicators} if version else {}
    if line["value"] is None or line["indicator"] not in known:
        return f"{line['indicator']:28} chưa có số liệu"
    value = spoken(known[line["indicator"]].as_total, Value(line["value"], line.get("base")))
    return f"{line['indicator']:28} {value}  ({len(line['parts'])} báo cáo)"
