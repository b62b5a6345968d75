"""phongtrao overview [--on DATE] [--by ACCOUNT] [--json | --pdf FILE]: what a leader sees on one page."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.access import DECIDING
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.provincial import own_provinces
from phongtrao.overview.drawn import DrawnMap
from phongtrao.overview.leaders_page import Overview, country_map
from phongtrao.overview.leaders_page import overview as overview_of
from phongtrao.overview.sheet import overview_pdf
from phongtrao.overview.spans import Span, measure_choices, own, quarter_of, year_of
from phongtrao.overview.territory import territory
from vanban.paper.fonts import FontMissing

NO_PROVINCE = "Không có tỉnh «{}» trong phạm vi của tài khoản này (mã như: nghe-an.ubnd)."
NOT_FOR_YOU = (
    "Tổng quan dành cho lãnh đạo, đầu mối và quản trị; tài khoản này không giữ chức năng nào trong ba chức năng."
)


class Command(BaseCommand):
    help = "Tổng quan cho lãnh đạo: được giao, ai giữ, trễ, kết quả, kinh phí; số liệu của từng đơn vị trên bản đồ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=a_day, metavar="NGÀY", help="như trong ngày này; mặc định hôm nay")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI-KHOẢN", help=f"mặc định {ADMINISTRATOR}")
        parser.add_argument("--province", default="", metavar="MÃ", help="mã UBND tỉnh, khi tài khoản thấy nhiều tỉnh")
        parser.add_argument("--country", action="store_true", help="bản đồ cả nước")
        parser.add_argument("--quarter", action="store_true", help="quý này (mặc định cả năm)")
        parser.add_argument("--from", dest="first", type=a_day, metavar="NGÀY")
        parser.add_argument("--until", dest="last", type=a_day, metavar="NGÀY")
        parser.add_argument("--measure", default="", metavar="SỐ-ĐO", help="số đo trên bản đồ")
        parser.add_argument("--json", action="store_true", help="một đối tượng JSON")
        parser.add_argument("--pdf", type=Path, metavar="TỆP", help="ghi tờ in một trang")
        parser.add_argument("--svg", type=Path, metavar="TỆP", help="ghi bản đồ")

    def handle(self, *_: Any, **options: Any) -> None:
        by, day = account(options["by"]), options["on"] or words.today()
        if not {post.function for post in by.posts_on(words.today())} & DECIDING:
            raise CommandError(NOT_FOR_YOU)
        span, measure = _span(options, day), _measure(options["measure"])
        if options["country"]:
            drawn = country_map(by, span, day, measure)
            _files(drawn, None, options)
            self._say(_of_map(drawn) if drawn else {}, drawn, options)
            return
        place = territory(by, day, own_provinces(by, day), options["province"])
        if place is None or options["province"] not in ("", place.root.code):
            raise CommandError(NO_PROVINCE.format(options["province"]))
        found = overview_of(place, span, measure, by)
        _files(found.map, found, options)
        if options["json"]:
            self.stdout.write(json.dumps(told(found), ensure_ascii=False))
        else:
            for line in outline(found):
                self.stdout.write(line)

    def _say(self, said: dict[str, Any], drawn: DrawnMap | None, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        elif drawn:
            for line in _map_lines(drawn):
                self.stdout.write(line)


def _span(options: dict[str, Any], day: Any) -> Span:
    first, last = options["first"], options["last"]
    if first or last:
        if not (first and last and first <= last):
            raise CommandError("Xin ghi cả --from và --until, ngày đầu không sau ngày cuối.")
        return own(first, last)
    return quarter_of(day) if options["quarter"] else year_of(day)


def _measure(name: str) -> str:
    names = [known for known, _ in measure_choices()]
    if name and name not in names:
        raise CommandError(f"Không có số đo «{name}». Có: {', '.join(names)}.")
    return name or names[0]


def _files(drawn: DrawnMap | None, found: Overview | None, options: dict[str, Any]) -> None:
    """Write the sheet and the map where they are asked for. Raises CommandError."""
    try:
        if options["pdf"] and found is not None:
            options["pdf"].write_bytes(overview_pdf(found))
        if options["svg"] and drawn is not None:
            options["svg"].write_text(drawn.svg, encoding="utf-8")
    except FontMissing as missing:
        raise CommandError(str(missing)) from missing
    except OSError as error:
        raise CommandError(f"Không ghi được tệp: {error.strerror}.") from error


def told(found: Overview) -> dict[str, Any]:
    """For scripts: the blocks, each measure of the whole territory, and each measure of each unit."""
    place = found.territory
    return {
        "organisation": place.name,
        "organisation_code": place.code,
        "on": place.day.isoformat(),
        "from": found.span.first.isoformat(),
        "until": found.span.last.isoformat(),
        "bodies": len(place.bodies),
        "measures": {name: _figure(one.together(place.bodies)) for name, one in found.told.items()},
        "blocks": [
            {"key": b.key, "title": b.title, "said": b.said, "lines": [[o.label, *o.cells] for o in b.lines]}
            for b in found.blocks
        ],
        "units": [
            {
                "area": unit.code,
                "name": unit.name,
                **{name: _figure(one.together(place.by_unit.get(unit.code, ()))) for name, one in found.told.items()},
            }
            for unit in place.places
        ],
        "map": _of_map(found.map) if found.map else None,
    }


def _figure(figure: Any) -> Any:
    """A count as a number, a share as its part and base; null where nothing is known."""
    if figure is None or figure.base is None:
        return figure.value if figure else None
    return {"value": figure.value, "base": figure.base}


def _of_map(drawn: DrawnMap) -> dict[str, Any]:
    rows = [{"name": row.name, "said": row.said, "class": row.words} for row in drawn.rows]
    return {"title": drawn.title, "notes": list(drawn.notes), "rows": rows}


def outline(found: Overview) -> Iterator[str]:
    """The page in lines."""
    yield f"TỔNG QUAN {found.territory.name}, {found.span.said}, ngày {words.day_in_words(found.territory.day)}"
    for block in found.blocks:
        yield f"{block.title}: {block.said}"
        yield from (f"  {line.label}: {', '.join(_cells(block.headings, line.cells))}" for line in block.lines)
    if found.map:
        yield from _map_lines(found.map)


def _cells(headings: tuple[str, ...], cells: tuple[str, ...]) -> list[str]:
    return [f"{heading.lower()} {cell}" for heading, cell in zip(headings[1:], cells, strict=True)]


def _map_lines(drawn: DrawnMap) -> Iterator[str]:
    yield drawn.title
    yield from (f"  {row.name}: {row.said}" for row in drawn.rows)
    yield from drawn.notes
