"""What the demo shows of reports: a programme with its form, the duty that is answered with it, some communes' reports
accepted, one of one's own."""

from __future__ import annotations

from datetime import datetime

from phongtrao.organisations.models import Organisation, User
from phongtrao.reports.enter import Typed, save
from phongtrao.reports.models import Report, ReportForm
from phongtrao.reports.open_report import draft_of, report_of
from phongtrao.reports.periods import Period, period
from phongtrao.reports.report_deeds import take
from phongtrao.reports.use_form import use_form
from phongtrao.work.models import Duty
from phongtrao.work.programmes import load_programme

PROGRAMME, FORM = "dien-hinh", "ket-qua-dien-hinh"
COMMUNES = 6
HARDSHIPS = (
    "Kinh phí cho phong trào còn ít. Cán bộ làm công tác này phải kiêm nhiệm nhiều việc.",
    "Một số cơ quan chưa gửi đăng ký đúng hạn.",
    "Hồ sơ của các trường còn thiếu biên bản. Chưa có mẫu biểu thống nhất.",
)


ASKS = "báo cáo kết quả xây dựng đơn vị điển hình"
"""Words of the sample's duty that is answered with the form."""


def show_reports(administrator: User, writer: User, at: datetime) -> None:
    """Load the programme, say which duty its form answers, bring in reports of a few communes, begin one for `writer`'s
    own. Harmless when repeated."""
    load_programme(PROGRAMME, administrator, at)
    form, of = ReportForm.objects.get(name=FORM), period("2026")
    if Report.objects.filter(form=form).exists():
        return
    for duty in Duty.objects.filter(text__contains=ASKS):
        use_form(duty, form, administrator, at)
    bodies = Organisation.objects.on(of.last).filter(versions__kind="ubnd", versions__level="xa").order_by("code")
    own = writer.body_ids(at.date())
    for place, body in enumerate(bodies.exclude(pk__in=own)[:COMMUNES]):
        _accepted(form, of, body, place, administrator, at)
    for body in bodies.filter(pk__in=own):
        begun = draft_of(report_of(form, of, body), writer, at)
        save(begun, {"pham_vi_xa": Typed("1"), "dang_ky_xa": Typed("1")}, writer, at)


def _accepted(form: ReportForm, of: Period, body: Organisation, place: int, by: User, at: datetime) -> None:
    """A whole report, as quản trị brings one in that came on paper (docs/decisions/in-a-bodys-stead.md)."""
    edition = draft_of(report_of(form, of, body), by, at, instead=True)
    said = edition.version.said
    typed = {one.name: Typed("0", "0") if one.type == "share" else Typed("0") for one in said.indicators}
    typed |= {"pham_vi_xa": Typed("1"), "dang_ky_xa": Typed("1"), "de_nghi_xa": Typed("1")}
    typed |= {"cong_nhan_xa": Typed(str(place % 2)), "pham_vi_truong": Typed(str(place + 3))}
    typed |= {"dang_ky_truong": Typed(str(place + 1)), "kinh_phi": Typed(f"{12 + 3 * place}.500.000")}
    typed |= {one.name: Typed("Không phát sinh.") for one in said.questions if one.required}
    typed["han_che"] = Typed(HARDSHIPS[place % len(HARDSHIPS)])
    save(edition, typed, by, at, instead=True)
    for deed in ("send_report", "approve_report", "accept_report"):
        edition = take(edition, deed, by, at, instead=True)
