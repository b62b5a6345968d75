"""A file of rules of commendation: read whole, or refused with every fault, its line, and what to write instead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from phongtrao.awards.read_rules import read_rules
from phongtrao.awards.rules import Council, Quota, as_data, from_data
from phongtrao.awards.rules_keys import RULES as KEYS
from phongtrao.toml_tables import BadFile
from tests.awards.samples import RULES

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src/phongtrao/programmes/khen-thuong/khen-thuong.toml"
GOOD = """kind = "commendation"
name = "khen-vuon-xanh"
title = "khen thưởng vườn xanh"
version = 1
valid_from = 2026-01-15
valid_until = 2026-12-31
source = "Quy chế số 12/QC-UBND"
covers = "every"

[once]
words = "không tặng hai hình thức cho một thành tích"
source = "Điều 3"

[ground]
words = "Họ tên chỉ giữ để xét khen thưởng"
source = "Điều 9"

[council]
percent = 70
source = "Điều 6"

[retention]
years = 5
source = "Điều 10"

[[form]]
name = "bang_khen"
title = "Bằng khen của tỉnh"
level = "tinh"
decides = "tinh.ubnd"
examines = "Sở Nội vụ"
subjects = ["tap_the", "ca_nhan"]
days = 20
source = "Điều 4"

[[paper]]
name = "to_trinh"
title = "Tờ trình"
kind = "to_trinh"
by = "body"
source = "Điều 7"

[[quota]]
form = "bang_khen"
number = 3
source = "Điều 8"
"""


def refused(text: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        read_rules("khen.toml", text)
    return list(bad.value.lines)


def test_a_good_file_says_what_it_says() -> None:
    rules = read_rules("khen.toml", GOOD)
    form = rules.form("bang_khen")
    assert (form.days, form.examines, form.subjects) == (20, "Sở Nội vụ", ("tap_the", "ca_nhan"))
    assert [one.most(0) for one in rules.quotas_of("bang_khen", 2026)] == [3]
    assert not rules.retention.sample and rules.valid_until is not None


@pytest.mark.parametrize("rules", [read_rules("a.toml", GOOD), RULES], ids=["file", "sample"])
def test_rules_come_back_from_json_as_they_went_in(rules: object) -> None:
    assert from_data(json.loads(json.dumps(as_data(rules)))) == rules  # type: ignore[arg-type]


FAULTS = {
    'title = "khen thưởng vườn xanh"': ("", "khen.toml:1: thiếu «title»"),
    'covers = "every"': ('covers = "tất cả"', "khen.toml:8: «covers» không có giá trị"),
    "valid_until = 2026-12-31": ("valid_until = 2025-12-31", "khen.toml:6: ngày cuối phải từ ngày đầu"),
    'words = "Họ tên chỉ giữ để xét khen thưởng"': ("", "thiếu «words» ở [ground]"),
    "percent = 70": ("percent = 170", "khen.toml:19: «percent» phải là số nguyên từ 1 đến 100"),
    "years = 5": ("years = 0", "khen.toml:23: «years» phải là số nguyên từ 1"),
    'decides = "tinh.ubnd"': ('decides = "tinh.uy_ban"', "khen.toml:30: «tinh.uy_ban»: không có loại «uy_ban»"),
    'subjects = ["tap_the", "ca_nhan"]': ('subjects = ["dong_vat"]', "khen.toml:32: không có đối tượng «dong_vat»"),
    'by = "body"': ('by = "ai_do"', "khen.toml:40: «by» không có giá trị «ai_do»"),
    "number = 3": ("number = 3\npercent = 10", "khen.toml:43: hạn mức ghi một trong hai"),
    'form = "bang_khen"': ('form = "bang_khe"', "khen.toml:44: không có [[form]] tên «bang_khe»"),
    '[[paper]]\nname = "to_trinh"': ('[[paper]]\nname = "quyet_dinh"', "khen.toml:37: «quyet_dinh» là tên"),
}  # fmt: skip


@pytest.mark.parametrize("before", FAULTS)
def test_every_fault_is_told_with_its_line_and_what_to_write(before: str) -> None:
    after, told = FAULTS[before]
    assert GOOD.count(before) >= 1
    lines = refused(GOOD.replace(before, after, 1))
    assert any(told in line for line in lines), lines


def test_a_table_that_must_be_there_is_asked_for() -> None:
    assert any("[retention]" in line for line in refused(GOOD.replace("[retention]", "[retain]")))


def test_a_share_of_votes_is_enough_or_must_be_more() -> None:
    half = Council(50, "Điều 6")
    assert half.carries(2, 2, 4) and not half.carries(1, 0, 4)
    assert not Council(50, "Điều 6", more_than=True).carries(2, 2, 4)
    assert Council(50, "Điều 6", of="votes").carries(1, 0, 4)
    assert not half.carries(0, 0, 0) and not Council(1, "Điều 6").carries(0, 0, 3)


def test_a_percentage_of_a_quota_rounds_down() -> None:
    assert [Quota("bang_khen", "Điều 8", percent=30).most(bodies) for bodies in (0, 3, 4, 10)] == [0, 0, 1, 3]


def test_what_ships_marks_its_samples_and_names_its_gaps() -> None:
    rules = read_rules("khen-thuong.toml", SHIPPED.read_text(encoding="utf-8"))
    assert rules.covers == "every" and rules.retention.sample and rules.council.sample
    assert rules.quotas == () and {one.days for one in rules.forms} == {None}
    told = " ".join(one.about for one in rules.gaps)
    assert all(word in told for word in ("Thời hạn thẩm định", "Hạn mức", "Tỷ lệ phiếu", "giữ họ tên"))
    assert "chứng nhận" not in " ".join(one.title for one in rules.forms)


def test_the_keys_in_the_documentation_are_those_that_are_read() -> None:
    assert KEYS.reference() in (ROOT / "docs/awards.md").read_text(encoding="utf-8")
