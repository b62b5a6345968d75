"""The shipped data of areas and bodies: counts, dates that meet, sources, and the heirs of the pilot districts."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

import phongtrao.organisations

DATA = Path(phongtrao.organisations.__file__).parent / "data"
PROVINCES = {"tinh", "thanh_pho_truc_thuoc"}
DISTRICTS = {"huyen", "quan", "thi_xa", "thanh_pho"}
COMMUNES = {"xa", "phuong", "thi_tran", "dac_khu"}
NGHE_AN, QUANG_NGAI, DONG_NAI, BAC_NINH = "T40", "T51", "T75", "T27"

Row = dict[str, str]


@cache
def rows(*names: str) -> list[Row]:
    found: list[Row] = []
    for name in names:
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            found += csv.DictReader(lines)
    return found


def areas() -> list[Row]:
    return rows("areas", "areas_by_hand")


def successions() -> list[Row]:
    return rows("area_successions", "area_successions_by_hand")


def holds(row: Row, day: str) -> bool:
    return (row["valid_from"] or "0") <= day <= (row["valid_until"] or "9")


def before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@cache
def on(day: str) -> dict[str, Row]:
    return {row["area"]: row for row in areas() if holds(row, day)}


@cache
def versions() -> dict[str, list[Row]]:
    found = defaultdict(list)
    for row in sorted(areas(), key=lambda row: row["valid_from"]):
        found[row["area"]].append(row)
    return found


def within(province: str, day: str, kinds: set[str]) -> Iterator[Row]:
    for row in on(day).values():
        above = row
        while above["parent"]:
            above = on(day)[above["parent"]]
        if above["area"] == province and row["kind"] in kinds:
            yield row


def heirs(district: str, day: str) -> dict[str, bool]:
    """Today's names of what a district's communes became → whether it holds land of other districts too."""
    following = defaultdict(set)
    for row in successions():
        following[row["predecessor"]].add(row["successor"])
    reached: dict[str, set[str]] = defaultdict(set)
    for row in on(day).values():
        if row["kind"] in COMMUNES:
            todo = [row["area"]]
            while todo:
                area = todo.pop()
                todo += following[area]
                if not versions()[area][-1]["valid_until"]:
                    reached[area].add(row["parent"])
    return {versions()[area][-1]["name"]: len(owners) > 1 for area, owners in reached.items() if district in owners}


@pytest.mark.parametrize(
    ("day", "provinces", "districts", "communes"),
    [("2025-06-30", 63, 696, 10035), ("2025-07-01", 34, 0, 3321), ("2026-10-01", 34, 0, 3321)],
)
def test_the_country_has_its_official_counts(day: str, provinces: int, districts: int, communes: int) -> None:
    kinds = Counter(row["kind"] for row in on(day).values())
    assert sum(kinds[kind] for kind in PROVINCES) == provinces
    assert sum(kinds[kind] for kind in DISTRICTS) == districts
    assert sum(kinds[kind] for kind in COMMUNES) == communes


@pytest.mark.parametrize(
    ("province", "day", "kinds"),
    [
        (NGHE_AN, "2025-07-01", {"xa": 119, "phuong": 11}),
        (QUANG_NGAI, "2025-07-01", {"xa": 86, "phuong": 9, "dac_khu": 1}),
        (QUANG_NGAI, "2017-05-09", {"thanh_pho": 1, "huyen": 13, "xa": 166, "phuong": 9, "thi_tran": 9}),
        (QUANG_NGAI, "2020-01-31", {"thanh_pho": 1, "huyen": 13, "xa": 166, "phuong": 9, "thi_tran": 9}),
        (QUANG_NGAI, "2020-02-01", {"thanh_pho": 1, "thi_xa": 1, "huyen": 11, "xa": 148, "phuong": 17, "thi_tran": 8}),
        (QUANG_NGAI, "2025-01-01", {"thanh_pho": 1, "thi_xa": 1, "huyen": 11, "xa": 144, "phuong": 17, "thi_tran": 9}),
        (NGHE_AN, "2019-12-31", {"thanh_pho": 1, "thi_xa": 3, "huyen": 17, "xa": 431, "phuong": 32, "thi_tran": 17}),
        (NGHE_AN, "2020-01-01", {"thanh_pho": 1, "thi_xa": 3, "huyen": 17, "xa": 411, "phuong": 32, "thi_tran": 17}),
        (NGHE_AN, "2024-12-01", {"thanh_pho": 1, "thi_xa": 2, "huyen": 17, "xa": 362, "phuong": 33, "thi_tran": 17}),
        (DONG_NAI, "2026-04-29", {"xa": 72, "phuong": 23}),
        (DONG_NAI, "2026-04-30", {"xa": 62, "phuong": 33}),
        (BAC_NINH, "2026-09-19", {"xa": 66, "phuong": 33}),
        (BAC_NINH, "2026-09-20", {"xa": 54, "phuong": 45}),
    ],
)
def test_a_province_has_its_units_of_each_kind_on_the_day(province: str, day: str, kinds: dict[str, int]) -> None:
    assert Counter(row["kind"] for row in within(province, day, DISTRICTS | COMMUNES)) == kinds


@pytest.mark.parametrize(
    ("area", "day", "name"),
    [
        ("H534", "2017-05-09", "huyện Đức Phổ"),
        ("H534", "2020-02-01", "thị xã Đức Phổ"),
        ("H526", "2020-01-31", "huyện Tây Trà"),
        ("H413", "2024-11-30", "thị xã Cửa Lò"),
        ("T46", "2024-12-31", "tỉnh Thừa Thiên Huế"),
        ("T46", "2025-01-01", "thành phố Huế"),
        ("T75", "2026-04-29", "tỉnh Đồng Nai"),
        ("T75", "2026-04-30", "thành phố Đồng Nai"),
        ("T22", "2026-09-01", "thành phố Quảng Ninh"),
        ("T79", "2026-09-01", "Thành phố Hồ Chí Minh"),
        ("C21548", "2025-07-01", "đặc khu Lý Sơn"),
    ],
)
def test_an_area_is_called_by_the_name_of_the_day(area: str, day: str, name: str) -> None:
    assert on(day)[area]["name"] == name


@pytest.mark.parametrize("area", ["H526", "H413", "X21541"])
def test_an_ended_area_is_there_no_more(area: str) -> None:
    assert area not in on("2024-12-01")


def test_the_first_pilot_district_has_five_heirs() -> None:
    assert heirs("H534", "2017-05-09") == {
        "phường Đức Phổ": False,
        "phường Trà Câu": False,
        "phường Sa Huỳnh": False,
        "xã Nguyễn Nghiêm": False,
        "xã Khánh Cường": False,
    }


def test_the_second_pilot_district_has_five_heirs_and_shares_two_of_them() -> None:
    assert heirs("H525", "2017-05-09") == {
        "xã Trà Bồng": False,
        "xã Đông Trà Bồng": False,
        "xã Cà Đam": False,
        "xã Thanh Bồng": True,
        "xã Tây Trà Bồng": True,
    }


def test_the_larger_district_of_2020_has_one_heir_more() -> None:
    assert set(heirs("H525", "2020-02-01")) - set(heirs("H525", "2017-05-09")) == {"xã Tây Trà"}


def test_an_island_district_without_communes_lives_on_as_a_special_zone() -> None:
    assert not [row for row in on("2024-06-01").values() if row["parent"] == "H536"]
    assert heirs("H536", "2017-05-09") == {"đặc khu Lý Sơn": False}


def test_every_parent_covers_the_dates_of_its_children() -> None:
    for row in areas():
        if row["parent"]:
            spans = versions()[row["parent"]]
            assert any(holds(above, row["valid_until"] or "9") for above in spans), row
            assert min(above["valid_from"] for above in spans) <= (row["valid_from"] or ""), row


def test_the_versions_of_an_area_follow_each_other_without_gap_or_overlap() -> None:
    for spans in versions().values():
        for first, second in zip(spans, spans[1:], strict=False):
            assert first["valid_until"] == before(second["valid_from"]), (first, second)


def test_both_ends_of_a_succession_exist_and_meet_in_time() -> None:
    for row in successions():
        assert versions()[row["predecessor"]][-1]["valid_until"] == before(row["day"]), row
        if row["successor"]:
            assert any(holds(version, row["day"]) for version in versions()[row["successor"]]), row
        else:
            assert row["kind"] == "abolish", row


def test_an_area_that_ended_says_what_became_of_it() -> None:
    told = {row["predecessor"] for row in successions()}
    assert {area for area, spans in versions().items() if spans[-1]["valid_until"]} == told


def test_a_unit_in_several_successors_is_marked_as_taken_in_parts() -> None:
    outs = Counter(row["predecessor"] for row in successions())
    for row in successions():
        assert (row["partly"] == "yes") == (outs[row["predecessor"]] > 1), row
        assert row["share"] == ""


def test_no_succession_stands_twice() -> None:
    assert max(Counter((r["predecessor"], r["successor"], r["day"]) for r in successions()).values()) == 1


def test_kinds_names_and_codes_agree() -> None:
    words = {
        "tinh": "tỉnh", "thanh_pho_truc_thuoc": "thành phố", "huyen": "huyện", "quan": "quận", "thi_xa": "thị xã",
        "thanh_pho": "thành phố", "xa": "xã", "phuong": "phường", "thi_tran": "thị trấn", "dac_khu": "đặc khu",
    }  # fmt: skip
    lengths = {"T": 2, "H": 3, "X": 5, "C": 5}
    for row in areas():
        assert row["name"].lower().startswith(words[row["kind"]] + " "), row
        assert row["name"] == " ".join(row["name"].split()), row
        assert len(row["code"]) == lengths[row["area"][0]], row


@pytest.mark.parametrize("name", sorted(path.stem for path in DATA.glob("*.csv")))
def test_every_row_has_a_source(name: str) -> None:
    assert rows(name)
    assert all(row["source"] for row in rows(name))


def test_every_day_is_a_day_and_no_span_ends_before_it_begins() -> None:
    for row in areas() + rows("departments", "local_bodies"):
        for day in (row["valid_from"], row["valid_until"]):
            assert not day or date.fromisoformat(day)
        assert not row["valid_until"] or row["valid_from"] <= row["valid_until"], row


def test_every_province_says_since_when_its_areas_are_known() -> None:
    assert {row["province"] for row in rows("area_coverage")} == {a for a in versions() if a.startswith("T")}


def test_the_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("*.csv")) < 3_000_000


def in_province(row: Row, province: str) -> bool:
    listed = row["provinces"].split()
    if listed and listed[0].startswith("-"):
        return f"-{province}" not in listed
    return not listed or province in listed


def departments(province: str, day: str) -> dict[str, Row]:
    return {row["suffix"]: row for row in rows("departments") if in_province(row, province) and holds(row, day)}


@pytest.mark.parametrize("province", [NGHE_AN, QUANG_NGAI, "T01", "T79"])
def test_a_department_has_one_version_a_day_and_its_parent_is_there(province: str) -> None:
    for day in ("2017-05-09", "2025-02-28", "2025-03-01", "2025-06-30", "2025-07-01", "2026-11-01"):
        there = departments(province, day)
        found = [row for row in rows("departments") if in_province(row, province) and holds(row, day)]
        assert len(found) == len(there)
        for row in found:
            assert row["parent"] in {"", "ubnd", *there}, row
            assert not row["standing_body"] or row["standing_body"] in there, row


@pytest.mark.parametrize("province", [NGHE_AN, QUANG_NGAI])
def test_every_department_that_ended_has_an_heir_that_day_and_every_field_one_holder(province: str) -> None:
    told = [row for row in rows("department_successions") if in_province(row, province)]
    for day in {row["day"] for row in told}:
        then, now = departments(province, before(day)), departments(province, day)
        for row in told:
            if row["day"] == day:
                assert row["predecessor"] in then and row["successor"] in now, row
        gone = then.keys() - now.keys()
        assert gone == {row["predecessor"] for row in told if row["day"] == day} & gone
    for day in ("2017-05-09", "2025-03-01", "2026-11-01"):
        held = Counter(field for row in departments(province, day).values() for field in row["field"].split(";"))
        shared = {"doan_the", "bien_phong", "bao_chi", "cong_tac_dang"}
        assert {field for field, holders in held.items() if holders > 1} <= shared


@pytest.mark.parametrize(
    ("predecessor", "field", "successor"),
    [
        ("so-ke-hoach-va-dau-tu", "", "so-tai-chinh"),
        ("so-giao-thong-van-tai", "", "so-xay-dung"),
        ("so-tai-nguyen-va-moi-truong", "", "so-nong-nghiep-va-moi-truong"),
        ("so-thong-tin-va-truyen-thong", "", "so-khoa-hoc-va-cong-nghe"),
        ("so-thong-tin-va-truyen-thong", "bao_chi_xuat_ban", "so-van-hoa-the-thao-va-du-lich"),
        ("so-thong-tin-va-truyen-thong", "an_toan_thong_tin_mang", "cong-an"),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "", "so-noi-vu"),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "cai_nghien", "cong-an"),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "te_nan_xa_hoi", "so-y-te"),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "giao_duc_nghe_nghiep", "so-giao-duc-va-dao-tao"),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "giam_ngheo", "so-nong-nghiep-va-moi-truong"),
    ],
)
def test_the_work_of_a_department_went_by_field(predecessor: str, field: str, successor: str) -> None:
    assert [
        row["successor"]
        for row in rows("department_successions")
        if row["predecessor"] == predecessor and row["field"] == field and in_province(row, QUANG_NGAI)
    ] == [successor]


def test_district_police_ended_before_their_district() -> None:
    ends = {row["suffix"]: row["valid_until"] for row in rows("local_bodies") if row["level"] == "huyen"}
    assert (ends["cong-an"], ends["ubnd"]) == ("2025-02-28", "2025-06-30")


def test_hoang_sa_and_truong_sa_lie_at_sea_on_every_day() -> None:
    islands = {"H498", "C20333", "H576", "C22736"}
    found = [row for row in areas() if row["area"] in islands or row["parent"] == "H576"]
    assert len(found) == 7 and all(float(row["lon"]) > 111 for row in found)
