"""A form of our own with one indicator of each kind, and reports made by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from phongtrao.organisations.models import Function, Organisation, Post, User
from phongtrao.reports.enter import Typed, save
from phongtrao.reports.form import REGIME, Check, Form, Indicator, PeriodRule, Question
from phongtrao.reports.load_form import load_form
from phongtrao.reports.models import Edition, ReportForm, SynthesisParagraph
from phongtrao.reports.open_report import draft_of, report_of
from phongtrao.reports.periods import period
from phongtrao.reports.report_deeds import take
from phongtrao.reports.synthesise import open_synthesis
from phongtrao.work.models import Duty, Task
from phongtrao.work.open_tasks import open_tasks
from phongtrao.year_days import YearDay
from tests.cast import PASSWORD
from tests.conftest import Cast
from tests.work import samples as plans
from tests.work.conftest import adopt_whole, at, received

DAY = date(2026, 7, 1)
COMMUNES = ("xa.90001.ubnd", "xa.90002.ubnd", "xa.90003.ubnd", "xa.90004.ubnd")
FORM = Form(
    name="mau-thu",
    title="Báo cáo thử về phong trào",
    version=1,
    valid_from=date(2020, 1, 1),
    source="Kế hoạch số 01/KH-UBND ngày 05/01/2020 của UBND tỉnh Hà Thanh",
    reporters=("xa.ubnd",),
    regime={name: "theo kế hoạch" for name in REGIME},
    periods=(
        PeriodRule("half_year", "H1", YearDay(15, 12, -1), YearDay(14, 6), YearDay(20, 6)),
        PeriodRule("year", "", YearDay(15, 12, -1), YearDay(14, 12), YearDay(20, 12)),
    ),
    indicators=(
        Indicator("mo_hinh", "Số mô hình", "ket_qua", "integer", "last", "mô hình", same_as_last=True),
        Indicator("mo_hinh_moi", "Số mô hình mới", "ket_qua", "integer", "sum", "mô hình"),
        Indicator("kinh_phi", "Kinh phí", "ket_qua", "money", "sum", "đồng", required=False),
        Indicator("ho", "Tỷ lệ hộ đăng ký", "ket_qua", "share", "share", base="tổng số hộ", required=False),
        Indicator("hoi_nghi", "Đã họp sơ kết", "ket_qua", "yes_no", "count", required=False),
        Indicator(
            "ket_qua", "Xếp loại", "ket_qua", "level", "worst", levels=("tốt", "khá", "trung bình"), required=False
        ),
    ),
    questions=(
        Question("kho_khan", "Khó khăn, vướng mắc", "ton_tai", required=True),
        Question("kien_nghi", "Kiến nghị", "kien_nghi"),
    ),
    checks=(
        Check("mo_hinh_moi <= mo_hinh", "Số mô hình mới không lớn hơn tổng số mô hình; xin xem lại hai số."),
        Check("mo_hinh >= last.mo_hinh", "Số mô hình giảm so với kỳ trước; xin xem lại.", hard=False),
    ),
)


def load(cast: Cast, form: Form = FORM) -> ReportForm:
    return load_form(form, cast.user("quan-tri"), at(DAY))[0].form


def person(account: str, body: Organisation, function: Function) -> User:
    """An account with a post in a body."""
    user = User.objects.filter(username=account).first()
    user = user or User.objects.create_user(account, PASSWORD, full_name=account.title())
    Post.objects.get_or_create(user=user, organisation=body, function=function, starts_on=date(2020, 1, 1))
    return user


def people_of(body: Organisation) -> tuple[User, User]:
    """Who writes a body's reports, and its leader."""
    slug = body.code.replace(".", "-")
    return person(f"viet-{slug}", body, Function.OFFICER), person(f"lanh-dao-{slug}", body, Function.LEADER)


def typed(values: Mapping[str, str]) -> dict[str, Typed]:
    """`{"ho": "3/4"}` as what was typed: part and base of a share parted by a stroke."""
    return {
        name: Typed(*(text.split("/") if name == "ho" and "/" in text else [text])) for name, text in values.items()
    }


def written(cast: Cast, form: ReportForm, key: str, code: str, values: Mapping[str, str]) -> Edition:
    """A draft with these values, and an answer to what must be answered."""
    writer, _ = people_of(cast.body(code))
    edition = draft_of(report_of(form, period(key), cast.body(code)), writer, at(DAY))
    saved = save(edition, typed({"kho_khan": "Thiếu kinh phí.", **values}), writer, at(DAY))
    assert not saved.wrong and not saved.conflicts
    return edition


def carried_out(cast: Cast, edition: Edition, deeds: Iterable[str], on: date = DAY, note: str = "") -> Edition:
    """The deeds one after another, by who may do each."""
    writer, leader = people_of(edition.report.organisation)
    who = {
        "send_report": writer, "approve_report": leader, "accept_report": cast.user("lan"),
        "return_report": cast.user("lan"), "withdraw_report": leader, "correct_report": writer,
    }  # fmt: skip
    for deed in deeds:
        edition = take(edition, deed, who[deed], at(on), note)
    return edition


SENT = ("send_report", "approve_report")
ACCEPTED = (*SENT, "accept_report")


def accepted(cast: Cast, form: ReportForm, key: str, code: str, **values: str) -> Edition:
    return carried_out(cast, written(cast, form, key, code, values), ACCEPTED)


def changed(**fields: object) -> Form:
    """The sample form with other fields."""
    return replace(FORM, **fields)  # type: ignore[arg-type]


def duty_with_tasks(cast: Cast, code: str) -> Duty:
    """A duty of a plan of January 2026, with tasks of a commune."""
    content, on = plans.new_content(), date(2026, 1, 20)
    plan = received(cast.body("ha-thanh.ubnd"), cast.user("lan"), plans.NEW, content, on)
    adopt_whole(cast, plan, date(2026, 2, 2))
    open_tasks(date(2026, 12, 31), at(date(2026, 2, 2)), cast.user("quan-tri"))
    return Task.objects.filter(assignment__organisation__code=code).order_by("due")[0].assignment.duty


def paragraph_of_a_synthesis(cast: Cast, day: date, form: ReportForm | None = None) -> SynthesisParagraph:
    """A paragraph of the province's draft for 2026, by the sample form where no other is given."""
    lan, root = cast.user("lan"), cast.body("ha-thanh.ubnd")
    row, _ = open_synthesis(form or load(cast), period("2026"), root, "accepted", lan, at(day))
    return row.paragraphs.create(question="kho_khan", position=0, text="Thiếu kinh phí.", by=lan, at=at(day))
