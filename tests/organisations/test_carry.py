"""Figures on another map: small histories by hand, properties, bodies' figures, and the command on the real maps."""

from __future__ import annotations

import html
import io
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.organisations.carry import (
    DIVIDED,
    LOST,
    Mark,
    NotOnMap,
    Told,
    Total,
    by_area,
    carried,
    largest_remainder,
    totals,
)
from phongtrao.organisations.figures import Unreadable, read_figures
from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.maps import EVER, History, Step, Version, load_history
from phongtrao.organisations.models import Area, AreaSuccession, AreaVersion, LogEntry, Organisation
from phongtrao.table_files import as_xlsx, read_cells, read_table
from tests.conftest import Cast
from tests.organisations.histories import make

D1, D2 = date(2020, 1, 1), date(2025, 7, 1)
THEN, BETWEEN, NOW = date(2019, 6, 1), date(2021, 6, 1), date(2026, 6, 1)
Moved = tuple[str, str, date] | tuple[str, str, date, str]


def history(lives: str, *moves: Moved) -> History:
    """`A/T 2020-2025, B/T`: A lay in T from D1 until the day before D2, B always.

    A move ends in `partly`, a share, or neither.
    """
    return History(list(versions(lives)), [step(*move) for move in moves])


def versions(lives: str) -> Iterator[Version]:
    bounds = {"2020": D1.toordinal(), "2025": D2.toordinal()}
    for life in lives.split(","):
        place, _, days = life.strip().partition(" ")
        area, _, above = place.partition("/")
        first, _, last = days.partition("-")
        yield Version(area, above or None, bounds.get(first, -EVER), bounds[last] - 1 if last else EVER)


def step(origin: str, target: str, day: date, part: str = "") -> Step:
    share = Fraction(part) if part and part != "partly" else None
    return Step(origin, target, day.toordinal(), bool(part), share)


def told(past: History, then: date, now: date, **figures: int) -> dict[str, int]:
    """Figures as `area of the other map` → figure; a marked one as `area < parts`."""
    found: dict[str, int] = {}
    for one in carried(figures, then, now, past).told:
        place = one.at or "country"
        if one.mark:
            place += f" {'<' if one.mark.why == DIVIDED else '?'} {' '.join(one.mark.parts)}"
        found[place.strip()] = found.get(place.strip(), 0) + one.figure
    return found


MERGED = history("T, H/T, A/H -2020, B/H -2020, C/H 2020-", ("A", "C", D1), ("B", "C", D1))
DIVIDED_WITHIN = history("T, H/T, A/H -2020, B/H, C/H 2020-", ("A", "B", D1, "partly"), ("A", "C", D1, "partly"))
DIVIDED_ACROSS = history("T, H/T, K/T, A/H -2020, B/H, C/K", ("A", "B", D1, "partly"), ("A", "C", D1, "partly"))
TWO_PROVINCES = history("T, U, A/T -2020, B/T, C/U", ("A", "B", D1, "partly"), ("A", "C", D1, "partly"))
SHARES = history("T, A/T -2020, B/T, C/T", ("A", "B", D1, "3/5"), ("A", "C", D1, "2/5"))
PART_GOES_ON = history("T, A/T, B/T", ("A", "B", D1, "1/4"))
ONE_SHARE_OF_THREE = history(
    "T, H/T, K/T, A/T -2020, B/H, C/K, D/K", ("A", "B", D1, "1/2"), ("A", "C", D1, "partly"), ("A", "D", D1, "partly")
)
NO_SHARES = history("T, A/T -2020, B/T, C/T", ("A", "B", D1, "4/5"), ("A", "C", D1, "2/5"))
ROUNDED = history("T, A/T -2020, B/T, C/T, D/T", *(("A", to, D1, "0.333") for to in ("B", "C", "D")))
REUNITED = history(
    "T, A/T -2020, B/T 2020-2025, C/T 2020-2025, D/T 2025-",
    *(("A", "B", D1, "1/3"), ("A", "C", D1, "2/3"), ("B", "D", D2), ("C", "D", D2)),
)
MERGED_THEN_SHARED = history(
    "T, A/T -2020, B/T -2025, C/T 2025-, D/T 2025-",
    *(("A", "B", D1), ("B", "C", D2, "3/4"), ("B", "D", D2, "1/4")),
)
ABOLISHED = history("T, H/T, A/H -2020, B/H")
ABOLISHED_TWICE = history("T, H/T -2025, K/T, A/H -2020, B/H -2025, B/K 2025-, C/H -2025, C/K 2025-")
LAST_ABOLISHED = history("T, H/T, A/H -2020, B/T")
HALF_KNOWN = history("T, H/T, A/H -2020, B/H, C/T", ("A", "C", D1, "partly"))
MOVED = history("T, H/T, K/T, A/H -2020, A/K 2020-2025, A/K 2025-, B/H, C/K")
DISSOLVED = history("T, H/T -2025, A/H -2025, A/T 2025-, B/H -2025, B/T 2025-, C/T")
JOINED = history("T, H/T -2020, K/T, A/H -2020, A/K 2020-, B/H -2020, B/K 2020-, C/K", ("H", "K", D1))
ISLAND = history("T, H/T -2025, A/H -2020, B/H -2020, I/T 2025-, C/T", ("A", "H", D1), ("B", "H", D1), ("H", "I", D2))
CARVED = history("T, H/T, A/H, B/H -2020, K/T 2020-, B/K 2020-, C/H -2020, C/K 2020-", ("H", "K", D1, "partly"))
UNKNOWN_ORIGIN = history("T, H/T, A/H, B/H 2020-")
AWAY = history("T, H/T, A/H -2020, A/H 2025-, B/H")


@pytest.mark.parametrize(
    ("past", "then", "now", "figures", "expected"),
    [
        pytest.param(MERGED, THEN, NOW, {"A": 3, "B": 4, "H": 5}, {"C": 7, "H": 5}, id="whole units add up"),
        pytest.param(MERGED, NOW, THEN, {"C": 7}, {"H < A B": 7}, id="back in time what was merged stays together"),
        pytest.param(DIVIDED_WITHIN, THEN, NOW, {"A": 9, "B": 1}, {"H < B C": 9, "B": 1}, id="divided in a district"),
        pytest.param(DIVIDED_WITHIN, NOW, THEN, {"C": 9, "B": 1}, {"A": 9, "H < A B": 1}, id="a part, back in time"),
        pytest.param(DIVIDED_ACROSS, THEN, NOW, {"A": 9, "H": 2}, {"T < B C": 11}, id="divided between districts"),
        pytest.param(DIVIDED_ACROSS, THEN, NOW, {"K": 2, "T": 3}, {"K": 2, "T": 3}, id="who received keeps his own"),
        pytest.param(TWO_PROVINCES, THEN, NOW, {"A": 9}, {"country < B C": 9}, id="divided between provinces"),
        pytest.param(SHARES, THEN, NOW, {"A": 11}, {"B": 7, "C": 4}, id="by stated shares in whole numbers"),
        pytest.param(SHARES, NOW, THEN, {"B": 7, "C": 4}, {"T < A B": 7, "T < A C": 4}, id="shares say nothing back"),
        pytest.param(PART_GOES_ON, THEN, NOW, {"A": 8}, {"B": 2, "A": 6}, id="who goes on keeps the rest"),
        pytest.param(ONE_SHARE_OF_THREE, THEN, NOW, {"A": 8}, {"B": 4, "K < C D": 4}, id="only one share is stated"),
        pytest.param(NO_SHARES, THEN, NOW, {"A": 8}, {"T < B C": 8}, id="shares of more than all divide nothing"),
        pytest.param(ROUNDED, THEN, NOW, {"A": 10}, {"B": 4, "C": 3, "D": 3}, id="rounded shares are of the whole"),
        pytest.param(REUNITED, THEN, NOW, {"A": 10}, {"D": 10}, id="divided and together again"),
        pytest.param(REUNITED, THEN, BETWEEN, {"A": 10}, {"B": 3, "C": 7}, id="divided on the way"),
        pytest.param(MERGED_THEN_SHARED, THEN, NOW, {"A": 4, "B": 4}, {"C": 6, "D": 2}, id="merged, then divided"),
        pytest.param(ABOLISHED, THEN, NOW, {"A": 4, "B": 1, "H": 2}, {"H ?": 4, "B": 1, "H": 2}, id="no successor"),
        pytest.param(ABOLISHED, NOW, THEN, {"B": 1, "H": 2}, {"B": 1, "H": 2}, id="the district held it before too"),
        pytest.param(ABOLISHED_TWICE, THEN, NOW, {"A": 4}, {"K ?": 4}, id="carried on with the area above"),
        pytest.param(LAST_ABOLISHED, THEN, NOW, {"A": 4, "H": 1}, {"H ? H": 4, "H": 1}, id="the last unit in it"),
        pytest.param(HALF_KNOWN, THEN, NOW, {"A": 4}, {"T ? C": 4}, id="only a part is accounted for"),
        pytest.param(MOVED, THEN, NOW, {"A": 4, "H": 2, "K": 1}, {"A": 4, "T < A B": 2, "K": 1}, id="moved, renamed"),
        pytest.param(MOVED, NOW, THEN, {"K": 1, "H": 2}, {"T < A C": 1, "H": 2}, id="moved, back in time"),
        pytest.param(DISSOLVED, THEN, NOW, {"H": 6, "A": 1}, {"T < A B": 6, "A": 1}, id="followed by its communes"),
        pytest.param(JOINED, THEN, NOW, {"H": 6, "K": 1}, {"K": 7}, id="a district merged into another"),
        pytest.param(JOINED, NOW, THEN, {"K": 7}, {"T < A B C": 7}, id="and not back into either"),
        pytest.param(ISLAND, THEN, NOW, {"A": 1, "B": 2, "H": 4}, {"I": 7}, id="an island without communes"),
        pytest.param(ISLAND, NOW, THEN, {"I": 7}, {"H": 7}, id="an island, back in time"),
        pytest.param(CARVED, NOW, THEN, {"K": 7, "H": 1}, {"H": 8}, id="a new district, back in the old one"),
        pytest.param(UNKNOWN_ORIGIN, NOW, THEN, {"B": 7}, {"H ?": 7}, id="from nobody knows where"),
        pytest.param(
            UNKNOWN_ORIGIN, THEN, NOW, {"H": 7, "A": 1}, {"H": 7, "A": 1}, id="what came is no heir of others"
        ),
        pytest.param(AWAY, THEN, NOW, {"A": 7}, {"A": 7}, id="away for a while"),
        pytest.param(AWAY, THEN, BETWEEN, {"A": 7}, {"H ?": 7}, id="while it is away"),
    ],
)
def test_figures_by_hand(
    past: History, then: date, now: date, figures: dict[str, int], expected: dict[str, int]
) -> None:
    assert told(past, then, now, **figures) == expected


def test_the_country_keeps_its_own_figure_and_areas_of_other_days_are_refused() -> None:
    figures: dict[str | None, int] = {None: 5, "A": 1}
    assert carried(figures, THEN, NOW, MERGED).told == (Told(None, 5, None), Told("A", 1, "C"))
    with pytest.raises(NotOnMap, match=r"Ngày 01/06/2026 không có địa bàn: A\."):
        carried({"A": 1, "C": 2}, NOW, THEN, MERGED)


def test_a_marked_figure_counts_where_it_stays_and_above_never_below() -> None:
    found = carried(
        {"A": 9, "B": 1, "H": 2, "K": 30},
        THEN,
        NOW,
        history("T, H/T, K/T, A/H -2020, B/H, C/H", ("A", "B", D1, "partly"), ("A", "C", D1, "partly")),
    )
    assert found.marked == (Told("A", 9, "H", Fraction(1), Mark(DIVIDED, ("B", "C"))),)
    areas = DIVIDED_ACROSS.on(NOW)
    assert totals(found.told, areas) == {
        "B": Total(own=1),
        "H": Total(own=2, below=1, undivided=9),
        "K": Total(own=30),
        "T": Total(below=33, undivided=9),
        None: Total(below=33, undivided=9),
    }


def test_what_a_share_gave_says_so() -> None:
    shared = carried({"A": 10}, THEN, NOW, SHARES)
    assert shared.told == (Told("A", 6, "B", Fraction(3, 5)), Told("A", 4, "C", Fraction(2, 5))) and not shared.marked
    assert carried({"A": 4}, THEN, NOW, ABOLISHED).marked == (Told("A", 4, "H", Fraction(1), Mark(LOST, ())),)


@given(st.integers(-(10**6), 10**9), st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(any))
def test_whole_numbers_by_shares_add_up_and_miss_by_less_than_one(figure: int, weights: list[int]) -> None:
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    parts = largest_remainder(figure, shares)
    assert sum(parts) == figure
    assert all(abs(part - figure * share) < 1 for part, share in zip(parts, shares, strict=True))


@given(st.randoms(use_true_random=False), st.data())
def test_in_any_history_nothing_is_lost_and_nothing_doubled(chance: Random, data: st.DataObject) -> None:
    made = make(chance)
    past = made.history()
    days = [date.fromordinal(day) for day in (made.days[0] - 1, *made.days)]
    then, now = data.draw(st.sampled_from(days)), data.draw(st.sampled_from(days))
    units = sorted(past.on(then).units)
    figures = {unit: data.draw(st.integers(-5, 1000)) for unit in units}
    found = carried(figures, then, now, past).told
    for unit in units:
        assert sum(one.figure for one in found if one.unit == unit) == figures[unit]
        assert sum((one.share for one in found if one.unit == unit), Fraction(0)) == 1
    areas = past.on(now)
    for one in found:
        assert one.at is None or one.at in areas.units
        if one.mark:
            assert all(one.at is None or one.at in areas.chain(part) for part in one.mark.parts)
    assert totals(found, areas).get(None, Total()).figure == sum(figures.values())
    if bisect_right(made.days, then.toordinal()) == bisect_right(made.days, now.toordinal()):
        assert found == tuple(Told(unit, figures[unit], unit) for unit in units)


def test_bodies_figures_are_those_of_their_areas(cast: Cast) -> None:
    figures = {cast.body("huyen.901.ubnd"): 3, cast.body("huyen.901.cong-an"): 4, cast.body("ha-thanh.bao"): 5}
    assert by_area(figures) == {"H901": 7, "T90": 5}
    found = carried(by_area(figures), date(2025, 2, 1), date(2026, 1, 1), load_history())
    assert [(one.unit, one.at, one.mark and one.mark.parts) for one in found.told] == [
        ("H901", "T90", ("C90001", "C90002")),
        ("T90", "T90", None),
    ]


def test_shares_in_the_database_divide_figures(cast: Cast) -> None:
    old, others = cast.area("X90001"), [cast.area("C90001"), cast.area("C90002")]
    AreaSuccession.objects.filter(predecessor=old).delete()
    for heir, share in zip(others, ("0.6", "0.4"), strict=True):
        AreaSuccession.objects.create(
            predecessor=old, successor=heir, day=date(2025, 7, 1), kind="split", partly=True, share=share, source="thử"
        )
    found = carried({"X90001": 5}, date(2025, 6, 30), date(2025, 7, 1), load_history())
    assert [(one.at, one.figure) for one in found.told] == [("C90001", 3), ("C90002", 2)]


def run(file: Path, *arguments: str) -> tuple[str, str]:
    out, notes = StringIO(), StringIO()
    call_command("carry", str(file), *arguments, stdout=out, stderr=notes)
    return out.getvalue(), notes.getvalue()


def test_districts_of_2017_on_the_maps_of_2020_and_today(cast: Cast, tmp_path: Path) -> None:
    load_units("Quảng Ngãi")
    file = tmp_path / "figures.csv"
    file.write_text(
        "mã;số\n534;100\n525;20\nH526;3\n21142;50\n21514;7\nX21541;8\nhuyen.536.ubnd;4\nquang-ngai.ubnd;1\n",
        "utf-8-sig",
    )

    def lines(now: str, *more: str) -> dict[str | None, dict[str, object]]:
        out, _ = run(file, "--then", "2017-05-09", "--now", now, "--json", *more)
        return {line["name"]: line for line in map(json.loads, out.splitlines())}

    def marks(line: dict[str, object]) -> dict[str, tuple[int, str, list[str]]]:
        found = line["marks"]
        assert isinstance(found, list)
        return {m["name"]: (m["figure"], m["why"], [part["name"] for part in m["parts"]]) for m in found}

    in_2020 = lines("2020-06-01")
    assert in_2020["thị xã Đức Phổ"]["own"] == 100
    assert (in_2020["huyện Trà Bồng"]["own"], in_2020["huyện Trà Bồng"]["below"]) == (23, 50)
    assert in_2020["huyện Lý Sơn"]["own"] == 12
    assert marks(in_2020["huyện Ba Tơ"]) == {"xã Ba Chùa": (7, "divided", ["thị trấn Ba Tơ", "xã Ba Dinh"])}
    assert in_2020["cả nước"]["total"] == 193

    today = lines("2026-03-02")
    province = today["tỉnh Quảng Ngãi"]
    assert (province["own"], province["below"], province["undivided"], province["total"]) == (1, 12, 180, 193)
    assert today["đặc khu Lý Sơn"]["own"] == 12
    found = marks(province)
    assert found["xã Trà Bùi"] == (50, "divided", ["xã Cà Đam", "xã Tây Trà Bồng"])
    assert set(found["huyện Trà Bồng"][2]) == {
        *("xã Trà Bồng", "xã Thanh Bồng", "xã Đông Trà Bồng", "xã Cà Đam", "xã Tây Trà Bồng")
    }
    assert set(found["huyện Tây Trà"][2]) == {"xã Tây Trà", "xã Thanh Bồng", "xã Tây Trà Bồng"}
    assert set(found["huyện Đức Phổ"][2]) == {
        *("phường Đức Phổ", "phường Trà Câu", "phường Sa Huỳnh", "xã Nguyễn Nghiêm", "xã Khánh Cường")
    }

    out, notes = run(file, "--then", "09/05/2017", "--now", "02/03/2026")
    assert "    giữ chung 50 của xã Trà Bùi (X21142): địa bàn ngày 02/03/2026 thuộc xã Cà Đam, xã Tây Trà Bồng" in out
    assert notes == "5 số liệu (cộng 180) giữ chung, không chia theo phỏng đoán.\n"

    file.write_text("21142,50\n")
    assert "chỉ đầy đủ từ ngày 01/01/2017" in run(file, "--then", "2016-05-09", "--now", "2026-03-02")[1]


def figures_of(text: str, day: date) -> dict[str, int]:
    return read_figures(read_cells("so-lieu.csv", text.encode(), secret_free=True), day, Organisation.objects.all())


def test_every_row_that_is_wrong_is_named(cast: Cast) -> None:
    day = date(2025, 6, 30)
    AreaVersion.objects.filter(area__code__in=("X90001", "X90002")).update(code="90001")
    with pytest.raises(Unreadable) as wrong:
        figures_of("code,figure\nH901,1.200\nC90001,3\n90001,4\nH901\nH902,5\nH902,6\n", day)
    assert str(wrong.value).splitlines() == [
        "Dòng 2: «1.200» chưa phải số nguyên; xin ghi liền các chữ số, ví dụ 1200.",
        "Dòng 3: ngày 30/06/2025 không có địa bàn hay tổ chức nào mang mã «C90001».",
        "Dòng 4: mã «90001» chỉ nhiều địa bàn; xin ghi một trong: X90001, X90002.",
        "Dòng 5: có 1 cột; xin ghi hai cột: mã và số liệu.",
        "Dòng 7: mã «H902» đã có ở dòng 6; xin bỏ một dòng.",
    ]
    with pytest.raises(Unreadable, match="chưa có dòng số liệu"):
        figures_of("code,figure\n", day)
    assert figures_of("H901,1\n\nhuyen.901.ubnd, 2\nhuyen.902.ubnd,-3\n", day) == {"H901": 3, "H902": -3}


def test_the_command_refuses_what_it_cannot_read(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    with pytest.raises(CommandError, match="Không mở được tệp"):
        run(file, "--then", "2025-06-30")
    file.write_bytes("H901,1\nhuyện".encode("utf-16"))
    with pytest.raises(CommandError, match="Dòng 2: có 1 cột"):
        run(file, "--then", "2025-06-30")
    file.write_text("H901,1\nH902,x\nH999,1\n")
    with pytest.raises(CommandError, match="Dòng 2: .*\nDòng 3: "):
        run(file, "--then", "2025-06-30")
    AreaVersion.objects.all().delete()
    Area.objects.filter(organisations=None).delete()
    with pytest.raises(CommandError, match="load-units"):
        run(file, "--then", "2025-06-30")


def uploaded(client: Client, raw: bytes, name: str = "so-lieu.csv", **days: str) -> Any:
    sent = {"then": "30/06/2025", "now": "02/03/2026", "secret_free": "on", **days}
    return client.post(reverse("carry"), {**sent, "file": SimpleUploadedFile(name, raw)})


def test_the_page_shows_both_maps_gives_them_as_excel_and_keeps_nothing(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("xuan")
    for page in (reverse("areas"), reverse("area", args=["H901"])):
        assert reverse("carry") in client.get(page).content.decode()
    entries = LogEntry.objects.count()
    answer = uploaded(client, as_xlsx(("Mã", "Số liệu"), [("H901", 20), ("X90003", 5)], "Số"), "so-lieu.xlsx")
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 200 and "Như báo cáo, địa bàn ngày 30/06/2025" in page
    assert "giữ chung 20 của huyện Sơn Nam (H901): địa bàn ngày 02/03/2026 thuộc xã An Lạc, phường Đông Sơn" in page
    packed = re.search(r'name="noi-dung" value="([^"]+)"', page)
    assert packed is not None
    sheet = client.post(reverse("carry_out"), {"noi-dung": packed[1]})
    rows = [row.cells for row in read_table("x.xlsx", sheet.content, secret_free=True).rows]
    then, now = ({r["Địa bàn"]: r for r in rows if r["Bản đồ ngày"] == day} for day in ("30/06/2025", "02/03/2026"))
    assert then["tỉnh Hà Thanh"]["Thuộc"] == then["cả nước"]["Thuộc"] == ""
    assert (then["huyện Sơn Nam"]["Riêng"], then["huyện Sơn Nam"]["Thuộc"]) == ("20", "tỉnh Hà Thanh")
    assert (now["xã Phú Khê"]["Riêng"], now["tỉnh Hà Thanh"]["Cộng"], now["tỉnh Hà Thanh"]["Giữ chung"]) == (
        *("5", "25", "20"),
    )
    assert "giữ chung 20" in now["tỉnh Hà Thanh"]["Ghi chú"] and LogEntry.objects.count() == entries
    # What one person has seen is no other's.
    assert signed_in("vy").post(reverse("carry_out"), {"noi-dung": packed[1]}).status_code == 302


@pytest.mark.parametrize(
    ("raw", "days", "said"),
    [
        (b"ma,so\nH901,1.5\nH9,2\n", {}, ("Dòng 2: «1.5»", "Dòng 3: ngày 30/06/2025 không có địa bàn")),
        (b"ma,so\nH901,=1+1\n", {}, ("có ô là công thức", "dòng 2, cột 2")),
        (b"ma,ten,so\nH901,Son Nam,2\n", {}, ("Dòng 2: có 3 cột; xin ghi hai cột",)),
        (b"ma,so\n", {}, ("chưa có dòng số liệu nào",)),
        (b"%PDF-1.4", {}, ("Tệp PDF này bị hỏng",)),
        (b"H901,1\n", {"secret_free": ""}, ("bí mật nhà nước",)),
        (b"H901,1\n", {"then": "31/02/2025"}, ("Ngày chưa đúng",)),
        (b"C90001,1\n", {"then": "01/08/1890"}, ("Năm phải từ 1900",)),
        (b"C90001,1\n", {"then": "01/08/1990"}, ("ngày 01/08/1990 không có địa bàn",)),
        (b"binh-phu.ubnd,1\n", {}, ("mang mã «binh-phu.ubnd»",)),
    ],
)
def test_the_page_says_what_is_wrong_with_a_file(
    cast: Cast, signed_in: Callable[[str], Client], raw: bytes, days: dict[str, str], said: tuple[str, ...]
) -> None:
    answer = uploaded(signed_in("xuan"), raw, **days)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400 and "Tải về Excel" not in page
    assert all(words in page for words in said), page


def test_a_formula_is_no_figure(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Mã", "Số liệu"])
        sheet.write_string(1, 0, "H901")
        sheet.write_formula(1, 1, "=1+1", None, 2)
    page = uploaded(signed_in("xuan"), out.getvalue(), "so-lieu.xlsx").content.decode()
    assert "Dòng 2: có công thức; xin dán giá trị thay cho công thức." in page


def test_a_map_that_is_not_there_is_said_so(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    AreaVersion.objects.filter(valid_from=None).update(valid_from=date(2000, 1, 1))
    page = uploaded(signed_in("xuan"), b"H901,1\n", now="02/03/1990").content.decode()
    assert "Chưa có địa bàn nào ngày 02/03/1990" in page
