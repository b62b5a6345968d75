"""Figures side by side: what is missing is said, sums say of how many, nothing is inferred."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from phongtrao.initiatives.models import ComparedFigure
from phongtrao.initiatives.pilot_compare import MISSING, SAYS, side_by_side, told
from phongtrao.initiatives.pilot_figures import TypedFigure, add_line, compare, take_figures, type_figure
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.procedure import Refused
from phongtrao.work.case_papers import preview, wanted_paper
from phongtrao.work.cases import move
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.initiatives.pilot_samples import COMMUNES, DAY, WINDOWS, compared, reported, running
from tests.work.conftest import adopt_whole, at, received
from tests.work.samples import NEW, new_content

LETTER = "Báo cáo số 5/BC-UBND ngày 02/7/2026"


def test_typed_figures_stand_beside_each_other_and_missing_ones_are_said_to_be_missing(cast: Cast) -> None:
    row, lan = compared(cast, running(cast)), cast.user("lan")
    line = add_line(row, "Đồng hồ lắp được", "chiếc", "", lan, at(DAY))
    for code, when, value in ((COMMUNES[0], "before", 0), (COMMUNES[0], "after", 12), (COMMUNES[2], "after", 3)):
        type_figure(line, cast.body(code), when, TypedFigure(value, LETTER), lan, at(DAY))
    table = side_by_side(row)
    assert [one.body.code for one in table.places] == list(COMMUNES[:2])
    assert [one.body.code for one in table.others] == list(COMMUNES[2:])
    assert [str(cell) for cell in table.places[0].cells[0]] == ["0", "12"]
    assert [str(cell) for cell in table.places[1].cells[0]] == [MISSING, MISSING]
    [(before, after)] = table.sums(table.others)
    assert (str(before), before.known, before.of) == (MISSING, 0, 2)
    assert (str(after), after.known, after.of) == ("3", 1, 2)
    assert table.missing == 5


def test_no_percentage_and_no_claim_is_ever_printed(cast: Cast) -> None:
    pilot = reported(cast)
    row, lan = compared(cast, pilot), cast.user("lan")
    line = add_line(row, "Việc đúng hạn", "việc", "", lan, at(DAY))
    type_figure(line, cast.body(COMMUNES[0]), "after", TypedFigure(3, LETTER, 4), lan, at(DAY))
    wanted = wanted_paper(MACHINE, pilot, "interim", cast.user("dung"), DAY)
    assert wanted is not None
    words = str(preview(wanted).blocks)
    assert SAYS in words and "3 trên 4" in words and MISSING in words
    assert "%" not in words and "phần trăm" not in words
    assert told(side_by_side(row))["says"] == SAYS and "%" not in str(told(side_by_side(row)))


def test_what_the_site_counts_is_taken_over_with_its_lineage_and_what_was_typed_stays(cast: Cast) -> None:
    pilot, lan = running(cast), cast.user("lan")
    document = received(cast.body("ha-thanh.ubnd"), lan, NEW, new_content(), date(2026, 1, 20))
    adopt_whole(cast, document, date(2026, 2, 2))
    open_tasks(date(2026, 12, 31), at(date(2026, 2, 2)), cast.user("quan-tri"))
    row = compared(cast, pilot)
    row.refresh_from_db()
    line = add_line(row, "", "", "tasks_on_time", lan, at(DAY))
    typed = type_figure(line, cast.body(COMMUNES[0]), "before", TypedFigure(2, LETTER, 2), lan, at(DAY))
    due = Task.objects.filter(
        assignment__organisation=cast.body(COMMUNES[0]), due__range=(row.after_from, row.after_until)
    )
    assert due.exists()
    for _ in range(2):
        taken = take_figures(row, lan, at(DAY))
        typed.refresh_from_db()
        assert (typed.value, typed.source, taken.unseen) == (2, LETTER, 0)
    figure = ComparedFigure.objects.get(line=line, organisation=cast.body(COMMUNES[0]), when="after")
    assert figure.taken and figure.base == due.count() and "việc đến hạn từ 01/01/2026 đến 30/06/2026" in figure.source
    assert (line.title, line.unit) == ("Việc đúng hạn", "việc")


def test_a_part_of_nothing_is_missing_and_not_nought(cast: Cast) -> None:
    row, lan = compared(cast, running(cast)), cast.user("lan")
    add_line(row, "", "", "tasks_on_time", lan, at(DAY))
    taken = take_figures(row, lan, at(DAY))
    assert (taken.figures, taken.nothing) == (0, 8) and side_by_side(row).missing == 8


def test_figures_are_taken_only_of_bodies_that_the_person_sees(cast: Cast) -> None:
    row = compared(cast, running(cast))
    add_line(row, "", "", "plans_made", cast.user("dung"), at(DAY))
    assert take_figures(row, cast.user("dung"), at(DAY)).unseen == 4


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"before_until": date(2025, 6, 1)}, "trước ngày bắt đầu"),
        ({"after_from": date(2025, 12, 31)}, "phải bắt đầu sau"),
        (
            {"after_from": date(1990, 1, 1), "before_from": date(1980, 1, 1), "before_until": date(1980, 1, 2)},
            "không có",
        ),
    ],
)
def test_windows_out_of_order_are_refused(cast: Cast, changed: dict[str, date], said: str) -> None:
    pilot = running(cast)
    with pytest.raises(Refused, match=said):
        compare(pilot, "Bảng", replace(WINDOWS, **changed), cast.user("lan"), at(DAY))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (TypedFigure(-1, LETTER), "từ 0"),
        (TypedFigure(10**16, LETTER), "một triệu tỷ"),
        (TypedFigure(5, LETTER, 4), "không lớn hơn tổng số"),
        (TypedFigure(5, "  "), "nguồn số liệu"),
        (TypedFigure(5, "x" * 301), "nhiều nhất 300"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(cast: Cast, typed: TypedFigure, said: str) -> None:
    row, lan = compared(cast, running(cast)), cast.user("lan")
    line = add_line(row, "Đồng hồ", "", "", lan, at(DAY))
    with pytest.raises(Refused, match=said):
        type_figure(line, cast.body(COMMUNES[0]), "after", typed, lan, at(DAY))
    with pytest.raises(Refused, match="không thuộc các đơn vị"):
        type_figure(line, cast.body("ha-thanh.ubnd"), "after", TypedFigure(1, LETTER), lan, at(DAY))


def test_only_who_is_in_charge_or_decides_adds_figures(cast: Cast) -> None:
    row = compared(cast, running(cast))
    with pytest.raises(Refused, match="cơ quan chủ trì"):
        add_line(row, "Đồng hồ", "", "", cast.user("son"), at(DAY))


def test_a_review_tells_of_pilot_places_that_are_of_another_kind(cast: Cast) -> None:
    from phongtrao.initiatives.pilot_plan import choose_place
    from tests.initiatives.pilot_samples import drafted, issued, phase_of

    pilot = drafted(cast)
    phase = phase_of(cast, pilot, COMMUNES[0], choosers="xa.ubnd")
    issued(cast, pilot, "plan")
    choose_place(phase, cast.body(COMMUNES[1]), cast.body("xa.90002.cong-an"), cast.user("dung"), at(DAY))
    move(MACHINE, pilot, "begin_phase", cast.user("dung"), at(DAY), day=phase.starts_on)
    assert side_by_side(compared(cast, pilot)).elsewhere == ("Công an phường Đông Sơn",)


def test_a_place_whose_phase_has_not_begun_stands_among_the_others(cast: Cast) -> None:
    pilot = running(cast)
    pilot.phases.update(begun_on=date(2026, 7, 1))
    assert side_by_side(compared(cast, pilot)).places == ()
