"""A pilot from its plan to its roll-out: phases, places, reports, reviews, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.models import Document
from phongtrao.documents.receive import receive
from phongtrao.files import receive_file
from phongtrao.initiatives.models import Phase, Pilot, RollOut
from phongtrao.initiatives.pilot_bodies import remaining
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.initiatives.pilot_plan import (
    PlannedPhase,
    add_phase,
    add_places,
    choose_place,
    drop_phase,
    drop_place,
    report_phase,
    still_to_choose,
)
from phongtrao.initiatives.pilot_roll_out import told
from phongtrao.initiatives.pilot_set_roll_out import link_document
from phongtrao.procedure import Refused
from phongtrao.work.adopt import adopt
from phongtrao.work.case_papers import file_in, wanted_paper
from phongtrao.work.cases import move
from tests.conftest import Cast
from tests.documents.test_purge import held_words
from tests.initiatives.pilot_samples import (
    COMMUNES,
    DAY,
    FIRST,
    LAST,
    drafted,
    issued,
    phase_of,
    planned,
    reported,
    reviewed,
    running,
    signed,
    to_roll_out,
)
from tests.work.conftest import at

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)
Y27 = (date(2027, 1, 1), date(2027, 12, 31))


def test_the_plan_takes_effect_when_it_gets_its_number(cast: Cast) -> None:
    pilot = planned(cast)
    paper = issued(cast, pilot, "plan")
    pilot.refresh_from_db()
    assert pilot.state == "approved"
    words = str(paper.content)
    assert "01/01/2026 đến 31/12/2026" in words and "UBND xã An Lạc" in words and "…" in words


def test_a_plan_without_a_phase_or_with_a_phase_nowhere_is_not_approved(cast: Cast) -> None:
    pilot = drafted(cast)
    with pytest.raises(Refused, match="ít nhất một giai đoạn"):
        issued(cast, pilot, "plan")
    phase_of(cast, pilot)
    with pytest.raises(Refused, match="chưa có nơi thí điểm"):
        issued(cast, pilot, "plan")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 5, 1), date(2027, 4, 30), "trước ngày bắt đầu"),
        (date(2026, 12, 31), date(2027, 6, 30), "trùng ngày với giai đoạn 1"),
        (date(2025, 1, 1), date(2027, 6, 30), "trùng ngày với giai đoạn 1"),
        (date(2025, 1, 1), date(2025, 6, 30), "phải sau giai đoạn 1"),
    ],
)
def test_days_out_of_order_and_phases_over_each_other_are_refused(
    cast: Cast, first: date, last: date, said: str
) -> None:
    pilot = planned(cast)
    with pytest.raises(Refused, match=said):
        add_phase(pilot, PlannedPhase(first, last), cast.user("dung"), at(DAY))
    assert Phase.objects.count() == 1


def test_a_place_twice_of_another_province_or_of_another_time_is_refused_and_none_is_added(cast: Cast) -> None:
    pilot = planned(cast)
    phase, dung = pilot.phases.get(), cast.user("dung")
    for code, said in (
        (COMMUNES[0], "đã là nơi thí điểm"),
        ("xa.91001.ubnd", "không thuộc UBND tỉnh Hà Thanh"),
        ("huyen.901.ubnd", "không có vào ngày 01/01/2026"),
    ):
        with pytest.raises(Refused, match=said):
            add_places(phase, [cast.body(COMMUNES[2]), cast.body(code)], dung, at(DAY))
    assert phase.places.count() == 2


def test_only_who_is_in_charge_plans(cast: Cast) -> None:
    pilot = drafted(cast)
    with pytest.raises(Refused, match="cơ quan chủ trì"):
        add_phase(pilot, PlannedPhase(FIRST, LAST), cast.user("xuan"), at(DAY))
    with pytest.raises(Refused, match="cơ quan chủ trì lập"):
        drafted(cast, organisation=cast.body("ha-thanh.so-tai-chinh"))
    with pytest.raises(Refused, match="cùng một tỉnh"):
        drafted(cast, decider=cast.body("binh-phu.ubnd"))
    for written in ("ubnd", "xa.khong_co", ""):
        with pytest.raises(Refused, match="chọn loại đơn vị"):
            drafted(cast, comparable=written)
    with pytest.raises(Refused, match="nhiều nhất 300"):
        drafted(cast, title="x" * 301)


def test_each_remaining_body_names_a_place_of_its_own_and_who_has_not_is_known(cast: Cast) -> None:
    pilot = drafted(cast)
    phase = phase_of(cast, pilot, COMMUNES[0], choosers="xa.ubnd")
    assert [body.code for body in still_to_choose(phase)] == list(COMMUNES[1:])
    police, xuan, dung = cast.body("xa.90002.cong-an"), cast.user("xuan"), cast.user("dung")
    with pytest.raises(Refused, match="Chưa đến lúc"):
        choose_place(phase, cast.body(COMMUNES[1]), police, dung, at(DAY))
    issued(cast, pilot, "plan")
    assert choose_place(phase, cast.body(COMMUNES[1]), police, dung, at(DAY)).chosen_by == cast.body(COMMUNES[1])
    assert [body.code for body in still_to_choose(phase)] == list(COMMUNES[2:])
    with pytest.raises(Refused, match="không thuộc UBND xã Phú Khê"):
        choose_place(phase, cast.body(COMMUNES[2]), cast.body("xa.90004.cong-an"), dung, at(DAY))
    with pytest.raises(Refused, match="cơ quan chủ trì"):
        choose_place(phase, cast.body(COMMUNES[2]), cast.body("xa.90003.cong-an"), xuan, at(DAY))
    with pytest.raises(Refused, match="không thuộc diện"):
        choose_place(phase, cast.body("ha-thanh.so-tai-chinh"), police, dung, at(DAY))


def test_a_place_of_ones_own_is_taken_back_until_the_phase_begins(cast: Cast) -> None:
    pilot = drafted(cast)
    phase = phase_of(cast, pilot, choosers="xa.ubnd")
    issued(cast, pilot, "plan")
    own, xuan = cast.body(COMMUNES[0]), cast.user("xuan")
    drop_place(choose_place(phase, own, own, xuan, at(DAY)), xuan, at(DAY))
    place = choose_place(phase, own, cast.body("xa.90001.cong-an"), xuan, at(DAY))
    move(MACHINE, pilot, "begin_phase", cast.user("dung"), at(DAY), day=FIRST)
    place.refresh_from_db()
    with pytest.raises(Refused, match="chưa bắt đầu"):
        drop_place(place, xuan, at(DAY))


@pytest.mark.parametrize(("day", "said"), [(date(2026, 12, 1), "chưa tới"), (date(2025, 12, 31), "theo kế hoạch từ")])
def test_a_phase_begins_on_a_day_of_its_own_that_has_come(cast: Cast, day: date, said: str) -> None:
    pilot = planned(cast)
    issued(cast, pilot, "plan")
    with pytest.raises(Refused, match=said):
        move(MACHINE, pilot, "begin_phase", cast.user("dung"), at(DAY), day=day)


def test_a_later_phase_names_its_ground_and_is_begun_after_the_interim_review(cast: Cast) -> None:
    pilot = reviewed(cast)
    with pytest.raises(Refused, match="Không còn giai đoạn"):
        move(MACHINE, pilot, "begin_phase", cast.user("dung"), at(DAY), day=DAY)
    with pytest.raises(Refused, match="căn cứ thêm giai đoạn"):
        phase_of(cast, pilot, COMMUNES[2], first=Y27[0], last=Y27[1])
    phase_of(cast, pilot, COMMUNES[2], first=Y27[0], last=Y27[1], basis="Công văn số 5/UBND-NC")
    later = at(date(2027, 1, 4))
    assert move(MACHINE, pilot, "begin_phase", cast.user("dung"), later, day=Y27[0]).state == "running"


def test_a_review_is_drafted_from_the_reports_and_needs_them(cast: Cast) -> None:
    pilot = running(cast)
    with pytest.raises(Refused, match="báo cáo giai đoạn trước"):
        issued(cast, pilot, "interim", by="dung")
    with pytest.raises(Refused, match="Báo cáo sơ kết"):
        move(MACHINE, pilot, "interim_review", cast.user("dung"), at(DAY))
    report_phase(pilot.phases.get(), "Đã lắp 12 đồng hồ.", cast.user("dung"), at(DAY))
    paper = issued(cast, pilot, "interim", by="dung")
    words = str(paper.content)
    assert "Đã lắp 12 đồng hồ." in words and "Hạn chế, nguyên nhân: …" in words
    assert move(MACHINE, pilot, "interim_review", cast.user("dung"), at(DAY)).state == "reviewed"


def test_a_phase_that_has_not_begun_is_not_reported_and_a_planned_one_is_taken_out_only_from_a_draft(
    cast: Cast,
) -> None:
    pilot = planned(cast)
    second = phase_of(cast, pilot, COMMUNES[2], first=Y27[0], last=Y27[1])
    with pytest.raises(Refused, match="chưa bắt đầu"):
        report_phase(second, "xong", cast.user("dung"), at(DAY))
    drop_phase(second, cast.user("dung"), at(DAY))
    issued(cast, pilot, "plan")
    with pytest.raises(Refused, match="chưa được phê duyệt"):
        drop_phase(pilot.phases.get(), cast.user("dung"), at(DAY))


def test_what_remains_is_today_s_bodies_without_the_pilot_places(cast: Cast) -> None:
    assert len(remaining(planned(cast), "xa.ubnd", DAY).bodies) == 4
    left = remaining(running(cast), "xa.ubnd", DAY)
    assert [body.code for body in left.bodies] == list(COMMUNES[2:])
    assert [body.code for body in left.tried] == list(COMMUNES[:2]) and not left.in_part


def test_places_that_are_gone_are_followed_to_who_holds_their_land_today(cast: Cast) -> None:
    pilot = drafted(cast, comparable="huyen.ubnd")
    phase_of(cast, pilot, "huyen.901.ubnd", first=date(2024, 1, 1), last=date(2024, 12, 31))
    pilot.phases.update(begun_on=date(2024, 1, 1))
    left = remaining(pilot, "xa.ubnd", DAY)
    assert [body.code for body in left.bodies] == list(COMMUNES[2:])
    assert [body.code for body in remaining(pilot, "huyen.ubnd", date(2024, 6, 1)).bodies] == ["huyen.902.ubnd"]


def test_the_roll_out_becomes_a_document_and_its_duties_bind_the_remaining_bodies_once_a_person_gives_them(
    cast: Cast,
) -> None:
    pilot = to_roll_out(cast)
    paper = issued(cast, pilot, "roll_out")
    pilot.refresh_from_db()
    document = pilot.roll_out.document
    assert pilot.state == "rolled_out" and document is not None
    assert (document.number, document.issuer, document.root) == (
        f"{paper.number:02d}/KH-UBND", cast.body("ha-thanh.ubnd"), cast.body("ha-thanh.ubnd"),
    )  # fmt: skip
    assert [one.given for one in told(pilot.roll_out, DAY)] == [0, 0]
    reading = document.latest_reading()
    assert reading is not None
    done = adopt(document, reading, cast.body("ha-thanh.ubnd"), cast.user("lan"), at(DAY))
    assert done.unresolved == () and "các xã, phường còn lại" in str(paper.content)
    assert [(one.body.code, one.given) for one in told(pilot.roll_out, DAY)] == [(c, 5) for c in COMMUNES[2:]]
    rules = [rule.rule for duty in done.duties for rule in duty.rules.all()]
    assert {"on": "2027-01-15"} in rules and {"every": "year", "last": "11-10"} in rules


def test_the_roll_out_paper_is_a_document_once_and_a_pilot_that_was_not_stated_is_not_rolled_out(cast: Cast) -> None:
    pilot = reviewed(cast)
    with pytest.raises(Refused, match="Xin ghi việc nhân rộng"):
        issued(cast, pilot, "roll_out")
    before = Document.objects.count()
    assert Pilot.objects.get().state == "reviewed" and Document.objects.count() == before


LETTER = """ỦY BAN NHÂN DÂN TỈNH HÀ THANH
Số: 15/KH-UBND
Hà Thanh, ngày 18 tháng 11 năm 2026

KẾ HOẠCH
Nhân rộng đồng hồ nước thông minh

1. UBND các xã, phường xây dựng kế hoạch, gửi UBND tỉnh trước ngày 15/01/2027.
"""


@pytest.mark.parametrize(("name", "raw"), [("ky.txt", LETTER.encode()), ("ky.png", PICTURE)])
def test_a_roll_out_signed_elsewhere_becomes_a_document_where_it_can_be_read_else_a_person_names_it(
    cast: Cast, settings: Any, tmp_path: Path, name: str, raw: bytes
) -> None:
    settings.FILES = tmp_path
    pilot, lan = to_roll_out(cast), cast.user("lan")
    wanted = wanted_paper(MACHINE, pilot, "roll_out", lan, DAY)
    assert wanted is not None
    file_in(wanted, at(DAY), lambda: receive_file(name, raw, lan, at(DAY), True, accept="attachment").stored)
    move(MACHINE, pilot, "roll_out", lan, at(DAY))
    row = RollOut.objects.get()
    if name == "ky.png":
        assert row.document is None
        home = cast.body("ha-thanh.ubnd")
        link_document(row, receive("ky.txt", LETTER.encode(), lan, home, at(DAY), DAY, True).document, lan, at(DAY))
    assert row.document is not None and row.document.number == "15/KH-UBND"
    with pytest.raises(Refused, match="Chỉ chọn văn bản khi"):
        link_document(row, row.document, lan, at(DAY))


def test_the_final_review_concludes_and_an_end_needs_its_reason(cast: Cast) -> None:
    pilot = reported(cast)
    signed(cast, pilot, "final")
    pilot = move(MACHINE, pilot, "final_review", cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="lý do"):
        move(MACHINE, pilot, "end_pilot", cast.user("lan"), at(DAY))
    assert move(MACHINE, pilot, "end_pilot", cast.user("lan"), at(DAY), "Chưa đủ kinh phí.").state == "ended"


@pytest.mark.parametrize(("kind", "kin"), [("bao-cao-giai-doan", "reports"), ("mo-ta-thi-diem", "pilot")])
def test_words_that_are_purged_are_gone_from_the_papers_drafted_of_them_too(cast: Cast, kind: str, kin: str) -> None:
    secret = "thanhlong74"
    pilot = running(cast, title=f"vòi nước {secret}" if kin == "pilot" else "vòi nước")
    said = "xong" if kin == "pilot" else f"Đã lắp.\nTại {secret} có 3 vòi."
    report = report_phase(pilot.phases.get(), said, cast.user("dung"), at(DAY))
    issued(cast, pilot, "interim", by="dung")
    HOLDINGS[kind].clear(report if kin == "reports" else pilot, "Đã tiêu hủy.")
    assert held_words(secret) == []
