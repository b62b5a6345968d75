"""Rules of our own, and proposals that went some of the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from phongtrao.awards.council import ballots, count_votes, name_member
from phongtrao.awards.examine import give_opinions
from phongtrao.awards.load_rules import load_rules
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.models import Commendation, CouncilMember, Nominee
from phongtrao.awards.nominate import Told, put_on_list
from phongtrao.awards.propose import Wanted, begin_commendation
from phongtrao.awards.rules import (
    CommendationRules,
    Council,
    DossierPaper,
    Form,
    Gap,
    Quota,
    Retention,
    Rule,
)
from phongtrao.documents.issue import issue
from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import Function, Organisation, User
from phongtrao.work.case_papers import draft_in, wanted_paper
from phongtrao.work.cases import move
from phongtrao.work.models import Programme
from tests.conftest import Cast
from tests.recognition.samples import HEAD
from tests.reports.samples import people_of, person
from tests.work.conftest import at

DAY = date(2026, 11, 20)
SPAN = (date(2026, 1, 1), date(2026, 10, 31))
NAME, POST = "Cao Xuân Bách", "Tổ trưởng tổ tự quản"
RULES = CommendationRules(
    name="khen-vuon-xanh",
    title="khen thưởng phong trào vườn xanh",
    version=1,
    valid_from=date(2026, 1, 1),
    source="Quy chế số 12/QC-UBND ngày 05/01/2026",
    covers="every",
    once=Rule("không tặng hai hình thức cho một thành tích", "Quy chế số 12/QC-UBND, Điều 3"),
    ground=Rule("Họ tên chỉ giữ để xét khen thưởng", "Quy chế số 12/QC-UBND, Điều 9"),
    council=Council(50, "Quy chế số 12/QC-UBND, Điều 6", more_than=True),
    retention=Retention(5, "Quy chế số 12/QC-UBND, Điều 10"),
    forms=(
        Form("bang_khen", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", "tinh", "tinh.ubnd",
             ("tap_the", "ca_nhan", "ho_gia_dinh"), "Điều 4", "Sở Nội vụ", 20, "Điều 5"),
        Form("giay_khen", "Giấy khen của Chủ tịch Ủy ban nhân dân xã", "xa", "xa.ubnd", ("tap_the", "ca_nhan"),
             "Điều 4"),
        Form("co", "Cờ thi đua của tỉnh", "tinh", "tinh.ubnd", ("tap_the",), "Điều 4", "Sở Nội vụ"),
    ),
    papers=(
        DossierPaper("to_trinh", "Tờ trình kèm danh sách", "to_trinh", "body", "Điều 7"),
        DossierPaper("bao_cao", "Báo cáo thành tích", "bao_cao", "body", "Điều 7"),
        DossierPaper("bien_ban", "Biên bản họp hội đồng", "bien_ban", "examiner", "Điều 7"),
        DossierPaper("to_trinh_khen", "Tờ trình kết quả xét", "to_trinh", "examiner", "Điều 7"),
    ),
    gaps=(Gap("Tiền thưởng", "Chưa nêu."),),
)  # fmt: skip


def with_quota(**said: Any) -> CommendationRules:
    """The rules with one quota on certificates of merit."""
    return replace(RULES, quotas=(Quota(**{"form": "bang_khen", "source": "Điều 8", **said}),))


def programme(cast: Cast, rules: CommendationRules = RULES, name: str = "vuon-xanh") -> Programme:
    """A programme of the first province; the rules come with `vuon-xanh`."""
    admin = cast.user("quan-tri")
    row, _ = Programme.objects.get_or_create(
        name=name,
        defaults={
            "title": f"Phong trào {name}", "root": cast.body("ha-thanh.ubnd"), "starts_on": date(2026, 1, 1),
            "source": rules.source, "sha256": "0" * 64, "loaded_at": at(DAY), "by": admin,
        },
    )  # fmt: skip
    if name == "vuon-xanh" and not row.commendation_rules.exists():
        load_rules(rules, row, admin, at(date(2026, 1, 15)))
    return row


def begun(
    cast: Cast, form: str = "bang_khen", body: str = "xa.90001.ubnd", span: tuple[date, date] = SPAN,
    row: Programme | None = None,
) -> Commendation:  # fmt: skip
    """Begun by the commune's own people."""
    organisation = cast.body(body)
    wanted = Wanted(row or programme(cast), organisation, form, "phong trào vườn xanh", *span)
    return begin_commendation(wanted, people_of(organisation)[0], at(DAY))


def listed(case: Commendation, kind: str = "ca_nhan", name: str = NAME, body: Organisation | None = None) -> Nominee:
    """One more on the list, put there by who writes for the body."""
    writer, _ = people_of(case.organisation)
    people = {} if kind == "tap_the" else {"full_name": name, "post_title": POST}
    told = Told(kind, body or case.organisation, "Vận động 40 hộ trồng cây.", **people)
    return put_on_list(case, told, writer, at(DAY))


def begun_by_the_province(cast: Cast) -> Commendation:
    """Of the province itself, with a department on its list and no person."""
    case = begun(cast, body="ha-thanh.ubnd", span=(date(2025, 12, 1), date(2026, 1, 31)))
    listed(case, "tap_the", body=cast.body("ha-thanh.so-tai-chinh"))
    return case


def papers_in(case: Commendation, by: User, *names: str) -> None:
    """Files of papers signed elsewhere."""
    for name in names:
        file = StoredFile.objects.create(
            sha256="0" * 64, name=f"{name}.pdf", size=1, kind="pdf", uploaded_by=by, uploaded_at=at(DAY)
        )
        case.papers.create(name=name, by=by, at=at(DAY, 10), file=file)


def examiners(cast: Cast) -> User:
    """The focal point of the examining department."""
    return person("khen-thuong", cast.body("ha-thanh.so-noi-vu"), Function.FOCAL_POINT)


def sent(cast: Cast, **begin: Any) -> Commendation:
    """A commune and one of its people, proposed and sent."""
    case = begun(cast, **begin)
    listed(case, "tap_the")
    listed(case)
    writer, leader = people_of(case.organisation)
    papers_in(case, writer, "to_trinh", "bao_cao")
    return carried(case, "send_proposal", leader)


def carried(case: Commendation, deed: str, by: User, note: str = "") -> Commendation:
    moved: Commendation = move(MACHINE, case, deed, by, at(DAY, 11), note)
    return moved


def examined(cast: Cast, case: Commendation | None = None) -> Commendation:
    """Both proposed on."""
    case = case or sent(cast)
    judge = examiners(cast)
    give_opinions(case, {row.pk: (True, "") for row in case.nominees.all()}, "", judge, at(DAY))
    return carried(case, "examine", judge)


def voted(cast: Cast, case: Commendation | None = None) -> Commendation:
    """A council of three, all for it, with its minutes."""
    case, judge = case or examined(cast), examiners(cast)
    for user, part in ((cast.user("lan"), CouncilMember.CHAIR), (cast.user("dung"), CouncilMember.SECRETARY),
                       (cast.user("son"), CouncilMember.MEMBER)):  # fmt: skip
        name_member(case, user, part, judge, at(DAY, 9))
    votes = {one.nominee.pk: (len(one.voters), 0) for one in ballots(case, DAY)}
    count_votes(case, votes, judge, at(DAY, 9))
    papers_in(case, judge, "bien_ban")
    return carried(case, "conclude_council", judge)


def proposed(cast: Cast) -> Commendation:
    case, judge = voted(cast), examiners(cast)
    papers_in(case, judge, "to_trinh_khen")
    return carried(case, "submit_commendation", judge)


def drafted(cast: Cast, case: Commendation, name: str = "quyet_dinh") -> Outgoing:
    """The draft of a decision, by the province's clerk."""
    wanted = wanted_paper(MACHINE, case, name, cast.user("vy"), DAY)
    form = LetterheadForm(HEAD)
    assert wanted is not None and form.is_valid()
    paper: Outgoing = draft_in(wanted, form.head(), (), at(DAY, 12)).outgoing
    return paper


def decided(cast: Cast) -> Commendation:
    case = proposed(cast)
    issue(drafted(cast, case), DAY, cast.user("vy"), at(DAY, 13))
    case.refresh_from_db()
    return case
