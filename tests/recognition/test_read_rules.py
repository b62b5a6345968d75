"""A file of rules of recognition: read whole, or refused with every fault, its line, and what to write instead."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from phongtrao.recognition.read_rules import read_rules
from phongtrao.recognition.rules import RecognitionRules, as_data, from_data
from phongtrao.recognition.rules_keys import RULES
from phongtrao.toml_tables import BadFile
from tests.recognition import samples

ROOT = Path(__file__).resolve().parents[2]
GOOD = """kind = "recognition"
name = "vuon-xanh"
title = "vườn xanh kiểu mẫu"
version = 1
valid_from = 2026-01-15
source = "Kế hoạch số 35/KH-UBND"
window_from = "30/11 năm trước"
window_until = "01/12"
dossier_due = "04/12"

[registration]
due = "30/11"

[[subject]]
name = "xa_phuong"
kinds = ["xa.ubnd"]
base = 130
base_source = "Nghị quyết thử"

[[exclusion]]
mark = "size"
values = ["nho"]
words = "trừ doanh nghiệp nhỏ"
source = "mục II"

[[paper]]
name = "to_trinh"
title = "Tờ trình"
kind = "to_trinh"
by = "body"
source = "mục IV"

[[authority]]
valid_from = 2025-07-01
appraises = "tinh.cong_an"
decides = "tinh.ubnd"
source = "mục V"

[[target]]
subject = "xa_phuong"
year = 2026
number = 39
source = "mục III"

[[target]]
subject = "xa_phuong"
year = 2027
until = 2029
percent = 30
source = "mục III"

[[gap]]
about = "Tiêu chí"
words = "Chưa có; xin nạp."
"""


def refused(text: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        read_rules("quy-dinh.toml", text)
    return list(bad.value.lines)


def test_a_good_file_says_what_it_says() -> None:
    rules = read_rules("quy-dinh.toml", GOOD)
    assert (rules.subject("xa_phuong").base, rules.registration.year) == (130, "next")
    assert [list(one.years) for one in rules.targets] == [[2026], [2027, 2028, 2029]]
    assert rules.window(2026) == (date(2025, 11, 30), date(2026, 12, 1))
    assert rules.authority_on(date(2026, 1, 1)) is not None and rules.authority_on(date(2025, 6, 30)) is None


@pytest.mark.parametrize("rules", [read_rules("a.toml", GOOD), samples.RULES], ids=["file", "sample"])
def test_rules_come_back_from_json_as_they_went_in(rules: RecognitionRules) -> None:
    assert from_data(json.loads(json.dumps(as_data(rules)))) == rules


FAULTS = {
    'title = "vườn xanh kiểu mẫu"': ("", 'quy-dinh.toml:1: thiếu «title»'),
    'version = 1': ('version = "1"', "quy-dinh.toml:4: «version» phải là số nguyên"),
    'dossier_due = "04/12"': ('dossier_due = "31/02"', "quy-dinh.toml:9: tháng 2 không có ngày 31"),
    'due = "30/11"': ('due = "30/11"\nyear = "năm sau"', "quy-dinh.toml:13: «year» không có giá trị «năm sau»"),
    'name = "xa_phuong"\nkinds': ('name = "xa"\nkinds', "quy-dinh.toml:15: «name» không có giá trị «xa»"),
    'kinds = ["xa.ubnd"]': ('kinds = ["xom.ubnd"]', "quy-dinh.toml:16: «xom.ubnd»: không có cấp «xom»"),
    'base = 130': ("base = 0", "quy-dinh.toml:17: «base» phải là số nguyên từ 1"),
    'values = ["nho"]': ('values = ["be"]', "quy-dinh.toml:22: đặc điểm «size» không có giá trị «be»"),
    'values = ["nho"]\n': ("", "quy-dinh.toml:20: xin ghi values"),
    'by = "body"': ('by = "ai_do"', "quy-dinh.toml:30: «by» không có giá trị «ai_do»"),
    'decides = "tinh.ubnd"': ('decides = "tinh.uy_ban"', "quy-dinh.toml:36: «tinh.uy_ban»: không có loại «uy_ban»"),
    'number = 39': ("number = 39\npercent = 30", "quy-dinh.toml:39: chỉ tiêu ghi một trong hai"),
    'number = 39\n': ("", "quy-dinh.toml:39: chỉ tiêu ghi một trong hai"),
    'until = 2029': ("until = 2026", "quy-dinh.toml:48: năm cuối phải từ năm đầu trở đi"),
    'year = 2027': ("year = 2026", "năm 2026 ghi hai lần; xin bỏ một (đã có ở dòng 39)"),
    'about = "Tiêu chí"': ('abuot = "Tiêu chí"', "có phải là «about»?"),
    'subject = "xa_phuong"\nyear = 2026': ('subject = "co_quan"\nyear = 2026', "không có [[subject]] ấy"),
}  # fmt: skip


@pytest.mark.parametrize("before", FAULTS)
def test_every_fault_is_told_with_its_line_and_what_to_write(before: str) -> None:
    after, told = FAULTS[before]
    assert GOOD.count(before) >= 1
    lines = refused(GOOD.replace(before, after, 1))
    assert any(told in line for line in lines), lines


def test_all_faults_of_a_file_are_told_at_once_in_their_order() -> None:
    lines = refused(GOOD.replace("version = 1", 'version = "1"').replace("number = 39", "").replace("130", "0"))
    numbers = [int(line.split(":")[1]) for line in lines]
    assert len(lines) == 3 and numbers == sorted(numbers)


def test_a_file_without_any_subject_is_refused() -> None:
    text = GOOD[: GOOD.index("[[subject]]")] + GOOD[GOOD.index("[[gap]]") :]
    assert any("chưa có đối tượng nào" in line for line in refused(text))


@pytest.mark.parametrize("text", ["", "kind =", "= 1", "[[subject]]\n" * 20, "\ufeff" + GOOD + "\nx = "])
def test_what_is_no_such_file_is_refused_with_a_line_never_with_a_crash(text: str) -> None:
    assert all(line.startswith("quy-dinh.toml:") for line in refused(text))


def test_the_keys_in_the_documentation_are_those_that_are_read() -> None:
    page = (ROOT / "docs/recognition.md").read_text(encoding="utf-8")
    assert RULES.reference() in page, "put what phongtrao.recognition.rules_keys.RULES.reference() gives there"
