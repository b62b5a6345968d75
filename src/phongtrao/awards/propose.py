"""A proposal to commend is begun: for which programme and form, by which body, for what of which days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from phongtrao.access import WRITING
from phongtrao.awards.models import Commendation, CommendationRulesVersion
from phongtrao.awards.places import Places, places_of
from phongtrao.awards.rules import Form
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.cases import begin
from phongtrao.work.deeds import post_at
from phongtrao.work.machine import MACHINES
from phongtrao.work.models import Programme

NOT_YOURS = "Đề nghị khen thưởng do người của đơn vị đề nghị lập; anh/chị không giữ chức vụ ở đơn vị này."
NO_RULES = (
    "Chưa có quy định khen thưởng cho phong trào «{}» vào ngày này; xin nạp: phongtrao load-programme khen-thuong."
)
UNKNOWN = "Chưa xác định được {} của hình thức «{}» đối với «{}»; xin chọn hình thức khác hoặc bổ sung quy định."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be begun, as a person says it."""

    programme: Programme
    organisation: Organisation
    form: str
    title: str
    achieved_from: date
    achieved_until: date


def rules_in_force(programme: Programme, body: Organisation, day: date) -> CommendationRulesVersion:
    """The rules of the day for the programme in the body's province. Raises Refused where there are none."""
    root = Organisation.objects.get(pk=min(tree.roots_of([body.pk], day)))
    found = CommendationRulesVersion.objects.in_force(programme, root, day)
    if found is None:
        raise Refused(NO_RULES.format(programme.title))
    return found


def begin_commendation(wanted: Wanted, by: User, at: datetime) -> Commendation:
    """The proposal in its first state. Raises Refused with what is wrong."""
    day = at.astimezone(HANOI).date()
    rules = rules_in_force(wanted.programme, wanted.organisation, day)
    form = next((one for one in rules.said.forms if one.name == wanted.form), None)
    if wrong := next(_wrong(wanted, form, rules, by, day), ""):
        raise Refused(wrong)
    assert form is not None
    places = known_places(form, wanted.organisation, day)
    case = Commendation(
        programme=wanted.programme, rules=rules, form=form.name, title=" ".join(wanted.title.split()),
        year=wanted.achieved_until.year, achieved_from=wanted.achieved_from, achieved_until=wanted.achieved_until,
        organisation=wanted.organisation, examiner=places.examiner, decider=places.decider, root=places.root,
        begun_on=day, begun_by=by,
    )  # fmt: skip
    made: Commendation = begin(MACHINES["commendation"], case, by, at)
    return made


def _wrong(wanted: Wanted, form: Form | None, rules: CommendationRulesVersion, by: User, day: date) -> Iterator[str]:
    if form is None:
        yield f"Quy định không có hình thức «{wanted.form}»; có: {', '.join(one.name for one in rules.said.forms)}."
    if post_at(by, wanted.organisation, day, WRITING) is None and not by.sees_all(day):
        yield NOT_YOURS
    if not wanted.title.strip():
        yield "Xin ghi nội dung khen thưởng."
    if wanted.achieved_until < wanted.achieved_from:
        yield "Ngày cuối của thành tích phải từ ngày đầu trở đi; xin xem lại."
    if wanted.achieved_until > day:
        yield "Thành tích phải đạt được rồi mới đề nghị khen; ngày cuối không được sau hôm nay."


def known_places(form: Form, body: Organisation, day: date) -> Places:
    """The bodies around a proposal. Raises Refused where one of them cannot be told."""
    places = places_of(form, body, day)
    for found, word in ((places.decider, "cơ quan quyết định"), (places.examiner, "cơ quan thẩm định")):
        if found is None:
            raise Refused(UNKNOWN.format(word, form.title, body.name_on(day)))
    return places
