"""A report from its first value to its acceptance, back, and again."""

from __future__ import annotations

from datetime import date

import pytest

from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from phongtrao.reports.enter import Typed, save
from phongtrao.reports.load_form import FormRefused, load_form
from phongtrao.reports.models import Edition, Report, ReportForm
from phongtrao.reports.open_report import draft_of, report_of
from phongtrao.reports.periods import period
from phongtrao.reports.report_deeds import digest, take
from phongtrao.reports.unfinished import open_points
from tests.conftest import Cast
from tests.reports.samples import (
    ACCEPTED,
    DAY,
    FORM,
    SENT,
    carried_out,
    changed,
    load,
    people_of,
    typed,
    written,
)
from tests.work.conftest import at

HERE = "xa.90001.ubnd"
GOOD = {"mo_hinh": "3", "mo_hinh_moi": "1"}


@pytest.fixture
def form(cast: Cast) -> ReportForm:
    return load(cast)


def test_the_way_of_a_report(cast: Cast, form: ReportForm) -> None:
    edition = carried_out(cast, written(cast, form, "2026-H1", HERE, GOOD), ACCEPTED)
    report = Report.objects.get()
    assert (edition.state, edition.sent_on, report.accepted, report.sent) == ("accepted", DAY, edition, edition)
    assert report.receiver == cast.body("ha-thanh.ubnd") and report.root == cast.body("ha-thanh.ubnd")
    assert report.due == date(2026, 6, 20)
    assert [d.deed for d in report.deeds.all()] == list(ACCEPTED)


def test_loading_a_form_twice_is_one_version_and_other_words_need_another_number(cast: Cast, form: ReportForm) -> None:
    by = cast.user("quan-tri")
    assert load_form(FORM, by, at(DAY))[1] is False
    with pytest.raises(FormRefused, match="version = 2"):
        load_form(changed(title="Tên khác"), by, at(DAY))
    version, new = load_form(changed(title="Tên khác", version=2, valid_from=date(2026, 1, 1)), by, at(DAY))
    assert new and version.form == form
    first = form.version_on(date(2025, 12, 31))
    assert form.version_on(date(2026, 1, 1)) == version and first is not None and first.number == 1


def test_an_indicator_never_changes_its_type(cast: Cast, form: ReportForm) -> None:
    other = FORM.indicators[0].__class__("mo_hinh", "Số mô hình", "ket_qua", "money", "sum")
    with pytest.raises(FormRefused, match="đặt tên khác"):
        load_form(changed(version=2, indicators=(other,), checks=()), cast.user("quan-tri"), at(DAY))


@pytest.mark.parametrize("key", ["2026-H2", "2026-Q1", "2021-2025"])
def test_a_period_that_the_form_does_not_have_is_refused(cast: Cast, form: ReportForm, key: str) -> None:
    with pytest.raises(Refused, match="xin chọn kỳ khác"):
        report_of(form, period(key), cast.body(HERE))


def test_a_body_of_another_kind_does_not_report(cast: Cast, form: ReportForm) -> None:
    with pytest.raises(Refused, match="không thuộc đối tượng"):
        report_of(form, period("2026"), cast.body("ha-thanh.so-tai-chinh"))


def test_opening_twice_is_one_report_and_one_draft(cast: Cast, form: ReportForm) -> None:
    writer, _ = people_of(cast.body(HERE))
    report = report_of(form, period("2026"), cast.body(HERE))
    assert report_of(form, period("2026"), cast.body(HERE)) == report
    assert draft_of(report, writer, at(DAY)) == draft_of(report, writer, at(DAY))


@pytest.mark.parametrize("account", ["son", "binh", "lan", "kien"])
def test_only_the_bodys_own_people_write(cast: Cast, form: ReportForm, account: str) -> None:
    edition = written(cast, form, "2026", HERE, GOOD)
    with pytest.raises(Refused, match="đơn vị báo cáo"):
        save(edition, typed({"mo_hinh": "4"}), cast.user(account), at(DAY))
    with pytest.raises(Refused, match="đơn vị báo cáo"):
        draft_of(edition.report, cast.user(account), at(DAY))


def test_what_is_missing_or_breaks_a_check_keeps_it_from_being_sent(cast: Cast, form: ReportForm) -> None:
    edition = written(cast, form, "2026", HERE, {"mo_hinh": "3"})
    writer, _ = people_of(cast.body(HERE))
    with pytest.raises(Refused, match="Số mô hình mới"):
        take(edition, "send_report", writer, at(DAY))
    save(edition, typed({"mo_hinh_moi": "4"}), writer, at(DAY))
    with pytest.raises(Refused, match="không lớn hơn"):
        take(edition, "send_report", writer, at(DAY))
    assert [(p.cell, p.hard) for p in open_points(edition)] == [("mo_hinh_moi", True)], "where one writes last"
    save(edition, typed({"mo_hinh_moi": "không phát sinh"}), writer, at(DAY))
    assert open_points(edition) == []
    assert take(edition, "send_report", writer, at(DAY)).state == "sent"


def test_a_soft_check_looks_at_the_period_before_and_lets_it_pass(cast: Cast, form: ReportForm) -> None:
    carried_out(cast, written(cast, form, "2025", HERE, {"mo_hinh": "5", "mo_hinh_moi": "0"}), ACCEPTED)
    edition = written(cast, form, "2026", HERE, GOOD)
    assert [(p.cell, p.hard) for p in open_points(edition)] == [("mo_hinh", False)]
    assert carried_out(cast, edition, SENT).state == "approved"


def test_once_sent_nothing_is_written_any_more(cast: Cast, form: ReportForm) -> None:
    edition = carried_out(cast, written(cast, form, "2026", HERE, GOOD), ("send_report",))
    writer, _ = people_of(cast.body(HERE))
    with pytest.raises(Refused, match="không sửa được nữa"):
        save(edition, typed({"mo_hinh": "9"}), writer, at(DAY))
    with pytest.raises(Refused, match="rút lại trước khi sửa"):
        draft_of(edition.report, writer, at(DAY))


def test_returned_with_marks_it_is_mended_in_a_new_edition_and_the_old_one_stays(cast: Cast, form: ReportForm) -> None:
    first = carried_out(cast, written(cast, form, "2026", HERE, GOOD), SENT)
    take(first, "return_report", cast.user("lan"), at(DAY), "", {"mo_hinh": "Chưa khớp biên bản."})
    writer, _ = people_of(cast.body(HERE))
    second = take(first, "correct_report", writer, at(DAY))
    assert second.nth == 2 and digest(second) == digest(first)
    save(second, typed({"mo_hinh": "4"}), writer, at(DAY))
    carried_out(cast, second, ACCEPTED, date(2026, 7, 5))
    report = Report.objects.get()
    assert report.accepted == second and digest(second) != digest(first)
    assert list(Edition.objects.order_by("nth").values_list("state", flat=True)) == ["returned", "accepted"]
    assert [m.text for m in first.marks.all()] == ["Chưa khớp biên bản."]


def test_a_return_needs_a_reason_or_a_mark_and_marks_name_cells_of_the_form(cast: Cast, form: ReportForm) -> None:
    edition = carried_out(cast, written(cast, form, "2026", HERE, GOOD), SENT)
    with pytest.raises(Refused, match="lý do"):
        take(edition, "return_report", cast.user("lan"), at(DAY))
    with pytest.raises(Refused, match="không thuộc mẫu"):
        take(edition, "return_report", cast.user("lan"), at(DAY), "x", {"khac": "x"})


def test_a_correction_counts_only_once_it_is_accepted(cast: Cast, form: ReportForm) -> None:
    first = carried_out(cast, written(cast, form, "2026", HERE, GOOD), ACCEPTED)
    second = written(cast, form, "2026", HERE, {"mo_hinh": "8"})
    assert second.nth == 2 and Report.objects.get().accepted == first
    carried_out(cast, second, SENT)
    assert (Report.objects.get().accepted, Report.objects.get().sent) == (first, second)
    carried_out(cast, second, ("accept_report",))
    assert Report.objects.get().accepted == second


def test_a_report_that_its_leader_withdraws_counts_no_more_and_keeps_its_history(cast: Cast, form: ReportForm) -> None:
    edition = carried_out(cast, written(cast, form, "2026", HERE, GOOD), ACCEPTED)
    carried_out(cast, edition, ("withdraw_report",), note="Số liệu nhầm địa bàn.")
    report = Report.objects.get()
    assert report.accepted is None and report.sent is None
    assert report.deeds.last().note == "Số liệu nhầm địa bàn."  # type: ignore[union-attr]


def test_who_sent_it_does_not_accept_it(cast: Cast, form: ReportForm) -> None:
    edition = written(cast, form, "2026", HERE, GOOD)
    both = cast.user("lan")
    from phongtrao.organisations.models import Function
    from tests.reports.samples import person

    person("lan", cast.body(HERE), Function.OFFICER)
    take(edition, "send_report", both, at(DAY))
    carried_out(cast, edition, ("approve_report",))
    edition.refresh_from_db()
    with pytest.raises(Refused, match="không tự nhận"):
        take(edition, "accept_report", both, at(DAY))


def test_what_two_people_do_at_once_is_done_once(cast: Cast, form: ReportForm) -> None:
    edition = written(cast, form, "2026", HERE, GOOD)
    same = Edition.objects.get(pk=edition.pk)
    carried_out(cast, edition, ("send_report",))
    with pytest.raises(Refused, match="vừa được người khác"):
        carried_out(cast, same, ("send_report",))


def test_two_windows_lose_nothing(cast: Cast, form: ReportForm) -> None:
    edition = written(cast, form, "2026", HERE, {"mo_hinh": "3"})
    writer, leader = people_of(cast.body(HERE))
    empty, three = ("", ""), ("3", "")
    here = save(edition, {"mo_hinh": Typed("4", "", three), "mo_hinh_moi": Typed("", "", empty)}, writer, at(DAY))
    assert here.written == ["mo_hinh"]
    there = save(edition, {"mo_hinh": Typed("5", "", three), "mo_hinh_moi": Typed("2", "", empty)}, leader, at(DAY))
    assert there.written == ["mo_hinh_moi"]
    conflict = there.conflicts["mo_hinh"]
    assert (conflict.theirs, conflict.mine, conflict.by) == (("4", ""), ("5", ""), writer)
    untouched = save(edition, {"mo_hinh": Typed("3", "", three)}, leader, at(DAY))
    assert untouched.written == [] and not untouched.conflicts
    figures = dict(edition.figures.values_list("indicator__name", "value"))
    assert figures == {"mo_hinh": 4, "mo_hinh_moi": 2}


@pytest.mark.parametrize(
    ("name", "text", "base", "told"),
    [
        ("mo_hinh", "-1", "", "số nguyên không âm"),
        ("mo_hinh", "1,5", "", "số nguyên không âm"),
        ("mo_hinh", "9" * 40, "", "quá lớn"),
        ("mo_hinh", "3", "4", "không có tổng số"),
        ("ho", "5", "", "cả hai số"),
        ("ho", "5", "4", "lớn hơn tổng số hộ"),
        ("hoi_nghi", "chưa rõ", "", "«có» hoặc «không»"),
        ("ket_qua", "xuất sắc", "", "«tốt»"),
        ("khong_co", "1", "", "không có mục"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_cell_and_the_rest_is_written(
    cast: Cast, form: ReportForm, name: str, text: str, base: str, told: str
) -> None:
    edition = written(cast, form, "2026", HERE, {})
    writer, _ = people_of(cast.body(HERE))
    saved = save(edition, {name: Typed(text, base), "kinh_phi": Typed("1.500.000")}, writer, at(DAY))
    assert told in saved.wrong[name] and saved.written == ["kinh_phi"]
    assert edition.figures.get().value == 1_500_000


def test_what_is_sent_is_sealed_in_the_log(cast: Cast, form: ReportForm) -> None:
    edition = carried_out(cast, written(cast, form, "2026", HERE, GOOD), ("send_report",))
    entry = LogEntry.objects.get(deed="send_report")
    assert entry.content["digest"] == digest(edition)
    assert entry.subject == f"report:{edition.report_id}"
