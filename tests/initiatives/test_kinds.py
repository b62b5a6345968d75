"""Kinds of models: those that ship say what they do not know; a wrong file is told line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from phongtrao.initiatives.kind import InitiativeKind, Target, as_data, from_data
from phongtrao.initiatives.kind_keys import KINDS
from phongtrao.initiatives.path import path_to
from phongtrao.initiatives.proposal import Answer, met_by, propose
from phongtrao.initiatives.read_kind import read_kind
from phongtrao.toml_tables import BadFile
from phongtrao.work.programmes import SHIPPED
from tests.initiatives.samples import FILE, GARDEN

FILES = sorted(SHIPPED.glob("*/mo-hinh-*.toml"))
NAMED = {
    "Camera an ninh", "Trường học văn minh, học sinh, sinh viên thân thiện, không có ma tuý, bạo lực học đường",
    "Đội công nhân xung kích tự quản về ANTT", "Hộ an toàn, Thôn, Tổ dân phố bình yên", "Cụm tàu an toàn",
    "Xóm chài bình yên", "Điểm sáng vùng biên",
}  # fmt: skip
"""The models that the directives name."""


def shipped() -> dict[str, InitiativeKind]:
    return {path.name: read_kind(path.name, path.read_text("utf-8")) for path in FILES}


def answers(*met: str, **others: tuple[int, int | None]) -> dict[str, Answer]:
    told = {
        name: Answer(Decimal(value), None if base is None else Decimal(base)) for name, (value, base) in others.items()
    }
    return {name: Answer(Decimal(1)) for name in met} | told


def test_the_kinds_that_the_directives_name_ship() -> None:
    assert {kind.title for kind in shipped().values()} == NAMED
    assert len({kind.name for kind in shipped().values()}) == len(NAMED)


@pytest.mark.parametrize("kind", shipped().values(), ids=lambda kind: kind.name)
def test_a_kind_that_ships_cites_its_directive_and_marks_what_it_does_not_know(kind: InitiativeKind) -> None:
    assert "số" in kind.source and "ngày" in kind.source and kind.passages and kind.gaps
    assert kind.review.sample and "Bản mẫu" in kind.review.source
    assert {one.year for one in kind.targets} == {2025, 2030}
    assert not any(one.is_known for one in kind.targets), "no directive at hand says a number"
    assert any(gap.about == "Chỉ tiêu" for gap in kind.gaps)


@pytest.mark.parametrize("kind", [*shipped().values(), GARDEN], ids=lambda kind: kind.name)
def test_a_kind_is_the_same_after_it_was_kept_as_data(kind: InitiativeKind) -> None:
    assert from_data(as_data(kind)) == kind


def test_a_file_of_a_kind_reads_as_it_is_written() -> None:
    assert read_kind("vuon.toml", FILE) == GARDEN


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ('name = "vuon-rau"', 'nam = "vuon-rau"', 2, "có phải là «name»"),
        ('fits = ["xa.ubnd", "truong"]', 'fits = ["xa.ubnd", "truongg"]', 7, "có phải là «truong»"),
        ('fits = ["xa.ubnd", "truong"]', 'fits = ["phuong.ubnd"]', 7, "không có cấp «phuong»"),
        ("keep = 60", "keep = 20", 12, "ngưỡng phải tăng dần"),
        ("at_least = 10", "percent = 10", 25, "phải có mức đạt; xin thêm at_least"),
        ('base = "số cây"', "", 31, "tỷ lệ tính trên tổng số gì"),
        ('answered = "yes_no"', 'answered = "co"', 22, "answered"),
        ("number = 6", "number = 6\npercent = 50", 43, "nhiều nhất một trong hai"),
        ('counts = "places"', 'counts = "trees"', 49, "bodies, initiatives, places, groups"),
        ('name = "retire_decision"', 'name = "retire_decision"\nrequired = false', 56, "chỉ có hiệu lực bằng văn bản"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_write(before: str, after: str, line: int, said: str) -> None:
    assert before in FILE
    with pytest.raises(BadFile) as bad:
        read_kind("vuon.toml", FILE.replace(before, after, 1))
    assert any(fault.startswith(f"vuon.toml:{line}:") and said in fault for fault in bad.value.lines), bad.value.lines


def test_every_key_is_told_in_the_reference() -> None:
    assert all(f"`{key.name}`" in KINDS.reference() for keys in KINDS.keys.values() for key in keys)


@pytest.mark.parametrize(
    ("given", "before", "what"),
    [
        (answers("co_rao", cay=(12, None), cay_song=(9, 10)), 0, "replicate"),
        (answers("co_rao", cay=(9, None), cay_song=(9, 10)), 0, "keep"),
        (answers("co_rao", cay=(12, None), cay_song=(3, 10)), 0, "mend"),
        (answers("co_rao", cay=(1, None), cay_song=(3, 10)), 0, "mend"),
        (answers(cay=(1, None), cay_song=(3, 10), co_rao=(0, None)), 0, "retire"),
        (answers("co_rao", cay=(1, None), cay_song=(3, 10)), 2, "retire"),
        (answers("co_rao", cay=(12, None), cay_song=(0, 0)), 0, "mend"),
        ({}, 0, "mend"),
    ],
)
def test_what_is_proposed_follows_from_what_is_met(given: dict[str, Answer], before: int, what: str) -> None:
    told = propose(GARDEN.criteria, given, GARDEN.review, before)
    assert told.what == what and told.reasons


def test_a_proposal_says_its_reasons() -> None:
    told = propose(GARDEN.criteria, answers("co_rao", cay=(12, None), cay_song=(3, 10)), GARDEN.review)
    assert (told.met, told.asked, told.percent) == (2, 3, 66)
    assert "Đạt 2 trên 3 tiêu chí" in told.reasons[0] and "Tỷ lệ cây sống" in told.reasons[-1]


def test_a_share_of_nothing_cannot_be_answered() -> None:
    share = GARDEN.criteria[2]
    assert met_by(share, Answer(Decimal(0), Decimal(0))) is None and met_by(share, None) is None
    assert met_by(share, Answer(Decimal(4), Decimal(5))) and not met_by(share, Answer(Decimal(3), Decimal(5)))


def test_the_path_to_a_target_rounds_up_and_ends_at_it() -> None:
    path = path_to(Target(2030, "places", "", number=20), 7, None, 2026)
    assert (path.wanted, path.missing, path.years_left, path.each_year) == (20, 13, 5, 3)
    assert path.steps == [(2026, 10), (2027, 13), (2028, 16), (2029, 19), (2030, 20)]
    share = path_to(Target(2030, "bodies", "", percent=70), 0, 25, 2026)
    assert share.wanted == 18


def test_a_target_that_no_paper_tells_stays_unknown_until_a_person_states_it() -> None:
    unknown = path_to(Target(2025, "bodies", ""), 3, 10, 2026)
    assert (unknown.wanted, unknown.each_year, unknown.steps, unknown.said) == (None, None, [], "chưa rõ chỉ tiêu")
    stated = path_to(Target(2025, "bodies", ""), 3, 10, 2026, stated=8)
    assert stated.said == "hết năm 2025, thiếu 5" and stated.each_year == 5 and stated.stated
    assert path_to(Target(2030, "bodies", "", number=3), 3, None, 2026).said == "đã đạt"
    assert path_to(Target(2030, "bodies", "", percent=50), 3, None, 2026).wanted is None


def test_a_paper_may_be_called_otherwise_and_done_without() -> None:
    assert GARDEN.paper_title("proposal") == "Tờ trình lập vườn" and not GARDEN.asks_for("survey_plan")
    assert GARDEN.asks_for("decision") and replace(GARDEN, papers=()).asks_for("survey_plan")
    assert GARDEN.fits_body("co_so", "truong") and not GARDEN.fits_body("tinh", "ubnd")
    assert GARDEN.valid_from == date(2026, 1, 10)


def test_the_documentation_prints_the_keys_of_a_kinds_file() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/initiatives.md").read_text(encoding="utf-8")
    assert KINDS.reference() in page, (
        "put what `phongtrao initiative-kinds --reference` prints into docs/initiatives.md"
    )
