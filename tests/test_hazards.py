"""Each rule of the gate holds against a file that breaks it, and lets one pass that only looks like it."""

from __future__ import annotations

import csv
import io
import time

import pytest

from phongtrao.files import SECRET, Refusal, Secret, inspect
from phongtrao.hazards import HAZARDS, formulas
from tests import hostile

MESSAGES = {rule.name: rule.message for rule in HAZARDS}
BREAKING = [(rule, named) for rule, files in hostile.BREAKING.items() for named in files]
PASSING = [(rule, named) for rule, files in hostile.PASSING.items() for named in files]


def test_every_rule_has_a_file_that_breaks_it_and_one_that_passes() -> None:
    assert sorted(hostile.BREAKING) == sorted(hostile.PASSING) == sorted(MESSAGES)
    assert len(MESSAGES) == len(HAZARDS)
    assert all(hostile.BREAKING.values()) and all(hostile.PASSING.values())


@pytest.mark.parametrize(("rule", "file"), BREAKING, ids=[rule for rule, _ in BREAKING])
def test_a_file_that_breaks_a_rule_is_refused_with_what_to_do(rule: str, file: hostile.Named) -> None:
    with pytest.raises(Refusal) as refused:
        inspect(*file, True, "attachment")
    assert str(refused.value).startswith(MESSAGES[rule])
    assert "Hãy" in str(refused.value)


@pytest.mark.parametrize(("rule", "file"), PASSING, ids=[rule for rule, _ in PASSING])
def test_a_file_that_only_looks_like_it_passes(rule: str, file: hostile.Named) -> None:
    assert inspect(*file, True, "attachment").raw == file[1]


@pytest.mark.parametrize("file", hostile.MARKED, ids=[f"{n}-{name}" for n, (name, _) in enumerate(hostile.MARKED)])
def test_a_mark_of_secrecy_is_found_wherever_it_stands(file: hostile.Named) -> None:
    with pytest.raises(Secret, match="độ mật") as refused:
        inspect(*file, True, "attachment")
    assert str(refused.value) == SECRET


@pytest.mark.parametrize("file", hostile.ABOUT_SECRECY, ids=[name for name, _ in hostile.ABOUT_SECRECY])
def test_what_is_about_secrecy_passes(file: hostile.Named) -> None:
    assert inspect(*file, True, "attachment").raw == file[1]


def test_a_mark_that_every_page_repeats_is_found_though_it_is_no_part_of_the_text() -> None:
    from vanban.intake.pdf import _without_margins

    pages, margin = _without_margins([f"MẬT\nnội dung trang {['một', 'hai', 'ba', 'bốn'][n]}" for n in range(4)])
    assert margin == "MẬT" and not any("MẬT" in page for page in pages)


def test_a_bomb_is_not_unpacked_further_than_the_limit() -> None:
    before = time.process_time()
    with pytest.raises(Refusal, match="giải nén"):
        inspect(*hostile.BREAKING["pdf-bomb"][0], True, "attachment")
    assert time.process_time() - before < 10


def test_the_place_of_a_formula_is_told() -> None:
    assert formulas("Mã,Tên\na,b\nc,=1+1\n") == [(3, 2)]
    with pytest.raises(Refusal, match="dòng 3, cột 2"):
        inspect("a.csv", "Mã,Tên\na,b\nc,=1+1\n".encode(), True, "attachment")


def test_a_rule_is_asked_of_the_content_never_of_the_name() -> None:
    for name in ("a.txt", "a.docx", "a.pdf", "a"):
        with pytest.raises(Refusal, match="macro"):
            inspect(name, hostile.BREAKING["macro"][1][1], True, "attachment")


def test_our_own_tables_pass_as_they_are_written() -> None:
    from phongtrao.table_files import as_csv

    raw = as_csv(("Mã", "Tên"), [["=1+1", "x;=cmd|'/c calc'!A0"], ["-5", "@SUM(A1)\n=2"]]).encode()
    assert inspect("a.csv", raw, True, "attachment").kind == "text"
    assert len([*csv.reader(io.StringIO(raw.decode()))]) == 3
