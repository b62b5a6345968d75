"""What the demo shows of money: an estimate approved and being amended, one that waits for finance, one in writing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from phongtrao.documents.issue import issue
from phongtrao.money.line_entry import Typed
from phongtrao.money.line_figures import Figure, Given, save_figures
from phongtrao.money.lines import add_line, change_line
from phongtrao.money.machine import APPRAISAL, DECISION, MACHINE, REQUEST
from phongtrao.money.models import Estimate
from phongtrao.money.open_estimate import Asked, open_estimate
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.case_papers import draft_in, wanted_paper
from phongtrao.work.cases import move
from phongtrao.work.models import Programme
from phongtrao.work.programmes import load_programme
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead

PROGRAMMES = ("dien-hinh", "phong-trao-1395")
POLICE, FINANCE, PROVINCE = "nghe-an.cong-an", "nghe-an.so-tai-chinh", "nghe-an.ubnd"
MEETINGS = "Hội nghị"
LINES = (
    Typed(MEETINGS, "Hội nghị quán triệt, triển khai", "hội nghị", "2", "18.500.000"),
    Typed(MEETINGS, "In tài liệu hội nghị", "bộ", "450", "35.000"),
    Typed("Công nhận đơn vị điển hình", "In giấy chứng nhận, khung", "bộ", "88", "120.000"),
    Typed("Công nhận đơn vị điển hình", "Khen thưởng mô hình hay, cách làm sáng tạo", "mô hình", "10", "2.000.000"),
)
OWN = (
    Typed("Tuyên truyền", "Pa nô tại các trục đường", "cái", "6", "3.200.000"),
    Typed("Trang thiết bị", "Sửa chữa camera an ninh", "bộ", "4,5", "1.800.000", remark="thay nguồn, đầu ghi"),
)
People = Mapping[str, User]


def show_money(people: People, at: datetime) -> None:
    """Load the programmes, then three estimates. Harmless when repeated."""
    for name in PROGRAMMES:
        load_programme(name, people["quantri.demo"], at)
    programme = Programme.objects.get(name=PROGRAMMES[0])
    if Estimate.objects.filter(programme=programme).exists():
        return
    _amended(_begun(programme, POLICE, "tổ chức hội nghị, công nhận đơn vị điển hình", LINES, people, at), people, at)
    waits = _begun(programme, POLICE, "sơ kết 6 tháng", LINES[:2], people, at)
    _sent(waits, people, at)
    commune = people["xa.demo"].posts_on(at.date())[0].organisation
    assert commune is not None
    _begun(programme, commune.code, "phong trào của xã", OWN, people, at)


def _begun(
    programme: Programme, code: str, title: str, lines: Sequence[Typed], people: People, at: datetime
) -> Estimate:
    """An estimate with its lines, by the police's focal point or the commune's officer."""
    by = people["congan.demo" if code == POLICE else "xa.demo"]
    body = Organisation.objects.get(code=code)
    clause = "muc_1_phan_v" if code == POLICE else "muc_7_phan_v"
    finance, province = Organisation.objects.get(code=FINANCE), Organisation.objects.get(code=PROVINCE)
    case = open_estimate(Asked(programme, body, at.year, title, clause, finance, province), by, at)
    for typed in lines:
        add_line(case, typed, by, at)
    return case


def _sent(case: Estimate, people: People, at: datetime) -> Estimate:
    _papered(case, REQUEST, people["giamdoc.demo"], at, "Công an tỉnh Nghệ An", "TTr-CAT", "Giám đốc")
    move(MACHINE, case, "send_estimate", people["giamdoc.demo"], at)
    return Estimate.objects.get(pk=case.pk)


@transaction.atomic
def _amended(case: Estimate, people: People, at: datetime) -> None:
    """The whole way to the decision, with a line that finance cut; then an amendment is begun."""
    finance, clerk = people["lanhdaotaichinh.demo"], people["vanthu.demo"]
    case = _sent(case, people, at)
    figures = {line.number: Figure(str(line.amount)) for line in case.said_lines()}
    figures[2] = Figure("13.500.000", "Đơn giá theo báo giá là 30.000 đồng một bộ")
    save_figures(case, {number: Given(figure) for number, figure in figures.items()}, finance, at)
    _papered(case, APPRAISAL, finance, at, "Sở Tài chính tỉnh Nghệ An", "BC-STC", "Giám đốc")
    case = move(MACHINE, case, "appraise_estimate", finance, at)
    _papered(case, DECISION, clerk, at, "Ủy ban nhân dân tỉnh Nghệ An", "QĐ-UBND", "Chủ tịch")
    case = Estimate.objects.get(pk=case.pk)
    drafter = people["congan.demo"]
    move(MACHINE, case, "amend_estimate", drafter, at, "Số đơn vị được công nhận tăng.")
    new = case.amendments.get()
    change_line(new, 3, replace(LINES[2], quantity="102"), 1, drafter, at)
    add_line(new, Typed(MEETINGS, "Thuê âm thanh, màn hình", "hội nghị", "2", "4.000.000"), drafter, at)


def _papered(case: Estimate, name: str, by: User, at: datetime, agency: str, symbol: str, office: str) -> None:
    """The paper drafted and issued."""
    wanted = wanted_paper(MACHINE, case, name, by, at.date())
    assert wanted is not None
    head = Letterhead(agency, "Nghệ An", symbol, (Signer("Lê Văn Mẫu", (office,)),))
    issue(draft_in(wanted, head, (), at).outgoing, at.date(), by, at)
